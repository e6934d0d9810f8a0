"""Reports: anybody tells moderators that a comment breaks the rules, and reads the answer."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from discussion_pages.api.participation.addresses import address, whole
from discussion_pages.api.participation.auth import ANYBODY
from discussion_pages.api.participation.comments import local
from discussion_pages.api.participation.finding import find_comment, person_of
from discussion_pages.api.participation.frame import keep_private
from discussion_pages.api.participation.operations import Written, reads, writes
from discussion_pages.api.participation.problems import Refusal
from discussion_pages.api.participation.schemas import Input, Text
from discussion_pages.models import Report
from discussion_pages.rules.reports import ReportKind, ReportState
from discussion_pages.services.policies import policy_url
from discussion_pages.services.report_status import status_of
from discussion_pages.services.reporting import (
    TEXT_LENGTH_MAX,
    report_comment,
    report_of,
    status_path,
    status_token,
)

router = Router(tags=["Reports"])


class ReportIn(Input):
    """Why a reader thinks that a comment breaks the rules."""

    reason: Text = Field(description="A `code` of the discussion's `report_reasons`.")
    text: Text = Field(
        default="",
        description=f"More about it, in {TEXT_LENGTH_MAX} characters. Only moderators read this.",
    )
    email: Text = Field(
        default="",
        description="Where to send the outcome, for somebody without an account. Nobody but"
        " moderators sees it.",
    )


class ReportOut(Schema):
    """Where a report stands: as much as whoever holds its private link may know."""

    reference: str
    state: ReportState
    state_words: str = Field(description="The same in words.")
    sentences: list[str] = Field(description="What happens next, or how it ended and why.")
    kind: ReportKind
    reason_title: str = Field(description="The rule that was chosen, in words.")
    reported_at: datetime
    settled_at: datetime | None
    expected_at: datetime | None = Field(
        description="By when the policy means to decide; null where it promises nothing."
    )
    is_late: bool = Field(description="Whether that time has passed.")
    discussion: int | None = Field(description="Null where it is not public (any more).")
    discussion_title: str | None
    comment: int | None = Field(description="Null where it is not public (any more).")
    comment_html_url: str | None
    status_url: str = Field(
        description="Private: where this API says how the report stands, to whoever has it."
    )
    status_html_url: str = Field(description="Private: the same as a page.")
    policy_html_url: str | None


class ReportMadeOut(ReportOut):
    """A report that was made. A member's second on a comment is their first, while that waits."""

    acknowledgement: str = Field(description="Thanks, and what to keep, in words.")


@writes(
    router,
    "POST",
    "/comments/{key:pk}/reports",
    answer={201: ReportMadeOut},
    who=ANYBODY,
    limit="report",
    url_name="reports",
)
def create_report(request: HttpRequest, pk: int, body: ReportIn) -> Written:
    """Report a published comment, with or without an account."""
    comment, _page = find_comment(request, pk)
    reporter = person_of(request) if request.auth.is_known else None
    if reporter is not None and body.email:
        raise Refusal(
            422,
            "email_not_needed",
            _("Leave this out: you are told the outcome on the site."),
            pointer="#/email",
        )
    at = timezone.now()
    report = report_comment(
        comment=comment,
        reason=body.reason,
        text=body.text,
        email=body.email,
        reporter=reporter,
        address=request.auth.address,
        at=at,
    )
    shown = report_out(request, report, at=at) | {
        "acknowledgement": _(
            "Thank you for telling us. Keep your reference and the private link: whoever has the "
            "link can read how your report stands."
        )
    }
    return Written.created(shown, location=shown["status_url"])


@reads(router, "/reports/{token}", answer=ReportOut, url_name="report")
def get_report(request: HttpRequest, token: str) -> dict[str, Any]:
    """Read how a report stands, by its private link. It says neither who reported nor decided."""
    keep_private(request)
    report = report_of(token)
    if report is None:
        raise Http404
    return report_out(request, report, at=timezone.now())


def report_out(request: HttpRequest, report: Report, *, at: datetime) -> dict[str, Any]:
    """Represent a report as its private page does."""
    status = status_of(report, at=at)
    is_public = bool(status.comment_url)
    return {
        "reference": report.reference,
        "state": report.state,
        "state_words": status.state,
        "sentences": status.sentences,
        "kind": report.kind,
        "reason_title": report.reason_title or report.reason,
        "reported_at": local(report.reported_at),
        "settled_at": local(report.settled_at),
        "expected_at": local(status.expected_at),
        "is_late": status.is_late,
        "discussion": status.discussion.pk if status.discussion else None,
        "discussion_title": status.discussion.title if status.discussion else None,
        "comment": report.comment_id if is_public else None,
        "comment_html_url": whole(request, status.comment_url),
        "policy_html_url": whole(request, policy_url(status.policy, request)),
    } | report_links(request, report)


def report_links(request: HttpRequest, report: Report) -> dict[str, Any]:
    """Return the two private links of a report."""
    return {
        "status_url": address(request, "report", token=status_token(report)),
        "status_html_url": whole(request, status_path(report)),
    }
