"""Sanctions on members: imposed and lifted by people, with a reason, and told.

What holds at an instant is in ``standing``.
Whatever holds, a member can read, withdraw, report, appeal and download their data.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from discussion_pages import permissions
from discussion_pages.models import (
    Appeal,
    DiscussionComment,
    ModerationPolicy,
    Participant,
    Sanction,
)
from discussion_pages.rules.appeals import (
    AppealEvent,
    AppealState,
    appeal_state_after,
    may_appeal_until,
)
from discussion_pages.rules.notices import NoticeKind
from discussion_pages.rules.sanctions import (
    NEEDS_AN_END,
    SanctionKind,
    next_rung,
)
from discussion_pages.services import evidence, queueing
from discussion_pages.services.commenting import lock_member, lock_people
from discussion_pages.services.notices import tell
from discussion_pages.services.policies import policy_for, rule_of
from discussion_pages.services.refusals import Invalid, NotAllowed
from discussion_pages.services.standing import in_force
from discussion_pages.services.tree import lock_branch

TEXT_LENGTH_MAX = 1000


def history(participant: Participant) -> list[Sanction]:
    """Return every sanction on a member, the newest first, lifted and past ones too. One query."""
    return list(
        Sanction.objects.filter(participant=participant).select_related("imposed_by", "lifted_by")
    )


def proposed(participant: Participant) -> SanctionKind:
    """Return what the ladder proposes next for a member. What was lifted does not count."""
    earlier = Sanction.objects.filter(participant=participant, lifted_at__isnull=True)
    return next_rung(SanctionKind(kind) for kind in earlier.values_list("kind", flat=True))


def appeal_until(sanction: Sanction) -> datetime:
    """Return the instant from which an appeal against a sanction comes too late."""
    policy = sanction.policy or ModerationPolicy()
    return may_appeal_until(sanction.starts_at, days=policy.appeal_days)


def refuse_unless_may_sanction(
    participant: Participant | None, moderator: Any, comment: DiscussionComment | None = None
) -> None:
    """Stop a sanction that nobody, or not this person, may impose.

    Raises:
        NotAllowed: no permission, oneself, somebody who moderates, or a member without an account.
    """
    discussion = comment.discussion if comment is not None else None
    if not permissions.may_sanction(moderator, discussion):
        raise NotAllowed("sanction", _("You may not impose sanctions."))
    user = participant.user if participant is not None else None
    if user is None:
        raise NotAllowed("no_account", _("This member has no account any more."))
    if user.pk == moderator.pk:
        raise NotAllowed("oneself", _("You cannot impose a sanction on yourself."))
    if permissions.may_moderate(user, None) or permissions.may_sanction(user, None):
        raise NotAllowed("staff", _("This person moderates here. A sanction does not fit."))


def impose_sanction(
    *,
    participant: Participant,
    kind: SanctionKind,
    moderator: Any,
    reason: str,
    message: str = "",
    note: str = "",
    ends_at: datetime | None = None,
    comment: DiscussionComment | None = None,
    policy: ModerationPolicy | None = None,
    at: datetime,
) -> Sanction:
    """Impose one rung of the ladder on a member from ``at`` on, and tell them why.

    ``reason`` is a rule of ``policy``, which is that of the comment's discussion where none is
    given. A sanction of the same kind that still holds has to be lifted first; a comment is warned
    about once.

    Raises:
        NotAllowed: see ``refuse_unless_may_sanction``, or the comment is somebody else's.
        Invalid: the reason is no rule, the end is missing, past or out of place, or it holds
            already.
    """
    kind = SanctionKind(kind)
    refuse_unless_may_sanction(participant, moderator, comment)
    if comment is not None:
        if comment.participant_id != participant.pk:
            raise NotAllowed("comment", _("This comment is somebody else's."))
        policy = policy or policy_for(comment.discussion)
    rule = rule_of(policy, reason)
    if rule is None:
        raise Invalid("reason", _("Choose a reason."), field="reason")
    _refuse_end(kind, ends_at, at=at)
    message, note = _short(message, "message"), _short(note, "note")
    with transaction.atomic():
        lock_member(participant.user)  # whoever posts holds it: no comment slips past
        _refuse_twice(participant, kind, comment, at=at)
        sanction = Sanction.objects.create(
            participant=participant,
            kind=kind.value,
            reason=rule.code,
            reason_title=rule.title[:150],
            policy=policy,
            comment=comment,
            message=message,
            note=note,
            starts_at=at,
            ends_at=ends_at,
            imposed_by=moderator,
        )
        evidence.record(sanction, at=at)
        tell(
            participant.user,
            NoticeKind.SANCTION,
            key=f"sanction:{sanction.pk}",
            data={
                "sanction": sanction.pk,
                "sanction_kind": kind.value,
                "reason_title": sanction.reason_title,
                "message": message,
                "ends_at": ends_at.isoformat() if ends_at else "",
                "appeal_until": appeal_until(sanction).isoformat(),
            },
            comment=comment,
            at=at,
        )
    return sanction


def lift_sanction(*, sanction: Sanction, moderator: Any, note: str = "", at: datetime) -> Sanction:
    """Take back a sanction that holds, or a warning, and tell the member.

    An appeal against it that is open is answered by this, in the member's favour.

    Raises:
        NotAllowed: no permission, or one's own.
        Invalid: it is over already.
    """
    discussion = sanction.comment.discussion if sanction.comment else None
    if not permissions.may_sanction(moderator, discussion):
        raise NotAllowed("sanction", _("You may not lift sanctions."))
    if sanction.participant.user_id == moderator.pk:
        raise NotAllowed("oneself", _("You cannot lift a sanction on yourself."))
    note = _short(note, "note")
    with transaction.atomic():
        lock_people([sanction.participant.user_id, moderator.pk])
        comment = lock_branch(sanction.comment) if sanction.comment else None
        sanction = lock_sanction(sanction)
        over = sanction.ends_at is not None and sanction.ends_at <= at
        if sanction.lifted_at is not None or over:
            raise Invalid("over", _("This sanction is over already."))
        lift_locked(sanction, moderator=moderator, note=note, at=at)
        _settle_appeal(sanction, moderator=moderator, at=at)
        if comment is not None:
            queueing.refresh_place(comment, at=at)
        tell(
            sanction.participant.user,
            NoticeKind.SANCTION_LIFTED,
            key=f"sanction:{sanction.pk}:lifted",
            data={"sanction": sanction.pk, "sanction_kind": str(sanction.kind)},
            comment=sanction.comment,
            at=at,
        )
    return sanction


def lock_sanction(sanction: Sanction) -> Sanction:
    """Lock a sanction until the transaction ends, and return it as it now stands."""
    Sanction.objects.select_for_update(no_key=True).get(pk=sanction.pk)
    return Sanction.objects.select_related(
        "participant__user", "comment__discussion", "policy", "appealed_by"
    ).get(pk=sanction.pk)


def lift_locked(sanction: Sanction, *, moderator: Any, note: str, at: datetime) -> None:
    """Write that a locked sanction is lifted; telling the member is the caller's."""
    sanction.lifted_at, sanction.lifted_by, sanction.lift_note = at, moderator, note
    sanction.save(update_fields=["lifted_at", "lifted_by", "lift_note"])


def _settle_appeal(sanction: Sanction, *, moderator: Any, at: datetime) -> None:
    appeal = Appeal.objects.filter(sanction=sanction, state=AppealState.OPEN).first()
    if appeal is None:
        return
    appeal.state = appeal_state_after(AppealState.OPEN, AppealEvent.MOOT).value
    appeal.decided_at, appeal.decided_by = at, moderator
    appeal.save(update_fields=["state", "decided_at", "decided_by"])


def _refuse_end(kind: SanctionKind, ends_at: datetime | None, *, at: datetime) -> None:
    if kind in NEEDS_AN_END and ends_at is None:
        raise Invalid("ends_at", _("Say until when."), field="ends_at")
    if kind is SanctionKind.WARN and ends_at is not None:
        raise Invalid("ends_at", _("A warning has no end. Leave this empty."), field="ends_at")
    if ends_at is not None and ends_at <= at:
        raise Invalid("ends_at", _("The end has to lie in the future."), field="ends_at")


def _refuse_twice(
    participant: Participant, kind: SanctionKind, comment: DiscussionComment | None, *, at: datetime
) -> None:
    if kind is SanctionKind.WARN:
        warnings = Sanction.objects.filter(participant=participant, kind=kind, lifted_at=None)
        if comment is not None and warnings.filter(comment=comment).exists():
            raise Invalid("twice", _("The member was warned about this already."), field="kind")
    elif any(sanction.kind == kind for sanction in in_force(participant, at=at)):
        raise Invalid(
            "twice", _("This holds for the member already. Lift that one first."), field="kind"
        )


def _short(text: str, field: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if len(text) > TEXT_LENGTH_MAX:
        raise Invalid(
            "too_long",
            _("This has %(length)s characters. The most is %(max)s.")
            % {"length": len(text), "max": TEXT_LENGTH_MAX},
            field=field,
        )
    return text
