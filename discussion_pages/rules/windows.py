"""Windows of participation: their phases, and how their ends are typed and shown."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum


class Phase(StrEnum):
    """Where an instant stands to a window."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time that includes ``opens_at`` and excludes ``closes_at``.

    Both are aware instants; a missing end leaves that side unbounded.
    """

    opens_at: datetime | None = None
    closes_at: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Whether no instant lies inside, as when a window is clipped to one it never meets."""
        return (
            self.opens_at is not None
            and self.closes_at is not None
            and self.closes_at <= self.opens_at
        )

    def phase(self, *, at: datetime) -> Phase:
        """Return the phase at the aware instant ``at``; an end that has passed wins.

        An empty window is closed from the first: nobody may be promised an opening.
        """
        if self.is_empty or (self.closes_at is not None and at >= self.closes_at):
            return Phase.CLOSED
        if self.opens_at is not None and at < self.opens_at:
            return Phase.UPCOMING
        return Phase.OPEN

    def clipped_to(self, outer: "Window | None") -> "Window":
        """Return the part of this window that lies inside ``outer``."""
        if outer is None:
            return self
        starts = [end for end in (self.opens_at, outer.opens_at) if end is not None]
        ends = [end for end in (self.closes_at, outer.closes_at) if end is not None]
        return Window(max(starts, default=None), min(ends, default=None))


def stored_closing(typed: datetime, *, tz: tzinfo) -> datetime:
    """Return the excluded end that a typed closing time means.

    "Closes at 23:59" means until the day ends, so 23:59 in ``tz`` becomes the next midnight there,
    also on the days on which the clocks change. Any other time is kept.
    """
    local = typed.astimezone(tz)
    if (local.hour, local.minute) != (23, 59):
        return typed
    return datetime.combine(local.date() + timedelta(days=1), time.min, tzinfo=tz)


def shown_closing(closes_at: datetime, *, tz: tzinfo) -> datetime:
    """Return the closing time as people read it: midnight in ``tz`` is 23:59 of the day before."""
    local = closes_at.astimezone(tz)
    if (local.hour, local.minute) != (0, 0):
        return local
    return datetime.combine(local.date() - timedelta(days=1), time(23, 59), tzinfo=tz)
