"""When something happens, as precisely as the editor knows it.

A span includes its start and excludes its end. Days are calendar days in the time zone that is
passed in, so a day on which the clocks change is 23 or 25 hours long.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Self

FIRST_YEAR = 1900
LAST_YEAR = 2200

LAST_MINUTE = time(23, 59)


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    RANGE = "range"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    YEAR = "year"
    UNKNOWN = "unknown"


EXACT = frozenset({Precision.DAY, Precision.RANGE})


class Season(StrEnum):
    """Three calendar months each; winter begins in December and ends in the next year."""

    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"
    WINTER = "winter"

    @property
    def first_month(self) -> int:
        """The number of the month the season starts in."""
        return {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}[self.value]


class EndsBeforeStart(ValueError):
    """A range that is over before it has begun, or that lasts no time at all."""


class NoSuchTime(ValueError):
    """A clock time that the change to summer time skips."""

    def __init__(self, wall: datetime) -> None:
        super().__init__(f"{wall} does not exist")
        self.wall = wall


@dataclass(frozen=True)
class When:
    """A span of time and how exactly it is known.

    ``start`` is included and ``end`` excluded; both are aware, or None when nothing is known.
    ``all_day`` is False only where the editor gave clock times.
    """

    precision: Precision
    start: datetime | None = None
    end: datetime | None = None
    all_day: bool = True

    @classmethod
    def unknown(cls) -> Self:
        """Nothing is known yet."""
        return cls(Precision.UNKNOWN)

    @classmethod
    def on_day(cls, day: date, *, tz: tzinfo) -> Self:
        """The whole of one calendar day."""
        return cls(Precision.DAY, midnight(day, tz), midnight(day + timedelta(days=1), tz))

    @classmethod
    def between(
        cls,
        first: date,
        last: date | None = None,
        *,
        start_time: time | None = None,
        end_time: time | None = None,
        tz: tzinfo,
    ) -> Self:
        """From one day or clock time to another; without ``last`` it ends on the first day.

        A day given without a clock time counts whole, and 23:59 as an end means the midnight that
        follows. Raises EndsBeforeStart or NoSuchTime.
        """
        last = last or first
        start = clock(first, start_time, tz) if start_time else midnight(first, tz)
        end = (
            clock(last, end_time, tz)
            if end_time and end_time.replace(second=0, microsecond=0) != LAST_MINUTE
            else midnight(last + timedelta(days=1), tz)
        )
        if last < first or not precedes(start, end):
            raise EndsBeforeStart
        return cls(Precision.RANGE, start, end, all_day=start_time is None and end_time is None)

    @classmethod
    def in_month(cls, year: int, month: int, *, tz: tzinfo) -> Self:
        """Some time in a calendar month."""
        return cls._months(Precision.MONTH, year, month, 1, tz)

    @classmethod
    def in_season(cls, year: int, season: Season, *, tz: tzinfo) -> Self:
        """Some time in a season; ``year`` is the one in which the season starts."""
        return cls._months(Precision.SEASON, year, season.first_month, 3, tz)

    @classmethod
    def in_quarter(cls, year: int, quarter: int, *, tz: tzinfo) -> Self:
        """Some time in a quarter of the calendar year, numbered from 1."""
        return cls._months(Precision.QUARTER, year, 3 * quarter - 2, 3, tz)

    @classmethod
    def in_year(cls, year: int, *, tz: tzinfo) -> Self:
        """Some time in a calendar year."""
        return cls._months(Precision.YEAR, year, 1, 12, tz)

    @classmethod
    def _months(cls, precision: Precision, year: int, month: int, count: int, tz: tzinfo) -> Self:
        years, offset = divmod(month - 1 + count, 12)
        return cls(
            precision,
            midnight(date(year, month, 1), tz),
            midnight(date(year + years, offset + 1, 1), tz),
        )

    @property
    def is_exact(self) -> bool:
        """Whether a calendar can hold it."""
        return self.precision in EXACT

    @property
    def season(self) -> Season | None:
        """The season meant, if the precision is a season."""
        if self.precision is not Precision.SEASON or self.start is None:
            return None
        return next(s for s in Season if s.first_month == self.start.month)

    @property
    def last_day(self) -> date | None:
        """The last calendar day that the span touches."""
        if self.end is None:
            return None
        day = self.end.date()
        return day - timedelta(days=1) if self.ends_at_midnight else day

    @property
    def ends_at_midnight(self) -> bool:
        """Whether the end is a midnight, which people read as 11:59pm of the day before."""
        return self.end is not None and self.end.time() == time(0)

    def has_started(self, at: datetime) -> bool:
        """Whether ``at`` is at or after the start."""
        return self.start is not None and not precedes(at, self.start)

    def is_over(self, at: datetime) -> bool:
        """Whether ``at`` is at or after the end."""
        return self.end is not None and not precedes(at, self.end)

    def contains(self, at: datetime) -> bool:
        """Whether ``at`` lies in the span."""
        return self.has_started(at) and not self.is_over(at)


def midnight(day: date, tz: tzinfo) -> datetime:
    """The instant at which a calendar day begins."""
    return datetime.combine(day, time(0), tzinfo=tz)


def clock(day: date, wall: time, tz: tzinfo) -> datetime:
    """The instant a clock on the wall shows ``wall``; an hour shown twice means the first time.

    Raises NoSuchTime where the clocks skip it.
    """
    moment = datetime.combine(day, wall.replace(fold=0), tzinfo=tz)
    round_trip = moment.astimezone(UTC).astimezone(tz)
    if round_trip.replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise NoSuchTime(moment)
    return moment


def precedes(first: datetime, second: datetime) -> bool:
    """Whether one instant is before another.

    Python compares two datetimes of the same zone by the clock on the wall, which is wrong in
    the hour that the clocks repeat; so both go through UTC.
    """
    return first.astimezone(UTC) < second.astimezone(UTC)
