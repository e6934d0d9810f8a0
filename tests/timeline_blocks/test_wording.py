"""The words for dates and placements."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from timeline_blocks import wording
from timeline_blocks.rules.placement import place_dated
from timeline_blocks.rules.when import Season, When

LONDON = ZoneInfo("Europe/London")


def range_(first, last=None, start=None, end=None) -> When:
    return When.between(first, last, start_time=start, end_time=end, tz=LONDON)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When.on_day(date(2021, 11, 16), tz=LONDON), "16 November 2021"),
        (When.in_month(2021, 6, tz=LONDON), "June 2021"),
        (When.in_season(2027, Season.SPRING, tz=LONDON), "spring 2027"),
        (When.in_season(2027, Season.SUMMER, tz=LONDON), "summer 2027"),
        (When.in_season(2027, Season.AUTUMN, tz=LONDON), "autumn 2027"),
        (When.in_season(2026, Season.WINTER, tz=LONDON), "winter 2026/27"),
        (When.in_season(2099, Season.WINTER, tz=LONDON), "winter 2099/00"),
        (When.in_quarter(2027, 2, tz=LONDON), "April to June 2027"),
        (When.in_quarter(2027, 4, tz=LONDON), "October to December 2027"),
        (When.in_year(2027, tz=LONDON), "2027"),
        (When.unknown(), ""),
        (
            range_(date(2021, 11, 16), date(2022, 1, 21)),
            "16 November 2021 to 21 January 2022",
        ),
        (range_(date(2022, 3, 3), date(2022, 3, 5)), "3 March to 5 March 2022"),
        (
            range_(date(2022, 1, 18), start=time(18), end=time(19, 30)),
            "18 January 2022, 6pm to 7:30pm",
        ),
        (
            range_(date(2022, 1, 18), start=time(10, 5), end=time(12)),
            "18 January 2022, 10:05am to midday",
        ),
        (
            range_(date(2022, 1, 18), start=time(18), end=time(23, 59)),
            "18 January 2022, 6pm to 11:59pm",
        ),
        (
            range_(date(2021, 11, 16), date(2022, 1, 22), time(9), time(0)),
            "16 November 2021 at 9am to 21 January 2022 at 11:59pm",
        ),
    ],
)
def test_a_date_is_written_as_exactly_as_it_is_known(when, words):
    assert wording.when_words(when) == words


@pytest.mark.parametrize(
    ("when", "inside", "words"),
    [
        (When.in_month(2027, 5, tz=LONDON), (2027, 5, 31), "Expected this month"),
        (When.in_season(2027, Season.SPRING, tz=LONDON), (2027, 3, 1), "Expected this spring"),
        (When.in_season(2027, Season.SUMMER, tz=LONDON), (2027, 6, 1), "Expected this summer"),
        (When.in_season(2027, Season.AUTUMN, tz=LONDON), (2027, 11, 30), "Expected this autumn"),
        (When.in_season(2026, Season.WINTER, tz=LONDON), (2027, 2, 28), "Expected this winter"),
        (When.in_quarter(2027, 4, tz=LONDON), (2027, 12, 31), "Expected this quarter"),
        (When.in_year(2027, tz=LONDON), (2027, 1, 1), "Expected this year"),
        (When.on_day(date(2027, 5, 1), tz=LONDON), (2027, 5, 1), "Happening now"),
        (When.on_day(date(2027, 5, 1), tz=LONDON), (2027, 4, 30), "Coming up"),
        (When.on_day(date(2027, 5, 1), tz=LONDON), (2027, 5, 2), "Happened"),
        (When.in_year(2027, tz=LONDON), (2026, 12, 31), "Coming up"),
        (When.in_year(2027, tz=LONDON), (2028, 1, 1), "Happened"),
    ],
)
def test_placement_is_said_in_words(when, inside, words):
    at = datetime(*inside, tzinfo=LONDON)
    assert wording.entry_words(when, place_dated(when, at=at), at=at) == words
