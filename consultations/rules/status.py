"""A consultation's status: computed from its window and outcome, never stored."""

from datetime import datetime
from enum import StrEnum

from discussion_pages.rules.windows import Phase, Window


class Status(StrEnum):
    """Where a consultation stands."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"
    OUTCOME_PUBLISHED = "outcome_published"


def status_of(window: Window, *, outcome_published_at: datetime | None, at: datetime) -> Status:
    """Return the status at the aware instant ``at``.

    An outcome that has been published ends the matter, whatever the window says.
    """
    if outcome_published_at is not None and at >= outcome_published_at:
        return Status.OUTCOME_PUBLISHED
    return {
        Phase.UPCOMING: Status.UPCOMING,
        Phase.OPEN: Status.OPEN,
        Phase.CLOSED: Status.CLOSED,
    }[window.phase(at=at)]


def closes_before(
    window: Window, *, outcome_published_at: datetime | None, until: datetime, at: datetime
) -> bool:
    """Say whether people can still take part at ``at``, or will, and no longer at ``until``.

    All are aware instants, and ``until`` itself is excluded. What has no end never closes; an
    outcome is an end, so that one which is dated already closes a window without another.
    """
    status = status_of(window, outcome_published_at=outcome_published_at, at=at)
    if status not in {Status.UPCOMING, Status.OPEN}:
        return False
    ends_at = window.clipped_to(Window(closes_at=outcome_published_at)).closes_at
    return ends_at is not None and ends_at < until
