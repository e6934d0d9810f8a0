"""A comment as the participation API shows it: as API v2 does, and to a caller a little more."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Schema
from pydantic import Field

from discussion_pages.api.participation.addresses import address
from discussion_pages.models import DiscussionPage
from discussion_pages.rules.states import State
from discussion_pages.services.threads import CommentView, Thread
from discussion_pages.words import held_sentence

PublicState = Literal["published", "withdrawn", "removed", "not_shown", "held", "rejected"]


class InReplyTo(Schema):
    """The comment that a reply answers, where it does not hang directly below it."""

    id: int
    author_name: str


class CommentViewer(Schema):
    """What holds for the caller alone."""

    is_own: bool
    is_liked: bool
    can_edit: bool
    can_withdraw: bool
    edit_is_held: bool = Field(description="Whether an edit of theirs waits for a moderator.")
    held_sentence: str | None = Field(
        description="Why their own comment, or their edit of it, waits, in words."
    )


class CommentOut(Schema):
    """A comment, or the place of one that is not shown (then author and text are null)."""

    id: int
    url: str = Field(description="Where this API has the comment.")
    html_url: str = Field(description="Its permanent address on the website.")
    discussion: int
    thread: int = Field(description="The comment that starts the thread.")
    parent: int | None = Field(description="The comment directly above.")
    in_reply_to: InReplyTo | None
    depth: int = Field(description="0 for a comment that starts a thread.")
    state: PublicState = Field(
        description="`held` and `rejected` are seen by the author alone; to others, `not_shown`."
    )
    author_name: str | None
    is_official: bool
    organisation: str | None
    is_pinned: bool
    is_locked: bool = Field(description="Whether replies to it, or to one above, are locked.")
    is_redacted: bool = Field(description="Whether a moderator has taken parts out.")
    text: str | None = Field(description="Plain text: escape it before you show it as HTML.")
    posted_at: datetime
    edited_at: datetime | None
    reply_count: int
    like_count: int
    viewer: CommentViewer | None = Field(description="Null where nobody has signed in.")


class ThreadOut(CommentOut):
    """A comment that starts a thread, with its first replies."""

    replies: list[CommentOut]
    more_replies: int = Field(description="How many published replies are not among `replies`.")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all comments of one answer have in common, found once."""

    discussion: int
    url: str
    html_url: str
    is_known: bool


def surroundings(page: DiscussionPage, request: HttpRequest) -> Surroundings:
    """Return what the comments of a page have in common for whoever asks."""
    any_comment = address(request, "comment", pk=1)
    return Surroundings(
        discussion=page.pk,
        url=any_comment.removesuffix("1"),
        html_url=f"{page.get_full_url(request)}comments/",
        is_known=request.auth.is_known,
    )


def comment_out(comment: CommentView, around: Surroundings) -> dict[str, Any]:
    """Represent a comment; of one that is not shown, its place in the tree alone."""
    is_shown = not comment.is_tombstone
    return {
        "id": comment.id,
        "url": f"{around.url}{comment.id}",
        "html_url": f"{around.html_url}{comment.id}/",
        "discussion": around.discussion,
        "thread": comment.thread_id,
        "parent": comment.parent_id,
        "in_reply_to": (
            {"id": comment.in_reply_to.id, "author_name": comment.in_reply_to.author_name}
            if comment.in_reply_to
            else None
        ),
        "depth": comment.depth,
        "state": state_shown(comment),
        "author_name": comment.author_name if is_shown else None,
        "is_official": comment.is_official,
        "organisation": comment.organisation or None,
        "is_pinned": comment.is_pinned,
        "is_locked": comment.is_locked,
        "is_redacted": comment.is_redacted,
        "text": comment.text if is_shown else None,
        "posted_at": local(comment.posted_at),
        "edited_at": local(comment.edited_at),
        "reply_count": comment.reply_count,
        "like_count": comment.like_count,
        "viewer": viewer_out(comment) if around.is_known else None,
    }


def thread_out(thread: Thread, around: Surroundings) -> dict[str, Any]:
    """Represent a thread with its first replies."""
    return comment_out(thread.root, around) | {
        "replies": [comment_out(reply, around) for reply in thread.replies],
        "more_replies": thread.more_replies,
    }


def viewer_out(comment: CommentView) -> dict[str, Any]:
    """Represent what holds for the viewer alone."""
    waits = comment.is_own_waiting or comment.edit_is_held
    return {
        "is_own": comment.is_own,
        "is_liked": comment.is_liked,
        "can_edit": comment.can_edit,
        "can_withdraw": comment.can_withdraw,
        "edit_is_held": comment.edit_is_held,
        "held_sentence": held_sentence(comment.held_rule) if comment.is_own and waits else None,
    }


def state_shown(comment: CommentView) -> str:
    """Say no more of a comment that is not shown than its tombstone does, but to its author."""
    if comment.is_own and comment.state is not State.PUBLISHED:
        return comment.state.value
    if comment.state in {State.PUBLISHED, State.WITHDRAWN, State.REMOVED}:
        return comment.state.value
    return "not_shown"


def local(instant: datetime | None) -> datetime | None:
    """Return an instant in the site's time zone."""
    if instant is None:
        return None
    return timezone.localtime(instant, timezone.get_default_timezone())
