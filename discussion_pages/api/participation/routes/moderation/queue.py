"""The queue, and who is looking at what."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from discussion_pages import permissions
from discussion_pages.admin.desk import queue
from discussion_pages.api.participation.addresses import address
from discussion_pages.api.participation.auth import STAFF
from discussion_pages.api.participation.comments import local
from discussion_pages.api.participation.moderation.access import find_to_moderate, staff_of
from discussion_pages.api.participation.moderation.comments import (
    AnyState,
    ClaimOut,
    ModeratedDiscussion,
    Waiting,
    claim_out,
    discussion_out,
    urgency_name,
)
from discussion_pages.api.participation.moderation.conflicts import conflict
from discussion_pages.api.participation.operations import reads, writes
from discussion_pages.api.participation.paging import Keyset, KeysetLinks, KeysetQuery, links
from discussion_pages.api.participation.schemas import Key
from discussion_pages.models import Claim
from discussion_pages.rules.queue import Urgency
from discussion_pages.services.claiming import claim, release

router = Router(tags=["Moderation"])
ORDER = Keyset(queue.ORDER)


class QueueQuery(KeysetQuery):
    """What narrows the queue, as at the desk."""

    urgency: Waiting | None = Field(default=None, description="Only what waits for this reason.")
    discussion: Key | None = Field(default=None, description="Only of this discussion.")
    parent: Key | None = Field(
        default=None,
        description="Only of the discussions directly below this page, mostly a consultation.",
    )


class QueueRowOut(Schema):
    """One comment that waits."""

    id: int
    url: str = Field(description="Where all is that a decision rests on.")
    discussion: ModeratedDiscussion
    author_name: str
    excerpt: str = Field(description="The beginning of the comment, on one line.")
    urgency: Waiting
    urgency_label: str
    state: AnyState
    state_label: str
    posted_at: datetime
    queued_at: datetime = Field(description="Since when it waits.")
    due_at: datetime | None = Field(description="Until when the policy promises a decision.")
    standing: Literal["in_time", "at_risk", "late"]
    open_report_count: int
    claim: ClaimOut | None = Field(description="Of somebody else who is looking at it now.")


class UrgencyCountOut(Schema):
    """How much waits for one reason."""

    urgency: Waiting
    label: str
    count: int
    oldest_at: datetime


class QueueOut(KeysetLinks):
    """A page of the queue, the most urgent and longest waiting first."""

    counts: list[UrgencyCountOut] = Field(
        description="Of the whole queue of the place chosen, whatever `urgency` was asked for."
    )
    items: list[QueueRowOut]


class ClaimStateOut(Schema):
    """The caller's claim on a comment."""

    claim: ClaimOut | None


@reads(
    router,
    "/queue",
    answer=QueueOut,
    who=STAFF,
    url_name="moderation-queue",
    problems=(),
)
def list_queue(request: HttpRequest, query: Query[QueueQuery]) -> dict[str, Any]:
    """Read what waits for a moderator. Reading claims nothing."""
    person = staff_of(request, permissions.may_moderate)
    at = timezone.now()
    choice = queue.Choice(
        urgency=Urgency[query.urgency.upper()] if query.urgency else None,
        parent=query.parent,
        discussion=query.discussion,
    )
    waiting = queue.Queue(choice)
    comments, cursor = ORDER.page(waiting.comments, query)
    policies = queue.policies_for(comments)
    rows = queue.rows(
        comments, choice=choice, opened=None, policies=policies, moderator=person, at=at
    )
    return {
        "counts": [_count_out(row) for row in waiting.by_urgency()],
        "items": [
            _row_out(
                row, queue.due_at(row.comment, policies.get(row.comment.discussion_id)), request
            )
            for row in rows
        ],
    } | links(request, "moderation-queue", query, cursor)


@writes(
    router,
    "PUT",
    "/comments/{key:pk}/claim",
    answer={200: ClaimStateOut},
    who=STAFF,
    url_name="moderation-claim",
)
def put_claim(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Say that you are looking at a comment that waits. It lets go of the one before."""
    comment = find_to_moderate(request, pk)
    at = timezone.now()
    if comment.urgency == Urgency.NONE:
        raise conflict(request, comment, "not_waiting", _("Nothing waits here any more."), at=at)
    person = request.auth.person
    found = claim(comment=comment, moderator=person, at=at)
    if found.moderator_id != person.pk:
        detail = _("%(name)s is looking at this comment.") % {"name": found.moderator}
        raise conflict(request, comment, "claimed", detail, at=at)
    return _claim_state(found, person)


@writes(
    router,
    "DELETE",
    "/comments/{key:pk}/claim",
    answer={200: ClaimStateOut},
    who=STAFF,
    url_name="moderation-claim",
    problems=(404,),
)
def delete_claim(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Let go of a comment. Somebody else's claim stays."""
    comment = find_to_moderate(request, pk)
    release(comment=comment, moderator=request.auth.person)
    return {"claim": None}


def _claim_state(found: Claim, person: Any) -> dict[str, Any]:
    return {"claim": claim_out(found, person)}


def _count_out(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "urgency": urgency_name(row["urgency"]),
        "label": str(queue.URGENCIES[Urgency(row["urgency"])]),
        "count": row["count"],
        "oldest_at": local(row["oldest_at"]),
    }


def _row_out(row: queue.Row, due_at: datetime | None, request: HttpRequest) -> dict[str, Any]:
    comment = row.comment
    return {
        "id": comment.pk,
        "url": address(request, "moderation-comment", pk=comment.pk),
        "discussion": discussion_out(comment),
        "author_name": row.author,
        "excerpt": row.excerpt,
        "urgency": urgency_name(comment.urgency),
        "urgency_label": row.urgency,
        "state": comment.state,
        "state_label": row.state,
        "posted_at": local(comment.posted_at),
        "queued_at": local(comment.queued_at),
        "due_at": local(due_at),
        "standing": row.standing.value,
        "open_report_count": comment.report_count,
        "claim": claim_out(row.claim, request.auth.person) if row.claim else None,
    }
