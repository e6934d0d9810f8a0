import itertools

import pytest

from discussion_pages.rules.states import (
    ACTIONS_THAT_LIMIT,
    TRANSITIONS,
    Action,
    State,
    TransitionRefusedError,
    actions_for,
    applies,
    is_shown,
    state_after,
)
from tests.tables import ALLOWED, allowed

CASES = list(itertools.product(State, Action, (False, True)))


def test_the_table_below_covers_every_case():
    assert len(CASES) == 5 * 15 * 2
    assert set(ALLOWED) == {(state.value, action.value) for state, action in TRANSITIONS}


@pytest.mark.parametrize(("state", "action", "was_public"), CASES)
def test_an_action_leads_to_one_state_or_is_refused(state, action, was_public):
    expected = allowed(state, action, was_public=was_public)
    assert applies(action, state, was_public=was_public) is (expected is not None)
    if expected is None:
        with pytest.raises(TransitionRefusedError) as refused:
            state_after(state, action, was_public=was_public)
        assert (refused.value.state, refused.value.action) == (state, action)
        return
    assert state_after(state, action, was_public=was_public) == expected
    assert state_after(state.value, action.value, was_public=was_public) == expected


def test_what_a_member_withdrew_nobody_brings_back():
    for state, action in TRANSITIONS:
        if state is State.WITHDRAWN:
            assert TRANSITIONS[state, action].to is State.WITHDRAWN


@pytest.mark.parametrize("was_public", [False, True])
@pytest.mark.parametrize("state", State)
def test_a_moderator_is_offered_what_applies_and_never_withdrawing(state, was_public):
    wanted = [
        action
        for action in Action
        if action != "withdraw" and allowed(state, action, was_public=was_public)
    ]
    assert actions_for(state, was_public=was_public) == wanted


@pytest.mark.parametrize("was_public", [False, True])
def test_what_is_held_is_rejected_or_removed_and_never_both(was_public):
    offered = set(actions_for(State.HELD, was_public=was_public))
    assert offered & {Action.REJECT, Action.REMOVE} == {
        Action.REMOVE if was_public else Action.REJECT
    }


def test_what_limits_somebody_needs_a_reason():
    assert {"hold", "reject", "remove", "redact"} == ACTIONS_THAT_LIMIT


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("published_replies", [0, 1, 7])
def test_a_place_on_the_page_is_for_published_text_or_for_its_replies(state, published_replies):
    expected = state == "published" or published_replies > 0
    assert is_shown(state, published_replies=published_replies) is expected
