"""What the templates of consultations need beyond Django's own."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import template
from django.utils import timezone
from wagtail.models import Page

from consultations import words
from consultations.keeping import edges_ahead
from consultations.models import ConsultationPage
from consultations.rules.status import Status
from consultations.services.reading import ConsultationCard, consultation_cards
from discussion_pages import pictures
from discussion_pages.keeping.collecting import holds_until, pages_key, shows
from discussion_pages.services.public import in_private_section

register = template.Library()

OPEN_SHOWN = 3
OTHERS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class FrontPageCards:
    """What a front page tells of consultations."""

    open: list[ConsultationCard]
    upcoming: list[ConsultationCard]
    decided: list[ConsultationCard]


@register.simple_tag
def prepare_row_pictures(cards: Iterable[ConsultationCard]) -> str:
    """Fetch the pictures of a whole list by one query. Prints nothing."""
    pictures.prepare(card.page.hero_image for card in cards)
    return ""


@register.simple_tag(takes_context=True)
def front_page_consultations(context: template.Context, page: Page) -> FrontPageCards:
    """Return the public consultations below a front page that matter most now.

    What is open comes in order of closing, what is coming in order of opening, and what has an
    outcome with the newest first. A fixed number of queries.
    """
    at = timezone.now()
    shows(pages_key(ConsultationPage))
    holds_until(*edges_ahead(at), at=at)
    found = ConsultationPage.objects.descendant_of(page).live().exclude(in_private_section())
    found = found.select_related("organisation", "hero_image")
    lists = [
        list(found.with_status(Status.OPEN, at=at).closing_soonest(at=at)[:OPEN_SHOWN]),
        list(found.with_status(Status.UPCOMING, at=at).order_by("opens_at", "pk")[:OTHERS_SHOWN]),
        list(
            found.with_status(Status.OUTCOME_PUBLISHED, at=at).order_by(
                "-outcome_published_at", "-pk"
            )[:OTHERS_SHOWN]
        ),
    ]
    everything = [page for pages in lists for page in pages]
    cards = {
        card.page.pk: card for card in consultation_cards(everything, context.get("request"), at=at)
    }
    return FrontPageCards(*([cards[page.pk] for page in pages] for pages in lists))


@register.filter
def published_count(count: int | None) -> str:
    """Return a figure in words: its digits, or that it is too small to be published."""
    return words.published_count(count)


@register.filter
def hours_taken(hours: float | None) -> str:
    """Return a span of hours in words."""
    return words.hours_taken(hours)
