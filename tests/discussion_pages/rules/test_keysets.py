"""Cursors by the values that a list is sorted by."""

from datetime import UTC, date, datetime

import pytest

from discussion_pages.rules.cursors import CursorError
from discussion_pages.rules.keysets import read_keyset, write_keyset

AT = datetime(2027, 2, 1, 9, 0, 0, 123456, tzinfo=UTC)


@pytest.mark.parametrize(
    ("values", "kinds"),
    [
        ([50, AT, 7], [int, datetime, int]),
        ([0, 2**63 - 1], [int, int]),
        ([date(2027, 2, 1), 7], [date, int]),
    ],
)
def test_what_was_written_is_read_to_the_microsecond(values, kinds):
    assert read_keyset(write_keyset(values), kinds) == values


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "32",
        "32.7",
        "32.t7.7.7",
        "32.7.t7",
        "-1.t7.7",
        "032.t7.7",
        "32.t+7.7",
        "32.t7.0x7",
        "32.t7. 7",
        "32.t7.A",
        "32.t7.8000000000000000",
        f"32.t{2**63 - 1:x}.7",
        f"32.t7.{'f' * 80}",
        "32.t7.٣",
    ],
)
def test_anything_else_is_no_cursor(text):
    with pytest.raises(CursorError):
        read_keyset(text, [int, datetime, int])


@pytest.mark.parametrize("text", ["d0.7", "dffffffff.7", "t7.7", "7.7", "d7"])
def test_a_day_outside_of_the_calendar_is_none(text):
    with pytest.raises(CursorError):
        read_keyset(text, [date, int])
