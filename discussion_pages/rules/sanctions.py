"""The ladder of sanctions on a member, from a word of warning to suspension."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum


class SanctionKind(StrEnum):
    """A rung of the ladder."""

    WARN = "warn"
    PREMODERATE = "premoderate"
    MUTE = "mute"
    SUSPEND = "suspend"


LADDER = tuple(SanctionKind)
MAY_NOT_WRITE = frozenset({SanctionKind.MUTE, SanctionKind.SUSPEND})
MAY_NOT_LIKE = frozenset({SanctionKind.SUSPEND})
NEEDS_AN_END = frozenset({SanctionKind.MUTE})


def is_in_force(
    *,
    starts_at: datetime,
    ends_at: datetime | None,
    lifted_at: datetime | None,
    at: datetime,
) -> bool:
    """Say whether a sanction holds at ``at``: from its start until before its end or lifting.

    A warning is a word, not a state: it is never asked whether it is in force.
    """
    ends = [end for end in (ends_at, lifted_at) if end is not None]
    return starts_at <= at and all(at < end for end in ends)


def next_rung(earlier: Iterable[SanctionKind]) -> SanctionKind:
    """Return what the ladder proposes after ``earlier`` sanctions: one rung above the highest."""
    steps = [LADDER.index(SanctionKind(kind)) for kind in earlier]
    return LADDER[min(max(steps, default=-1) + 1, len(LADDER) - 1)]
