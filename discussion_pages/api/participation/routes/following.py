"""Following: what a member is told of."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from discussion_pages.api.participation.addresses import whole
from discussion_pages.api.participation.auth import MEMBERS
from discussion_pages.api.participation.comments import local
from discussion_pages.api.participation.finding import (
    find_discussion,
    person_of,
    readable_among,
)
from discussion_pages.api.participation.listing import PageQuery, newest_first
from discussion_pages.api.participation.operations import reads, writes
from discussion_pages.models import DiscussionComment, DiscussionPage
from discussion_pages.services import following

router = Router(tags=["Following"])


class FollowingOut(Schema):
    """What of one discussion the caller follows."""

    discussion: int
    is_following: bool = Field(description="Whether they follow the discussion as a whole.")
    threads: list[int] = Field(description="The threads of it that they follow.")


class FollowOut(Schema):
    """One thing that the caller follows."""

    id: int
    discussion: int
    discussion_title: str | None = Field(description="Null where they may not read it now.")
    thread: int | None = Field(description="Null where they follow the discussion as a whole.")
    thread_author_name: str | None = Field(
        description="Who began the thread, where it is one whose first comment is shown."
    )
    followed_at: datetime
    html_url: str | None


class FollowsOut(Schema):
    """A page of what the caller follows, the latest first."""

    next_cursor: str | None
    next_url: str | None
    items: list[FollowOut]


class UnfollowedOut(Schema):
    """What the caller does not follow any more."""

    id: int


@reads(
    router,
    "/discussions/{key:pk}/follow",
    answer=FollowingOut,
    who=MEMBERS,
    url_name="follow",
)
def get_following(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Read what you follow of a discussion."""
    return _following(request, find_discussion(request, pk))


@writes(
    router, "PUT", "/discussions/{key:pk}/follow", answer={200: FollowingOut}, url_name="follow"
)
def follow_discussion(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Be told of new comments in a discussion. Following it again changes nothing."""
    page = find_discussion(request, pk)
    _follow(request, page)
    return _following(request, page)


@writes(
    router, "DELETE", "/discussions/{key:pk}/follow", answer={200: FollowingOut}, url_name="follow"
)
def unfollow_discussion(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Follow a discussion no more. Threads of it that you follow stay."""
    page = find_discussion(request, pk)
    following.unfollow(member=person_of(request), discussion=page.comments_page)
    return _following(request, page)


@writes(
    router,
    "PUT",
    "/discussions/{key:pk}/threads/{key:root}/follow",
    answer={200: FollowingOut},
    url_name="follow-thread",
)
def follow_thread(request: HttpRequest, pk: int, root: int) -> dict[str, Any]:
    """Be told of new replies in one thread."""
    page = find_discussion(request, pk)
    _follow(request, page, _find_thread(page, root))
    return _following(request, page)


@writes(
    router,
    "DELETE",
    "/discussions/{key:pk}/threads/{key:root}/follow",
    answer={200: FollowingOut},
    url_name="follow-thread",
)
def unfollow_thread(request: HttpRequest, pk: int, root: int) -> dict[str, Any]:
    """Follow a thread no more."""
    page = find_discussion(request, pk)
    following.unfollow(
        member=person_of(request), discussion=page.comments_page, thread=_find_thread(page, root)
    )
    return _following(request, page)


@reads(router, "/me/follows", answer=FollowsOut, who=MEMBERS, url_name="follows")
def list_follows(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """Read all that you follow, the latest first."""
    rows, links = newest_first(
        request,
        following.follows_of(person_of(request)),
        query,
        by="followed_at",
        name="follows",
    )
    shown = readable_among(request, (row.discussion_id for row in rows))
    items = [_follow_out(request, following.followed(row), shown) for row in rows]
    return {"items": items} | links


@writes(
    router, "DELETE", "/me/follows/{key:pk}", answer={200: UnfollowedOut}, url_name="follow-one"
)
def delete_follow(request: HttpRequest, pk: int) -> dict[str, Any]:
    """End one of the things that you follow, also where you may not read it any more."""
    if not following.unfollow_one(member=person_of(request), pk=pk):
        raise Http404
    return {"id": pk}


def _follow(
    request: HttpRequest, page: DiscussionPage, thread: DiscussionComment | None = None
) -> None:
    following.follow(
        member=person_of(request),
        discussion=page.comments_page,
        thread=thread,
        at=timezone.now(),
    )


def _find_thread(page: DiscussionPage, root: int) -> DiscussionComment:
    thread = following.shown_thread(page.comments_page, root)
    if thread is None:
        raise Http404
    return thread


def _following(request: HttpRequest, page: DiscussionPage) -> dict[str, Any]:
    found = following.following_of(person_of(request), page.comments_page)
    return {
        "discussion": page.pk,
        "is_following": found.whole,
        "threads": sorted(found.threads),
    }


def _follow_out(
    request: HttpRequest, item: following.Followed, readable: set[int]
) -> dict[str, Any]:
    follow = item.follow
    may_read = follow.discussion_id in readable
    return {
        "id": follow.pk,
        "discussion": follow.discussion_id,
        "discussion_title": item.title if may_read else None,
        "thread": follow.thread_id,
        "thread_author_name": (item.author or None) if may_read else None,
        "followed_at": local(follow.followed_at),
        "html_url": whole(request, item.url) if may_read else None,
    }
