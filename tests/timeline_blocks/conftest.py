"""Builders for timelines, as an editor would have typed them."""

from collections.abc import Callable
from datetime import date, time
from types import SimpleNamespace
from typing import Any

import pytest

from timeline_blocks.blocks import TimelineBlock


def day(*parts: int) -> list[Any]:
    return [("day", {"date": date(*parts)})]


def evening(*parts: int) -> list[Any]:
    return [
        (
            "range",
            {"start_date": date(*parts), "start_time": time(18), "end_time": time(19, 30)},
        )
    ]


def days(first: date, last: date) -> list[Any]:
    return [("range", {"start_date": first, "end_date": last})]


def season(name: str, year: int) -> list[Any]:
    return [("season", {"season": name, "year": year})]


def link(label: str = "Read more", url: str = "https://example.org/a") -> list[Any]:
    return [("url", {"url": url, "label": label})]


@pytest.fixture
def typed() -> SimpleNamespace:
    """Shorthand for what an editor types."""
    return SimpleNamespace(day=day, evening=evening, days=days, season=season, link=link)


@pytest.fixture
def make_timeline() -> Callable[..., Any]:
    """Build a stream as if it had been saved and read again, so that every entry has an id.

    Each argument is one stage: a list of (kind, fields), where fields are an entry's own.
    """

    def make(*stages: list[tuple[str, dict[str, Any]]]) -> Any:
        block = TimelineBlock()
        value = block.normalize(
            [
                ("stage", {"heading": f"Stage {number}", "entries": entries})
                for number, entries in enumerate(stages, start=1)
            ]
        )
        return block.to_python(block.get_prep_value(value))

    return make
