import itertools

import pytest

from discussion_pages.rules.appeals import (
    AppealEvent,
    AppealState,
    AppealTransitionError,
    appeal_state_after,
    is_appealable,
    may_appeal_until,
)
from discussion_pages.rules.states import Action
from tests.tables import FALL_BACK, SPRING_FORWARD, START, TICK

ALLOWED = {
    ("open", "uphold"): "upheld",
    ("open", "refuse"): "refused",
    ("open", "withdraw"): "withdrawn",
    ("open", "moot"): "upheld",
}
PAIRS = list(itertools.product(AppealState, AppealEvent))


def test_the_table_names_states_and_events_that_exist():
    assert set(ALLOWED) <= {(state.value, event.value) for state, event in PAIRS}


@pytest.mark.parametrize(("state", "event"), PAIRS)
def test_an_event_leads_to_one_state_or_does_not_apply(state, event):
    expected = ALLOWED.get((state.value, event.value))
    if expected is None:
        with pytest.raises(AppealTransitionError):
            appeal_state_after(state, event)
        return
    assert appeal_state_after(state, event) == expected
    assert appeal_state_after(state.value, event.value) == expected


@pytest.mark.parametrize(
    ("decided_at", "at", "in_time"),
    [
        (START, START, True),
        (START, START.replace(day=28) + TICK, True),
        (START, START.replace(month=3) - TICK, True),
        (START, START.replace(month=3), False),
        (SPRING_FORWARD - TICK, SPRING_FORWARD.replace(month=4, day=25) - 2 * TICK, True),
        (SPRING_FORWARD - TICK, SPRING_FORWARD.replace(month=4, day=25) - TICK, False),
        (FALL_BACK, FALL_BACK.replace(month=11, day=28) - TICK, True),
        (FALL_BACK, FALL_BACK.replace(month=11, day=28), False),
    ],
)
def test_there_are_so_many_full_days_to_appeal(decided_at, at, in_time):
    assert (at < may_appeal_until(decided_at, days=28)) is in_time


@pytest.mark.parametrize("action", Action)
def test_what_a_person_decided_against_the_author_may_be_appealed_against(action):
    limits = action in {"hold", "reject", "remove", "redact"}
    assert is_appealable(action, is_automatic=False) is limits


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("reports", True),
        ("reports:threshold", True),
        ("words:banned", False),
        ("mode:before", False),
        ("", False),
    ],
)
def test_of_what_the_machine_holds_only_what_readers_reported_is_appealed_against(rule, expected):
    assert is_appealable(Action.HOLD, is_automatic=True, rule=rule) is expected
