"""One comment with everything a decision rests on, as far as the caller may see it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.text import capfirst
from ninja import Schema
from pydantic import Field

from discussion_pages import permissions
from discussion_pages.admin import labels
from discussion_pages.admin.decisions import DECISIONS, CommentDecision
from discussion_pages.admin.desk.item import Item, open_item
from discussion_pages.admin.desk.picks import reason_picks
from discussion_pages.admin.desk.queue import policies_for
from discussion_pages.admin.inspecting import Change, LogLine, ThreadLine, inspection
from discussion_pages.api.participation.addresses import address
from discussion_pages.api.participation.comments import local
from discussion_pages.api.participation.finding import person_of
from discussion_pages.api.participation.problems import Passage
from discussion_pages.models import (
    Appeal,
    Claim,
    CommentRevision,
    DiscussionComment,
    Report,
    Sanction,
)
from discussion_pages.rules.queue import Urgency
from discussion_pages.services.deciding import undoable, version_of
from discussion_pages.services.policies import Rule, policy_url

ABOVE_LENGTH_MAX = 400
"""As in the admin: what came before is shown by its beginning."""

Waiting = Literal["safeguarding", "illegal", "appeal", "reported", "held", "new"]
"""Why something waits, the most urgent first."""
AnyState = Literal["held", "published", "rejected", "removed", "withdrawn"]


class ModeratedDiscussion(Schema):
    """The discussion in which a comment stands."""

    id: int
    title: str


class ClaimOut(Schema):
    """Who is looking at a comment: a courtesy between moderators, never a lock."""

    name: str
    is_own: bool
    claimed_at: datetime
    expires_at: datetime


class ThreadLineOut(Schema):
    """A comment that stands above, or was answered before."""

    id: int
    author_name: str
    state_label: str
    depth: int
    text: str = Field(description="Its first 400 characters.")
    posted_at: datetime


class HeldOut(Schema):
    """Why the machine held a comment, or an edit of it."""

    rule: str = Field(description="The phase that held it, in words.")
    text: str = Field(description="The text that it read.")
    spans: list[Passage] = Field(description="The passages of `text` that matched, if any.")


class WaitingEditOut(Schema):
    """An edit that waits, to replace `text`."""

    text: str
    written_at: datetime


class VersionOut(Schema):
    """A version of the text."""

    text: str
    status: str
    status_label: str
    written_at: datetime


class ModeratedReportOut(Schema):
    """A report. Who sent it is not told."""

    kind: Literal["rules", "illegal"]
    reason: str
    reason_title: str
    text: str
    state: str
    state_label: str
    reported_at: datetime
    settled_at: datetime | None


class LoggedDecisionOut(Schema):
    """A decision of the past."""

    id: int
    action: str
    label: str
    by: str = Field(description="The display name of a colleague, or that a machine did it.")
    is_automatic: bool
    decided_at: datetime
    reason: str = Field(description="The code of a rule, where it limited somebody.")
    reason_title: str
    rule: str = Field(description="What held it, in words, where a machine did.")
    message: str
    words: list[str]
    note: str
    is_undone: bool


class ModeratedAppealOut(Schema):
    """An appeal about the comment."""

    id: int
    url: str
    state: str
    state_label: str
    text: str
    made_at: datetime
    answer: str


class AuthorSanctionOut(Schema):
    """A sanction on the comment's author."""

    id: int
    kind: str
    kind_label: str
    reason_title: str
    starts_at: datetime
    ends_at: datetime | None
    lifted_at: datetime | None


class AuthorHistoryOut(Schema):
    """The author so far, in numbers; this comment is among them."""

    joined_at: datetime | None
    published: int
    waiting: int
    rejected: int
    removed: int
    reports_upheld: int


class ReasonOut(Schema):
    """A reason to choose."""

    value: str = Field(description="What to send as `reason`.")
    title: str
    explanation: str
    message: str = Field(description="Of a saved reason: the message it sends with the decision.")


class OfferOut(Schema):
    """A decision that fits the comment as it is now."""

    action: str
    label: str
    takes: list[str] = Field(description="Fields that can come with it.")
    needs: list[str] = Field(description="Fields that have to.")


class OutOfHoursContactOut(Schema):
    """Somebody to call out of hours."""

    name: str
    what_for: str
    phone: str
    text: str
    web: str
    hours: str


class PolicyInForceOut(Schema):
    """The policy in force for the comment."""

    title: str
    url: str | None
    appeals_decided_by: str


class DeskOut(Schema):
    """What a moderator has beside a comment at the desk."""

    version: str = Field(description="Send it with a decision: it says what you have read.")
    is_own: bool = Field(description="You wrote it: somebody else decides.")
    urgency: Waiting | None
    urgency_label: str
    queued_at: datetime | None
    due_at: datetime | None = Field(description="Until when the policy promises a decision.")
    standing: Literal["in_time", "at_risk", "late"]
    claim: ClaimOut | None = Field(description="Of somebody else who is looking at it now.")
    held: HeldOut | None
    history: AuthorHistoryOut | None
    policy: PolicyInForceOut | None
    reasons: list[ReasonOut]
    actions: list[OfferOut]
    undoable: int | None = Field(description="The decision that can be undone now.")
    contacts: list[OutOfHoursContactOut] = Field(
        description="Where somebody may come to harm: whom to call."
    )


class ModeratedCommentOut(Schema):
    """A comment of whatever state.

    `desk` and `versions` are for moderators; `reports`, `decisions`, `appeals` and `sanctions` are
    null for whoever may not read them.
    """

    id: int
    url: str
    html_url: str | None = Field(description="Its permanent address, where it has a place there.")
    discussion: ModeratedDiscussion
    author_name: str
    is_official: bool
    state: AnyState
    state_label: str
    text: str
    posted_at: datetime
    first_published_at: datetime | None
    edited_at: datetime | None
    pinned_at: datetime | None
    locked_at: datetime | None
    safeguarding_at: datetime | None
    redacted_at: datetime | None
    like_count: int
    open_report_count: int
    waiting_edit: WaitingEditOut | None
    above: list[ThreadLineOut]
    versions: list[VersionOut] | None
    reports: list[ModeratedReportOut] | None
    decisions: list[LoggedDecisionOut] | None
    appeals: list[ModeratedAppealOut] | None
    sanctions: list[AuthorSanctionOut] | None
    desk: DeskOut | None


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one person may see of a comment, of whichever of the admin's pages it comes."""

    above: list[ThreadLine]
    change: Change | None
    versions: list[CommentRevision] | None
    reports: list[Report] | None
    decisions: list[LogLine] | None
    appeals: list[Appeal] | None
    sanctions: list[Sanction] | None
    desk: dict[str, Any] | None


def moderated_comment_out(
    comment: DiscussionComment, request: HttpRequest, *, at: datetime
) -> dict[str, Any]:
    """Represent a comment as the caller may see it; they may read it (``may_view_all``)."""
    person = person_of(request)
    is_desk = permissions.may_moderate(person, comment.discussion)
    seen = _for_moderator(comment, request, at=at) if is_desk else _for_reader(comment, person)
    return {
        "id": comment.pk,
        "url": address(request, "moderation-comment", pk=comment.pk),
        "html_url": (
            request.build_absolute_uri(comment.get_absolute_url()) if comment.visible else None
        ),
        "discussion": discussion_out(comment),
        "author_name": labels.author_label(comment),
        "is_official": comment.is_official,
        "state": comment.state,
        "state_label": labels.state_label(comment),
        "text": comment.comment,
        "posted_at": local(comment.posted_at),
        "first_published_at": local(comment.first_published_at),
        "edited_at": local(comment.edited_at),
        "pinned_at": local(comment.pinned_at),
        "locked_at": local(comment.locked_at),
        "safeguarding_at": local(comment.safeguarding_at),
        "redacted_at": local(comment.redacted_at),
        "like_count": comment.like_count,
        "open_report_count": comment.report_count,
        "waiting_edit": (
            {"text": seen.change.after, "written_at": local(seen.change.revision.written_at)}
            if seen.change
            else None
        ),
        "above": [thread_line_out(line) for line in seen.above],
        "versions": _each(_version_out, seen.versions),
        "reports": _each(_report_out, seen.reports),
        "decisions": _each(_log_out, seen.decisions),
        "appeals": _each(lambda appeal: _appeal_out(appeal, request), seen.appeals),
        "sanctions": _each(_sanction_out, seen.sanctions),
        "desk": seen.desk,
    }


def discussion_out(comment: DiscussionComment) -> dict[str, Any]:
    """Represent the discussion of a comment."""
    return {"id": comment.discussion_id, "title": comment.discussion.title}


def claim_out(claim: Claim, person: Any) -> dict[str, Any]:
    """Represent a claim to ``person``, who moderates."""
    return {
        "name": str(claim.moderator),
        "is_own": claim.moderator_id == person.pk,
        "claimed_at": local(claim.claimed_at),
        "expires_at": local(claim.expires_at),
    }


def thread_line_out(line: ThreadLine) -> dict[str, Any]:
    """Represent what stands above a comment."""
    return {
        "id": line.comment.pk,
        "author_name": line.author,
        "state_label": line.state,
        "depth": line.comment.depth,
        "text": line.comment.comment[:ABOVE_LENGTH_MAX],
        "posted_at": local(line.comment.posted_at),
    }


def urgency_name(value: int) -> str | None:
    """Return the name of an urgency as addresses have it; ``None`` where nothing waits."""
    return Urgency(value).name.lower() if value else None


def fitting(comment: DiscussionComment) -> list[type[CommentDecision]]:
    """Return the decisions that fit a comment as it stands."""
    return [decision for decision in DECISIONS if decision.fits(comment)]


def _for_moderator(comment: DiscussionComment, request: HttpRequest, *, at: datetime) -> _Seen:
    person = person_of(request)
    policy = policies_for([comment]).get(comment.discussion_id)
    item = open_item(comment, policy=policy, moderator=person, at=at)
    return _Seen(
        above=item.above,
        change=item.change,
        versions=item.versions,
        reports=list(comment.reports.order_by("-pk")),
        decisions=item.decisions,
        appeals=list(comment.appeals.all()),
        sanctions=item.history.sanctions if item.history else [],
        desk=_desk_out(item, request),
    )


def _for_reader(comment: DiscussionComment, person: Any) -> _Seen:
    found = inspection(comment, person)
    return _Seen(
        above=found.above,
        change=found.change,
        versions=None,
        reports=found.reports,
        decisions=found.decisions,
        appeals=found.appeals,
        sanctions=found.sanctions,
        desk=None,
    )


def _desk_out(item: Item, request: HttpRequest) -> dict[str, Any]:
    comment, person = item.comment, person_of(request)
    last = undoable(comment)
    return {
        "version": version_of(comment),
        "is_own": comment.user_id == person.pk and not comment.is_official,
        "urgency": urgency_name(comment.urgency),
        "urgency_label": item.urgency,
        "queued_at": local(comment.queued_at),
        "due_at": local(item.due_at),
        "standing": item.standing.value,
        "claim": claim_out(item.claim, person) if item.claim else None,
        "held": (
            {
                "rule": item.held.rule,
                "text": item.held.text,
                "spans": [{"start": start, "end": end} for start, end in item.held.spans],
            }
            if item.held
            else None
        ),
        "history": (
            {
                "joined_at": local(item.history.joined_at),
                "published": item.history.published,
                "waiting": item.history.waiting,
                "rejected": item.history.rejected,
                "removed": item.history.removed,
                "reports_upheld": item.history.reports_upheld,
            }
            if item.history
            else None
        ),
        "policy": (
            {
                "title": item.policy.title,
                "url": policy_url(item.policy, request),
                "appeals_decided_by": item.policy.appeals_decided_by,
            }
            if item.policy
            else None
        ),
        "reasons": _reasons_out(item.rules),
        "actions": [_offer_out(decision) for decision in fitting(comment)],
        "undoable": last.pk if last else None,
        "contacts": [_contact_out(contact) for contact in item.contacts],
    }


def _reasons_out(rules: list[Rule]) -> list[dict[str, Any]]:
    explained = {rule.code: rule.explanation for rule in rules}
    return [
        {
            "value": pick.value.removeprefix("rule:"),
            "title": pick.label,
            "explanation": explained[pick.rule_code],
            "message": pick.message,
        }
        for pick in reason_picks(rules)
    ]


def _offer_out(decision: type[CommentDecision]) -> dict[str, Any]:
    fields = decision.form_that_asks().base_fields
    return {
        "action": decision.action_type,
        "label": str(capfirst(decision.display_name)),
        "takes": list(fields),
        "needs": [name for name, field in fields.items() if field.required],
    }


def _contact_out(contact: Any) -> dict[str, Any]:
    names = ("name", "what_for", "phone", "text", "web", "hours")
    return {name: contact.get(name) or "" for name in names}


def _version_out(version: CommentRevision) -> dict[str, Any]:
    return {
        "text": version.text,
        "status": version.status,
        "status_label": version.get_status_display(),
        "written_at": local(version.written_at),
    }


def _report_out(report: Report) -> dict[str, Any]:
    return {
        "kind": report.kind,
        "reason": report.reason,
        "reason_title": report.reason_title,
        "text": report.text,
        "state": report.state,
        "state_label": report.get_state_display(),
        "reported_at": local(report.reported_at),
        "settled_at": local(report.settled_at),
    }


def _log_out(line: LogLine) -> dict[str, Any]:
    decision = line.decision
    return {
        "id": decision.pk,
        "action": decision.action,
        "label": line.label,
        "by": line.actor,
        "is_automatic": decision.is_automatic,
        "decided_at": local(decision.decided_at),
        "reason": decision.reason,
        "reason_title": decision.reason_title,
        "rule": line.rule,
        "message": decision.message,
        "words": decision.words.splitlines(),
        "note": decision.note,
        "is_undone": line.is_undone,
    }


def _appeal_out(appeal: Appeal, request: HttpRequest) -> dict[str, Any]:
    return {
        "id": appeal.pk,
        "url": address(request, "moderation-appeal", pk=appeal.pk),
        "state": appeal.state,
        "state_label": appeal.get_state_display(),
        "text": appeal.text,
        "made_at": local(appeal.made_at),
        "answer": appeal.answer,
    }


def _sanction_out(sanction: Sanction) -> dict[str, Any]:
    return {
        "id": sanction.pk,
        "kind": sanction.kind,
        "kind_label": sanction.get_kind_display(),
        "reason_title": sanction.reason_title,
        "starts_at": local(sanction.starts_at),
        "ends_at": local(sanction.ends_at),
        "lifted_at": local(sanction.lifted_at),
    }


def _each(write: Any, found: list[Any] | None) -> list[Any] | None:
    return None if found is None else [write(each) for each in found]
