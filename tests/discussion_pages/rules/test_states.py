import itertools

import pytest

from discussion_pages.rules.states import (
    ACTIONS_THAT_LIMIT,
    Action,
    State,
    TransitionRefusedError,
    actions_for,
    is_shown,
    state_after,
)
from tests.tables import ALLOWED

PAIRS = list(itertools.product(State, Action))


def test_the_table_below_covers_every_pair():
    assert len(PAIRS) == 5 * 6
    assert set(ALLOWED) <= {(state.value, action.value) for state, action in PAIRS}


@pytest.mark.parametrize(("state", "action"), PAIRS)
def test_an_action_leads_to_one_state_or_is_refused(state, action):
    expected = ALLOWED.get((state.value, action.value))
    if expected is None:
        with pytest.raises(TransitionRefusedError) as refused:
            state_after(state, action)
        assert (refused.value.state, refused.value.action) == (state, action)
        return
    assert state_after(state, action) == expected
    assert state_after(state.value, action.value) == expected


def test_what_a_member_withdrew_nobody_brings_back():
    assert actions_for(State.WITHDRAWN) == []


@pytest.mark.parametrize("state", State)
def test_a_moderator_is_offered_what_applies_and_never_withdrawing(state):
    wanted = [a for (s, a) in ALLOWED if s == state.value and a != "withdraw"]
    assert sorted(actions_for(state)) == sorted(wanted)


def test_what_limits_somebody_needs_a_reason():
    assert {"hold", "reject", "remove"} == ACTIONS_THAT_LIMIT


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("published_replies", [0, 1, 7])
def test_a_place_on_the_page_is_for_published_text_or_for_its_replies(state, published_replies):
    expected = state == "published" or published_replies > 0
    assert is_shown(state, published_replies=published_replies) is expected
