"""Plots as plain SVG: what is drawn is worked out here, the template only writes it down.

Each plot has one idea, labels where they belong, and a table beside it on the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH = 340
LABEL_WIDTH = 118
VALUE_WIDTH = 62
ROW_HEIGHT = 30
BAR_HEIGHT = 16
STRIP_HEIGHT = 34
STRIP_GAP = 24


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle; lengths in units of the drawing. ``is_marked`` sets it off by its pattern."""

    x: float
    y: float
    width: float
    height: float
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a place, left- or right-aligned there."""

    x: float
    y: float
    text: str
    is_end: bool = False


@dataclass(frozen=True, slots=True)
class Plot:
    """One drawing, ``width`` by ``height``, with its name and what it says in a sentence."""

    key: str
    title: str
    summary: str
    height: float
    bars: list[Bar] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    ticks: list[Bar] = field(default_factory=list)
    width: float = WIDTH


@dataclass(frozen=True, slots=True)
class Row:
    """One bar to be drawn: its name, length, words at its end, a marked part and a target."""

    name: str
    value: float
    words: str
    marked: float = 0
    target: float | None = None


def bars(key: str, title: str, summary: str, rows: Sequence[Row]) -> Plot:
    """Return horizontal bars, the longest as wide as there is room.

    The marked part stands at the start of a bar; a target is a line across it.
    """
    room = WIDTH - LABEL_WIDTH - VALUE_WIDTH
    longest = max((max(row.value, row.target or 0) for row in rows), default=0) or 1
    drawn: list[Bar] = []
    labels: list[Label] = []
    ticks: list[Bar] = []
    for number, row in enumerate(rows):
        top = number * ROW_HEIGHT + (ROW_HEIGHT - BAR_HEIGHT) / 2
        baseline = top + BAR_HEIGHT - 4
        length = _round(row.value / longest * room)
        part = _round(row.marked / longest * room)
        labels.append(Label(LABEL_WIDTH - 8, baseline, row.name, is_end=True))
        if part:
            drawn.append(Bar(LABEL_WIDTH, top, part, BAR_HEIGHT, is_marked=True))
        drawn.append(Bar(LABEL_WIDTH + part, top, _round(length - part), BAR_HEIGHT))
        end = length
        if row.target is not None:
            place = _round(row.target / longest * room)
            ticks.append(Bar(LABEL_WIDTH + place - 1, top - 4, 2, BAR_HEIGHT + 8))
            end = max(length, place + 2)
        labels.append(Label(LABEL_WIDTH + end + 5, baseline, row.words))
    return Plot(key, title, summary, len(rows) * ROW_HEIGHT, drawn, labels, ticks)


def strips(key: str, title: str, summary: str, rows: Sequence[tuple[str, Sequence[int]]]) -> Plot:
    """Return a strip of columns for each name, all on one scale: one column a day."""
    highest = max((count for _name, counts in rows for count in counts), default=0) or 1
    drawn: list[Bar] = []
    labels: list[Label] = []
    for number, (name, counts) in enumerate(rows):
        top = number * (STRIP_HEIGHT + STRIP_GAP) + STRIP_GAP - 6
        labels.append(Label(0, top - 6, name))
        labels.append(Label(WIDTH, top - 6, str(sum(counts)), is_end=True))
        step = WIDTH / max(len(counts), 1)
        for place, count in enumerate(counts):
            height = _round(count / highest * STRIP_HEIGHT)
            if height:
                drawn.append(
                    Bar(
                        _round(place * step),
                        _round(top + STRIP_HEIGHT - height),
                        max(_round(step - 1), 1),
                        height,
                    )
                )
        drawn.append(Bar(0, top + STRIP_HEIGHT, WIDTH, 1, is_marked=True))
    return Plot(key, title, summary, len(rows) * (STRIP_HEIGHT + STRIP_GAP), drawn, labels)


def _round(value: float) -> float:
    return round(value, 1)
