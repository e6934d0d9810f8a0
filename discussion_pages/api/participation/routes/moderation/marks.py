"""What moderators put on a comment without moving it: pinned, locked, escalated, official.

Putting on what is there, and taking off what is not, changes nothing and is no error.
"""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from discussion_pages.admin import decisions
from discussion_pages.api.participation.auth import STAFF
from discussion_pages.api.participation.moderation.access import comment_in_full, find_to_moderate
from discussion_pages.api.participation.moderation.comments import (
    ModeratedCommentOut,
    moderated_comment_out,
)
from discussion_pages.api.participation.moderation.deciding import carry_out, is_marked_so
from discussion_pages.api.participation.operations import writes
from discussion_pages.api.participation.routes.moderation.decisions import NOTE, VERSION
from discussion_pages.api.participation.schemas import Input, Text, WholeKey
from discussion_pages.models import DiscussionComment

router = Router(tags=["Moderation"])
ANSWER = {200: ModeratedCommentOut}


class MarkIn(Input):
    """Putting a mark on."""

    version: Text = Field(max_length=100, description=VERSION)
    note: Text = Field(default="", description=NOTE)


class ResolutionIn(Input):
    """What was done about a worry."""

    version: Text = Field(max_length=100, description=VERSION)
    note: Text = Field(description=f"What was done. {NOTE}")


class OfficialMarkIn(Input):
    """For which body a comment speaks."""

    version: Text = Field(max_length=100, description=VERSION)
    organisation: WholeKey = Field(description="The body it speaks for.")
    note: Text = Field(default="", description=NOTE)


class UnmarkQuery(Input):
    """Taking a mark off. To leave a note too, send the decision `unpin` or `unlock`."""

    version: Text = Field(max_length=100, description=VERSION)


@writes(
    router,
    "PUT",
    "/comments/{key:pk}/pin",
    answer=ANSWER,
    who=STAFF,
    url_name="moderation-pin",
)
def put_pin(request: HttpRequest, pk: int, body: MarkIn) -> dict[str, Any]:
    """Show a comment before all others of its discussion."""
    return _mark(request, pk, decisions.Pin, body)


@writes(
    router,
    "DELETE",
    "/comments/{key:pk}/pin",
    answer=ANSWER,
    who=STAFF,
    url_name="moderation-pin",
)
def delete_pin(request: HttpRequest, pk: int, query: Query[UnmarkQuery]) -> dict[str, Any]:
    """Show it in its usual place again."""
    return _mark(request, pk, decisions.Unpin, query)


@writes(
    router,
    "PUT",
    "/comments/{key:pk}/lock",
    answer=ANSWER,
    who=STAFF,
    url_name="moderation-lock",
)
def put_lock(request: HttpRequest, pk: int, body: MarkIn) -> dict[str, Any]:
    """Take no more replies to a comment, nor to any below it."""
    return _mark(request, pk, decisions.Lock, body)


@writes(
    router,
    "DELETE",
    "/comments/{key:pk}/lock",
    answer=ANSWER,
    who=STAFF,
    url_name="moderation-lock",
)
def delete_lock(request: HttpRequest, pk: int, query: Query[UnmarkQuery]) -> dict[str, Any]:
    """Take replies again."""
    return _mark(request, pk, decisions.Unlock, query)


@writes(
    router,
    "PUT",
    "/comments/{key:pk}/escalation",
    answer=ANSWER,
    who=STAFF,
    url_name="moderation-escalation",
)
def put_escalation(request: HttpRequest, pk: int, body: MarkIn) -> dict[str, Any]:
    """Put a comment before everything else: somebody may come to harm. See `desk.contacts`."""
    return _mark(request, pk, decisions.Escalate, body)


@writes(
    router,
    "POST",
    "/comments/{key:pk}/escalation/resolution",
    answer=ANSWER,
    who=STAFF,
    url_name="moderation-resolution",
)
def create_resolution(request: HttpRequest, pk: int, body: ResolutionIn) -> dict[str, Any]:
    """Say that the worry about a comment was followed up, and how."""
    return _decide(request, find_to_moderate(request, pk), decisions.Resolve, body)


@writes(
    router,
    "PUT",
    "/comments/{key:pk}/official",
    answer=ANSWER,
    who=STAFF,
    url_name="moderation-official",
)
def put_official(request: HttpRequest, pk: int, body: OfficialMarkIn) -> dict[str, Any]:
    """Make a comment an official reply, if its author may post those."""
    return _decide(request, find_to_moderate(request, pk), decisions.MarkOfficial, body)


def _mark(
    request: HttpRequest, pk: int, decision: type[decisions.Mark], given: MarkIn | UnmarkQuery
) -> dict[str, Any]:
    comment = find_to_moderate(request, pk)
    if is_marked_so(comment, decision):
        return moderated_comment_out(comment, request, at=timezone.now())
    return _decide(request, comment, decision, given)


def _decide(
    request: HttpRequest,
    comment: DiscussionComment,
    decision: type[decisions.CommentDecision],
    given: Input,
) -> dict[str, Any]:
    at = timezone.now()
    carry_out(
        request,
        comment,
        decision,
        given=given.model_dump(exclude={"version"}),
        version=given.version,
        at=at,
    )
    return moderated_comment_out(comment_in_full(comment.pk), request, at=at)
