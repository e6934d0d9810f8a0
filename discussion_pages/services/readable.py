"""What one person may read: what anybody may, and private pages that are theirs to read.

A private section that asks for a log-in or a group admits whoever satisfies it. One that asks for a
shared password belongs to the session in which it was typed, which an API does not have.
"""

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.documents import get_document_model
from wagtail.models import (
    CollectionViewRestriction,
    Page,
    PageQuerySet,
    PageViewRestriction,
    Site,
)

from discussion_pages.models import DiscussionComment, DiscussionPage
from discussion_pages.services.public import (
    PublicTargets,
    in_section_of,
    live_pages,
    public_documents,
    public_pages,
)

MEMBER_ONLY = "has_the_powers_of_a_member_only"
"""Set on somebody who signed in in a way that carries nothing of what they may do as staff. An
administrator then reads the private pages of their own groups, and no others."""


def readable_pages(
    model: type[Page] = Page, *, person: Any, site: Site | None = None
) -> PageQuerySet:
    """Return the live pages of ``model`` that ``person`` may read on the website.

    As many queries as ``public_pages`` for somebody who has not signed in; two more at most.
    """
    if not person.is_authenticated:
        return public_pages(model, site=site)
    restrictions = _not_admitting(PageViewRestriction.objects.all(), person)
    return live_pages(model, site=site).exclude(in_section_of(restrictions))


def readable_documents(*, person: Any) -> QuerySet:
    """Return every document whose collection ``person`` may read."""
    if not person.is_authenticated:
        return public_documents()
    closed = Q(pk__in=[])
    restrictions = _not_admitting(CollectionViewRestriction.objects.all(), person)
    for path in restrictions.values_list("collection__path", flat=True):
        closed |= Q(collection__path__startswith=path)
    return get_document_model()._default_manager.exclude(closed)


class ReadableTargets(PublicTargets):
    """The pages and documents that links lead to, as far as one person may read them."""

    def __init__(self, person: Any) -> None:
        super().__init__()
        self.person = person

    def find_pages(self) -> PageQuerySet:
        """Return the pages that the person may read."""
        return readable_pages(person=self.person)

    def find_documents(self) -> QuerySet:
        """Return the documents that the person may read."""
        return readable_documents(person=self.person)


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


def _not_admitting(restrictions: QuerySet, person: Any) -> QuerySet:
    """Keep the restrictions, of pages or collections, that somebody signed in does not satisfy."""
    kinds = restrictions.model
    found = restrictions.exclude(restriction_type__in=[kinds.NONE, kinds.LOGIN])
    if person.is_superuser and not getattr(person, MEMBER_ONLY, False):
        return found.exclude(restriction_type=kinds.GROUPS)
    return found.exclude(restriction_type=kinds.GROUPS, groups__in=person.groups.all())
