"""The fields that the API serves for the hub and consultations."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from django.db.models import Field, Prefetch, prefetch_related_objects
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.images import get_image_model

from consultations import words
from consultations.api.timeline import represent_timeline
from consultations.models import (
    ConsultationDocument,
    ConsultationIndexPage,
    ConsultationPage,
    Topic,
)
from consultations.rules.status import Status
from consultations.services.figures import Participation, participation_of
from consultations.services.reading import DiscussionCard, discussions_of, status_view
from discussion_pages.api.answers import Answer, ReadField, by_pk, instant
from discussion_pages.api.fields import comments_url, read_guidance
from discussion_pages.api.guidance import read_organisation
from discussion_pages.api.media import prepare_images, represent_document, represent_image
from discussion_pages.api.rich_text import clean_html
from discussion_pages.api.streams import read_body, read_stream
from discussion_pages.models import DiscussionPage
from discussion_pages.pictures import USES
from discussion_pages.services.public import public_pages
from discussion_pages.services.statistics import PublicFigures
from timeline_blocks.api import RENDITIONS

PAGE_TYPE = ConsultationPage._meta.label


def register() -> None:
    """Name each model's fields for Wagtail's API."""
    ConsultationIndexPage.api_fields = [
        APIField("introduction"),
        APIField("consultations_url", ReadField(_consultations_url)),
        APIField("feed_url", ReadField(_feed_url)),
    ]
    ConsultationPage.api_fields = [
        APIField("summary"),
        APIField("status", ReadField(_status)),
        APIField("status_words", ReadField(_status_words)),
        APIField("window", ReadField(_window)),
        APIField("counts", ReadField(_counts)),
        APIField("statistics_url", ReadField(_statistics_url)),
        APIField("topics", ReadField(_topics)),
        APIField("organisation", ReadField(_organisation)),
        APIField("hero_image", ReadField(_hero_image)),
        APIField("body", ReadField(read_body)),
        APIField("timeline", ReadField(_timeline)),
        APIField("timeline_ics_url", ReadField(_timeline_ics_url)),
        APIField("discussions", ReadField(_discussions)),
        APIField("documents", ReadField(_documents)),
        APIField("contact", ReadField(_contact)),
        APIField("guidance", ReadField(read_guidance)),
        APIField("open_to_change", ReadField(_rich_text("open_to_change"))),
        APIField("decided_by", ReadField(_rich_text("decided_by"))),
        APIField("next_steps", ReadField(_rich_text("next_steps"))),
        APIField("outcome_summary", ReadField(_outcome_summary)),
    ]
    # Columns behind ``window``, by which a listing is sorted.
    ConsultationPage.api_filter_fields = ["opens_at", "closes_at", "outcome_published_at"]
    # Kept back for a while: what is not told is not confirmed either, by guessing or by order.
    ConsultationPage.api_unfilterable_fields = ["outcome_summary"]


def _consultations_url(page: ConsultationIndexPage, answer: Answer) -> str | None:
    if page.pk is None:
        return None
    query = f"type={PAGE_TYPE}&child_of={page.pk}"
    return answer.listing_url(ConsultationPage, query)


def _feed_url(page: ConsultationIndexPage, answer: Answer) -> str | None:
    url = page.get_full_url(answer.request)
    return url and f"{url}feed/"


def _status(page: ConsultationPage, answer: Answer) -> str:
    return status_view(page, at=answer.at).value


def _status_words(page: ConsultationPage, answer: Answer) -> dict[str, str]:
    view = status_view(page, at=answer.at)
    return {"label": view.label, "deadline": view.deadline}


def _window(page: ConsultationPage, answer: Answer) -> dict[str, str | None]:
    return {
        "opens_at": instant(page.opens_at),
        "closes_at": instant(page.closes_at),
        "outcome_published_at": instant(page.outcome_published_at),
    }


def _participation(page: ConsultationPage, answer: Answer) -> Participation:
    return answer.gather("participation", page, participation_of)


def _counts(page: ConsultationPage, answer: Answer) -> dict[str, Any]:
    counts = _participation(page, answer)
    return {
        "respondents": counts.respondents,
        "responses": counts.responses,
        "sentence": words.responded(page, counts.respondents),
        "note": words.counting_note(page),
    }


def _statistics_url(page: ConsultationPage, answer: Answer) -> str | None:
    if page.pk is None:
        return None
    return answer.listing_url(PublicFigures, f"consultation={page.pk}")


def _topics(page: ConsultationPage, answer: Answer) -> list[dict[str, Any]]:
    def load(pages: list[ConsultationPage]) -> dict[int, list[Topic]]:
        if answer.is_draft:
            return by_pk(pages, lambda page: sorted(page.topics.all(), key=attrgetter("name")))
        topics = Prefetch("topics", queryset=Topic.objects.order_by("name"))
        found = ConsultationPage.objects.filter(pk__in=[page.pk for page in pages])
        return {page.pk: page.topics.all() for page in found.only("pk").prefetch_related(topics)}

    topics = answer.gather("topics", page, load)
    return [{"id": topic.pk, "name": topic.name, "slug": topic.slug} for topic in topics]


def _organisation(page: ConsultationPage, answer: Answer) -> dict[str, Any] | None:
    return read_organisation(page, "organisation", answer)


def _hero_image(page: ConsultationPage, answer: Answer) -> dict[str, Any] | None:
    def load(pages: list[ConsultationPage]) -> dict[int, Any]:
        images = get_image_model().objects.in_bulk(
            {page.hero_image_id for page in pages if page.hero_image_id}
        )
        prepare_images(images.values(), USES["hero"].specs)
        return {page.pk: images.get(page.hero_image_id) for page in pages}

    image = answer.gather("hero image", page, load)
    return represent_image(image, "hero", answer, alt=page.hero_alt, caption=page.hero_caption)


def _timeline(page: ConsultationPage, answer: Answer) -> list[dict[str, Any]]:
    stream = read_stream(page, "timeline", answer, specs=RENDITIONS.values())
    return represent_timeline(stream, answer, responses=_participation(page, answer).responses)


def _timeline_ics_url(page: ConsultationPage, answer: Answer) -> str | None:
    url = page.get_full_url(answer.request)
    return url and f"{url}timeline.ics"


def _discussions(page: ConsultationPage, answer: Answer) -> list[dict[str, Any]]:
    def load(pages: list[ConsultationPage]) -> dict[int, list[DiscussionCard]]:
        cards = discussions_of(pages, answer.request, at=answer.at)
        if answer.is_draft:  # whoever reads it need not have passed the page's restrictions
            public = _public_discussions(card for found in cards.values() for card in found)
            cards = {
                pk: [card for card in found if card.page.pk in public]
                for pk, found in cards.items()
            }
        return cards

    return [_discussion(card, answer) for card in answer.gather("discussions", page, load)]


def _public_discussions(cards: Iterable[DiscussionCard]) -> set[int]:
    pks = [card.page.pk for card in cards]
    return set(public_pages(DiscussionPage).filter(pk__in=pks).values_list("pk", flat=True))


def _discussion(card: DiscussionCard, answer: Answer) -> dict[str, Any]:
    return {
        "id": card.page.pk,
        "title": card.page.title,
        "summary": card.page.summary,
        "url": card.page.get_full_url(answer.request),
        "detail_url": answer.detail_url(DiscussionPage, card.page.pk),
        "status": card.status.commenting.value,
        "status_words": card.state_words,
        "comment_count": card.comment_count,
        "last_comment_at": instant(card.last_comment_at),
        "comments_url": comments_url(card.page, answer),
    }


def _documents(page: ConsultationPage, answer: Answer) -> list[dict[str, Any]]:
    def load(pages: list[ConsultationPage]) -> dict[int, list[ConsultationDocument]]:
        found = _drafted_documents(pages) if answer.is_draft else _kept_documents(pages)
        answer.targets.load(documents=[row.document_id for rows in found.values() for row in rows])
        return found

    shown = (
        represent_document(row.document, answer, title=row.title)
        for row in answer.gather("documents", page, load)
    )
    return [document for document in shown if document is not None]


def _kept_documents(pages: list[ConsultationPage]) -> dict[int, list[ConsultationDocument]]:
    rows = ConsultationDocument.objects.filter(page__in=pages).select_related("document")
    found: dict[int, list[ConsultationDocument]] = {page.pk: [] for page in pages}
    for row in rows.order_by("sort_order", "pk"):
        found[row.page_id].append(row)
    return found


def _drafted_documents(pages: list[ConsultationPage]) -> dict[int, list[ConsultationDocument]]:
    found = {
        page.pk: sorted(page.documents.all(), key=lambda row: row.sort_order or 0) for page in pages
    }
    prefetch_related_objects([row for rows in found.values() for row in rows], "document")
    return found


def _contact(page: ConsultationPage, answer: Answer) -> dict[str, str] | None:
    contact = {
        "name": page.contact_name,
        "email": page.contact_email,
        "phone": page.contact_phone,
    }
    return contact if any(contact.values()) else None


def _rich_text(name: str) -> Any:
    """Return what reads a rich text field, having fetched all links of the list together."""

    def read(page: ConsultationPage, answer: Answer) -> str:
        def load(pages: list[ConsultationPage]) -> dict[int, None]:
            answer.targets.load_for_rich_text(
                getattr(page, field.name) for page in pages for field in _rich_text_fields()
            )
            return {}

        answer.gather("rich text", page, load)
        return clean_html(getattr(page, name), answer)

    return read


def _outcome_summary(page: ConsultationPage, answer: Answer) -> str | None:
    """Keep the outcome back until it is published, as the page does."""
    if status_view(page, at=answer.at).status is not Status.OUTCOME_PUBLISHED:
        return None
    return _rich_text("outcome_summary")(page, answer)


def _rich_text_fields() -> list[Field]:
    return [f for f in ConsultationPage._meta.local_fields if isinstance(f, RichTextField)]
