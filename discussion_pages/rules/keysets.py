"""Cursors of long lists: the values by which its last row was sorted, as one short word."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from discussion_pages.rules.cursors import EPOCH, MICROSECOND, NUMBER_MAX, CursorError

LENGTH_MAX = 80
INSTANT, DAY = "t", "d"
MARKS: dict[type, str] = {datetime: INSTANT, date: DAY}

Value = int | datetime | date


def write_keyset(values: Sequence[Value]) -> str:
    """Return the word for some whole numbers (none below zero), aware instants and days."""
    return ".".join(_written(value) for value in values)


def read_keyset(text: str, kinds: Sequence[type]) -> list[Value]:
    """Read what ``write_keyset`` wrote for values of these kinds: ``int``, ``datetime``, ``date``.

    Raises:
        CursorError: malformed, out of range, or made for another list.
    """
    parts = text.split(".")
    if len(text) > LENGTH_MAX or len(parts) != len(kinds):
        raise CursorError(text)
    values = [_read(part, kind) for part, kind in zip(parts, kinds, strict=True)]
    if write_keyset(values) != text:
        raise CursorError(text)  # one place, one address
    return values


def _written(value: Value) -> str:
    if isinstance(value, datetime):
        return f"{INSTANT}{(value - EPOCH) // MICROSECOND:x}"
    if isinstance(value, date):
        return f"{DAY}{value.toordinal():x}"
    return f"{value:x}"


def _read(part: str, kind: type) -> Value:
    mark = MARKS.get(kind, "")
    try:
        number = int(part.removeprefix(mark), 16)
        if not 0 <= number <= NUMBER_MAX:
            raise CursorError(part)
        if kind is datetime:
            return EPOCH + timedelta(microseconds=number)
        return date.fromordinal(number) if kind is date else number
    except (ValueError, OverflowError) as error:
        raise CursorError(part) from error
