"""How long an answer may be kept for others, and under which address."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from urllib.parse import parse_qsl, unquote_plus

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TICK = timedelta.resolution
QUERY_LENGTH_MAX = 300

LEGITIMATE = frozenset(
    {
        "after",
        "ancestor_of",
        "child_of",
        "consultation",
        "descendant_of",
        "discussion",
        "fields",
        "limit",
        "locale",
        "offset",
        "order",
        "page",
        "parent",
        "pinned_first",
        "site",
        "state",
        "status",
        "thread",
        "topic",
        "translation_of",
        "type",
    }
)
"""Parameters under which an answer may be kept, where its view takes them. No words to search for:
there is no end of those."""


def next_of(instants: Iterable[datetime | None], *, at: datetime) -> datetime | None:
    """Return the first of these aware instants that is still to come at ``at``, if one is."""
    coming = [instant for instant in instants if instant is not None]
    # In a zone of its own, an instant is compared by the clock on the wall; so through UTC.
    ahead = [i.astimezone(UTC) for i in coming if i.astimezone(UTC) > at.astimezone(UTC)]
    return min(ahead, default=None)


def gap_changes_at(instant: datetime, *, at: datetime) -> datetime:
    """Return when "3 hours ago", said of ``instant`` at ``at``, may read differently next.

    It counts whole minutes, then whole hours, then days and more; months also turn at midnight.
    """
    if at <= instant:
        return instant + TICK
    gap = at - instant
    step = MINUTE if gap < HOUR else HOUR if gap < DAY else DAY
    turn = instant + (gap // step + 1) * step
    if step is not DAY:
        return turn
    midnight = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + DAY
    return min(turn, midnight)


def kept_query(text: str, *, ignored: Collection[str]) -> str | None:
    """Return a query string without what only counts clicks, else ``None``: no address to keep.

    ``ignored`` names parameters that no page reads; a star stands for any ending. What is left has
    to be written as browsers write it, each parameter once and known.
    """
    if not text:
        return ""
    if len(text) > QUERY_LENGTH_MAX:
        return None
    kept = [part for part in text.split("&") if part and not _is_ignored(part, ignored)]
    names = [name for name, _value in parse_qsl("&".join(kept), keep_blank_values=True)]
    if len(names) != len(set(names)) or len(names) != len(kept) or not LEGITIMATE.issuperset(names):
        return None
    return "&".join(sorted(kept))


def parameters_of(query: str) -> frozenset[str]:
    """Return the names of the parameters in a query string."""
    return frozenset(name for name, _value in parse_qsl(query, keep_blank_values=True))


def shared_seconds(until: datetime, *, most: int, at: datetime) -> int:
    """Return for how many whole seconds from ``at`` an answer holds that holds until ``until``."""
    return max(0, min(most, int((until - at).total_seconds())))


def _is_ignored(part: str, ignored: Collection[str]) -> bool:
    name = unquote_plus(part.partition("=")[0])
    return any(fnmatchcase(name, pattern) for pattern in ignored)
