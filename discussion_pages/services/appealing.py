"""Appeals: a member asks that somebody else looks again at a decision or a sanction."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from discussion_pages import permissions
from discussion_pages.models import (
    Appeal,
    CommentRevision,
    Decision,
    DiscussionComment,
    ModerationPolicy,
    Report,
    Sanction,
)
from discussion_pages.rules.appeals import (
    APPEALABLE,
    AppealEvent,
    AppealState,
    AppealTransitionError,
    appeal_state_after,
    is_appealable,
    may_appeal_until,
)
from discussion_pages.rules.notices import NoticeKind
from discussion_pages.rules.states import Action
from discussion_pages.services import evidence, queueing, sanctions, undoing
from discussion_pages.services.commenting import (
    lock_member,
    lock_people,
    refuse_unless_active,
)
from discussion_pages.services.notices import tell
from discussion_pages.services.policies import policy_for
from discussion_pages.services.refusals import Invalid, NotAllowed
from discussion_pages.services.standing import in_force
from discussion_pages.services.text import clean_words
from discussion_pages.services.tree import lock_branch

TEXT_LENGTH_MAX = 2000
EXCEPTION_LENGTH_MAX = 500


@dataclass(frozen=True, slots=True)
class AppealRight:
    """Whether somebody may appeal, until when, and else why not. It is true where they may."""

    until: datetime
    code: str = ""
    why_not: str = ""

    def __bool__(self) -> bool:
        """Say whether they may."""
        return not self.code


def policy_of(subject: Decision | Sanction) -> ModerationPolicy:
    """Return the policy an appeal goes by: that of the decision, else the one in force now."""
    if subject.policy is not None:
        return subject.policy
    if subject.comment is not None:
        return policy_for(subject.comment.discussion) or ModerationPolicy()
    return ModerationPolicy()


def appeal_until(subject: Decision | Sanction) -> datetime:
    """Return the instant from which an appeal comes too late."""
    since = subject.decided_at if isinstance(subject, Decision) else subject.starts_at
    return may_appeal_until(since, days=policy_of(subject).appeal_days)


def limiting_decisions(comment: DiscussionComment) -> list[Decision]:
    """Return what somebody decided against a comment's author, the newest first. One query."""
    decisions = (
        Decision.objects.filter(comment=comment, action__in=APPEALABLE)
        .select_related("policy", "revision", "comment__discussion", "undone_by", "appealed_by")
        .order_by("-pk")
    )
    return [
        decision
        for decision in decisions
        if is_appealable(
            Action(decision.action), is_automatic=decision.is_automatic, rule=decision.rule
        )
    ]


def may_appeal(subject: Decision | Sanction, *, person: Any, at: datetime) -> AppealRight:
    """Return whether ``person`` may appeal against a decision or a sanction at ``at``."""
    until = appeal_until(subject)
    code, why_not = _why_not(subject, person, until, at=at)
    return AppealRight(until, code, why_not)


def make_appeal(
    *,
    decision: Decision | None = None,
    sanction: Sanction | None = None,
    member: Any,
    text: str,
    at: datetime,
) -> Appeal:
    """Ask that somebody else looks at a decision on one's comment, or at a sanction.

    Give one of the two. The comment waits at the desk until the appeal is answered.

    Raises:
        NotAllowed: somebody else's, too late, not one to appeal against, or appealed before.
        Invalid: the text is empty or too long.
    """
    refuse_unless_active(member)
    subject = _one_of(decision, sanction)
    text = clean_words(
        text,
        field="text",
        length_max=TEXT_LENGTH_MAX,
        empty=_("Write why somebody should look at this again."),
    )
    with transaction.atomic():
        lock_member(member)
        comment = lock_branch(subject.comment) if subject.comment else None
        subject = _as_it_stands(subject)
        right = may_appeal(subject, person=member, at=at)
        if not right:
            raise NotAllowed(right.code, right.why_not)
        appeal = Appeal.objects.create(
            comment=comment,
            decision=subject if isinstance(subject, Decision) else None,
            sanction=subject if isinstance(subject, Sanction) else None,
            participant=member.discussion_participant,
            text=text,
            made_at=at,
        )
        evidence.record(appeal, at=at)
        if comment is not None:
            queueing.refresh_place(comment, at=at)
        expected_at = at + timedelta(hours=policy_of(subject).target_hours_appeal)
        tell(
            member,
            NoticeKind.APPEAL_RECEIVED,
            key=f"appeal:{appeal.pk}:received",
            data=_about(appeal) | {"expected_at": expected_at.isoformat()},
            comment=comment,
            at=at,
        )
    return appeal


def withdraw_appeal(*, appeal: Appeal, person: Any, at: datetime) -> Appeal:
    """Take back one's own appeal while nobody has answered it.

    Raises:
        NotAllowed: somebody else's.
        Invalid: it has been answered.
    """
    refuse_unless_active(person)
    if appeal.participant.user_id != person.pk:
        raise NotAllowed("author", _("Only the person who made an appeal can withdraw it."))
    with transaction.atomic():
        comment = lock_branch(appeal.comment) if appeal.comment else None
        appeal = _lock_open(appeal)
        _settle(appeal, AppealEvent.WITHDRAW, by=None, at=at)
        if comment is not None:
            queueing.refresh_place(comment, at=at)
    return appeal


def subject_of(appeal: Appeal) -> Decision | Sanction:
    """Return what an appeal is about."""
    return _one_of(appeal.decision, appeal.sanction)


def page_of(subject: Decision | Sanction) -> str:
    """Return the address of the member's page about an appeal."""
    if isinstance(subject, Sanction):
        return reverse("discussions:appeal-sanction", args=[subject.pk])
    return reverse("discussions:appeal-comment", args=[subject.comment_id])


def needs_exception(appeal: Appeal, moderator: Any) -> bool:
    """Say whether ``moderator`` made the decision that the appeal is about."""
    subject = subject_of(appeal)
    decider = subject.actor_id if isinstance(subject, Decision) else subject.imposed_by_id
    return decider == moderator.pk


def refuse_unless_may_decide(appeal: Appeal, moderator: Any) -> None:
    """Stop whoever may not answer an appeal, whatever they write.

    Raises:
        NotAllowed: no permission, or one's own appeal.
    """
    discussion = appeal.comment.discussion if appeal.comment else None
    may = permissions.may_moderate if appeal.decision_id else permissions.may_sanction
    if not may(moderator, discussion):
        raise NotAllowed("moderate", _("You may not decide this appeal."))
    if appeal.participant.user_id == moderator.pk:
        raise NotAllowed("own", _("You cannot decide your own appeal."))


def decide_appeal(
    *,
    appeal: Appeal,
    moderator: Any,
    uphold: bool,
    answer: str,
    exception: str = "",
    at: datetime,
) -> Appeal:
    """Answer an appeal, once: take back what it is about, or leave it as it stands.

    It belongs to somebody other than the first decider. Where nobody else is there, they say why
    in ``exception``, which is kept.

    Raises:
        NotAllowed: no permission, or one's own appeal.
        Invalid: no answer, no exception where one is due, somebody has answered already, or what
            was decided cannot be taken back any more.
    """
    refuse_unless_may_decide(appeal, moderator)
    answer = clean_words(
        answer,
        field="answer",
        length_max=TEXT_LENGTH_MAX,
        empty=_("Write an answer. The member reads it."),
    )
    with transaction.atomic():
        _lock_people(appeal, moderator)
        comment = lock_branch(appeal.comment) if appeal.comment else None
        appeal = _lock_open(appeal)
        appeal.exception = _exception(appeal, moderator, exception)
        appeal.answer = answer
        _settle(appeal, AppealEvent.UPHOLD if uphold else AppealEvent.REFUSE, by=moderator, at=at)
        if uphold:
            _take_back(appeal, moderator=moderator, at=at)
        elif comment is not None:
            queueing.refresh_place(comment, at=at)
        tell(
            appeal.participant.user,
            NoticeKind.APPEAL_DECIDED,
            key=f"appeal:{appeal.pk}",
            data=_about(appeal)
            | {"upheld": uphold, "answer": answer}
            | _sanction_told(appeal, uphold=uphold, at=at),
            comment=comment,
            at=at,
        )
    return appeal


def _why_not(
    subject: Decision | Sanction, person: Any, until: datetime, *, at: datetime
) -> tuple[str, str]:
    """Return the code of what stands against an appeal and its sentence; blank where nothing."""
    if not _is_theirs(subject, person):
        return "author", _("Only the person concerned can appeal.")
    if isinstance(subject, Decision) and not is_appealable(
        Action(subject.action), is_automatic=subject.is_automatic, rule=subject.rule
    ):
        return "not_limiting", _("There is nothing to appeal against: nobody decided against you.")
    if hasattr(subject, "appealed_by"):
        return "twice", _("You have appealed against this already.")
    if not _stands(subject):
        return "not_standing", _("This no longer stands, so there is nothing to appeal against.")
    if at >= until:
        return "too_late", _("The time to appeal is over.")
    return "", ""


def _is_theirs(subject: Decision | Sanction, person: Any) -> bool:
    if isinstance(subject, Sanction):
        return subject.participant.user_id == person.pk
    return subject.comment.user_id == person.pk and not subject.comment.is_official


def _stands(subject: Decision | Sanction) -> bool:
    """Say whether what was decided still has its effect."""
    if isinstance(subject, Sanction):
        return subject.lifted_at is None
    if hasattr(subject, "undone_by"):
        return False
    if subject.action == Action.REDACT:
        return subject.comment.redacted_at is not None
    if subject.revision is not None:
        return subject.revision.status == CommentRevision.Status.REJECTED
    return subject.comment.state == subject.to_state


def _one_of(decision: Decision | None, sanction: Sanction | None) -> Decision | Sanction:
    if decision is not None and sanction is None:
        return decision
    if sanction is not None and decision is None:
        return sanction
    raise TypeError("Give a decision or a sanction.")


def _as_it_stands(subject: Decision | Sanction) -> Decision | Sanction:
    """Return the record as it is now, behind the lock that an appeal against it waits for."""
    if isinstance(subject, Sanction):
        return sanctions.lock_sanction(subject)
    return Decision.objects.select_related(
        "policy", "revision", "comment__discussion", "undone_by", "appealed_by"
    ).get(pk=subject.pk)


def _lock_open(appeal: Appeal) -> Appeal:
    """Lock an appeal that nobody has answered, and return it as it now stands.

    A sanction that it is about is locked first, in the order in which lifting one locks both.

    Raises:
        Invalid: it is settled.
    """
    if appeal.sanction is not None:
        sanctions.lock_sanction(appeal.sanction)
    state = Appeal.objects.select_for_update(no_key=True).values_list("state", flat=True)
    if state.get(pk=appeal.pk) != AppealState.OPEN:
        raise Invalid("decided", _("This appeal is settled already."))
    return Appeal.objects.select_related(
        "participant__user", "comment__discussion", "decision", "sanction"
    ).get(pk=appeal.pk)


def _lock_people(appeal: Appeal, moderator: Any) -> None:
    """Lock whoever is named or told, before any comment: the reporters too hear the outcome."""
    reporters: list[int] = []
    if appeal.decision_id is not None:
        reports = Report.objects.filter(comment=appeal.comment, reporter__isnull=False)
        reporters = list(reports.order_by().values_list("reporter", flat=True))
    lock_people([appeal.participant.user_id, moderator.pk, *reporters])


def _settle(appeal: Appeal, event: AppealEvent, *, by: Any | None, at: datetime) -> None:
    try:
        appeal.state = appeal_state_after(AppealState(appeal.state), event).value
    except AppealTransitionError as error:
        raise Invalid("decided", _("This appeal is settled already.")) from error
    appeal.decided_at, appeal.decided_by = at, by
    appeal.save(update_fields=["state", "decided_at", "decided_by", "answer", "exception"])


def _exception(appeal: Appeal, moderator: Any, exception: str) -> str:
    if not needs_exception(appeal, moderator):
        return ""
    return clean_words(
        exception,
        field="exception",
        length_max=EXCEPTION_LENGTH_MAX,
        empty=_("You made the first decision. Leave this to somebody else, or say why you cannot."),
    )


def _take_back(appeal: Appeal, *, moderator: Any, at: datetime) -> None:
    """Undo what an upheld appeal is about. The appeal is settled before: nothing makes it moot."""
    subject = subject_of(appeal)
    if isinstance(subject, Decision):
        undoing.overturn(decision=subject, moderator=moderator, appeal=appeal, at=at)
        return
    if subject.lifted_at is None:
        sanctions.lift_locked(subject, moderator=moderator, note="", at=at)
    if appeal.comment is not None:
        queueing.refresh_place(lock_branch(appeal.comment), at=at)


def _about(appeal: Appeal) -> dict[str, Any]:
    if appeal.decision_id is None or appeal.comment is None:
        return {"about": "sanction", "discussion": ""}
    return {"about": "comment", "discussion": appeal.comment.discussion.title}


def _sanction_told(appeal: Appeal, *, uphold: bool, at: datetime) -> dict[str, Any]:
    """Return the kind of the sanction, and whether another limits the member once it is lifted."""
    if appeal.sanction is None:
        return {"sanction_kind": "", "others_stand": False}
    return {
        "sanction_kind": appeal.sanction.kind,
        "others_stand": uphold and bool(in_force(appeal.participant, at=at)),
    }
