"""Discussions: list them, read one."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field
from wagtail.models import Page, PageQuerySet

from discussion_pages.api.participation.addresses import address
from discussion_pages.api.participation.discussions import (
    DiscussionBrief,
    DiscussionOut,
    briefs_of,
    discussion_out,
    tell_change,
)
from discussion_pages.api.participation.finding import find_discussion, person_of, site_of
from discussion_pages.api.participation.listing import PageQuery, Sorting
from discussion_pages.api.participation.operations import reads
from discussion_pages.api.participation.schemas import Key, Text
from discussion_pages.models import DiscussionPage
from discussion_pages.models.pages import with_parents
from discussion_pages.rules.commenting import Commenting
from discussion_pages.services.commenting import commenting_status
from discussion_pages.services.readable import readable_pages

router = Router(tags=["Discussions"])
NEWEST = Sorting("-pk")


class DiscussionsQuery(PageQuery):
    """Which discussions."""

    parent: Key | None = Field(
        default=None, description="Only those directly below the page of this id."
    )
    state: Commenting | None = Field(
        default=None, description="Only those that are in this state now."
    )
    locale: Text | None = Field(
        default=None, description="Only pages in this language, for example `en`."
    )


class DiscussionsOut(Schema):
    """A page of discussions, the newest first."""

    next_cursor: str | None
    next_url: str | None
    items: list[DiscussionBrief]


@reads(router, "/discussions", answer=DiscussionsOut, url_name="discussions")
def list_discussions(request: HttpRequest, query: Query[DiscussionsQuery]) -> dict[str, Any]:
    """Read all discussions that you may read, the newest first."""
    at = timezone.now()
    found, cursor = NEWEST.cut(_wanted(request, query, at=at), query.limit)
    following = query.model_dump(mode="json", exclude_none=True) | {"after": cursor}
    return {
        "next_cursor": cursor,
        "next_url": address(request, "discussions", query=following) if cursor else None,
        "items": briefs_of(found, request, at=at),
    }


@reads(router, "/discussions/{key:pk}", answer=DiscussionOut, url_name="discussion")
def get_discussion(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Read a discussion: what is asked, whether it takes comments, and what holds for you."""
    page = find_discussion(request, pk)
    at = timezone.now()
    content = discussion_out(page, request, at=at)
    tell_change(request, page, at=at)
    return content


def _wanted(request: HttpRequest, query: DiscussionsQuery, *, at: datetime) -> PageQuerySet:
    """Return the discussions that fit the query, from its cursor on.

    A discussion inherits part of its state from the page above, so it has no twin in SQL: with
    ``state``, those that would fit otherwise are read in short, by two queries more.
    """
    rows = readable_pages(DiscussionPage, person=person_of(request), site=site_of(request))
    if query.parent is not None:
        above = Page.objects.filter(pk=query.parent).first()
        rows = rows.child_of(above) if above is not None else rows.none()
    if query.locale is not None:
        rows = rows.filter(locale__language_code=query.locale)
    rows = NEWEST.following(rows, query.after)
    if query.state is not None:
        found = with_parents(rows.defer_streamfields())
        kept = [
            page.pk for page in found if commenting_status(page, at=at).commenting is query.state
        ]
        rows = rows.filter(pk__in=kept[: query.limit + 1])
    return rows.select_related("locale")
