"""What a mirror goes by."""

from datetime import timedelta

import pytest

from discussion_pages.rules.cursors import CursorError
from discussion_pages.rules.mirroring import (
    Position,
    feed_reaches,
    oldest_since,
    page_changed_since,
    read_position,
)
from tests.tables import CHANGED_TABLE, END, START, TICK

DAY = timedelta(days=1)


@pytest.mark.parametrize(("published_at", "came_at", "since", "changed"), CHANGED_TABLE)
def test_a_page_has_changed_when_it_was_published_or_came(published_at, came_at, since, changed):
    assert page_changed_since(since, published_at=published_at, came_at=came_at) is changed


@pytest.mark.parametrize(
    ("since", "recorded_from", "days", "at", "reaches"),
    [
        (START, None, 90, START, False),
        (START, START, 90, START, True),
        (START - TICK, START, 90, START, False),
        (START, START, 90, START + 90 * DAY, True),
        (START, START, 90, START + 90 * DAY + TICK, False),
        (START + TICK, START, 90, START + 90 * DAY + TICK, True),
        (START, START, 1, START + DAY, True),
        (START, START, 10**6, START + 90 * DAY, True),
        (END, START, 90, START, True),
    ],
)
def test_a_feed_reaches_as_far_as_it_keeps_and_was_recorded(
    since, recorded_from, days, at, reaches
):
    assert feed_reaches(since, recorded_from=recorded_from, days=days, at=at) is reaches
    if recorded_from is not None:
        assert (since >= oldest_since(recorded_from, days=days, at=at)) is reaches


def test_a_position_reads_as_it_was_written_and_keeps_the_order():
    positions = [
        Position.after(START - TICK, rank=1, pk=9),
        Position.after(START, pk=1),
        Position.after(START, pk=2),
        Position.after(START, rank=1, pk=1),
        Position.after(START + TICK, pk=1),
    ]
    assert positions == sorted(positions)
    for position in positions:
        assert read_position(str(position)) == position
    assert positions[1].instant == START


@pytest.mark.parametrize(
    "text",
    [
        *("", "m", "m1", "m1-0", "m1-0-0", "m-1-0-1", "m1-0-1-1", "n1-0-1", "m01-0-1", "mA-0-1"),
        *("m1-a-1", "m1-0-" + "f" * 16, "m" + "f" * 15 + "-0-1", "m1-0-1" + "0" * 60, "mx-0-1"),
    ],
)
def test_what_is_no_position_is_refused(text):
    with pytest.raises(CursorError):
        read_position(text)
