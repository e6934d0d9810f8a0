from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from discussion_pages.rules.retention import is_due, kept_until

LONDON = ZoneInfo("Europe/London")
END = datetime(2025, 1, 31, 17, 0, tzinfo=UTC)
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("ended_at", "months", "until"),
    [
        (END, 24, END.replace(year=2027)),
        (END, 1, datetime(2025, 2, 28, 17, 0, tzinfo=UTC)),
        (END, 37, datetime(2028, 2, 29, 17, 0, tzinfo=UTC)),
        (END, 11, datetime(2025, 12, 31, 17, 0, tzinfo=UTC)),
        (END, 12, datetime(2026, 1, 31, 17, 0, tzinfo=UTC)),
        # Midnight stays midnight over the change of the clocks.
        (
            datetime(2025, 1, 1, tzinfo=LONDON),
            6,
            datetime(2025, 7, 1, tzinfo=LONDON),
        ),
    ],
)
def test_months_are_counted_by_the_calendar(ended_at, months, until):
    assert kept_until(ended_at, months=months) == until


@pytest.mark.parametrize(
    ("ended_at", "at", "due"),
    [
        (END, datetime(2025, 3, 31, 17, 0, tzinfo=UTC) - TICK, False),
        (END, datetime(2025, 3, 31, 17, 0, tzinfo=UTC), True),
        (END, END, False),
        (None, END, False),
    ],
)
def test_evidence_is_due_from_that_instant_on(ended_at, at, due):
    assert is_due(ended_at=ended_at, months=2, at=at) is due
