from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.timesince import timesince

from discussion_pages.rules.keeping import (
    gap_changes_at,
    kept_query,
    next_of,
    parameters_of,
    shared_seconds,
)

AT = datetime(2027, 2, 10, 12, tzinfo=UTC)
TICK = timedelta.resolution
IGNORED = ("utm_*", "fbclid")


def test_the_next_instant_is_the_first_that_is_still_to_come():
    later, sooner = AT + timedelta(hours=2), AT + timedelta(hours=1)
    assert next_of([None, later, sooner, AT, AT - TICK], at=AT) == sooner
    assert next_of([None, AT], at=AT) is None


def test_instants_of_the_hour_that_comes_twice_are_told_apart():
    london = ZoneInfo("Europe/London")
    first = datetime(2027, 10, 31, 1, 30, tzinfo=london)
    second = first.replace(fold=1)
    assert next_of([second], at=first) == second.astimezone(UTC)
    assert next_of([first], at=second) is None


@pytest.mark.parametrize(
    "gap",
    [
        timedelta(0),
        timedelta(seconds=1),
        timedelta(minutes=1) - TICK,
        timedelta(minutes=59, seconds=59),
        timedelta(hours=1),
        timedelta(hours=23, minutes=59),
        timedelta(days=1),
        timedelta(days=6, hours=23),
        timedelta(days=27),
        timedelta(days=30, hours=5),
        timedelta(days=364),
        timedelta(days=800),
    ],
)
@pytest.mark.parametrize("start", [AT, datetime(2027, 1, 31, 23, 59, tzinfo=UTC)])
def test_what_is_said_of_a_gap_holds_until_its_turn(gap, start):
    at = start + gap
    turn = gap_changes_at(start, at=at)
    assert turn > at
    last = turn - TICK
    assert timesince(start, last, depth=1) == timesince(start, at, depth=1)


def test_just_now_ends_a_tick_after_the_instant():
    assert gap_changes_at(AT, at=AT) == AT + TICK
    assert gap_changes_at(AT, at=AT - timedelta(seconds=3)) == AT + TICK


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ""),
        ("order=liked", "order=liked"),
        ("order=liked&after=3", "after=3&order=liked"),
        ("utm_source=news&fbclid=x", ""),
        ("utm_source=news&order=liked", "order=liked"),
        ("order=liked&&", "order=liked"),
        ("q=lamps", None),
        ("order=liked&order=oldest", None),
        ("anything=1", None),
        ("next=/admin/", None),
        ("order=" + "x" * 300, None),
        ("%6Frder=liked", "%6Frder=liked"),
        ("order=liked;after=3", "order=liked;after=3"),
    ],
)
def test_an_address_is_kept_without_what_counts_clicks_or_not_at_all(text, kept):
    assert kept_query(text, ignored=IGNORED) == kept


def test_the_names_of_parameters_are_read_as_a_view_reads_them():
    assert parameters_of("%6Frder=liked&after=") == {"order", "after"}
    assert parameters_of("") == frozenset()


@pytest.mark.parametrize(
    ("left", "seconds"),
    [(timedelta(seconds=90.9), 60), (timedelta(seconds=9.99), 9), (TICK, 0), (-TICK, 0)],
)
def test_shared_caches_are_told_whole_seconds_that_end_before_the_turn(left, seconds):
    assert shared_seconds(AT + left, most=60, at=AT) == seconds
