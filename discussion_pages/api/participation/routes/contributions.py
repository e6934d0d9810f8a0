"""What a member has contributed, with where it stands and why."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from discussion_pages.api.participation.addresses import address, whole
from discussion_pages.api.participation.auth import MEMBERS
from discussion_pages.api.participation.comments import local
from discussion_pages.api.participation.finding import person_of, readable_among
from discussion_pages.api.participation.listing import PageQuery, newest_first
from discussion_pages.api.participation.operations import reads
from discussion_pages.api.participation.routes.reports import report_links
from discussion_pages.rules.reports import ReportState
from discussion_pages.rules.sanctions import SanctionKind
from discussion_pages.rules.states import State
from discussion_pages.services import contributions as own

router = Router(tags=["Me"])


class OwnEvent(Schema):
    """One decision about a comment: never who made it."""

    label: str
    at: datetime
    reason: str = Field(description="The rule in words, blank where none was named.")
    passages: list[str] = Field(description="The words concerned.")
    message: str = Field(description="What the moderator wrote to the author.")


class AppealAccess(Schema):
    """Whether one may appeal against something, or how the appeal stands that one made."""

    may_appeal: bool
    until: datetime = Field(description="The instant from which it is too late.")
    state_words: str | None = Field(description="How the appeal made stands; null before.")
    url: str = Field(description="Where this API has what to know before, and takes the appeal.")
    html_url: str


class ContributionOut(Schema):
    """One comment of the caller's, in whatever state."""

    id: int
    discussion: int
    discussion_title: str | None = Field(description="Null where they may not read it now.")
    state: State
    state_words: str
    why: str = Field(description="Why it, or a change to it, waits; blank where nothing does.")
    text: str = Field(description="Plain text; blank where it was erased.")
    is_redacted: bool = Field(description="Whether a moderator has taken parts out.")
    posted_at: datetime
    can_edit: bool
    can_withdraw: bool
    url: str | None = Field(description="Where this API has it, while they may read it there.")
    html_url: str | None = Field(description="Where others read it, while it is published.")
    events: list[OwnEvent] = Field(description="What was decided about it, the latest first.")
    appeal: AppealAccess | None


class ContributionsOut(Schema):
    """A page of the caller's comments, the newest first."""

    next_cursor: str | None
    next_url: str | None
    items: list[ContributionOut]


class OwnReportOut(Schema):
    """One report that the caller made."""

    reference: str
    state: ReportState
    state_words: str
    reason_title: str
    reported_at: datetime
    settled_at: datetime | None
    status_url: str = Field(description="Private: where this API says how it stands.")
    status_html_url: str = Field(description="Private: the same as a page.")


class OwnReportsOut(Schema):
    """A page of the caller's reports, the newest first."""

    next_cursor: str | None
    next_url: str | None
    items: list[OwnReportOut]


class OwnSanctionOut(Schema):
    """One sanction on the caller: never who imposed it."""

    id: int
    kind: SanctionKind
    sentence: str = Field(description="What it means, until when and why.")
    reason_title: str
    message: str = Field(description="What the moderator wrote to the member.")
    starts_at: datetime
    ends_at: datetime | None
    lifted_at: datetime | None
    is_in_force: bool
    appeal: AppealAccess | None


class OwnSanctionsOut(Schema):
    """Every sanction on the caller, the newest first."""

    items: list[OwnSanctionOut]


@reads(
    router,
    "/me/contributions",
    answer=ContributionsOut,
    who=MEMBERS,
    url_name="contributions",
)
def list_contributions(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """Read your comments in every state, with what was decided about them."""
    member = person_of(request)
    comments, links = newest_first(
        request, own.comments_of(member), query, by="posted_at", name="contributions"
    )
    found = own.contributions(comments, member=member, at=timezone.now())
    readable = readable_among(request, (comment.discussion_id for comment in comments))
    return {"items": [_contribution_out(request, item, readable) for item in found]} | links


@reads(router, "/me/reports", answer=OwnReportsOut, who=MEMBERS, url_name="own-reports")
def list_own_reports(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """Read the reports that you made, with their private links."""
    reports = own.reports_of(person_of(request))
    rows, links = newest_first(request, reports, query, by="reported_at", name="own-reports")
    items = [_report_out(request, own.own_report(report)) for report in rows]
    return {"items": items} | links


@reads(
    router, "/me/sanctions", answer=OwnSanctionsOut, who=MEMBERS, url_name="sanctions", problems=()
)
def list_sanctions(request: HttpRequest) -> dict[str, Any]:
    """Read every sanction on you, in force or not."""
    found = own.sanctions_on(person_of(request), at=timezone.now())
    return {"items": [_sanction_out(request, item) for item in found]}


def _contribution_out(
    request: HttpRequest, item: own.Contribution, readable: set[int]
) -> dict[str, Any]:
    comment = item.comment
    may_read = comment.discussion_id in readable
    return {
        "id": comment.pk,
        "discussion": comment.discussion_id,
        "discussion_title": item.discussion if may_read else None,
        "state": comment.state,
        "state_words": item.state,
        "why": item.why,
        "text": comment.comment,
        "is_redacted": comment.redacted_at is not None,
        "posted_at": local(comment.posted_at),
        "can_edit": may_read and bool(item.edit_url),
        "can_withdraw": may_read and bool(item.withdraw_url),
        "url": address(request, "comment", pk=comment.pk) if may_read else None,
        "html_url": whole(request, item.url) if may_read else None,
        "events": [
            {
                "label": event.label,
                "at": local(event.at),
                "reason": event.reason,
                "passages": event.passages,
                "message": event.message,
            }
            for event in item.events
        ],
        "appeal": _access(request, item.appeal, "comment-appeals", comment.pk),
    }


def _report_out(request: HttpRequest, item: own.OwnReport) -> dict[str, Any]:
    report = item.report
    return {
        "reference": report.reference,
        "state": report.state,
        "state_words": item.state,
        "reason_title": report.reason_title or report.reason,
        "reported_at": local(report.reported_at),
        "settled_at": local(report.settled_at),
    } | report_links(request, report)


def _sanction_out(request: HttpRequest, item: own.OwnSanction) -> dict[str, Any]:
    sanction = item.sanction
    return {
        "id": sanction.pk,
        "kind": sanction.kind,
        "sentence": item.sentence,
        "reason_title": sanction.reason_title,
        "message": sanction.message,
        "starts_at": local(sanction.starts_at),
        "ends_at": local(sanction.ends_at),
        "lifted_at": local(sanction.lifted_at),
        "is_in_force": item.is_in_force,
        "appeal": _access(request, item.appeal, "sanction-appeals", sanction.pk),
    }


def _access(
    request: HttpRequest, link: own.AppealLink | None, name: str, pk: int
) -> dict[str, Any] | None:
    if link is None:
        return None
    return {
        "may_appeal": not link.state,
        "until": local(link.until),
        "state_words": link.state or None,
        "url": address(request, name, pk=pk),
        "html_url": whole(request, link.url),
    }
