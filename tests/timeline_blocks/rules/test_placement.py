"""Placement: boundary tables for entries and stages, undated entries, order and today."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from timeline_blocks.rules.placement import (
    Placement,
    changes,
    here_index,
    is_expected,
    out_of_order,
    place_entries,
    place_stage,
)
from timeline_blocks.rules.when import Season, When

LONDON = ZoneInfo("Europe/London")
TICK = timedelta(microseconds=1)
PAST, CURRENT, UPCOMING = Placement.PAST, Placement.CURRENT, Placement.UPCOMING


def day(*parts: int) -> When:
    return When.on_day(date(*parts), tz=LONDON)


def evening(*parts: int) -> When:
    return When.between(date(*parts), start_time=time(18), end_time=time(19, 30), tz=LONDON)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON)


EXACT = [
    day(2026, 11, 16),
    day(2027, 3, 28),
    day(2027, 10, 31),
    day(2028, 2, 29),
    day(2026, 12, 31),
    evening(2027, 1, 18),
    When.between(date(2026, 11, 16), date(2027, 1, 21), tz=LONDON),
]
INEXACT = [
    When.in_month(2028, 2, tz=LONDON),
    When.in_season(2027, Season.SPRING, tz=LONDON),
    When.in_season(2026, Season.WINTER, tz=LONDON),
    When.in_quarter(2026, 4, tz=LONDON),
    When.in_year(2027, tz=LONDON),
]


@pytest.mark.parametrize("when", [*EXACT, *INEXACT])
def test_what_is_said_of_a_date_changes_at_its_start_and_its_end_alone(when):
    start, end = when.start.astimezone(UTC), when.end.astimezone(UTC)
    assert changes([when]) == [start, end]

    def said(moment):
        return place_entries([when], at=moment), is_expected(when, at=moment)

    assert said(start - TICK) != said(start)
    assert said(start) == said(end - TICK)
    assert said(end - TICK) != said(end)


def test_changes_come_in_their_order_and_each_once():
    whens = [day(2027, 1, 3), When.unknown(), day(2027, 1, 1), day(2027, 1, 2), day(2027, 1, 2)]
    found = [moment.astimezone(LONDON).day for moment in changes(whens)]
    assert found == [1, 2, 3, 4]
    assert changes([When.unknown()]) == []


@pytest.mark.parametrize("when", EXACT)
def test_an_exact_date_is_current_from_its_start_until_its_end(when):
    start, end = when.start.astimezone(UTC), when.end.astimezone(UTC)
    placed = [place_entries([when], at=t)[0] for t in (start - TICK, start, end - TICK, end)]
    assert placed == [UPCOMING, CURRENT, CURRENT, PAST]
    assert not any(is_expected(when, at=t) for t in (start, end - TICK))


@pytest.mark.parametrize("when", INEXACT)
def test_an_inexact_date_is_expected_within_its_span_and_never_current(when):
    start, end = when.start.astimezone(UTC), when.end.astimezone(UTC)
    instants = (start - TICK, start, end - TICK, end)
    placed = [place_entries([when], at=t)[0] for t in instants]
    assert placed == [UPCOMING, UPCOMING, UPCOMING, PAST]
    assert [is_expected(when, at=t) for t in instants] == [False, True, True, False]


def test_an_undated_entry_is_past_when_a_later_entry_in_order_is_past():
    whens = [When.unknown(), When.unknown(), day(2026, 1, 1), When.unknown(), day(2027, 6, 1)]
    assert place_entries(whens, at=at(2026, 11, 22)) == (PAST, PAST, PAST, UPCOMING, UPCOMING)


def test_an_undated_entry_before_a_current_one_is_still_to_come():
    assert place_entries([When.unknown(), day(2026, 11, 22)], at=at(2026, 11, 22, 9)) == (
        UPCOMING,
        CURRENT,
    )


@pytest.mark.parametrize(
    ("entries", "stage"),
    [
        ([], None),
        ([PAST], PAST),
        ([PAST, PAST], PAST),
        ([UPCOMING, UPCOMING], UPCOMING),
        ([CURRENT], CURRENT),
        ([PAST, UPCOMING], CURRENT),
        ([UPCOMING, PAST], CURRENT),
        ([PAST, CURRENT, UPCOMING], CURRENT),
        ([CURRENT, UPCOMING], CURRENT),
    ],
)
def test_a_stage_is_current_when_an_entry_is_or_when_it_has_past_and_upcoming_ones(entries, stage):
    assert place_stage(entries) is stage


@pytest.mark.parametrize(
    ("whens", "hints"),
    [
        ([day(2026, 1, 1), day(2026, 1, 2)], (None, None)),
        ([day(2026, 1, 1), day(2026, 1, 1)], (None, None)),
        ([day(2026, 1, 2), day(2026, 1, 1)], (None, 0)),
        ([day(2026, 1, 9), When.unknown(), day(2026, 1, 1)], (None, None, 0)),
        ([day(2026, 1, 9), day(2026, 1, 1), day(2026, 1, 3)], (None, 0, 0)),
        ([evening(2026, 6, 15), When.in_month(2026, 6, tz=LONDON)], (None, None)),
        ([day(2026, 6, 15), When.in_month(2026, 5, tz=LONDON)], (None, 0)),
        ([day(2026, 6, 1), When.in_month(2026, 5, tz=LONDON)], (None, 0)),
        ([When.in_season(2027, Season.SPRING, tz=LONDON), day(2027, 2, 28)], (None, 0)),
    ],
)
def test_a_date_that_is_earlier_than_one_before_it_gives_a_hint(whens, hints):
    assert out_of_order(whens) == hints


@pytest.mark.parametrize(
    ("placements", "index"),
    [
        ([], None),
        ([PAST, PAST], None),
        ([UPCOMING, UPCOMING], None),
        ([PAST, UPCOMING], 1),
        ([PAST, CURRENT, UPCOMING], 1),
        ([UPCOMING, PAST, UPCOMING], 2),
        ([CURRENT, UPCOMING], 0),
    ],
)
def test_today_stands_after_the_last_past_entry(placements, index):
    assert here_index(placements) == index
