"""StreamFields: our blocks as plain data, for a whole list of pages at once."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from wagtail.blocks import RichTextBlock, StreamValue
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.rich_text import RichText

from discussion_pages.api.answers import Answer
from discussion_pages.api.guidance import (
    know_full_pages,
    represent_guidance,
    shown_guidance,
)
from discussion_pages.api.media import prepare_images, represent_document, represent_image
from discussion_pages.api.rich_text import clean_html
from discussion_pages.blocks import (
    DocumentBlock,
    PictureBlock,
    PromptBlock,
    PromptValue,
    QuoteBlock,
    SafetyGuidanceBlock,
    VideoBlock,
)
from discussion_pages.models import SafetyGuidance
from discussion_pages.pictures import USES


def read_stream(page: Page, name: str, answer: Answer, *, specs: Iterable[str] = ()) -> StreamValue:
    """Return a page's stream, read together with those of all pages in the answer.

    What the blocks point at is fetched for all of them at once: images with the renditions of
    ``specs``, pages and documents as far as they are public.
    """

    def load(pages: list[Page]) -> dict[int, StreamValue]:
        values = _read_together(pages, name)
        _fetch_targets(values.values(), specs, answer)
        return values

    return answer.gather(("stream", name), page, load)


def read_body(page: Page, answer: Answer) -> list[dict[str, Any]]:
    """Return the body of one of our pages, block by block."""
    body = read_stream(page, "body", answer, specs=USES["body"].specs)
    return [
        {"type": child.block_type, "value": _represent(child, page, answer), "id": child.id}
        for child in body
    ]


def represent_prompt(value: PromptValue) -> dict[str, Any]:
    """Return the heading and the questions, each under the id that outlives edits."""
    return {
        "heading": value["heading"],
        "questions": [{"id": question.id, "text": question.text} for question in value.questions],
    }


def objects_in(value: Any) -> Iterator[Any]:
    """Yield every image, document, page, snippet and rich text that a block's value holds."""
    if isinstance(value, StreamValue):
        for child in value:
            yield from objects_in(child.value)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from objects_in(item)
    elif isinstance(value, list | tuple) or hasattr(value, "bound_blocks"):
        for item in value:
            yield from objects_in(item)
    elif isinstance(value, RichText) or hasattr(value, "_meta"):
        yield value


def _read_together(pages: list[Page], name: str) -> dict[int, StreamValue]:
    """Turn the raw streams of many pages into values as if they were one stream."""
    block = pages[0]._meta.get_field(name).stream_block
    raw = {page.pk: block.get_prep_value(getattr(page, name)) for page in pages}
    together = StreamValue(block, [item for items in raw.values() for item in items], is_lazy=True)
    children = iter(together)
    return {
        pk: StreamValue(
            block,
            [(child.block_type, child.value, child.id) for child in islice(children, len(items))],
        )
        for pk, items in raw.items()
    }


def _fetch_targets(values: Iterable[StreamValue], specs: Iterable[str], answer: Answer) -> None:
    objects = [found for value in values for found in objects_in(value)]
    prepare_images([item for item in objects if isinstance(item, get_image_model())], specs)
    answer.targets.load(
        pages=[item.pk for item in objects if isinstance(item, Page)],
        documents=[item.pk for item in objects if isinstance(item, get_document_model())],
    )
    know_full_pages([item for item in objects if isinstance(item, SafetyGuidance)], answer)
    answer.targets.load_for_rich_text(item.source for item in objects if isinstance(item, RichText))


def _represent(child: Any, page: Page, answer: Answer) -> Any:
    value = child.value
    match child.block:
        case RichTextBlock():
            return clean_html(value.source, answer)
        case PictureBlock():
            return _picture(value, answer)
        case QuoteBlock():
            return {"quote": value["quote"], "attribution": value["attribution"]}
        case DocumentBlock():
            return represent_document(value["document"], answer, title=value["title"])
        case VideoBlock():
            return _video(value, answer)
        case PromptBlock():
            return represent_prompt(value)
        case SafetyGuidanceBlock():
            return _guidance(value, page, answer)
        case _:
            return child.block.get_api_representation(value, {"request": answer.request})


def _picture(value: Any, answer: Answer) -> dict[str, Any] | None:
    image = value["image"]
    if image is None:
        return None
    alt = "" if image.decorative else (image.contextual_alt_text or "")
    return represent_image(image, "body", answer, alt=alt, caption=value["caption"])


def _video(value: Any, answer: Answer) -> dict[str, Any]:
    video = value.video
    transcript = value["transcript"]
    return {
        "title": value["title"],
        "url": value["url"],
        "provider": video.provider if video else None,
        "player_url": video.player_url if video else None,
        "transcript": clean_html(transcript.source, answer) if transcript else "",
    }


def _guidance(value: Any, page: Page, answer: Answer) -> dict[str, Any] | None:
    """Return what the panel shows there: the chosen guidance if it is live, else the page's."""
    chosen = value["guidance"]
    if chosen is None or not chosen.live:
        chosen = shown_guidance(page, answer)
    return represent_guidance(chosen, answer)
