"""How long evidence is kept: months by the calendar, counted from the end of a discussion."""

from calendar import monthrange
from datetime import datetime


def kept_until(ended_at: datetime, *, months: int) -> datetime:
    """Return the instant from which evidence may be erased, ``months`` by the calendar later.

    Counted in the time zone of ``ended_at``: from 31 January one month leads to the last day of
    February, at the same time of day.
    """
    number = ended_at.month - 1 + months
    year, month = ended_at.year + number // 12, number % 12 + 1
    day = min(ended_at.day, monthrange(year, month)[1])
    return ended_at.replace(year=year, month=month, day=day)


def is_due(*, ended_at: datetime | None, months: int, at: datetime) -> bool:
    """Say whether evidence may be erased at ``at``: from that instant on, and never without one."""
    return ended_at is not None and at >= kept_until(ended_at, months=months)
