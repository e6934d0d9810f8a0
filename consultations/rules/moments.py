"""The moments of a consultation that are told to the world, and when each has come."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from discussion_pages.rules.windows import Window


class MomentKind(StrEnum):
    """What has come. The words are the names of the webhooks' events."""

    OPENED = "consultation.opened"
    CLOSING_SOON = "consultation.closing_soon"
    CLOSED = "consultation.closed"
    OUTCOME_PUBLISHED = "consultation.outcome_published"


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that has come.

    ``instant`` is what an editor has set, and names the moment: another instant makes another
    moment. ``came_at`` is when it took effect, which is later where the page was published later.
    """

    kind: MomentKind
    instant: datetime
    came_at: datetime


def moments_until(
    window: Window,
    *,
    outcome_published_at: datetime | None,
    first_published_at: datetime | None,
    soon: timedelta,
    at: datetime,
) -> list[Moment]:
    """Return the moments of a published consultation that have come by ``at``, in their order.

    They follow the status: a consultation opens and closes only where its status says so for a
    while, so an outcome that comes before the closing leaves no closing, and what was over when the
    page was first published (``None``: longer ago than anybody knows) was never open to anybody.
    Closing soon is worth telling only while it is open. ``soon`` is time that passes, so a day on
    which the clocks change makes no difference. All instants are aware.
    """
    closes_at = window.closes_at
    starts = [start for start in (window.opens_at, first_published_at) if start is not None]
    ends = [end for end in (closes_at, outcome_published_at) if end is not None]
    open_from, over_at = max(starts, default=None), min(ends, default=None)
    found: list[Moment] = []
    if not window.is_empty and (open_from is None or over_at is None or open_from < over_at):
        if open_from is not None:
            found.append(Moment(MomentKind.OPENED, window.opens_at or open_from, open_from))
        if closes_at is not None and closes_at == over_at:
            # In a zone of its own, an instant is subtracted from by the clock on the wall.
            soon_from = closes_at.astimezone(UTC) - soon
            soon_from = max(soon_from, open_from or soon_from)
            if at < closes_at and soon_from < closes_at:
                found.append(Moment(MomentKind.CLOSING_SOON, closes_at, soon_from))
            if closes_at != outcome_published_at:
                found.append(Moment(MomentKind.CLOSED, closes_at, closes_at))
    if outcome_published_at is not None and (
        first_published_at is None or first_published_at <= outcome_published_at
    ):
        found.append(
            Moment(MomentKind.OUTCOME_PUBLISHED, outcome_published_at, outcome_published_at)
        )
    return sorted(
        (moment for moment in found if moment.came_at <= at), key=lambda moment: moment.came_at
    )


def is_news(moment: Moment, *, told_at: datetime | None) -> bool:
    """Say whether a moment is told although one of its kind was, at ``told_at``.

    Who moves an opening that everybody was told of from ten o'clock to nine corrects the past. A
    new closing ahead is always news to those who were told of another.
    """
    if told_at is None or moment.kind is MomentKind.CLOSING_SOON:
        return True
    return moment.came_at > told_at
