from datetime import UTC, datetime

import pytest

from discussion_pages.rules.cursors import (
    Cursor,
    CursorError,
    Order,
    cursor_for,
    is_path,
    path_step,
    read_cursor,
)

POSTED_AT = datetime(2027, 2, 10, 12, 0, 0, 123456, tzinfo=UTC)


@pytest.mark.parametrize("order", Order)
def test_a_cursor_survives_being_written_into_an_address(order):
    cursor = cursor_for(order, posted_at=POSTED_AT, like_count=42, pk=2**40)
    assert read_cursor(str(cursor), order) == cursor
    assert len(str(cursor)) <= 40


def test_a_cursor_keeps_the_instant_to_the_microsecond():
    cursor = cursor_for(Order.NEWEST, posted_at=POSTED_AT, like_count=0, pk=7)
    assert cursor.instant == POSTED_AT
    assert cursor_for(Order.LIKED, posted_at=POSTED_AT, like_count=9, pk=7).value == 9


@pytest.mark.parametrize(
    "text",
    [
        *["", "n", "n-", "n1", "n1-", "n-1", "nx-1", "n1-x", "n1-0", "n1--1", "n-1-1"],
        *["o1-1", "l1-1", "n01-1", "n1-01", "n 1-1", "n+1-1", "n1_0-1", "nA-1", "n0x1-1"],
        *["n1-1-1", "é1-1", f"n{'f' * 16}-1", f"n1-{'f' * 16}", "n7fffffffffffffff-1"],
        f"n{'1' * 99}-1",
    ],
)
def test_what_is_no_cursor_of_ours_is_refused(text):
    with pytest.raises(CursorError):
        read_cursor(text, Order.NEWEST)


def test_a_cursor_beyond_the_calendar_has_no_instant():
    with pytest.raises(CursorError):
        _ = Cursor(Order.NEWEST, 2**62, 1).instant


def test_paths_sort_as_their_keys_do():
    keys = [1, 9, 10, 15, 16, 255, 256, 2**31, 2**32 - 1]
    assert sorted(path_step(key) for key in keys) == [path_step(key) for key in keys]
    assert {len(path_step(key)) for key in keys} == {8}


def test_a_key_that_does_not_fit_the_path_is_an_error():
    with pytest.raises(OverflowError):
        path_step(2**32)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("0000000a", True),
        ("0000000a0000000b", True),
        ("0" * 64, True),
        ("0" * 72, False),
        ("", False),
        ("0000000", False),
        ("0000000A", False),
        ("0000000g", False),
        ("' OR 1=1", False),
    ],
)
def test_a_path_from_an_address_is_checked(text, answer):
    assert is_path(text) is answer
