"""What the templates of consultations need beyond Django's own."""

from collections.abc import Iterable

from django import template
from django.utils import timezone
from wagtail.models import Locale, Site

from consultations.models import ConsultationPage
from consultations.rules.status import Status
from consultations.services.reading import ConsultationCard, consultation_cards
from discussion_pages import pictures

register = template.Library()


@register.simple_tag
def prepare_row_pictures(cards: Iterable[ConsultationCard]) -> str:
    """Fetch the pictures of a whole list by one query. Prints nothing."""
    pictures.prepare((card.page.hero_image for card in cards), "row")
    return ""


@register.simple_tag(takes_context=True)
def consultations_with_status(
    context: template.Context, status: str, limit: int = 3
) -> list[ConsultationCard]:
    """Return up to ``limit`` public consultations of this site, in the reader's language.

    For a home page. What is open comes in order of closing, everything else newest first.

    Raises:
        ValueError: there is no such status.
    """
    request = context["request"]
    site = Site.find_for_request(request)
    if site is None:
        return []
    at = timezone.now()
    wanted = Status(status)
    found = (
        ConsultationPage.objects.live()
        .public()
        .descendant_of(site.root_page.localized)
        .filter(locale=Locale.get_active())
        .with_status(wanted, at=at)
        .select_related("organisation", "hero_image")
        .prefetch_related("topics")
    )
    found = (
        found.closing_soonest() if wanted is Status.OPEN else found.order_by("-closes_at", "-pk")
    )
    return consultation_cards(found[:limit], request, at=at)
