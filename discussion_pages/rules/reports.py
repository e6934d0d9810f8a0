"""States of a report and what moves it between them: one table."""

from enum import StrEnum


class ReportKind(StrEnum):
    """What the reader says: it breaks a rule of the house, or the law."""

    RULES = "rules"
    ILLEGAL = "illegal"


class ReportState(StrEnum):
    """Where a report stands. Only ``RECEIVED`` waits for somebody."""

    RECEIVED = "received"
    UPHELD = "upheld"
    DISMISSED = "dismissed"
    OVERTURNED = "overturned"
    CLOSED = "closed"


class ReportEvent(StrEnum):
    """What happens to a report.

    ``UPHOLD``: the comment was limited; ``DISMISS``: it stays as it is; ``OVERTURN``: what the
    report had led to was taken back on appeal; ``CLOSE``: the author withdrew the comment;
    ``REOPEN``: the decision that settled it was undone.
    """

    UPHOLD = "uphold"
    DISMISS = "dismiss"
    OVERTURN = "overturn"
    CLOSE = "close"
    REOPEN = "reopen"


TRANSITIONS: dict[tuple[ReportState, ReportEvent], ReportState] = {
    (ReportState.RECEIVED, ReportEvent.UPHOLD): ReportState.UPHELD,
    (ReportState.RECEIVED, ReportEvent.DISMISS): ReportState.DISMISSED,
    (ReportState.RECEIVED, ReportEvent.CLOSE): ReportState.CLOSED,
    (ReportState.UPHELD, ReportEvent.OVERTURN): ReportState.OVERTURNED,
    (ReportState.UPHELD, ReportEvent.REOPEN): ReportState.RECEIVED,
    (ReportState.DISMISSED, ReportEvent.REOPEN): ReportState.RECEIVED,
    (ReportState.CLOSED, ReportEvent.REOPEN): ReportState.RECEIVED,
    (ReportState.OVERTURNED, ReportEvent.REOPEN): ReportState.UPHELD,
}


class ReportTransitionError(ValueError):
    """The event does not apply to a report in that state."""


def report_state_after(state: ReportState, event: ReportEvent) -> ReportState:
    """Return the state that ``event`` leads to.

    Raises:
        ReportTransitionError: the pair is not in ``TRANSITIONS``.
    """
    try:
        return TRANSITIONS[ReportState(state), ReportEvent(event)]
    except KeyError:
        raise ReportTransitionError(f"{event} does not apply to a report {state}") from None


def states_before(event: ReportEvent) -> frozenset[ReportState]:
    """Return the states to which ``event`` applies: the rule as a filter."""
    return frozenset(state for state, happening in TRANSITIONS if happening is ReportEvent(event))
