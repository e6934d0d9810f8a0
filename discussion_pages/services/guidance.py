"""Which safety guidance a page shows."""

from collections.abc import Iterable
from typing import Any

from django.db.models import (
    BigAutoField,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.http import HttpRequest
from wagtail.blocks import StreamValue
from wagtail.models import Page, PageViewRestriction

from discussion_pages.blocks import SafetyGuidanceBlock
from discussion_pages.keeping.collecting import pages_key, shows
from discussion_pages.models import (
    DiscussionPage,
    DiscussionSettings,
    SafetyGuidance,
    SafetyGuidancePage,
)
from discussion_pages.prepared import Blank, prepared
from discussion_pages.sites import site_of_request


def guidance_for(page: Page, request: HttpRequest) -> SafetyGuidance | None:
    """Return the guidance that one page shows. See ``guidance_of``."""
    return guidance_of([page], request)[page.pk]


def guidance_of(pages: Iterable[Page], request: HttpRequest) -> dict[int, SafetyGuidance | None]:
    """Return the guidance that each page shows, by the page's key. One query for the whole list.

    It is the page's own, that of the page above, or the site's default. Only what is live is shown;
    where a chosen one is a draft, the next in line stands in. A discussion needs its ``parent``
    (``with_parents``), or fetches it.
    """
    shows(pages_key(SafetyGuidancePage))
    named = {page.pk: _named(page) for page in pages}
    site = site_of_request(request)
    site_pk = site.pk if site is not None else None
    wanted = {pk for pks in named.values() for pk in pks}
    if len(wanted) <= len(NAMED):
        blanks = dict.fromkeys(NAMED) | dict(zip(NAMED, wanted, strict=False))
        rows = _wanted_by_one.all(site=site_pk, **blanks)
    else:
        rows = list(_wanted(wanted, site_pk))
    found = {guidance.pk: guidance for guidance in rows}
    default = next((guidance for guidance in rows if guidance.is_site_default), None)
    return {
        page_pk: next((found[pk] for pk in pks if pk in found), default)
        for page_pk, pks in named.items()
    }


def default_guidance(request: HttpRequest) -> SafetyGuidance | None:
    """Return the site's own guidance, if it names one that is live."""
    site = site_of_request(request)
    return _live().filter(pk__in=_defaults(site.pk if site is not None else None)).first()


def guidance_named_by(discussion: DiscussionPage) -> SafetyGuidance | None:
    """Return the guidance that a discussion's page shows, where nobody is looking at it."""
    site = discussion.get_site()
    pks = _named(discussion)
    if site is not None:
        pks.append(DiscussionSettings.for_site(site).default_guidance_id)
    found = SafetyGuidance.objects.filter(live=True).in_bulk([pk for pk in pks if pk])
    return next((found[pk] for pk in pks if pk in found), None)


def block_that_shows(guidance: SafetyGuidance | None, body: StreamValue) -> str | None:
    """Return the id of the first block in a page's text that shows the page's ``guidance``.

    The page then leaves its own panel out. It asks for nothing that showing ``body`` does not.
    """
    if guidance is None:
        return None
    return next(
        (
            child.id
            for child in body
            if isinstance(child.block, SafetyGuidanceBlock)
            and child.block.guidance_shown(child.value, guidance) == guidance
        ),
        None,
    )


def full_page_url(guidance: SafetyGuidance | None, request: HttpRequest) -> str | None:
    """Return the address of the first live, public page that shows ``guidance`` whole.

    ``guidance`` comes from one of the functions above, which looked for the page already.
    """
    url_path = getattr(guidance, "full_page_path", None)
    return SafetyGuidancePage(url_path=url_path).get_url(request) if url_path else None


def full_page_urls(
    guidances: Iterable[SafetyGuidance], request: HttpRequest
) -> dict[int, str | None]:
    """Return the full address of each guidance's first live, public page, by the guidance's key."""
    pages = (
        SafetyGuidancePage.objects.live()
        .exclude(_is_private())
        .filter(guidance__in=list(guidances))
        .order_by("-path")
    )
    return {page.guidance_id: page.get_full_url(request) for page in pages}


def _wanted(pks: Iterable[Any], site: Any) -> QuerySet[SafetyGuidance]:
    """Return the live guidance of these keys, and the site's default, marked as such."""
    is_default = Q(pk__in=_defaults(site))
    return _live().filter(Q(pk__in=pks) | is_default).annotate(is_site_default=is_default)


NAMED = ("own", "of_parent")
"""What one page may name."""


@prepared(site=IntegerField(), **dict.fromkeys(NAMED, BigAutoField()))
def _wanted_by_one(site: Blank, **named: Blank) -> QuerySet[SafetyGuidance]:
    return _wanted(named.values(), site)


def _named(page: Page) -> list[int]:
    pks = [page.guidance_id]
    if isinstance(page, DiscussionPage):
        answer = getattr(page.parent, "get_discussion_guidance_id", None)
        pks.append(answer() if answer else None)
    return [pk for pk in pks if pk is not None]


def _live() -> QuerySet[SafetyGuidance]:
    """Return live guidance with the tree address of its first public page."""
    pages = SafetyGuidancePage.objects.live().filter(guidance=OuterRef("pk")).order_by("path")
    return SafetyGuidance.objects.filter(live=True).annotate(
        full_page_path=Subquery(pages.exclude(_is_private()).values("url_path")[:1])
    )


def _is_private() -> Exists:
    """Say, inside a query of pages, whether a view restriction covers the page."""
    restrictions = PageViewRestriction.objects.alias(
        page_path=ExpressionWrapper(OuterRef("path"), output_field=CharField())
    )
    return Exists(restrictions.filter(page_path__startswith=F("page__path")))


def _defaults(site: Any) -> QuerySet:
    return DiscussionSettings.objects.filter(site=site).values("default_guidance")
