"""Decisions about one comment, and taking the last one back."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from discussion_pages import permissions
from discussion_pages.admin import labels
from discussion_pages.api.participation.auth import STAFF
from discussion_pages.api.participation.finding import person_of
from discussion_pages.api.participation.moderation.access import (
    comment_in_full,
    find_to_moderate,
    staff_of,
)
from discussion_pages.api.participation.moderation.comments import (
    ModeratedCommentOut,
    moderated_comment_out,
)
from discussion_pages.api.participation.moderation.conflicts import told_as_conflict
from discussion_pages.api.participation.moderation.deciding import (
    BY_NAME,
    ModerationAction,
    carry_out,
)
from discussion_pages.api.participation.operations import Written, writes
from discussion_pages.api.participation.schemas import Input, Text, Truth, WholeKey
from discussion_pages.models import Decision
from discussion_pages.services.deciding import undo_decision

router = Router(tags=["Moderation"])
NOTE_LENGTH_MAX = 1000
NOTE = "For moderators only; kept in the decision log."
VERSION = "`desk.version` of the comment as you read it."


class ModerationDecisionIn(Input):
    """A decision. `desk.actions` of the comment says which fit, what each takes and needs."""

    action: ModerationAction
    version: Text = Field(max_length=100, description=VERSION)
    reason: Text | None = Field(
        default=None, description="A `value` of `desk.reasons`; needed where it limits somebody."
    )
    message: Text = Field(
        default="", description="For the author. A saved reason brings its own where this is empty."
    )
    words: list[Text] = Field(
        default=[], description="The passages concerned. The author reads them."
    )
    passages: list[Text] = Field(
        default=[], description="With `redact`: what to take out, letter for letter."
    )
    organisation: WholeKey | None = Field(
        default=None, description="With `mark_official`: the body it speaks for."
    )
    note: Text = Field(default="", description=NOTE)
    despite_claim: Truth = Field(
        default=False, description="Decide although a colleague is looking at the comment."
    )


class UndoIn(Input):
    """Why a decision is taken back."""

    note: Text = Field(default="", max_length=NOTE_LENGTH_MAX, description=NOTE)
    version: Text = Field(
        default="", max_length=100, description=f"{VERSION} Without it, the newest is assumed."
    )


class MadeDecisionOut(Schema):
    """A decision that was made, and where it leaves the comment."""

    id: int
    label: str
    decided_at: datetime
    comment: ModeratedCommentOut


@writes(
    router,
    "POST",
    "/comments/{key:pk}/decisions",
    answer={201: MadeDecisionOut},
    who=STAFF,
    url_name="moderation-decisions",
)
def create_decision(request: HttpRequest, pk: int, body: ModerationDecisionIn) -> Written:
    """Decide about a comment. Its author and those who reported it are told as ever."""
    comment = find_to_moderate(request, pk)
    at = timezone.now()
    made = carry_out(
        request,
        comment,
        BY_NAME[body.action],
        given=body.model_dump(exclude={"action", "version", "despite_claim"}),
        version=body.version,
        is_despite_claim=body.despite_claim,
        at=at,
    )
    return Written(_made_out(made, request, at=at), 201)


@writes(
    router,
    "POST",
    "/decisions/{key:pk}/undo",
    answer={201: MadeDecisionOut},
    who=STAFF,
    url_name="moderation-undo",
)
def create_undo(request: HttpRequest, pk: int, body: UndoIn) -> Written:
    """Take the latest decision on a comment back."""
    staff_of(request, permissions.may_moderate)
    decision = (
        Decision.objects.select_related("comment__discussion", "comment__organisation")
        .filter(pk=pk)
        .first()
    )
    if decision is None:
        raise Http404
    at = timezone.now()
    staff_of(request, permissions.may_moderate, decision.comment.discussion)
    with told_as_conflict(request, decision.comment, at=at):
        undo = undo_decision(
            decision=decision,
            moderator=person_of(request),
            note=body.note,
            expected_version=body.version,
            at=at,
        )
    return Written(_made_out(undo, request, at=at), 201)


def _made_out(decision: Decision, request: HttpRequest, *, at: datetime) -> dict[str, Any]:
    comment = comment_in_full(decision.comment_id)
    return {
        "id": decision.pk,
        "label": labels.decision_label(decision),
        "decided_at": decision.decided_at,
        "comment": moderated_comment_out(comment, request, at=at),
    }
