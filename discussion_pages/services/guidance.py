"""Which safety guidance a page shows."""

from django.http import HttpRequest
from wagtail.models import Page

from discussion_pages.models import (
    DiscussionPage,
    DiscussionSettings,
    SafetyGuidance,
    SafetyGuidancePage,
)


def guidance_for(page: Page, request: HttpRequest) -> SafetyGuidance | None:
    """Return the guidance to show: the page's own, that of the page above, or the site's default.

    Only what is live is shown; where a chosen one is a draft, the next in line stands in.
    """
    named = [page.guidance_id]
    if isinstance(page, DiscussionPage):
        answer = getattr(page.parent, "get_discussion_guidance_id", None)
        named.append(answer() if answer else None)
    named.append(DiscussionSettings.for_request(request).default_guidance_id)
    wanted = [pk for pk in named if pk is not None]
    found = SafetyGuidance.objects.filter(live=True).in_bulk(wanted)
    return next((found[pk] for pk in wanted if pk in found), None)


def default_guidance(request: HttpRequest) -> SafetyGuidance | None:
    """Return the site's own guidance, if it names one that is live."""
    chosen = DiscussionSettings.for_request(request).default_guidance
    return chosen if chosen is not None and chosen.live else None


def full_page_url(guidance: SafetyGuidance, request: HttpRequest) -> str | None:
    """Return the address of the first live, public page that shows ``guidance`` whole."""
    page = (
        SafetyGuidancePage.objects.live()
        .public()
        .filter(guidance=guidance)
        .order_by("path")
        .first()
    )
    return page.get_url(request) if page else None
