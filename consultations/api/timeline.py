"""The timeline as data, with its links and texts as anybody may see them."""

from typing import Any

from wagtail.blocks import StreamValue, StructValue
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.rich_text import RichText

from discussion_pages.api.answers import Answer
from discussion_pages.api.rich_text import clean_html
from discussion_pages.api.streams import objects_in
from discussion_pages.keeping.collecting import holds_until
from timeline_blocks.api import timeline_api
from timeline_blocks.timeline import timeline_changes


def represent_timeline(
    stream: StreamValue, answer: Answer, *, responses: int
) -> list[dict[str, Any]]:
    """Return stages and entries with placement at the answer's instant.

    Links to what is not public are left out, and texts are clean HTML whatever the host's setting.
    """
    children = [child for child in stream if child.block_type == "stage"]
    entries = [entry.value for child in children for entry in child.value["entries"]]
    texts = [_take_text(entry) for entry in entries]
    for entry in entries:
        if entry.get("image") and not answer.shows(entry["image"]):
            entry["image"] = None
    holds_until(*timeline_changes(stream), at=answer.at)
    stages = timeline_api(stream, at=answer.at, responses=responses, request=answer.request)
    shown = [entry for stage in stages for entry in stage["entries"]]
    hidden = _hidden_urls(stream, answer)
    for entry, value, text in zip(shown, entries, texts, strict=True):
        value["text"] = text
        entry["text"] = clean_html(text.source, answer)
        _drop_links(entry, hidden)
    return stages


def _take_text(entry: StructValue) -> RichText:
    """Take an entry's text out: the block would look up its links one by one."""
    text = entry.get("text") or RichText("")
    entry["text"] = RichText("")
    return text


def _hidden_urls(stream: StreamValue, answer: Answer) -> set[str]:
    """Return the addresses, as the timeline gives them, that lead to what is not public."""
    urls = []
    for item in objects_in(stream):
        if isinstance(item, Page) and answer.targets.page(item.pk) is None:
            urls.append(item.get_url(answer.request))
        elif isinstance(item, get_document_model()) and answer.targets.document(item.pk) is None:
            urls.append(item.url)
    return {answer.request.build_absolute_uri(url) for url in urls if url}


def _drop_links(entry: dict[str, Any], hidden: set[str]) -> None:
    for name, value in entry.items():
        if isinstance(value, list):
            entry[name] = [item for item in value if not _is_hidden(item, hidden)]
        elif _is_hidden(value, hidden):
            entry[name] = None


def _is_hidden(value: Any, hidden: set[str]) -> bool:
    return isinstance(value, dict) and value.get("url") in hidden
