"""The demonstration's blocks as StreamFields store them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import time
from typing import Any

from home.demo.loading.calendar import Calendar
from home.demo.loading.shelf import Shelf, iso, lasting_id
from home.demo.loading.words import typeset
from home.demo.shapes import (
    Block,
    Day,
    Download,
    Entry,
    Figure,
    Kind,
    Link,
    Month,
    Paper,
    Picture,
    Prompt,
    Quarter,
    Quote,
    Season,
    Span,
    Stage,
    Target,
    Text,
    Unknown,
    When,
    Year,
    season_of,
)

Pages = Mapping[Target, int]


def body_json(blocks: tuple[Block, ...], *, shelf: Shelf, key: str) -> str:
    """Return a page's body; ``key`` makes the ids of its blocks its own."""
    return json.dumps(
        [
            _typed(*_body_block(block, shelf, key), "body", key, str(place))
            for place, block in enumerate(blocks)
        ]
    )


def timeline_json(
    stages: tuple[Stage, ...], *, shelf: Shelf, calendar: Calendar, pages: Pages, key: str
) -> str:
    """Return a timeline; ``pages`` are the primary keys that its links within the site need."""
    builder = _Entries(shelf, calendar, pages, key)
    return json.dumps([builder.stage(stage, place) for place, stage in enumerate(stages)])


def _body_block(block: Block, shelf: Shelf, key: str) -> tuple[str, Any]:
    match block:
        case Text(html):
            return "text", typeset(html)
        case Quote(words, attribution):
            return "quote", {"quote": typeset(words), "attribution": typeset(attribution)}
        case Figure(picture, caption):
            return "picture", {"image": _image(picture, shelf), "caption": typeset(caption)}
        case Download(paper, title):
            return "document", {"document": shelf.document(paper).pk, "title": typeset(title)}
        case Prompt(heading, questions):
            items = [
                _typed("item", typeset(question), "question", key, str(place))
                for place, question in enumerate(questions)
            ]
            return "prompt", {"heading": heading, "question_list": items}


class _Entries:
    """Builds the stages and entries of one timeline."""

    def __init__(self, shelf: Shelf, calendar: Calendar, pages: Pages, key: str) -> None:
        self.shelf, self.calendar, self.pages, self.key = shelf, calendar, pages, key

    def stage(self, stage: Stage, place: int) -> dict[str, Any]:
        entries = [
            _typed(entry.kind, self.entry(entry, f"{place}.{n}"), "entry", self.key, f"{place}.{n}")
            for n, entry in enumerate(stage.entries)
        ]
        value = {
            "heading": typeset(stage.heading),
            "summary": typeset(stage.summary),
            "entries": entries,
        }
        return _typed("stage", value, "stage", self.key, str(place))

    def entry(self, entry: Entry, place: str) -> dict[str, Any]:
        kind, value = _when(entry.when, self.calendar)
        common = {
            "title": typeset(entry.title),
            "when": [_typed(kind, value, "when", self.key, place)],
            "text": f"<p>{typeset(entry.text)}</p>" if entry.text else "",
            "image": _image(entry.picture, self.shelf),
        }
        return common | self._links(entry, place)

    def _links(self, entry: Entry, place: str) -> dict[str, Any]:
        links = self._stream(entry.link, "link", place)
        if entry.kind is Kind.CALL_TO_RESPOND:
            return {"link": links}
        if entry.kind is not Kind.EVENT:
            return {"links": links}
        return {
            "place": typeset(entry.place),
            "online_url": entry.online,
            "registration": self._stream(entry.registration, "registration", place),
            "links": links,
        }

    def _stream(self, link: Link | None, purpose: str, place: str) -> list[dict[str, Any]]:
        if link is None:
            return []
        kind, to = self._target(link)
        value = {kind: to, "label": typeset(link.label)}
        return [_typed(kind, value, purpose, self.key, place)]

    def _target(self, link: Link) -> tuple[str, int | str]:
        match link.to:
            case Target():
                return "page", self.pages[link.to]
            case Paper():
                return "document", self.shelf.document(link.to).pk
            case address:
                return "url", address


def _when(when: When, calendar: Calendar) -> tuple[str, dict[str, Any]]:
    match when:
        case Day(on):
            return "day", {"date": iso(calendar.day(on))}
        case Span():
            return "range", _range(when, calendar)
        case Month(on):
            day = calendar.day(on)
            return "month", {"month": str(day.month), "year": day.year}
        case Season(on):
            season, year = season_of(calendar.day(on))
            return "season", {"season": season, "year": year}
        case Quarter(on):
            day = calendar.day(on)
            return "quarter", {"quarter": str((day.month + 2) // 3), "year": day.year}
        case Year(on):
            return "year", {"year": calendar.day(on).year}
        case Unknown():
            return "unknown", {}


def _range(span: Span, calendar: Calendar) -> dict[str, Any]:
    return {
        "start_date": iso(calendar.day(span.starts_on)),
        "start_time": _clock(span.start_time),
        "end_date": None if span.ends_on is None else iso(calendar.day(span.ends_on)),
        "end_time": _clock(span.end_time),
    }


def _clock(moment: time | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _image(picture: Picture | None, shelf: Shelf) -> dict[str, Any]:
    if picture is None:
        return {"image": None, "alt_text": "", "decorative": False}
    return {
        "image": shelf.image(picture).pk,
        "alt_text": typeset(picture.alt),
        "decorative": False,
    }


def _typed(kind: str, value: Any, *path: str) -> dict[str, Any]:
    return {"type": str(kind), "value": value, "id": lasting_id(*path)}
