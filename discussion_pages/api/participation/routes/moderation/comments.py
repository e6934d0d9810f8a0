"""Comments of every state: the list with its filters, and one with all that stands about it."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field
from wagtail_modeladmin.helpers import DjangoORMSearchHandler

from discussion_pages import permissions
from discussion_pages.admin import labels
from discussion_pages.admin.desk.queue import place_of
from discussion_pages.admin.filters import (
    LISTED,
    SEARCHED,
    in_state,
    listed_comments,
    with_reports,
)
from discussion_pages.api.participation.addresses import address
from discussion_pages.api.participation.auth import STAFF
from discussion_pages.api.participation.comments import local
from discussion_pages.api.participation.moderation.access import find_any_comment, staff_of
from discussion_pages.api.participation.moderation.comments import (
    AnyState,
    ModeratedCommentOut,
    ModeratedDiscussion,
    discussion_out,
    moderated_comment_out,
)
from discussion_pages.api.participation.operations import reads
from discussion_pages.api.participation.paging import Keyset, KeysetLinks, KeysetQuery, links
from discussion_pages.api.participation.schemas import Key, Text
from discussion_pages.models import DiscussionComment

router = Router(tags=["Moderation"])
ORDER = Keyset(LISTED)


class ModeratedCommentsQuery(KeysetQuery):
    """The filters and the search of the admin's list."""

    state: AnyState | Literal["waiting", "edit_held"] | None = Field(
        default=None, description="A state; `waiting`: held, or an edit held; `edit_held`."
    )
    reported: bool | None = Field(
        default=None, description="Only with an open report, or only without."
    )
    discussion: Key | None = Field(default=None, description="Only of this discussion.")
    parent: Key | None = Field(
        default=None,
        description="Only of the discussions directly below this page, mostly a consultation.",
    )
    q: Text = Field(default="", max_length=200, description="Words in the text or author's name.")


class ModeratedRowOut(Schema):
    """A comment in the list."""

    id: int
    url: str
    discussion: ModeratedDiscussion
    author_name: str
    excerpt: str = Field(description="The beginning of the comment, on one line.")
    state: AnyState
    state_label: str
    is_official: bool
    edit_is_held: bool
    posted_at: datetime
    open_report_count: int


class ModeratedCommentsOut(KeysetLinks):
    """A page of the list: what is held or reported first, then the newest."""

    items: list[ModeratedRowOut]


@reads(
    router,
    "/comments",
    answer=ModeratedCommentsOut,
    who=STAFF,
    url_name="moderation-comments",
    problems=(),
)
def list_moderated_comments(
    request: HttpRequest, query: Query[ModeratedCommentsQuery]
) -> dict[str, Any]:
    """Find comments of every state."""
    staff_of(request, permissions.may_view_all)
    found = in_state(listed_comments(), query.state).select_related("discussion", "organisation")
    if query.reported is not None:
        found = with_reports(found, are_open=query.reported)
    found = found.filter(place_of(discussion=query.discussion, parent=None))
    found = found.filter(place_of(discussion=None, parent=query.parent))
    found = DjangoORMSearchHandler(SEARCHED).search_queryset(found, query.q)
    comments, cursor = ORDER.page(found, query)
    return {"items": [_row_out(comment, request) for comment in comments]} | links(
        request, "moderation-comments", query, cursor
    )


@reads(
    router,
    "/comments/{key:pk}",
    answer=ModeratedCommentOut,
    who=STAFF,
    url_name="moderation-comment",
)
def get_moderated_comment(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Read a comment with everything a decision rests on. Reading claims nothing."""
    comment = find_any_comment(request, pk, permissions.may_view_all)
    return moderated_comment_out(comment, request, at=timezone.now())


def _row_out(comment: DiscussionComment, request: HttpRequest) -> dict[str, Any]:
    return {
        "id": comment.pk,
        "url": address(request, "moderation-comment", pk=comment.pk),
        "discussion": discussion_out(comment),
        "author_name": labels.author_label(comment),
        "excerpt": labels.excerpt(comment.comment),
        "state": comment.state,
        "state_label": labels.state_label(comment),
        "is_official": comment.is_official,
        "edit_is_held": comment.edit_held_at is not None,
        "posted_at": local(comment.posted_at),
        "open_report_count": comment.report_count,
    }
