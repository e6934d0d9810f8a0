from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from discussion_pages.rules.windows import Phase, Window, shown_closing, stored_closing
from tests.tables import END, START, TICK, WINDOW_TABLE

LONDON = ZoneInfo("Europe/London")
AUCKLAND = ZoneInfo("Pacific/Auckland")


@pytest.mark.parametrize(("opens_at", "closes_at", "at", "phase"), WINDOW_TABLE)
def test_a_window_includes_its_start_and_excludes_its_end(opens_at, closes_at, at, phase):
    assert Window(opens_at, closes_at).phase(at=at) == phase


@pytest.mark.parametrize(("opens_at", "closes_at", "at", "phase"), WINDOW_TABLE)
def test_the_phase_does_not_depend_on_the_zone_an_instant_is_written_in(
    opens_at, closes_at, at, phase
):
    assert Window(opens_at, closes_at).phase(at=at.astimezone(AUCKLAND)) == phase


@pytest.mark.parametrize("at", [START - TICK, START, END, END + TICK])
def test_a_window_in_which_no_instant_lies_promises_no_opening(at):
    assert Window(END, START).is_empty
    assert Window(END, START).phase(at=at) is Phase.CLOSED
    assert Window(START, START).phase(at=at) is Phase.CLOSED


EARLY, LATE = START - timedelta(days=5), END + timedelta(days=5)


@pytest.mark.parametrize(
    ("own", "outer", "clipped"),
    [
        ((START, END), None, (START, END)),
        ((START, END), (None, None), (START, END)),
        ((None, None), (START, END), (START, END)),
        ((EARLY, LATE), (START, END), (START, END)),
        ((START, END), (EARLY, LATE), (START, END)),
        ((EARLY, END), (START, LATE), (START, END)),
        ((START, LATE), (EARLY, END), (START, END)),
        ((START, None), (None, END), (START, END)),
        ((None, END), (START, None), (START, END)),
        ((None, None), (None, None), (None, None)),
        ((START, END), (START, END), (START, END)),
    ],
)
def test_a_window_is_clipped_to_the_one_above(own, outer, clipped):
    outer_window = None if outer is None else Window(*outer)
    assert Window(*own).clipped_to(outer_window) == Window(*clipped)


def test_a_window_wholly_outside_the_one_above_is_never_open():
    clipped = Window(LATE, None).clipped_to(Window(START, END))
    assert clipped.is_empty
    assert {clipped.phase(at=at) for at in (START, END - TICK, END, LATE)} == {Phase.CLOSED}


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        # Winter, summer, and both days on which the clocks change.
        ("2022-01-21 23:59", "2022-01-22T00:00Z"),
        ("2027-07-01 23:59", "2027-07-01T23:00Z"),
        ("2027-03-27 23:59", "2027-03-28T00:00Z"),
        ("2027-03-28 23:59", "2027-03-28T23:00Z"),
        ("2027-10-30 23:59", "2027-10-30T23:00Z"),
        ("2027-10-31 23:59", "2027-11-01T00:00Z"),
        ("2027-12-31 23:59", "2028-01-01T00:00Z"),
        # Anything else is kept as typed.
        ("2022-01-21 23:58", "2022-01-21T23:58Z"),
        ("2022-01-21 17:00", "2022-01-21T17:00Z"),
        ("2022-01-22 00:00", "2022-01-22T00:00Z"),
    ],
)
def test_2359_means_until_the_day_ends(typed, stored):
    at = datetime.fromisoformat(typed).replace(tzinfo=LONDON)
    assert stored_closing(at, tz=LONDON) == datetime.fromisoformat(stored)


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("2022-01-22T00:00+00:00", "2022-01-21 23:59"),
        ("2027-03-28T00:00+00:00", "2027-03-27 23:59"),
        ("2027-03-28T23:00+00:00", "2027-03-28 23:59"),
        ("2027-10-30T23:00+00:00", "2027-10-30 23:59"),
        ("2027-11-01T00:00+00:00", "2027-10-31 23:59"),
        ("2027-07-01T00:00+00:00", "2027-07-01 01:00"),
        ("2022-01-21T17:30+00:00", "2022-01-21 17:30"),
        ("2022-01-22T00:01+00:00", "2022-01-22 00:01"),
    ],
)
def test_midnight_is_shown_as_2359_of_the_day_before(stored, shown):
    local = shown_closing(datetime.fromisoformat(stored), tz=LONDON)
    assert local.tzinfo is LONDON
    assert f"{local:%Y-%m-%d %H:%M}" == shown


@pytest.mark.parametrize("day", ["2027-01-21", "2027-03-28", "2027-06-21", "2027-10-31"])
@pytest.mark.parametrize("clock", ["00:01", "09:30", "12:00", "23:58", "23:59"])
def test_what_was_typed_is_what_is_shown(day, clock):
    typed = datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=LONDON)
    assert shown_closing(stored_closing(typed, tz=LONDON), tz=LONDON) == typed


def test_whoever_writes_an_instant_in_another_zone_means_the_sites_2359():
    typed = datetime(2022, 1, 21, 23, 59, tzinfo=LONDON).astimezone(AUCKLAND)
    assert stored_closing(typed, tz=LONDON) == datetime(2022, 1, 22, tzinfo=UTC)
    local_midnight = datetime(2022, 1, 21, 23, 59, tzinfo=AUCKLAND)
    assert stored_closing(local_midnight, tz=LONDON) == local_midnight
