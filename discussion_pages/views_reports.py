"""The private page about one report, for whoever holds its link."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from discussion_pages.services.policies import policy_url
from discussion_pages.services.report_status import status_of
from discussion_pages.services.reporting import report_of


@never_cache
@require_safe
def report_status(request: HttpRequest, token: str) -> HttpResponse:
    """Show what was reported, where it stands and how it ended; never who reported or decided.

    The address is the key to the page, so it is kept out of caches, search engines and the
    ``Referer`` of whatever is clicked next.

    Raises:
        Http404: we did not sign that token, or the report is gone.
    """
    report = report_of(token)
    if report is None:
        raise Http404
    status = status_of(report, at=timezone.now())
    context = {
        "report": report,
        "status": status,
        "is_new": "sent" in request.GET,
        "page_address": request.build_absolute_uri(request.path),
        "policy_url": policy_url(status.policy, request),
    }
    response = render(request, "discussion_pages/report_status.html", context)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
