"""What a moderator looks at next: one order of urgency."""

from datetime import datetime
from enum import IntEnum
from typing import NamedTuple


class Urgency(IntEnum):
    """Why a comment waits at the desk. The smaller, the sooner; ``NONE`` waits for nobody."""

    NONE = 0
    SAFEGUARDING = 10
    ILLEGAL = 20
    APPEAL = 30
    REPORTED = 40
    HELD = 50
    NEW = 60


class Place(NamedTuple):
    """A place in the queue: how urgent, and since when. ``since`` is ``None`` outside of it."""

    urgency: Urgency
    since: datetime | None


def place_in_queue(
    *,
    safeguarding_at: datetime | None = None,
    illegal_reported_at: datetime | None = None,
    appealed_at: datetime | None = None,
    reported_at: datetime | None = None,
    held_at: datetime | None = None,
    unseen_since: datetime | None = None,
) -> Place:
    """Return a comment's place: the most urgent of the reasons it has to wait.

    Each argument is since when that reason holds (for reports and appeals, the oldest open one), or
    ``None`` where it does not. ``unseen_since`` is when a comment was published that no moderator
    has looked at.
    """
    reasons = (
        Place(Urgency.SAFEGUARDING, safeguarding_at),
        Place(Urgency.ILLEGAL, illegal_reported_at),
        Place(Urgency.APPEAL, appealed_at),
        Place(Urgency.REPORTED, reported_at),
        Place(Urgency.HELD, held_at),
        Place(Urgency.NEW, unseen_since),
    )
    return next(
        (reason for reason in reasons if reason.since is not None), Place(Urgency.NONE, None)
    )
