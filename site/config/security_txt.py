"""Where somebody who found a weakness may tell of it (RFC 9116)."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

HOLDS_DAYS = 180
DAY = "%Y-%m-%dT00:00:00Z"


@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Name the contact of the body that runs this site.

    Raises:
        Http404: it has named none.
    """
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = datetime.now(UTC) + timedelta(days=HOLDS_DAYS)
    lines = [
        *(f"Contact: {contact}" for contact in settings.SECURITY_CONTACT),
        f"Expires: {expires:{DAY}}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {request.build_absolute_uri()}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
