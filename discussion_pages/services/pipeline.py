"""What a comment passes before it is kept: small named phases, of which the first answer counts.

A machine may refuse what is plainly not possible, ask the author, or hold for a moderator. It never
rejects: that takes a person. A host names its own phases in ``DISCUSSION_PAGES_PIPELINE``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from discussion_pages.conf import phases_in_force
from discussion_pages.models import DiscussionComment, DiscussionPage, ModerationPolicy, Participant


class Outcome(StrEnum):
    """What a phase answers where it does answer."""

    REFUSE = "refuse"
    ASK = "ask"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class Submission:
    """A comment, or an edit of one, that somebody is about to make."""

    discussion: DiscussionPage
    author: Any
    participant: Participant
    text: str
    reply_to: DiscussionComment | None = None
    policy: ModerationPolicy | None = None
    is_confirmed: bool = False
    """Whether the author was asked, and sends it as it is."""
    editing: DiscussionComment | None = None
    """The comment that is being edited, if it is an edit."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A phase's answer.

    ``rule`` is the phase's own code (``words:banned``), at most 50 characters, kept in the log;
    ``reason`` the code of the house rule concerned, or blank; ``spans`` are pairs of start and end
    in the text; ``message`` is what the author reads where they are refused or asked.
    """

    outcome: Outcome
    rule: str
    reason: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    message: str = ""

    @property
    def category(self) -> str:
        """The first part of the rule: what the author is told."""
        return self.rule.partition(":")[0]


class Phase(Protocol):
    """A plain function that looks at a submission at the aware instant ``at``.

    It answers ``None`` where it has nothing to say. It runs inside the transaction that keeps the
    comment, with the author's row locked: it may read, and must write nothing.
    """

    def __call__(self, submission: Submission, *, at: datetime) -> Verdict | None:
        """Return the answer, if this phase has one."""


def run(
    submission: Submission, *, at: datetime, phases: Iterable[Phase] | None = None
) -> Verdict | None:
    """Return the first answer of ``phases``, by default those in force; ``None`` lets it appear."""
    for phase in phases_in_force() if phases is None else phases:
        verdict = phase(submission, at=at)
        if verdict is not None:
            return verdict
    return None
