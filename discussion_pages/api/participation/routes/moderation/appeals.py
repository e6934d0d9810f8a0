"""Appeals: those that wait first, one in full, and its answer."""

from datetime import datetime
from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field
from wagtail_modeladmin.helpers import DjangoORMSearchHandler

from discussion_pages import permissions
from discussion_pages.admin import appeals as admin
from discussion_pages.admin import labels
from discussion_pages.api.participation.addresses import address
from discussion_pages.api.participation.auth import STAFF
from discussion_pages.api.participation.comments import local
from discussion_pages.api.participation.moderation.access import staff_of
from discussion_pages.api.participation.moderation.comments import (
    ModeratedDiscussion,
    ThreadLineOut,
    discussion_out,
    thread_line_out,
)
from discussion_pages.api.participation.moderation.conflicts import told_as_conflict
from discussion_pages.api.participation.operations import reads, writes
from discussion_pages.api.participation.paging import Keyset, KeysetLinks, KeysetQuery, links
from discussion_pages.api.participation.schemas import Input, Text
from discussion_pages.models import Appeal
from discussion_pages.services import appealing

router = Router(tags=["Moderation"])
ORDER = Keyset(admin.LISTED)
AnyAppealState = Literal["open", "upheld", "refused", "withdrawn"]
About = Literal["decision", "sanction"]


class ModeratedAppealsQuery(KeysetQuery):
    """The filters and the search of the admin's list."""

    state: AnyAppealState | None = Field(default=None, description="Only in this state.")
    about: About | None = Field(default=None, description="Only against decisions, or sanctions.")
    q: Text = Field(default="", max_length=200, description="Words in it or the member's name.")


class ModeratedAppealRowOut(Schema):
    """An appeal in the list."""

    id: int
    url: str
    member_name: str
    state: AnyAppealState
    state_label: str
    about: About
    about_label: str = Field(description="What was decided.")
    rule: str
    first_decided_by: str
    made_at: datetime
    decided_at: datetime | None
    decided_by: str | None


class ModeratedAppealsOut(KeysetLinks):
    """A page of appeals: open ones first, the longest waiting before the others."""

    items: list[ModeratedAppealRowOut]


class FirstDecisionOut(Schema):
    """What an appeal is about."""

    said: str
    rule: str
    by: str
    decided_at: datetime
    message: str
    note: str
    words: list[str]
    standing: str = Field(description="Of a sanction: whether it holds, in words.")
    ends: str = Field(description="Of a sanction: until when, in words.")


class AppealedCommentOut(Schema):
    """The comment that an appeal is about."""

    id: int
    discussion: ModeratedDiscussion
    state_label: str
    text: str = Field(description="The words that were decided about: of an edit, the edit's.")
    posted_at: datetime
    above: list[ThreadLineOut]


class ModeratedAppealInFullOut(ModeratedAppealRowOut):
    """An appeal with everything an answer rests on."""

    text: str
    first_decision: FirstDecisionOut
    comment: AppealedCommentOut | None
    answer: str
    exception: str = Field(description="Why the first decider answered, where they did.")
    needs_exception: bool = Field(description="Whether you made the first decision.")
    why_not: str | None = Field(description="Why you cannot answer it, whatever you write.")
    who_decides: str = Field(description="What the policy says about who decides appeals.")


class AppealDecisionIn(Input):
    """The answer to an appeal."""

    outcome: Literal["uphold", "refuse"] = Field(
        description="`uphold` takes the first decision back, `refuse` lets it stand."
    )
    answer: Text = Field(description="The member reads it. Your name is not shown.")
    exception: Text = Field(
        default="",
        description="Where you made the first decision: why nobody else can answer. It is kept.",
    )


@reads(
    router,
    "/appeals",
    answer=ModeratedAppealsOut,
    who=STAFF,
    url_name="moderation-appeals",
    problems=(),
)
def list_moderated_appeals(
    request: HttpRequest, query: Query[ModeratedAppealsQuery]
) -> dict[str, Any]:
    """Find appeals, those that wait first."""
    staff_of(request, permissions.may_view_appeals)
    found = admin.about(admin.listed_appeals(), query.about)
    if query.state is not None:
        found = found.filter(state=query.state)
    found = DjangoORMSearchHandler(admin.SEARCHED).search_queryset(found, query.q)
    appeals, cursor = ORDER.page(found, query)
    return {"items": [_row_out(appeal, request) for appeal in appeals]} | links(
        request, "moderation-appeals", query, cursor
    )


@reads(
    router,
    "/appeals/{key:pk}",
    answer=ModeratedAppealInFullOut,
    who=STAFF,
    url_name="moderation-appeal",
)
def get_moderated_appeal(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Read an appeal with the decision it is about."""
    return _appeal_out(_find(request, pk), request)


@writes(
    router,
    "POST",
    "/appeals/{key:pk}/decision",
    answer={200: ModeratedAppealInFullOut},
    who=STAFF,
    url_name="moderation-appeal-decision",
)
def decide_appeal(request: HttpRequest, pk: int, body: AppealDecisionIn) -> dict[str, Any]:
    """Answer an appeal, once. It belongs to somebody other than the first decider."""
    appeal = _find(request, pk)
    at = timezone.now()
    with told_as_conflict(request, None, at=at):
        appealing.decide_appeal(
            appeal=appeal,
            moderator=request.auth.person,
            uphold=body.outcome == admin.UPHOLD,
            answer=body.answer,
            exception=body.exception,
            at=at,
        )
    return _appeal_out(_find(request, pk), request)


def _find(request: HttpRequest, pk: int) -> Appeal:
    staff_of(request, permissions.may_view_appeals)
    appeal = admin.appeals_in_full().filter(pk=pk).first()
    if appeal is None:
        raise Http404
    if appeal.comment is not None:
        staff_of(request, permissions.may_view_appeals, appeal.comment.discussion)
    return appeal


def _row_out(appeal: Appeal, request: HttpRequest) -> dict[str, Any]:
    first = admin.first_decision(appealing.subject_of(appeal))
    return {
        "id": appeal.pk,
        "url": address(request, "moderation-appeal", pk=appeal.pk),
        "member_name": admin.member_label(appeal),
        "state": appeal.state,
        "state_label": appeal.get_state_display(),
        "about": "sanction" if appeal.sanction_id else "decision",
        "about_label": first.said,
        "rule": first.rule,
        "first_decided_by": first.by,
        "made_at": local(appeal.made_at),
        "decided_at": local(appeal.decided_at),
        "decided_by": str(appeal.decided_by) if appeal.decided_by else None,
    }


def _appeal_out(appeal: Appeal, request: HttpRequest) -> dict[str, Any]:
    person = request.auth.person
    subject = appealing.subject_of(appeal)
    first = admin.first_decision(subject)
    return _row_out(appeal, request) | {
        "text": appeal.text,
        "first_decision": {
            "said": first.said,
            "rule": first.rule,
            "by": first.by,
            "decided_at": local(first.decided_at),
            "message": first.message,
            "note": first.note,
            "words": first.words,
            "standing": first.standing,
            "ends": first.ends,
        },
        "comment": _comment_out(appeal),
        "answer": appeal.answer,
        "exception": appeal.exception,
        "needs_exception": appealing.needs_exception(appeal, person),
        "why_not": admin.why_not(appeal, person) or None,
        "who_decides": appealing.policy_of(subject).appeals_decided_by,
    }


def _comment_out(appeal: Appeal) -> dict[str, Any] | None:
    comment = appeal.comment
    if comment is None:
        return None
    return {
        "id": comment.pk,
        "discussion": discussion_out(comment),
        "state_label": labels.state_label(comment),
        "text": admin.text_concerned(appeal),
        "posted_at": local(comment.posted_at),
        "above": [thread_line_out(line) for line in admin.lines_above(comment)],
    }
