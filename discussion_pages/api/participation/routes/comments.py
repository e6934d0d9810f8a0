"""Comments: read, post, edit, withdraw, like."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from discussion_pages.api.participation.addresses import address
from discussion_pages.api.participation.auth import MEMBERS
from discussion_pages.api.participation.comments import (
    CommentOut,
    ThreadOut,
    comment_out,
    surroundings,
    thread_out,
)
from discussion_pages.api.participation.finding import find_comment, find_discussion, person_of
from discussion_pages.api.participation.frame import changed_at
from discussion_pages.api.participation.listing import bad_cursor
from discussion_pages.api.participation.operations import Written, reads, writes
from discussion_pages.api.participation.schemas import Input, Text, Truth
from discussion_pages.models import DiscussionComment, DiscussionPage
from discussion_pages.rules.cursors import Cursor, CursorError, Order, is_path, read_cursor
from discussion_pages.services import threads
from discussion_pages.services.commenting import refuse_unless_open
from discussion_pages.services.liking import like_comment, unlike_comment
from discussion_pages.services.posting import edit_comment, post_comment, withdraw_comment

router = Router(tags=["Comments"])
LIMIT_MAX = 50


class ThreadsQuery(Input):
    """Which page of a discussion."""

    order: Order = Order.NEWEST
    limit: int = Field(default=20, ge=1, le=LIMIT_MAX)
    after: str | None = Field(
        default=None, description="`next_cursor` of the page before, in the same order."
    )
    pinned_first: bool = Field(
        default=True, description="Show what moderators pinned above the first page's threads."
    )


class RepliesQuery(Input):
    """Which page of a thread."""

    limit: int = Field(default=50, ge=1, le=LIMIT_MAX)
    after: str | None = Field(default=None, description="`next_cursor` of the page before.")


class CommentIn(Input):
    """What a member writes."""

    text: Text = Field(description="Plain text; line breaks are kept.")
    confirmed: Truth = Field(
        default=False,
        description="Send it although the API has asked (code `confirm`) whether you mean it.",
    )


class ThreadsOut(Schema):
    """A page of a discussion."""

    discussion: int
    order: Order
    comment_count: int = Field(description="All published comments, replies included.")
    next_cursor: str | None
    next_url: str | None
    items: list[ThreadOut]


class RepliesOut(Schema):
    """A page of a thread's replies, in the order of the tree."""

    discussion: int
    thread: CommentOut
    next_cursor: str | None
    next_url: str | None
    items: list[CommentOut]


class WaitingOut(Schema):
    """The caller's own comments that a moderator has still to read, newest first."""

    items: list[CommentOut]


class LikesOut(Schema):
    """How many like a comment now, and whether the caller does."""

    like_count: int
    is_liked: bool


class PlaceOut(Schema):
    """Where a comment is found."""

    thread: int
    url: str = Field(description="The page of this API that holds the comment.")
    html_url: str = Field(description="Its permanent address on the website.")


@reads(router, "/discussions/{key:pk}/comments", answer=ThreadsOut, url_name="comments")
def list_threads(request: HttpRequest, pk: int, query: Query[ThreadsQuery]) -> dict[str, Any]:
    """Read a discussion's threads, each with its first three replies."""
    page = find_discussion(request, pk)
    at = timezone.now()
    found = threads.read_threads(
        page.comments_page,
        order=query.order,
        cursor=_cursor(query.after, query.order),
        viewer=person_of(request),
        limit=query.limit,
        pinned_first=query.pinned_first,
        at=at,
    )
    views = [view for thread in found.threads for view in (thread.root, *thread.replies)]
    _tell_change(request, views)
    figures = getattr(page.comments_page, "figures", None)
    around = surroundings(page, request)
    cursor = str(found.next_cursor) if found.next_cursor else None
    following = query.dict(exclude_none=True) | {"order": query.order.value, "after": cursor}
    return {
        "discussion": page.pk,
        "order": query.order,
        "comment_count": figures.comment_count if figures else 0,
        "next_cursor": cursor,
        "next_url": address(request, "comments", pk=pk, query=following) if cursor else None,
        "items": [thread_out(thread, around) for thread in found.threads],
    }


@reads(router, "/discussions/{key:pk}/threads/{key:root}", answer=RepliesOut, url_name="thread")
def list_replies(
    request: HttpRequest, pk: int, root: int, query: Query[RepliesQuery]
) -> dict[str, Any]:
    """Read the replies of one thread."""
    page = find_discussion(request, pk)
    if query.after and not is_path(query.after):
        raise bad_cursor()
    found = threads.read_thread(
        page.comments_page,
        root,
        after=query.after or "",
        limit=query.limit,
        viewer=person_of(request),
        at=timezone.now(),
    )
    if found is None:
        raise Http404
    _tell_change(request, [found.root, *found.replies])
    around = surroundings(page, request)
    after = {"limit": query.limit, "after": found.next_after}
    return {
        "discussion": page.pk,
        "thread": comment_out(found.root, around),
        "next_cursor": found.next_after,
        "next_url": (
            address(request, "thread", pk=pk, root=root, query=after) if found.next_after else None
        ),
        "items": [comment_out(reply, around) for reply in found.replies],
    }


@reads(router, "/discussions/{key:pk}/waiting", answer=WaitingOut, who=MEMBERS, url_name="waiting")
def list_waiting(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Read your own comments here that a moderator has still to read, newest first."""
    page = find_discussion(request, pk)
    found = threads.read_own_waiting(
        page.comments_page, viewer=person_of(request), at=timezone.now()
    )
    around = surroundings(page, request)
    return {"items": [comment_out(comment, around) for comment in found]}


@reads(router, "/comments/{key:pk}", answer=CommentOut, url_name="comment")
def get_comment(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Read a published comment, or one of your own."""
    _comment, page = find_comment(request, pk)
    return _shown(request, page, pk)


@reads(router, "/comments/{key:pk}/place", answer=PlaceOut, url_name="place")
def get_place(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Find the page that holds a comment, as its permanent link does on the website."""
    _comment, page = find_comment(request, pk)
    place = threads.find_place(page, pk)
    if place is None:
        raise Http404
    if place.is_in_thread:
        query = {"after": place.thread_after} if place.thread_after else None
        url = address(request, "thread", pk=page.pk, root=place.root_pk, query=query)
    else:
        query = {"after": str(place.cursor)} if place.cursor else None
        url = address(request, "comments", pk=page.pk, query=query)
    return {
        "thread": place.root_pk,
        "url": url,
        "html_url": f"{page.get_full_url(request)}comments/{pk}/",
    }


@writes(
    router, "POST", "/discussions/{key:pk}/comments", answer={201: CommentOut}, url_name="comments"
)
def create_comment(request: HttpRequest, pk: int, body: CommentIn) -> Written:
    """Post a comment. It may wait for a moderator: see `state` and `viewer.held_sentence`."""
    page = find_discussion(request, pk)
    comment = post_comment(
        discussion=page,
        author=person_of(request),
        text=body.text,
        is_confirmed=body.confirmed,
        at=timezone.now(),
    )
    return _created(request, page, comment)


@writes(router, "POST", "/comments/{key:pk}/replies", answer={201: CommentOut}, url_name="replies")
def create_reply(request: HttpRequest, pk: int, body: CommentIn) -> Written:
    """Reply to a published comment."""
    answered, page = find_comment(request, pk)
    comment = post_comment(
        discussion=page,
        author=person_of(request),
        text=body.text,
        reply_to=answered,
        is_confirmed=body.confirmed,
        at=timezone.now(),
    )
    return _created(request, page, comment)


@writes(router, "PATCH", "/comments/{key:pk}", answer={200: CommentOut}, url_name="comment")
def change_comment(request: HttpRequest, pk: int, body: CommentIn) -> dict[str, Any]:
    """Change your own comment, within the minutes that the site gives."""
    comment, page = find_comment(request, pk)
    edit_comment(
        comment=comment,
        author=person_of(request),
        text=body.text,
        is_confirmed=body.confirmed,
        at=timezone.now(),
    )
    return _shown(request, page, pk)


@writes(
    router, "POST", "/comments/{key:pk}/withdrawal", answer={200: CommentOut}, url_name="withdrawal"
)
def create_withdrawal(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Take your own comment back, for good."""
    comment, page = find_comment(request, pk)
    withdraw_comment(comment=comment, author=person_of(request), at=timezone.now())
    return _shown(request, page, pk)


@writes(router, "PUT", "/comments/{key:pk}/like", answer={200: LikesOut}, url_name="like")
def put_like(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Like a comment. Liking it again changes nothing."""
    comment, page = find_comment(request, pk)
    at = timezone.now()
    refuse_unless_open(page, at=at)
    count = like_comment(comment=comment, member=person_of(request), at=at)
    return {"like_count": count, "is_liked": True}


@writes(router, "DELETE", "/comments/{key:pk}/like", answer={200: LikesOut}, url_name="like")
def delete_like(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Take your like back."""
    comment, page = find_comment(request, pk)
    at = timezone.now()
    refuse_unless_open(page, at=at)
    count = unlike_comment(comment=comment, member=person_of(request), at=at)
    return {"like_count": count, "is_liked": False}


def _shown(request: HttpRequest, page: DiscussionPage, pk: int) -> dict[str, Any]:
    found = threads.read_comment(page, pk, viewer=person_of(request), at=timezone.now())
    if found is None:
        raise Http404
    _tell_change(request, [found])
    return comment_out(found, surroundings(page, request))


def _created(request: HttpRequest, page: DiscussionPage, comment: DiscussionComment) -> Written:
    location = address(request, "comment", pk=comment.pk)
    return Written.created(_shown(request, page, comment.pk), location=location)


def _tell_change(request: HttpRequest, views: list[threads.CommentView]) -> None:
    changed_at(request, *(view.posted_at for view in views), *(view.edited_at for view in views))


def _cursor(text: str | None, order: Order) -> Cursor | None:
    if text is None:
        return None
    try:
        return read_cursor(text, order)
    except CursorError as error:
        raise bad_cursor() from error
