"""Where an entry or a stage stands in time. Computed from the instant, never stored."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from enum import StrEnum

from timeline_blocks.rules.when import When, precedes


class Placement(StrEnum):
    """An entry's place in time, seen from one instant."""

    PAST = "past"
    CURRENT = "current"
    UPCOMING = "upcoming"


def place_dated(when: When, *, at: datetime) -> Placement:
    """Place an entry whose date is known, exactly or not.

    A span that is over is past. Inside its span only an exact date or range is current: "some time
    this spring" may still lie ahead on every day of that spring, so it stays upcoming.
    """
    if when.is_over(at):
        return Placement.PAST
    if when.is_exact and when.has_started(at):
        return Placement.CURRENT
    return Placement.UPCOMING


def place_entries(whens: Sequence[When], *, at: datetime) -> tuple[Placement, ...]:
    """Place every entry of a whole timeline, given in the editor's order.

    An undated entry is past when an entry later in that order is past, else upcoming.
    """
    placements: list[Placement] = []
    past_follows = False
    for when in reversed(whens):
        if when.start is None:
            placement = Placement.PAST if past_follows else Placement.UPCOMING
        else:
            placement = place_dated(when, at=at)
        past_follows = past_follows or placement is Placement.PAST
        placements.append(placement)
    return tuple(reversed(placements))


def place_stage(entries: Iterable[Placement]) -> Placement | None:
    """Place a stage by its entries; None for a stage that has none.

    It is current when one of its entries is, or when it has both past and upcoming ones, so
    several stages may be current at once.
    """
    found = set(entries)
    if not found:
        return None
    if Placement.CURRENT in found or len(found) > 1:
        return Placement.CURRENT
    return found.pop()


def is_expected(when: When, *, at: datetime) -> bool:
    """Whether an inexact date is inside its span: "Expected this spring"."""
    return not when.is_exact and when.contains(at)


def changes(whens: Iterable[When]) -> list[datetime]:
    """Return the instants at which a placement, or what is said of it, changes, in their order.

    That is at the start and at the end of every span: "some time this spring" is upcoming on each
    day of that spring, but from its first day on it is expected. Undated entries follow the others.
    """
    ends = {end.astimezone(UTC) for when in whens for end in (when.start, when.end) if end}
    return sorted(ends)


def out_of_order(whens: Sequence[When]) -> tuple[int | None, ...]:
    """For each entry, the index of an earlier entry that should come after it, or None.

    An inexact date is out of order only when the whole of its span lies before the other's start:
    "June 2021" after "15 June 2021" is no mistake. Undated entries are never out of order.
    """
    hints: list[int | None] = []
    latest: int | None = None
    for index, when in enumerate(whens):
        if when.start is None:
            hints.append(None)
            continue
        hints.append(latest if latest is not None and _misplaced(when, whens[latest]) else None)
        if latest is None or precedes(_start(whens[latest]), when.start):
            latest = index
    return tuple(hints)


def here_index(placements: Sequence[Placement]) -> int | None:
    """The index of the entry before which "You are here" stands, or None for nowhere.

    That is after the last entry that is past. A timeline that is wholly past or wholly
    to come has no such place.
    """
    last_past = max((i for i, p in enumerate(placements) if p is Placement.PAST), default=None)
    if last_past is not None:
        return last_past + 1 if last_past + 1 < len(placements) else None
    return next((i for i, p in enumerate(placements) if p is Placement.CURRENT), None)


def _misplaced(when: When, earlier: When) -> bool:
    if when.is_exact:
        return precedes(_start(when), _start(earlier))
    return when.end is not None and not precedes(_start(earlier), when.end)


def _start(when: When) -> datetime:
    if when.start is None:
        raise ValueError("an undated entry has no start")
    return when.start
