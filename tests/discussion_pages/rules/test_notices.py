"""When an e-mail is tried again, and when a day's notices are due."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from discussion_pages.rules.notices import (
    NoticeKind,
    Topic,
    digest_due_since,
    retry_after,
    topic_of,
)

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("attempts", "minutes"),
    [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 32), (7, 64), (8, None), (9, None)],
)
def test_each_failure_waits_twice_as_long_and_the_eighth_is_the_last(attempts, minutes):
    expected = None if minutes is None else timedelta(minutes=minutes)
    assert retry_after(attempts) == expected


def london(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("local", "due"),
    [
        (london(2027, 2, 10, 7, 59, 59, 999999), None),
        (london(2027, 2, 10, 8, 0), london(2027, 2, 10, 8, 0)),
        (london(2027, 2, 10, 23, 59), london(2027, 2, 10, 8, 0)),
        (london(2027, 3, 28, 8, 0), london(2027, 3, 28, 8, 0)),
        (london(2027, 10, 31, 7, 59), None),
        (london(2027, 10, 31, 8, 1), london(2027, 10, 31, 8, 0)),
    ],
)
def test_a_days_notices_are_due_from_the_hour_on_the_wall_clock(local, due):
    assert digest_due_since(local, hour=8) == due


def test_the_hour_is_local_where_clocks_have_changed():
    found = digest_due_since(london(2027, 7, 1, 9, 0), hour=8)
    assert found.astimezone(UTC) == datetime(2027, 7, 1, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_only_replies_and_follows_obey_the_setting_for_them(kind):
    is_following = kind in {NoticeKind.REPLY, NoticeKind.NEW_COMMENT}
    assert topic_of(kind) is (Topic.FOLLOWING if is_following else Topic.MODERATION)
