"""States of a comment and the decisions that move it between them: one table."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a comment stands. Only ``PUBLISHED`` text is public."""

    HELD = "held"
    PUBLISHED = "published"
    REJECTED = "rejected"
    REMOVED = "removed"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    """What somebody, or a rule, did to a comment."""

    APPROVE = "approve"
    HOLD = "hold"
    REJECT = "reject"
    REMOVE = "remove"
    RESTORE = "restore"
    REDACT = "redact"
    WITHDRAW = "withdraw"
    MARK_OFFICIAL = "mark_official"
    PIN = "pin"
    UNPIN = "unpin"
    LOCK = "lock"
    UNLOCK = "unlock"
    ESCALATE = "escalate"
    RESOLVE = "resolve"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Transition:
    """What an action leads to, and for which comments.

    ``was_public``: only comments that have been published before (``True``), only those that never
    were (``False``), or both (``None``).
    """

    to: State
    was_public: bool | None = None


EVERY_STATE = tuple(State)

TRANSITIONS: dict[tuple[State, Action], Transition] = {
    (State.HELD, Action.APPROVE): Transition(State.PUBLISHED),
    (State.HELD, Action.REJECT): Transition(State.REJECTED, was_public=False),
    (State.HELD, Action.REMOVE): Transition(State.REMOVED, was_public=True),
    (State.HELD, Action.REDACT): Transition(State.PUBLISHED),
    (State.HELD, Action.WITHDRAW): Transition(State.WITHDRAWN),
    # Somebody looked at it, and it stays.
    (State.PUBLISHED, Action.APPROVE): Transition(State.PUBLISHED),
    (State.PUBLISHED, Action.HOLD): Transition(State.HELD),
    (State.PUBLISHED, Action.REMOVE): Transition(State.REMOVED),
    (State.PUBLISHED, Action.REDACT): Transition(State.PUBLISHED),
    (State.PUBLISHED, Action.WITHDRAW): Transition(State.WITHDRAWN),
    (State.PUBLISHED, Action.MARK_OFFICIAL): Transition(State.PUBLISHED),
    (State.PUBLISHED, Action.PIN): Transition(State.PUBLISHED),
    (State.PUBLISHED, Action.UNPIN): Transition(State.PUBLISHED),
    (State.REJECTED, Action.RESTORE): Transition(State.PUBLISHED),
    (State.REMOVED, Action.RESTORE): Transition(State.PUBLISHED),
    # A branch hangs on a tombstone too, and a worry outlives the comment that raised it.
    **{
        (state, action): Transition(state)
        for state in EVERY_STATE
        for action in (Action.LOCK, Action.UNLOCK, Action.ESCALATE, Action.RESOLVE)
    },
}

# Limiting somebody needs a reason.
ACTIONS_THAT_LIMIT = frozenset({Action.HOLD, Action.REJECT, Action.REMOVE, Action.REDACT})


class TransitionRefusedError(ValueError):
    """The action does not apply to a comment in that state."""

    def __init__(self, state: State, action: Action) -> None:
        self.state = state
        self.action = action
        super().__init__(f"{action} does not apply to a comment that is {state}")


def state_after(state: State, action: Action, *, was_public: bool) -> State:
    """Return the state that ``action`` leads to. ``was_public``: it has been published before.

    Raises:
        TransitionRefusedError: ``TRANSITIONS`` does not have it. Undoing is not in there: it leads
            back to where the undone decision came from.
    """
    if not applies(action, state, was_public=was_public):
        raise TransitionRefusedError(State(state), Action(action))
    return TRANSITIONS[State(state), Action(action)].to


def applies(action: Action, state: State, *, was_public: bool) -> bool:
    """Say whether ``action`` is in the table for a comment in ``state``."""
    found = TRANSITIONS.get((State(state), Action(action)))
    return found is not None and found.was_public in {None, was_public}


def actions_for(state: State, *, was_public: bool) -> list[Action]:
    """Return the actions a moderator may take on a comment in ``state``, in a steady order."""
    return [
        action
        for action in Action
        if action is not Action.WITHDRAW and applies(action, state, was_public=was_public)
    ]


def shown_state(state: State) -> str:
    """Return what readers are told of a state; of one that is not shown, no more than that."""
    if state in {State.PUBLISHED, State.WITHDRAWN, State.REMOVED}:
        return State(state).value
    return "not_shown"


def is_taken_away(state: State, *, was_public: bool) -> bool:
    """Say whether readers could once read a comment and no longer can."""
    return was_public and State(state) is not State.PUBLISHED


def is_shown(state: State, *, published_replies: int) -> bool:
    """Say whether a comment has a place on the page: its text, or a tombstone for its replies."""
    return State(state) is State.PUBLISHED or published_replies > 0
