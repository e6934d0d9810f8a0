"""What anybody may see, asked without a session: one answer for APIs and feeds.

Public is a page that is published, below the root of a site, and in no private section. An image or
document is public where a public page refers to it, directly or by a snippet that the page shows,
and its collection is not private. A snippet is public where it is published and a public page shows
it; a moderation policy where it is published, because it has a page of its own.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.documents import get_document_model
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    DraftStateMixin,
    Page,
    PageQuerySet,
    PageViewRestriction,
    ReferenceIndex,
    Site,
)
from wagtail.rich_text import extract_references_from_rich_text

from discussion_pages.models import (
    DiscussionComment,
    DiscussionPage,
    DiscussionSettings,
    ModerationPolicy,
    Organisation,
    SafetyGuidance,
)
from discussion_pages.prepared import prepared


def public_pages(model: type[Page] = Page, *, site: Site | None = None) -> PageQuerySet:
    """Return the pages of ``model`` that anybody may read, of one site or of all.

    The trees of a site's translations belong to it. At most one query at once (private sections),
    and two more where Wagtail's map of sites is not in the cache.
    """
    return live_pages(model, site=site).exclude(in_private_section())


def in_private_section() -> Q:
    """Return what is true of pages that are not for everybody, or copy one. One query."""
    return _below_any(_private_paths.all())


def in_section_of(restrictions: QuerySet[PageViewRestriction]) -> Q:
    """Return what is true of pages that these restrictions cover. One query.

    An alias is covered by those of its source, and passes them on to the pages below it, as Wagtail
    has it where it serves them (its own ``public()`` looks at places in the tree alone).
    """
    return _below_any(_paths_of(restrictions))


@prepared()
def _private_paths() -> QuerySet[Page, str]:
    return _paths_of(PageViewRestriction.objects.exclude(restriction_type=PageViewRestriction.NONE))


def _paths_of(restrictions: QuerySet[PageViewRestriction]) -> QuerySet[Page, str]:
    pages = restrictions.order_by().values("page")
    restricted = Page.objects.filter(
        Q(pk__in=pages) | Q(alias_of__in=pages) | Q(alias_of__alias_of__in=pages)
    )
    return restricted.order_by().values_list("path", flat=True)


def _below_any(paths: Iterable[str]) -> Q:
    covered = Q(pk__in=[])
    for path in paths:
        covered |= Q(path__startswith=path)
    return covered


def live_pages(model: type[Page] = Page, *, site: Site | None = None) -> PageQuerySet:
    """Return the published pages of ``model`` of one site or of all, private ones included."""
    roots = [
        root.root_path
        for root in Site.get_site_root_paths()
        if site is None or root.site_id == site.pk
    ]
    below = Q(pk__in=[])
    for root in roots:
        below |= Q(url_path__startswith=root)
    return model._default_manager.all().live().filter(below)


def public_discussion(pk: int, *, site: Site | None) -> DiscussionPage | None:
    """Return the public discussion of that key, with its figures and the source of an alias."""
    page = (
        public_pages(DiscussionPage, site=site)
        .filter(pk=pk)
        .select_related("figures", "alias_of__discussionpage__figures")
        .first()
    )
    if page is not None and page.is_copy:
        page.comments_page = page.alias_of.discussionpage
    return page


def public_media(model: type[Model], *, unseen: Q | None = None) -> QuerySet:
    """Return the images or documents that public pages show or link to.

    ``unseen`` names rows of Wagtail's reference index that do not count, because the page holds but
    does not show what they point at. What an editor has only drafted is not in that index.
    """
    return model._default_manager.filter(
        pk__in=_referred_to(model, unseen or Q(pk__in=[]))
    ).exclude(in_private_collection())


def public_organisations() -> QuerySet[Organisation]:
    """Return the bodies that public pages name, or that have replied officially below one."""
    pages = public_pages()
    replies = DiscussionComment.objects.published().filter(
        is_official=True,
        organisation=OuterRef("pk"),
        discussion__in=pages.order_by().values("pk"),
    )
    named = _named_by(pages, Organisation)
    return Organisation.objects.filter(Q(pk__in=named) | Exists(replies))


def public_guidance() -> QuerySet[SafetyGuidance]:
    """Return the live guidance that a public page names, or that a site falls back to."""
    defaults = DiscussionSettings.objects.filter(default_guidance__isnull=False)
    return SafetyGuidance.objects.filter(live=True).filter(
        Q(pk__in=_named_by(public_pages(), SafetyGuidance))
        | Q(pk__in=defaults.values("default_guidance"))
    )


def public_policies() -> QuerySet[ModerationPolicy]:
    """Return the live moderation policies: each has a public page."""
    return ModerationPolicy.objects.filter(live=True)


def public_documents() -> QuerySet:
    """Return every document whose collection is not private, whether a page shows it or not."""
    return get_document_model()._default_manager.exclude(in_private_collection())


def in_private_collection() -> Q:
    """Return what is true of images and documents in a private collection, or below one."""
    private = Q(pk__in=[])
    for path in _private_collection_paths():
        private |= Q(collection__path__startswith=path)
    return private


def private_collections() -> set[int]:
    """Return the keys of all private collections, and of those below one. Two queries at most."""
    below = Q(pk__in=[])
    for path in _private_collection_paths():
        below |= Q(path__startswith=path)
    return set(Collection.objects.filter(below).values_list("pk", flat=True))


class PublicTargets:
    """The pages and documents that links lead to, fetched together. Others are not found."""

    def __init__(self) -> None:
        self._pages: dict[str, Page | None] = {}
        self._documents: dict[str, Any] = {}

    def find_pages(self) -> PageQuerySet:
        """Return the pages that links may lead to."""
        return public_pages()

    def find_documents(self) -> QuerySet:
        """Return the documents that links may lead to."""
        return public_documents()

    def load(self, *, pages: Iterable[Any] = (), documents: Iterable[Any] = ()) -> None:
        """Fetch the public ones among these keys that have not been asked for yet."""
        wanted = _numbers(pages) - self._pages.keys()
        if wanted:
            found = self.find_pages().filter(pk__in=wanted).defer_streamfields().specific()
            self._pages |= dict.fromkeys(wanted) | {str(page.pk): page for page in found}
        wanted = _numbers(documents) - self._documents.keys()
        if wanted:
            found = self.find_documents().filter(pk__in=wanted)
            self._documents |= dict.fromkeys(wanted) | {str(item.pk): item for item in found}

    def load_for_rich_text(self, sources: Iterable[str]) -> None:
        """Fetch what the links in these texts lead to."""
        pages, documents = [], []
        for source in sources:
            for model, pk, *_path in extract_references_from_rich_text(source or ""):
                if issubclass(model, Page):
                    pages.append(pk)
                elif issubclass(model, get_document_model()):
                    documents.append(pk)
        self.load(pages=pages, documents=documents)

    def page(self, pk: Any) -> Page | None:
        """Return the page of that key if it is public."""
        self.load(pages=[pk])
        return self._pages.get(str(pk))

    def document(self, pk: Any) -> Any:
        """Return the document of that key if its collection is public."""
        self.load(documents=[pk])
        return self._documents.get(str(pk))


def _private_collection_paths() -> Iterable[str]:
    restrictions = CollectionViewRestriction.objects.exclude(
        restriction_type=CollectionViewRestriction.NONE
    )
    return restrictions.values_list("collection__path", flat=True)


def _numbers(keys: Iterable[Any]) -> set[str]:
    """Leave out what an editor's paste may hold and no table has as its key."""
    return {str(key) for key in keys if str(key).isdecimal()}


def _named_by(pages: PageQuerySet, model: type[Model]) -> QuerySet:
    """Return the keys of ``model`` that pages refer to themselves."""
    rows = ReferenceIndex.objects.filter(
        base_content_type=_base_type(Page),
        object_id__in=_keys(pages),
        to_content_type=_base_type(model),
    )
    return rows.values_list(Cast("to_object_id", output_field=model._meta.pk), flat=True)


def _referred_to(model: type[Model], unseen: Q) -> QuerySet:
    """Return the keys of ``model`` that public pages refer to, by themselves or by a snippet."""
    page_type = _base_type(Page)
    from_pages = ReferenceIndex.objects.filter(
        base_content_type=page_type, object_id__in=_keys(public_pages())
    ).exclude(unseen)
    is_named = Exists(
        from_pages.filter(
            to_content_type=OuterRef("base_content_type"), to_object_id=OuterRef("object_id")
        )
    )
    to_model = ReferenceIndex.objects.filter(to_content_type=_base_type(model))
    by_snippets = (
        to_model.exclude(base_content_type=page_type)
        .filter(is_named | _from_default_guidance())
        .exclude(_from_drafts())
    )
    referred = to_model.filter(
        Q(pk__in=from_pages.values("pk")) | Q(pk__in=by_snippets.values("pk"))
    )
    return referred.values_list(Cast("to_object_id", output_field=model._meta.pk), flat=True)


def _from_default_guidance() -> Q:
    """Count what a site's default guidance refers to: its discussions show it without naming it."""
    named = DiscussionSettings.objects.filter(default_guidance__isnull=False)
    keys = named.values_list(Cast("default_guidance", output_field=CharField()), flat=True)
    return Q(base_content_type=_base_type(SafetyGuidance), object_id__in=keys)


def _from_drafts() -> Q:
    """Leave out what only snippets refer to that are not published."""
    drafts = Q(pk__in=[])
    for model in apps.get_models():
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page):
            hidden = model._default_manager.filter(live=False)
            drafts |= Q(base_content_type=_base_type(model), object_id__in=_keys(hidden))
    return drafts


def _keys(rows: QuerySet) -> QuerySet:
    """Return primary keys as text, as the reference index keeps them."""
    return rows.order_by().values_list(Cast("pk", output_field=CharField()), flat=True)


def _base_type(model: type[Model]) -> ContentType:
    """Return the content type under which the reference index files ``model``."""
    parents = model._meta.get_parent_list()
    return ContentType.objects.get_for_model(
        parents[-1] if parents else model, for_concrete_model=False
    )
