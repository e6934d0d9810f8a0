"""Safety guidance and organisations inside pages."""

from typing import Any

from wagtail.models import Page

from discussion_pages.api.answers import Answer, by_pk
from discussion_pages.api.media import prepare_images, represent_image
from discussion_pages.api.rich_text import clean_html
from discussion_pages.models import DiscussionPage, Organisation, SafetyGuidance
from discussion_pages.models.pages import with_parents
from discussion_pages.pictures import USES
from discussion_pages.services.guidance import full_page_urls, guidance_of


def know_parents(page: Page, answer: Answer) -> None:
    """Give every discussion in the answer the page above it."""
    if isinstance(page, DiscussionPage):
        answer.gather("parents", page, lambda pages: by_pk(with_parents(pages), lambda p: p.parent))


def shown_guidance(page: Page, answer: Answer) -> SafetyGuidance | None:
    """Return the live guidance that the page shows: its own, an inherited one or the site's."""

    def load(pages: list[Page]) -> dict[int, SafetyGuidance | None]:
        found = guidance_of(pages, answer.request)
        know_full_pages([guidance for guidance in found.values() if guidance], answer)
        return found

    if not hasattr(page, "guidance_id"):
        return None
    know_parents(page, answer)
    return answer.gather("guidance", page, load)


def know_full_pages(guidances: list[SafetyGuidance], answer: Answer) -> None:
    """Find the full pages of these guidances, and what their texts link to, all at once."""
    unknown = [guidance for guidance in guidances if guidance.pk not in answer.full_pages]
    if unknown:
        urls = full_page_urls(unknown, answer.request)
        answer.full_pages |= {guidance.pk: urls.get(guidance.pk) for guidance in unknown}
        answer.targets.load_for_rich_text(guidance.body for guidance in unknown)


def represent_guidance(guidance: SafetyGuidance | None, answer: Answer) -> dict[str, Any] | None:
    """Return guidance whole: the panel's words, every contact, and the full page's address."""
    if guidance is None:
        return None
    know_full_pages([guidance], answer)
    return {
        "id": guidance.pk,
        "title": guidance.title,
        "summary": guidance.summary,
        "body": clean_html(guidance.body, answer),
        "contacts": represent_contacts(guidance),
        "url": answer.full_pages[guidance.pk],
    }


def represent_contacts(guidance: SafetyGuidance) -> list[dict[str, Any]]:
    """Return every contact of one guidance, nearest help first."""
    return [_contact(child.value) for child in guidance.contacts]


def read_organisation(page: Page, name: str, answer: Answer) -> dict[str, Any] | None:
    """Return the body that a page's foreign key ``name`` points at, with its mark."""

    def load(pages: list[Page]) -> dict[int, Organisation | None]:
        pks = {page.pk: getattr(page, f"{name}_id") for page in pages}
        found = Organisation.objects.select_related("mark").in_bulk(
            {pk for pk in pks.values() if pk is not None}
        )
        prepare_images((body.mark for body in found.values()), USES["mark"].specs)
        return {page_pk: found.get(pk) for page_pk, pk in pks.items()}

    return represent_organisation(answer.gather(("organisation", name), page, load), answer)


def represent_organisation(body: Organisation | None, answer: Answer) -> dict[str, Any] | None:
    """Return a body with its mark, which a list has fetched (``prepare_images``)."""
    if body is None:
        return None
    return {
        "id": body.pk,
        "name": body.name,
        "short_name": body.short_name,
        "url": body.url,
        "mark": represent_image(body.mark, "mark", answer, alt=""),
    }


def _contact(value: Any) -> dict[str, Any]:
    names = ("name", "what_for", "phone", "text", "web", "hours")
    checked = value["verified_on"]
    return {name: value[name] or "" for name in names} | {
        "verified_on": checked.isoformat() if checked else None
    }
