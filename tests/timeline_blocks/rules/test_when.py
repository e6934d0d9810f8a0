"""Spans: what each precision covers, on ordinary days and on those when the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from timeline_blocks.rules.when import EndsBeforeStart, NoSuchTime, Season, When

LONDON = ZoneInfo("Europe/London")
TICK = timedelta(microseconds=1)


def london(*parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=LONDON, fold=fold)


def tick_before(moment: datetime) -> datetime:
    return moment.astimezone(UTC) - TICK


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        (When.on_day(date(2026, 11, 16), tz=LONDON), (2026, 11, 16), (2026, 11, 17)),
        (When.on_day(date(2028, 2, 29), tz=LONDON), (2028, 2, 29), (2028, 3, 1)),
        (When.on_day(date(2026, 12, 31), tz=LONDON), (2026, 12, 31), (2027, 1, 1)),
        (When.in_month(2028, 2, tz=LONDON), (2028, 2, 1), (2028, 3, 1)),
        (When.in_month(2026, 12, tz=LONDON), (2026, 12, 1), (2027, 1, 1)),
        (When.in_season(2027, Season.SPRING, tz=LONDON), (2027, 3, 1), (2027, 6, 1)),
        (When.in_season(2027, Season.SUMMER, tz=LONDON), (2027, 6, 1), (2027, 9, 1)),
        (When.in_season(2027, Season.AUTUMN, tz=LONDON), (2027, 9, 1), (2027, 12, 1)),
        (When.in_season(2026, Season.WINTER, tz=LONDON), (2026, 12, 1), (2027, 3, 1)),
        (When.in_quarter(2027, 1, tz=LONDON), (2027, 1, 1), (2027, 4, 1)),
        (When.in_quarter(2027, 4, tz=LONDON), (2027, 10, 1), (2028, 1, 1)),
        (When.in_year(2027, tz=LONDON), (2027, 1, 1), (2028, 1, 1)),
        (
            When.between(date(2026, 11, 16), date(2027, 1, 21), tz=LONDON),
            (2026, 11, 16),
            (2027, 1, 22),
        ),
        (
            When.between(date(2027, 1, 18), start_time=time(18), end_time=time(19, 30), tz=LONDON),
            (2027, 1, 18, 18),
            (2027, 1, 18, 19, 30),
        ),
        (
            When.between(date(2027, 1, 18), start_time=time(18), end_time=time(23, 59), tz=LONDON),
            (2027, 1, 18, 18),
            (2027, 1, 19),
        ),
        (
            When.between(date(2027, 1, 18), start_time=time(18), tz=LONDON),
            (2027, 1, 18, 18),
            (2027, 1, 19),
        ),
    ],
)
def test_a_span_includes_its_start_and_excludes_its_end(when, start, end):
    first, last = london(*start), london(*end)
    assert (when.start, when.end) == (first, last)
    assert not when.contains(tick_before(first))
    assert when.contains(first)
    assert when.contains(tick_before(last))
    assert not when.contains(last)
    assert when.is_over(last)
    assert not when.is_over(tick_before(last))


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2027, 3, 27), 24), (date(2027, 3, 28), 23), (date(2027, 10, 31), 25)],
)
def test_a_calendar_day_is_as_long_as_the_clocks_make_it(day, hours):
    when = When.on_day(day, tz=LONDON)
    assert when.end.astimezone(UTC) - when.start.astimezone(UTC) == timedelta(hours=hours)


def test_in_the_hour_that_repeats_an_instant_is_not_judged_by_the_clock_on_the_wall():
    when = When.between(date(2027, 10, 31), start_time=time(0, 30), end_time=time(1, 45), tz=LONDON)
    assert when.contains(london(2027, 10, 31, 1, 30))
    assert when.is_over(london(2027, 10, 31, 1, 30, fold=1))


def test_a_time_that_the_clocks_skip_is_refused():
    with pytest.raises(NoSuchTime):
        When.between(date(2027, 3, 28), start_time=time(1, 30), end_time=time(3), tz=LONDON)


@pytest.mark.parametrize(
    ("first", "last", "start_time", "end_time"),
    [
        (date(2027, 1, 18), date(2027, 1, 17), None, None),
        (date(2027, 1, 18), None, time(18), time(17, 59)),
        (date(2027, 1, 18), None, time(18), time(18)),
        (date(2027, 1, 18), date(2027, 1, 17), time(1), time(23)),
    ],
)
def test_a_range_that_ends_before_it_starts_is_refused(first, last, start_time, end_time):
    with pytest.raises(EndsBeforeStart):
        When.between(first, last, start_time=start_time, end_time=end_time, tz=LONDON)


def test_a_range_may_cross_midnight():
    when = When.between(
        date(2026, 12, 31),
        date(2027, 1, 1),
        start_time=time(22),
        end_time=time(1),
        tz=LONDON,
    )
    assert when.contains(london(2027, 1, 1))


def test_days_are_those_of_the_zone_that_is_passed_in():
    auckland = When.on_day(date(2026, 11, 16), tz=ZoneInfo("Pacific/Auckland"))
    assert auckland.contains(datetime(2026, 11, 15, 11, 0, tzinfo=UTC))
    assert not auckland.contains(datetime(2026, 11, 16, 11, 0, tzinfo=UTC))


def test_an_unknown_date_contains_no_instant_and_is_never_over():
    unknown = When.unknown()
    assert not unknown.contains(london(2027, 1, 1))
    assert not unknown.is_over(london(2027, 1, 1))
    assert unknown.last_day is None


def test_the_last_day_of_a_span_that_ends_at_midnight_is_the_day_before():
    assert When.in_year(2027, tz=LONDON).last_day == date(2027, 12, 31)
