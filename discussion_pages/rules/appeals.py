"""States of an appeal and what moves it between them: one table."""

from datetime import datetime, timedelta
from enum import StrEnum

from discussion_pages.rules.states import Action


class AppealState(StrEnum):
    """Where an appeal stands. Only ``OPEN`` waits for somebody."""

    OPEN = "open"
    UPHELD = "upheld"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class AppealEvent(StrEnum):
    """What happens to an appeal; ``MOOT``: the decision was undone before anybody answered."""

    UPHOLD = "uphold"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    MOOT = "moot"


TRANSITIONS: dict[tuple[AppealState, AppealEvent], AppealState] = {
    (AppealState.OPEN, AppealEvent.UPHOLD): AppealState.UPHELD,
    (AppealState.OPEN, AppealEvent.REFUSE): AppealState.REFUSED,
    (AppealState.OPEN, AppealEvent.WITHDRAW): AppealState.WITHDRAWN,
    (AppealState.OPEN, AppealEvent.MOOT): AppealState.UPHELD,
}


class AppealTransitionError(ValueError):
    """The event does not apply to an appeal in that state."""


def appeal_state_after(state: AppealState, event: AppealEvent) -> AppealState:
    """Return the state that ``event`` leads to.

    Raises:
        AppealTransitionError: the pair is not in ``TRANSITIONS``.
    """
    try:
        return TRANSITIONS[AppealState(state), AppealEvent(event)]
    except KeyError:
        raise AppealTransitionError(f"{event} does not apply to an appeal {state}") from None


def may_appeal_until(decided_at: datetime, *, days: int) -> datetime:
    """Return the instant from which an appeal comes too late: ``days`` full days afterwards."""
    return decided_at + timedelta(days=days)


APPEALABLE = frozenset({Action.HOLD, Action.REJECT, Action.REMOVE, Action.REDACT})
BY_REPORTS = "reports"


def is_appealable(action: Action, *, is_automatic: bool, rule: str = "") -> bool:
    """Say whether a decision is one to appeal against: it limits the author, and somebody made it.

    What a phase of the machine holds waits for a person anyway; what readers' reports hold
    (``rule`` begins with ``BY_REPORTS``) was published, and its author may speak.
    """
    if Action(action) not in APPEALABLE:
        return False
    return not is_automatic or rule.partition(":")[0] == BY_REPORTS
