"""Cursors: where a page of comments goes on, without numbers that shift under the reader."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
PATH_STEP = 8  # hexadecimal digits a level
NUMBER_MAX = 2**63 - 1


class Order(StrEnum):
    """Orders in which threads are listed."""

    NEWEST = "newest"
    OLDEST = "oldest"
    LIKED = "liked"


class CursorError(ValueError):
    """The text is no cursor of ours for that order."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last comment already shown: its sort value (microseconds or likes) and primary key."""

    order: Order
    value: int
    pk: int

    def __str__(self) -> str:
        return f"{self.order.value[0]}{self.value:x}-{self.pk:x}"

    @property
    def instant(self) -> datetime:
        """The sort value as an aware instant in UTC.

        Raises:
            CursorError: the value lies outside the calendar.
        """
        try:
            return EPOCH + timedelta(microseconds=self.value)
        except OverflowError as error:
            raise CursorError(str(self)) from error

    @property
    def place(self) -> datetime | int:
        """What its order sorts by: an instant, or a number of likes.

        Raises:
            CursorError: the instant lies outside the calendar.
        """
        return self.value if self.order is Order.LIKED else self.instant


def cursor_for(order: Order, *, posted_at: datetime, like_count: int, pk: int) -> Cursor:
    """Return the cursor that stands just after the given comment."""
    value = like_count if order is Order.LIKED else (posted_at - EPOCH) // MICROSECOND
    return Cursor(order, value, pk)


def read_cursor(text: str, order: Order) -> Cursor:
    """Read a cursor made by ``str(cursor)``.

    Raises:
        CursorError: malformed, out of range, or made for another order.
    """
    head, _, tail = text[1:].partition("-")
    if text[:1] != order.value[0] or not (head and tail) or len(text) > 40:
        raise CursorError(text)
    try:
        value, pk = int(head, 16), int(tail, 16)
    except ValueError as error:
        raise CursorError(text) from error
    if not (0 <= value <= NUMBER_MAX and 0 < pk <= NUMBER_MAX):
        raise CursorError(text)
    cursor = Cursor(order, value, pk)
    if order is not Order.LIKED:
        _ = cursor.instant
    if str(cursor) != text:
        raise CursorError(text)  # one place, one address
    return cursor


def path_step(pk: int) -> str:
    """Return a comment's own step of the path: fixed width, so that text order is tree order.

    Raises:
        OverflowError: the key needs more than eight hexadecimal digits.
    """
    if pk >= 16**PATH_STEP:
        raise OverflowError(f"comment {pk} does not fit a path of {PATH_STEP} digits a level")
    return f"{pk:0{PATH_STEP}x}"


def is_path(text: str) -> bool:
    """Say whether ``text`` has the form of a path (used where it comes from a URL)."""
    return (
        0 < len(text) <= 8 * PATH_STEP
        and len(text) % PATH_STEP == 0
        and all(character in "0123456789abcdef" for character in text)
    )
