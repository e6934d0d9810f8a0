"""Sanctions on members: read, imposed because of a comment, lifted."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field
from wagtail_modeladmin.helpers import DjangoORMSearchHandler

from discussion_pages import permissions
from discussion_pages.admin import sanctions as admin
from discussion_pages.api.participation.addresses import address
from discussion_pages.api.participation.auth import STAFF
from discussion_pages.api.participation.comments import local
from discussion_pages.api.participation.moderation.access import staff_of
from discussion_pages.api.participation.moderation.conflicts import told_as_conflict
from discussion_pages.api.participation.operations import Written, reads, writes
from discussion_pages.api.participation.paging import Keyset, KeysetLinks, KeysetQuery, links
from discussion_pages.api.participation.schemas import Input, Instant, Text
from discussion_pages.models import DiscussionComment, Sanction
from discussion_pages.rules.sanctions import SanctionKind
from discussion_pages.services import sanctions
from discussion_pages.services.policies import policy_for, rule_choices
from discussion_pages.services.refusals import Refused
from discussion_pages.services.standing import holds

router = Router(tags=["Moderation"])
ORDER = Keyset(admin.LISTED)


class SanctionsQuery(KeysetQuery):
    """The filters and the search of the admin's list."""

    kind: SanctionKind | None = Field(default=None, description="Only this rung of the ladder.")
    in_force: bool | None = Field(
        default=None, description="Only what holds now, or only what is over, lifted or a warning."
    )
    q: Text = Field(default="", max_length=200, description="Words in the rule or member's name.")


class SanctionOut(Schema):
    """A sanction on a member."""

    id: int
    url: str
    member_name: str
    kind: SanctionKind
    kind_label: str
    standing: str = Field(description="Whether it holds, in words.")
    is_in_force: bool
    reason: str = Field(description="The code of a rule.")
    reason_title: str
    message: str
    starts_at: datetime
    ends_at: datetime | None
    imposed_by: str
    comment: int | None = Field(description="The comment that led to it.")
    lifted_at: datetime | None
    lifted_by: str | None


class SanctionsOut(KeysetLinks):
    """A page of sanctions, the newest first."""

    items: list[SanctionOut]


class SanctionInFullOut(SanctionOut):
    """A sanction with what is for moderators only."""

    note: str
    lift_note: str
    appeal: int | None = Field(description="The appeal against it, if there is one.")


class SanctionRuleOut(Schema):
    """A rule that can be the reason of a sanction."""

    value: str = Field(description="What to send as `reason`.")
    title: str


class CommentSanctionsOut(Schema):
    """What was imposed on a comment's author, and what can be."""

    proposed: SanctionKind = Field(description="What the ladder proposes after what came before.")
    why_not: str | None = Field(description="Why no sanction can be imposed, if so.")
    reasons: list[SanctionRuleOut]
    items: list[SanctionOut]


class SanctionIn(Input):
    """A sanction to impose on the author of a comment."""

    kind: SanctionKind
    reason: Text = Field(description="A `value` of `reasons`.")
    ends_at: Instant | None = Field(
        default=None,
        description="Until when; a mute needs it, a warning has none. Others hold until lifted.",
    )
    message: Text = Field(default="", description="The member reads it with the rule and the end.")
    note: Text = Field(default="", description="For moderators only.")


class LiftIn(Input):
    """Why a sanction is lifted."""

    note: Text = Field(default="", description="For moderators only.")


@reads(
    router,
    "/sanctions",
    answer=SanctionsOut,
    who=STAFF,
    url_name="moderation-sanctions",
    problems=(),
)
def list_moderated_sanctions(request: HttpRequest, query: Query[SanctionsQuery]) -> dict[str, Any]:
    """Find sanctions, past ones too."""
    staff_of(request, permissions.may_view_sanctions)
    at = timezone.now()
    found = admin.listed_sanctions()
    if query.kind is not None:
        found = found.filter(kind=query.kind)
    if query.in_force is not None:
        found = admin.in_force(found, at=at, holds=query.in_force)
    found = DjangoORMSearchHandler(admin.SEARCHED).search_queryset(found, query.q)
    page, cursor = ORDER.page(found, query)
    return {"items": [_sanction_out(sanction, request, at=at) for sanction in page]} | links(
        request, "moderation-sanctions", query, cursor
    )


@reads(
    router,
    "/sanctions/{key:pk}",
    answer=SanctionInFullOut,
    who=STAFF,
    url_name="moderation-sanction",
)
def get_moderated_sanction(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Read a sanction."""
    staff_of(request, permissions.may_view_sanctions)
    sanction = _find(pk)
    if sanction.comment is not None:
        staff_of(request, permissions.may_view_sanctions, sanction.comment.discussion)
    return _in_full(sanction, request, at=timezone.now())


@reads(
    router,
    "/comments/{key:pk}/sanctions",
    answer=CommentSanctionsOut,
    who=STAFF,
    url_name="moderation-comment-sanctions",
)
def list_comment_sanctions(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Read what was imposed on a comment's author, and what the ladder proposes."""
    comment = _find_comment(request, pk)
    at = timezone.now()
    why_not = None
    try:
        sanctions.refuse_unless_may_sanction(comment.participant, request.auth.person, comment)
    except Refused as refusal:
        why_not = str(refusal)
    rules = rule_choices(policy_for(comment.discussion))
    earlier = admin.listed_sanctions().filter(participant=comment.participant)
    return {
        "proposed": sanctions.proposed(comment.participant),
        "why_not": why_not,
        "reasons": [{"value": code, "title": title} for code, title in rules],
        "items": [_sanction_out(sanction, request, at=at) for sanction in earlier],
    }


@writes(
    router,
    "POST",
    "/comments/{key:pk}/sanctions",
    answer={201: SanctionInFullOut},
    who=STAFF,
    url_name="moderation-comment-sanctions",
)
def create_sanction(request: HttpRequest, pk: int, body: SanctionIn) -> Written:
    """Impose a sanction on the author of a comment. They are told."""
    comment = _find_comment(request, pk)
    at = timezone.now()
    with told_as_conflict(request, None, at=at):
        made = sanctions.impose_sanction(
            participant=comment.participant,
            moderator=request.auth.person,
            comment=comment,
            at=at,
            **body.model_dump(),
        )
    location = address(request, "moderation-sanction", pk=made.pk)
    return Written.created(_in_full(_find(made.pk), request, at=at), location=location)


@writes(
    router,
    "POST",
    "/sanctions/{key:pk}/lift",
    answer={200: SanctionInFullOut},
    who=STAFF,
    url_name="moderation-lift",
)
def lift_sanction(request: HttpRequest, pk: int, body: LiftIn) -> dict[str, Any]:
    """Lift a sanction. The member is told, and an appeal against it is settled."""
    person = staff_of(request, permissions.may_sanction)
    at = timezone.now()
    with told_as_conflict(request, None, at=at):
        sanctions.lift_sanction(sanction=_find(pk), moderator=person, note=body.note, at=at)
    return _in_full(_find(pk), request, at=at)


def _find(pk: int) -> Sanction:
    sanction = admin.listed_sanctions().filter(pk=pk).select_related("participant__user").first()
    if sanction is None:
        raise Http404
    return sanction


def _find_comment(request: HttpRequest, pk: int) -> DiscussionComment:
    staff_of(request, permissions.may_sanction)
    comment = admin.comments_with_members().filter(pk=pk).first()
    if comment is None:
        raise Http404
    staff_of(request, permissions.may_sanction, comment.discussion)
    return comment


def _sanction_out(sanction: Sanction, request: HttpRequest, *, at: datetime) -> dict[str, Any]:
    return {
        "id": sanction.pk,
        "url": address(request, "moderation-sanction", pk=sanction.pk),
        "member_name": admin.member_label(sanction),
        "kind": sanction.kind,
        "kind_label": sanction.get_kind_display(),
        "standing": admin.standing_label(sanction, at=at),
        "is_in_force": holds(sanction, at=at),
        "reason": sanction.reason,
        "reason_title": sanction.reason_title,
        "message": sanction.message,
        "starts_at": local(sanction.starts_at),
        "ends_at": local(sanction.ends_at),
        "imposed_by": admin.person_label(sanction.imposed_by),
        "comment": sanction.comment_id,
        "lifted_at": local(sanction.lifted_at),
        "lifted_by": admin.person_label(sanction.lifted_by) if sanction.lifted_at else None,
    }


def _in_full(sanction: Sanction, request: HttpRequest, *, at: datetime) -> dict[str, Any]:
    appeal = getattr(sanction, "appealed_by", None)
    return _sanction_out(sanction, request, at=at) | {
        "note": sanction.note,
        "lift_note": sanction.lift_note,
        "appeal": appeal.pk if appeal else None,
    }
