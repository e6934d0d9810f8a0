"""What a request's caller may read, or a 404 that does not tell why."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest
from wagtail.models import Site

from discussion_pages.api.participation.auth import Caller
from discussion_pages.models import DiscussionComment, DiscussionPage
from discussion_pages.services.readable import (
    readable_comment,
    readable_discussion,
    readable_pages,
)
from discussion_pages.sites import site_of_request


def person_of(request: HttpRequest) -> Any:
    """Return the person who calls, or an ``AnonymousUser``."""
    caller: Caller = request.auth
    return caller.person


def site_of(request: HttpRequest) -> Site:
    """Return the site that the request's host names.

    Raises:
        Http404: there is none.
    """
    site = site_of_request(request)
    if site is None:
        raise Http404
    return site


def find_discussion(request: HttpRequest, pk: int) -> DiscussionPage:
    """Return a discussion that the caller may read.

    Raises:
        Http404: there is none of that key.
    """
    page = readable_discussion(pk, person=person_of(request), site=site_of(request))
    if page is None:
        raise Http404
    return page


def find_comment(request: HttpRequest, pk: int) -> tuple[DiscussionComment, DiscussionPage]:
    """Return a published comment or one of the caller's own, and its discussion.

    Raises:
        Http404: the caller may read no comment of that key.
    """
    found = readable_comment(pk, person=person_of(request), site=site_of(request))
    if found is None:
        raise Http404
    return found


def readable_among(request: HttpRequest, discussions: Iterable[int]) -> set[int]:
    """Return which of these discussions, by their keys, the caller may read. Three queries at most.

    A member keeps what is theirs in a section that was closed to them since, but not its title.
    """
    pages = readable_pages(DiscussionPage, person=person_of(request), site=site_of(request))
    return set(pages.filter(pk__in=set(discussions)).values_list("pk", flat=True))
