from datetime import timedelta

import pytest

from discussion_pages.rules.commenting import (
    ModerationMode,
    commenting,
    may_edit,
    may_withdraw,
    state_when_posted,
)
from discussion_pages.rules.states import State
from discussion_pages.rules.windows import Window
from tests.tables import END, START, TICK, WINDOW_TABLE


@pytest.mark.parametrize(("opens_at", "closes_at", "at", "phase"), WINDOW_TABLE)
def test_comments_are_taken_while_the_window_is_open(opens_at, closes_at, at, phase):
    window = Window(opens_at, closes_at)
    assert commenting(window, comments_open=True, is_copy=False, at=at) == phase


@pytest.mark.parametrize(("opens_at", "closes_at", "at", "phase"), WINDOW_TABLE)
def test_a_copy_never_takes_any_and_says_so_first(opens_at, closes_at, at, phase):
    window = Window(opens_at, closes_at)
    for comments_open in (True, False):
        answer = commenting(window, comments_open=comments_open, is_copy=True, at=at)
        assert answer == "read_only_copy"


@pytest.mark.parametrize(
    ("at", "answer"),
    [(START - TICK, "off"), (START, "off"), (END - TICK, "off"), (END, "closed")],
)
def test_comments_switched_off_are_said_until_the_window_is_over(at, answer):
    assert commenting(Window(START, END), comments_open=False, is_copy=False, at=at) == answer


@pytest.mark.parametrize(
    ("mode", "has_published_before", "state"),
    [
        ("after", False, "published"),
        ("after", True, "published"),
        ("before", False, "held"),
        ("before", True, "held"),
        ("first", False, "held"),
        ("first", True, "published"),
    ],
)
def test_the_mode_decides_whether_a_comment_waits(mode, has_published_before, state):
    answer = state_when_posted(ModerationMode(mode), has_published_before=has_published_before)
    assert answer == state


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize(
    ("since", "in_time"),
    [
        (timedelta(0), True),
        (timedelta(minutes=15) - TICK, True),
        (timedelta(minutes=15), False),
        (timedelta(days=1), False),
    ],
)
def test_a_comment_is_edited_within_15_minutes(state, since, in_time):
    expected = in_time and state in ("held", "published")
    assert may_edit(state, posted_at=START, minutes=15, at=START + since) is expected


@pytest.mark.parametrize("state", State)
def test_a_comment_is_withdrawn_while_no_moderator_took_it_down(state):
    assert may_withdraw(state) is (state in ("held", "published"))
