"""Which sanctions hold for a member at an instant, and what they then may not do.

Whatever holds, a member can read, withdraw, report, appeal and download their data.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from discussion_pages import words
from discussion_pages.models import DiscussionPage, Participant, Sanction
from discussion_pages.rules.sanctions import MAY_NOT_LIKE, MAY_NOT_WRITE, SanctionKind, is_in_force
from discussion_pages.services.commenting import commenting_status, has_published_before
from discussion_pages.services.refusals import NotAllowed


@dataclass(frozen=True, slots=True)
class Writer:
    """How one member stands where they could write."""

    may_comment: bool
    sentence: str
    """Why they may not, or when what they write appears."""
    is_first_comment: bool
    """Whether nothing of theirs has been published on this site before."""


def in_force(participant: Participant | None, *, at: datetime) -> list[Sanction]:
    """Return the sanctions that hold for a member at ``at``, the newest first. One query.

    Warnings are words, not states, and not among them. Somebody who never took part has none.
    """
    if participant is None:
        return []
    return list(Sanction.objects.filter(participant=participant).is_in_force(at=at))


def holds(sanction: Sanction, *, at: datetime) -> bool:
    """Say whether a sanction is in force at ``at``; a warning never is."""
    return sanction.kind != SanctionKind.WARN and is_in_force(
        starts_at=sanction.starts_at,
        ends_at=sanction.ends_at,
        lifted_at=sanction.lifted_at,
        at=at,
    )


def sentence_of(sanction: Sanction) -> str:
    """Return what a sanction means to the member, until when and why."""
    return words.sanction_sentence(
        sanction.kind, ends_at=sanction.ends_at, reason_title=sanction.reason_title
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """What a member may do now, as far as sanctions go; ``sanctions`` says in words what holds."""

    may_write: bool
    may_like: bool
    sanctions: list[str]


def standing_of(member: Any, *, at: datetime) -> Standing:
    """Return how a member stands at ``at``, whatever a discussion adds. One query."""
    found = _felt_by_writer(member, at=at)
    kinds = {SanctionKind(sanction.kind) for sanction in found}
    return Standing(
        may_write=not kinds & MAY_NOT_WRITE,
        may_like=not kinds & MAY_NOT_LIKE,
        sanctions=[sentence_of(sanction) for sanction in found],
    )


def sentence_for_writer(member: Any, *, at: datetime) -> str | None:
    """Return what a member should know before they write: that they may not, or are read first.

    ``None`` where no sanction holds. One query, none for a visitor.
    """
    if not member.is_authenticated:
        return None
    found = _felt_by_writer(member, at=at)
    return sentence_of(found[0]) if found else None


def writer_in(discussion: DiscussionPage, member: Any, *, at: datetime) -> Writer:
    """Return how a member stands in a discussion that they may read. Two queries."""
    status = commenting_status(discussion, at=at)
    sanctions = _felt_by_writer(member, at=at)
    is_first = not has_published_before(member)
    rule = words.moderation_sentence(discussion.moderation_mode, has_published_before=not is_first)
    if not status.is_open:
        sentence = status.sentence
    else:
        sentence = sentence_of(sanctions[0]) if sanctions else rule
    may_write = not any(sanction.kind in MAY_NOT_WRITE for sanction in sanctions)
    return Writer(status.is_open and may_write, sentence, is_first)


def _felt_by_writer(member: Any, *, at: datetime) -> list[Sanction]:
    """Return the sanctions in force, those that stop writing before those that delay it."""
    found = list(Sanction.objects.filter(participant__user=member).is_in_force(at=at))
    return sorted(found, key=lambda sanction: sanction.kind not in MAY_NOT_WRITE)


def refuse_unless_may_like(member: Any, *, at: datetime) -> None:
    """Stop a like by somebody who is suspended. One query.

    Raises:
        NotAllowed: with the reason, and until when.
    """
    sanction = (
        Sanction.objects.filter(participant__user=member, kind__in=MAY_NOT_LIKE)
        .is_in_force(at=at)
        .first()
    )
    if sanction is not None:
        raise NotAllowed("sanction", sentence_of(sanction))
