"""The fields that the API serves for discussions and safety guidance."""

from typing import Any

from wagtail.api import APIField

from discussion_pages.api.answers import Answer, ReadField, instant
from discussion_pages.api.guidance import (
    know_parents,
    read_organisation,
    represent_guidance,
    shown_guidance,
)
from discussion_pages.api.streams import read_body, read_stream, represent_prompt
from discussion_pages.models import (
    DiscussionComment,
    DiscussionFigures,
    DiscussionPage,
    SafetyGuidance,
    SafetyGuidancePage,
)
from discussion_pages.pictures import USES
from discussion_pages.services.commenting import commenting_status, moderation_sentence


def register() -> None:
    """Name each model's fields for Wagtail's API."""
    DiscussionPage.api_fields = [
        APIField("summary"),
        APIField("organisation", ReadField(_organisation)),
        APIField("co_moderator", ReadField(_co_moderator)),
        APIField("body", ReadField(read_body)),
        APIField("prompt", ReadField(_prompt)),
        APIField("window", ReadField(_window)),
        APIField("commenting", ReadField(_commenting)),
        APIField("moderation", ReadField(_moderation)),
        APIField("is_sensitive"),
        APIField("guidance", ReadField(read_guidance)),
        APIField("comment_count", ReadField(_comment_count)),
        APIField("last_comment_at", ReadField(_last_comment_at)),
        APIField("comments_url", ReadField(comments_url)),
    ]
    SafetyGuidancePage.api_fields = [
        APIField("introduction"),
        APIField("guidance", ReadField(_full_guidance)),
    ]


def read_guidance(page: Any, answer: Answer) -> dict[str, Any] | None:
    """Return the safety guidance that the page shows."""
    return represent_guidance(shown_guidance(page, answer), answer)


def comments_url(page: DiscussionPage, answer: Answer) -> str | None:
    """Return where the API lists the page's comments; a page that nobody has saved has none."""
    if page.pk is None:
        return None
    return answer.listing_url(DiscussionComment, f"discussion={page.pk}")


def _organisation(page: DiscussionPage, answer: Answer) -> dict[str, Any] | None:
    return read_organisation(page, "organisation", answer)


def _co_moderator(page: DiscussionPage, answer: Answer) -> dict[str, Any] | None:
    return read_organisation(page, "co_moderator", answer)


def _prompt(page: DiscussionPage, answer: Answer) -> dict[str, Any] | None:
    body = read_stream(page, "body", answer, specs=USES["body"].specs)
    prompt = next((child.value for child in body if child.block_type == "prompt"), None)
    return represent_prompt(prompt) if prompt else None


def _window(page: DiscussionPage, answer: Answer) -> dict[str, Any]:
    know_parents(page, answer)
    window = page.window
    return {"opens_at": instant(window.opens_at), "closes_at": instant(window.closes_at)}


def _commenting(page: DiscussionPage, answer: Answer) -> dict[str, Any]:
    know_parents(page, answer)
    status = commenting_status(page, at=answer.at)
    return {
        "state": status.commenting.value,
        "is_open": status.is_open,
        "sentence": status.sentence,
    }


def _moderation(page: DiscussionPage, answer: Answer) -> dict[str, Any]:
    return {"mode": page.moderation_mode, "sentence": moderation_sentence(page, None)}


def _figures(page: DiscussionPage, answer: Answer) -> DiscussionFigures | None:
    def load(pages: list[DiscussionPage]) -> dict[int, DiscussionFigures | None]:
        holders = {page.pk: page.alias_of_id or page.pk for page in pages}
        found = DiscussionFigures.objects.in_bulk(set(holders.values()))
        return {pk: found.get(holder) for pk, holder in holders.items()}

    return answer.gather("figures", page, load)


def _comment_count(page: DiscussionPage, answer: Answer) -> int:
    figures = _figures(page, answer)
    return figures.comment_count if figures else 0


def _last_comment_at(page: DiscussionPage, answer: Answer) -> str | None:
    figures = _figures(page, answer)
    return instant(figures.last_comment_at) if figures else None


def _full_guidance(page: SafetyGuidancePage, answer: Answer) -> dict[str, Any] | None:
    def load(pages: list[SafetyGuidancePage]) -> dict[int, SafetyGuidance | None]:
        live = SafetyGuidance.objects.filter(live=True).in_bulk({p.guidance_id for p in pages})
        return {page.pk: live.get(page.guidance_id) for page in pages}

    return represent_guidance(answer.gather("full guidance", page, load), answer)
