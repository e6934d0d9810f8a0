"""Example values for the previews in the block chooser, in the editor's language."""

from datetime import date, time
from typing import Any

from django.utils.translation import gettext


def milestone_example() -> dict[str, Any]:
    """A day in the past."""
    return {
        "title": gettext("The consultation is launched"),
        "when": [("day", {"date": date(2026, 11, 16)})],
        "links": [
            (
                "url",
                {"url": "https://example.org/", "label": gettext("Read the press release")},
            )
        ],
    }


def event_example() -> dict[str, Any]:
    """An evening workshop."""
    return {
        "title": gettext("Online workshop"),
        "when": [
            (
                "range",
                {
                    "start_date": date(2027, 1, 18),
                    "start_time": time(18, 0),
                    "end_time": time(19, 30),
                },
            )
        ],
        "place": gettext("Online"),
        "registration": [
            (
                "url",
                {"url": "https://example.org/", "label": gettext("Register to attend")},
            )
        ],
    }


def publication_example() -> dict[str, Any]:
    """An uncertain date."""
    return {
        "title": gettext("The final plan is published"),
        "when": [("season", {"season": "spring", "year": 2027})],
        "text": gettext("With a summary of what we heard and what changed."),
    }


def call_example() -> dict[str, Any]:
    """A range of days."""
    return {
        "title": gettext("Your say on the draft plan"),
        "when": [
            (
                "range",
                {"start_date": date(2026, 11, 16), "end_date": date(2027, 1, 21)},
            )
        ],
        "link": [("url", {"url": "https://example.org/", "label": gettext("Have your say")})],
    }


def stage_example() -> dict[str, Any]:
    """Two entries."""
    return {
        "heading": gettext("Consultation"),
        "summary": gettext("We ask what people think of the draft plan."),
        "entries": [
            ("milestone", milestone_example()),
            ("event", event_example()),
        ],
    }


def timeline_example() -> list[tuple[str, dict[str, Any]]]:
    """Two stages."""
    later = {
        "heading": gettext("Decision"),
        "summary": "",
        "entries": [("publication", publication_example())],
    }
    return [("stage", stage_example()), ("stage", later)]
