"""The private page about one report, for whoever holds its link."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from discussion_pages.rules.states import State
from discussion_pages.services.policies import policy_for, policy_url
from discussion_pages.services.reporting import expected_at, report_of


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
    discussion = report.comment.discussion
    policy = policy_for(discussion)
    is_public = discussion.live and not discussion.get_view_restrictions().exists()
    at = timezone.now()
    expected = expected_at(report, policy)
    context = {
        "report": report,
        "decision": report.decision,
        "discussion": discussion if is_public else None,
        "comment_url": (
            report.comment.get_absolute_url()
            if is_public and report.comment.state == State.PUBLISHED
            else ""
        ),
        "expected_at": expected,
        "is_late": expected is not None and at >= expected,
        "is_new": "sent" in request.GET,
        "page_address": request.build_absolute_uri(request.path),
        "policy_url": policy_url(policy, request),
    }
    response = render(request, "discussion_pages/report_status.html", context)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
