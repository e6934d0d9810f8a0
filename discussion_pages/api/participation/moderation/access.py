"""Who comes in, asked before anything is looked up: a refusal tells nothing about a key."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from discussion_pages import permissions
from discussion_pages.api.participation.finding import person_of
from discussion_pages.models import DiscussionComment, DiscussionPage

May = Callable[[Any, DiscussionPage | None], bool]


def staff_of(request: HttpRequest, may: May, discussion: DiscussionPage | None = None) -> Any:
    """Return the person who calls, if they may do that somewhere, or in ``discussion``.

    Raises:
        PermissionDenied: they may not.
    """
    person = person_of(request)
    if not may(person, discussion):
        raise PermissionDenied
    return person


def find_any_comment(request: HttpRequest, pk: int, may: May) -> DiscussionComment:
    """Return a comment of whatever state, if the caller may do that to it.

    Raises:
        PermissionDenied: they may not, there or anywhere.
        Http404: there is none of that key.
    """
    staff_of(request, may)
    comment = comment_in_full(pk)
    if comment is None:
        raise Http404
    staff_of(request, may, comment.discussion)
    return comment


def find_to_moderate(request: HttpRequest, pk: int) -> DiscussionComment:
    """Return a comment that the caller moderates.

    Raises:
        PermissionDenied: they may not.
        Http404: there is none of that key.
    """
    return find_any_comment(request, pk, permissions.may_moderate)


def comment_in_full(pk: int) -> DiscussionComment | None:
    """Return a comment of whatever state with its page and author. One query."""
    comments = DiscussionComment.objects.select_related("discussion", "organisation", "user")
    return comments.filter(pk=pk).first()
