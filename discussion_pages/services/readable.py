"""What one person may read: what anybody may, and private pages that are theirs to read.

A private section that asks for a log-in or a group admits whoever satisfies it. One that asks for a
shared password belongs to the session in which it was typed, which an API does not have.
"""

from typing import Any

from django.db.models import Q
from wagtail.models import Page, PageQuerySet, PageViewRestriction, Site

from discussion_pages.models import DiscussionComment, DiscussionPage
from discussion_pages.services.public import live_pages, public_pages


def readable_pages(
    model: type[Page] = Page, *, person: Any, site: Site | None = None
) -> PageQuerySet:
    """Return the live pages of ``model`` that ``person`` may read on the website.

    As many queries as ``public_pages`` for somebody who has not signed in; two more at most.
    """
    if not person.is_authenticated:
        return public_pages(model, site=site)
    return live_pages(model, site=site).exclude(_closed_to(person))


def readable_discussion(pk: int, *, person: Any, site: Site | None) -> DiscussionPage | None:
    """Return the discussion of that key, with its figures and the source of an alias."""
    page = (
        readable_pages(DiscussionPage, person=person, site=site)
        .filter(pk=pk)
        .select_related("figures", "policy", "alias_of__discussionpage__figures")
        .first()
    )
    if page is not None and page.is_copy:
        page.comments_page = page.alias_of.discussionpage
    return page


def readable_comment(
    pk: int, *, person: Any, site: Site | None
) -> tuple[DiscussionComment, DiscussionPage] | None:
    """Return a published comment, or one of ``person``'s own, with its discussion."""
    mine = Q(pk__in=[])
    if person.is_authenticated:
        mine = Q(user=person, is_official=False)
    published = Q(pk__in=DiscussionComment.objects.published().filter(pk=pk).values("pk"))
    comment = DiscussionComment.objects.filter(published | mine, pk=pk).first()
    if comment is None:
        return None
    page = readable_discussion(comment.discussion_id, person=person, site=site)
    if page is None:
        return None
    comment.discussion = page
    return comment, page


def _closed_to(person: Any) -> Q:
    """Return what is true of pages in a private section that does not admit ``person``."""
    restrictions = PageViewRestriction.objects.exclude(
        restriction_type__in=[PageViewRestriction.NONE, PageViewRestriction.LOGIN]
    ).select_related("page")
    if person.is_superuser:
        restrictions = restrictions.exclude(restriction_type=PageViewRestriction.GROUPS)
    else:
        restrictions = restrictions.exclude(
            restriction_type=PageViewRestriction.GROUPS, groups__in=person.groups.all()
        )
    closed = Q(pk__in=[])
    for restriction in restrictions:
        closed |= Q(path__startswith=restriction.page.path)
    return closed
