"""The safety guidance of many pages at once: the twin of ``guidance_for`` for lists."""

from collections.abc import Iterable

from django.http import HttpRequest
from wagtail.models import Page

from discussion_pages.models import (
    DiscussionPage,
    DiscussionSettings,
    SafetyGuidance,
    SafetyGuidancePage,
)


def guidance_of(pages: Iterable[Page], request: HttpRequest) -> dict[int, SafetyGuidance | None]:
    """Return the guidance that each page shows, by the page's key. Two queries for the whole list.

    A discussion needs its ``parent`` (``with_parents``), or fetches it.
    """
    default = DiscussionSettings.for_request(request).default_guidance_id
    named = {page.pk: _named(page, default) for page in pages}
    found = SafetyGuidance.objects.filter(live=True).in_bulk(
        {pk for pks in named.values() for pk in pks}
    )
    return {
        page_pk: next((found[pk] for pk in pks if pk in found), None)
        for page_pk, pks in named.items()
    }


def full_page_urls(
    guidances: Iterable[SafetyGuidance], request: HttpRequest
) -> dict[int, str | None]:
    """Return the full address of each guidance's first live, public page, by the guidance's key."""
    pages = (
        SafetyGuidancePage.objects.live()
        .public()
        .filter(guidance__in=list(guidances))
        .order_by("-path")
    )
    return {page.guidance_id: page.get_full_url(request) for page in pages}


def _named(page: Page, default: int | None) -> list[int]:
    pks = [page.guidance_id]
    if isinstance(page, DiscussionPage):
        answer = getattr(page.parent, "get_discussion_guidance_id", None)
        pks.append(answer() if answer else None)
    return [pk for pk in (*pks, default) if pk is not None]
