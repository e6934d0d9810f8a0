"""States of a comment and the decisions that move it between them: one table."""

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


TRANSITIONS: dict[tuple[State, Action], State] = {
    (State.HELD, Action.APPROVE): State.PUBLISHED,
    (State.HELD, Action.REJECT): State.REJECTED,
    (State.HELD, Action.REMOVE): State.REMOVED,
    (State.HELD, Action.WITHDRAW): State.WITHDRAWN,
    (State.PUBLISHED, Action.HOLD): State.HELD,
    (State.PUBLISHED, Action.REMOVE): State.REMOVED,
    (State.PUBLISHED, Action.WITHDRAW): State.WITHDRAWN,
    (State.REJECTED, Action.RESTORE): State.PUBLISHED,
    (State.REMOVED, Action.RESTORE): State.PUBLISHED,
}

# Limiting somebody needs a reason.
ACTIONS_THAT_LIMIT = frozenset({Action.HOLD, Action.REJECT, Action.REMOVE})


class TransitionRefusedError(ValueError):
    """The action does not apply to a comment in that state."""

    def __init__(self, state: State, action: Action) -> None:
        self.state = state
        self.action = action
        super().__init__(f"{action} does not apply to a comment that is {state}")


def state_after(state: State, action: Action) -> State:
    """Return the state that ``action`` leads to.

    Raises:
        TransitionRefusedError: the pair is not in ``TRANSITIONS``.
    """
    try:
        return TRANSITIONS[State(state), Action(action)]
    except KeyError:
        raise TransitionRefusedError(State(state), Action(action)) from None


def actions_for(state: State) -> list[Action]:
    """Return the actions a moderator may take on a comment in ``state``, in a steady order."""
    return [
        action
        for action in Action
        if action is not Action.WITHDRAW and (State(state), action) in TRANSITIONS
    ]


def is_shown(state: State, *, published_replies: int) -> bool:
    """Say whether a comment has a place on the page: its text, or a tombstone for its replies."""
    return State(state) is State.PUBLISHED or published_replies > 0
