"""What is told of a consultation, and from which instant on."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from consultations.rules.moments import Moment, MomentKind, is_news, moments_until
from discussion_pages.rules.windows import Window

OPENED, SOON, CLOSED, OUTCOME = MomentKind
TICK = timedelta(microseconds=1)
DAY = timedelta(days=1)
OPENS = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
CLOSES = datetime(2027, 3, 20, 0, 0, tzinfo=UTC)
RESULT = datetime(2027, 6, 1, 9, 0, tzinfo=UTC)
BEFORE = OPENS - 30 * DAY
TWO_DAYS = timedelta(hours=48)


def kinds(at, *, opens=OPENS, closes=CLOSES, outcome=RESULT, first=BEFORE, soon=TWO_DAYS):
    found = moments_until(
        Window(opens, closes),
        outcome_published_at=outcome,
        first_published_at=first,
        soon=soon,
        at=at,
    )
    return [moment.kind for moment in found]


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (OPENS - TICK, []),
        (OPENS, [OPENED]),
        (OPENS + TICK, [OPENED]),
        (CLOSES - TWO_DAYS - TICK, [OPENED]),
        (CLOSES - TWO_DAYS, [OPENED, SOON]),
        (CLOSES - TICK, [OPENED, SOON]),
        (CLOSES, [OPENED, CLOSED]),
        (RESULT - TICK, [OPENED, CLOSED]),
        (RESULT, [OPENED, CLOSED, OUTCOME]),
        (RESULT + 400 * DAY, [OPENED, CLOSED, OUTCOME]),
    ],
)
def test_each_moment_comes_at_its_instant(at, told):
    assert kinds(at) == told


@pytest.mark.parametrize(
    ("given", "at", "told"),
    [
        # Published while it is open, and long after.
        ({"first": OPENS + DAY}, OPENS + DAY - TICK, []),
        ({"first": OPENS + DAY}, OPENS + DAY, [OPENED]),
        ({"first": CLOSES - TICK}, RESULT, [OPENED, CLOSED, OUTCOME]),
        ({"first": CLOSES}, RESULT, [OUTCOME]),
        ({"first": RESULT}, RESULT, [OUTCOME]),
        ({"first": RESULT + TICK}, RESULT + DAY, []),
        # Nobody knows when it was first published.
        ({"first": None}, RESULT, [OPENED, CLOSED, OUTCOME]),
        ({"first": None, "opens": None}, CLOSES - TICK, [SOON]),
        # No start, no end.
        ({"opens": None}, BEFORE - TICK, []),
        ({"opens": None}, BEFORE, [OPENED]),
        ({"closes": None, "outcome": None}, RESULT, [OPENED]),
        ({"closes": None}, RESULT, [OPENED, OUTCOME]),
        # The outcome ends it before its time, at its time, or before it opens.
        ({"outcome": CLOSES - TICK}, CLOSES, [OPENED, OUTCOME]),
        ({"outcome": CLOSES}, CLOSES - TICK, [OPENED, SOON]),
        ({"outcome": CLOSES}, CLOSES, [OPENED, OUTCOME]),
        ({"outcome": CLOSES + TICK}, CLOSES + TICK, [OPENED, CLOSED, OUTCOME]),
        ({"outcome": OPENS}, CLOSES, [OUTCOME]),
        ({"outcome": OPENS + TICK}, CLOSES, [OPENED, OUTCOME]),
        # Shorter than the time of "soon", and no such time.
        ({"closes": OPENS + DAY, "outcome": None}, OPENS, [OPENED, SOON]),
        ({"closes": OPENS + DAY, "outcome": None}, OPENS - TICK, []),
        ({"soon": timedelta(0)}, CLOSES - TICK, [OPENED]),
        # A window without an instant inside.
        ({"closes": OPENS, "outcome": None}, CLOSES, []),
    ],
)
def test_what_was_never_so_is_not_told(given, at, told):
    assert kinds(at, **given) == told


LONDON = ZoneInfo("Europe/London")
SPRING = datetime(2027, 3, 29, 0, 0, tzinfo=LONDON)  # the clocks went forward on the 28th
AUTUMN = datetime(2027, 11, 1, 0, 0, tzinfo=LONDON)  # the clocks went back on 31 October


@pytest.mark.parametrize("closes", [SPRING, AUTUMN], ids=["spring", "autumn"])
def test_48_hours_are_48_hours_when_the_clocks_change(closes):
    soon = closes.astimezone(UTC) - TWO_DAYS
    given = {"opens": soon - 9 * DAY, "closes": closes, "outcome": None, "first": None}
    assert SOON not in kinds(soon - TICK, **given)
    assert SOON in kinds(soon, **given)
    assert CLOSED not in kinds(closes.astimezone(UTC) - TICK, **given)
    assert CLOSED in kinds(closes.astimezone(UTC), **given)


@pytest.mark.parametrize(
    ("kind", "told_at", "news"),
    [
        (CLOSED, None, True),
        (CLOSED, CLOSES - TICK, True),
        (CLOSED, CLOSES, False),
        (OPENED, CLOSES + DAY, False),
        (OUTCOME, CLOSES + DAY, False),
        (SOON, CLOSES + DAY, True),
    ],
)
def test_a_corrected_past_is_no_news(kind, told_at, news):
    assert is_news(Moment(kind, CLOSES, CLOSES), told_at=told_at) is news
