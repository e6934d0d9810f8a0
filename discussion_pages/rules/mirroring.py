"""What a mirror of the read API goes by: since when something changed, and where it left off."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from discussion_pages.rules.cursors import EPOCH, MICROSECOND, NUMBER_MAX, CursorError

TEXT_LENGTH_MAX = 50
BEGINNING = datetime.min.replace(tzinfo=UTC)


def page_changed_since(
    since: datetime, *, published_at: datetime | None, came_at: datetime | None
) -> bool:
    """Say whether readers could see a page change at ``since`` or after it.

    ``published_at``: when its content was last published; ``came_at``: when it last came into
    public reach, or moved to another address. Either may not be known.
    """
    return any(at is not None and at >= since for at in (published_at, came_at))


def feed_reaches(
    since: datetime, *, recorded_from: datetime | None, days: int, at: datetime
) -> bool:
    """Say whether a feed that keeps ``days`` full days knows everything from ``since`` on.

    ``recorded_from``: when recording began; ``None`` where nothing is recorded yet.
    """
    if recorded_from is None:
        return False
    return since >= oldest_since(recorded_from, days=days, at=at)


def oldest_since(recorded_from: datetime, *, days: int, at: datetime) -> datetime:
    """Return the first instant from which such a feed knows everything."""
    try:
        kept_from = at - timedelta(days=days)
    except OverflowError:
        kept_from = BEGINNING
    return max(recorded_from, kept_from)


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """Where a list by instants was left off: after this instant, source and key."""

    micros: int
    rank: int
    pk: int

    @classmethod
    def after(cls, at: datetime, *, rank: int = 0, pk: int) -> "Position":
        """Return the position just after an item."""
        return cls((at - EPOCH) // MICROSECOND, rank, pk)

    def __str__(self) -> str:
        return f"m{self.micros:x}-{self.rank:x}-{self.pk:x}"

    @property
    def instant(self) -> datetime:
        """The instant, aware, in UTC.

        Raises:
            CursorError: it lies outside the calendar.
        """
        try:
            return EPOCH + timedelta(microseconds=self.micros)
        except OverflowError as error:
            raise CursorError(str(self)) from error


def read_position(text: str) -> Position:
    """Read a position made by ``str(position)``.

    Raises:
        CursorError: malformed or out of range.
    """
    if text[:1] != "m" or len(text) > TEXT_LENGTH_MAX:
        raise CursorError(text)
    try:
        micros, rank, pk = (int(part, 16) for part in text[1:].split("-"))
    except ValueError as error:
        raise CursorError(text) from error
    if not (0 <= micros <= NUMBER_MAX and 0 <= rank <= 9 and 0 < pk <= NUMBER_MAX):
        raise CursorError(text)
    position = Position(micros, rank, pk)
    _ = position.instant
    if str(position) != text:
        raise CursorError(text)  # one place, one address
    return position
