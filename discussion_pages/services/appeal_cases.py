"""What a member should know before they appeal, and how an appeal that they made stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from discussion_pages import words
from discussion_pages.models import (
    Appeal,
    Decision,
    DiscussionComment,
    ModerationPolicy,
    Sanction,
)
from discussion_pages.rules.states import Action
from discussion_pages.services import appealing
from discussion_pages.services.appealing import AppealRight
from discussion_pages.services.policies import Rule, policies_of, rule_of

SUBJECTS = ("decision__policy", "sanction__policy")


@dataclass(frozen=True, slots=True)
class AppealCase:
    """One decision on a member's comment, or one sanction on them: never who decided.

    ``passages`` are the words concerned, ``text`` what the member wrote, ``appeal`` the one they
    made, if they did, ``appeal_sentence`` how that stands (blank before), and ``expected_at`` by
    when it is to be answered.
    """

    subject: Decision | Sanction
    is_sanction: bool
    said: str
    decided_at: datetime
    rule: Rule | None
    passages: list[str]
    text: str
    right: AppealRight
    appeal: Appeal | None
    appeal_sentence: str
    expected_at: datetime | None
    policy: ModerationPolicy


@dataclass(frozen=True, slots=True)
class OwnAppeal:
    """One appeal that a member made, in words, and by when it is to be answered."""

    appeal: Appeal
    sentence: str
    expected_at: datetime


def case_of_comment(pk: int | str, *, member: Any, at: datetime) -> AppealCase | None:
    """Return the latest decision on one's own comment that one may appeal against, else the latest.

    ``None`` where it is not one's own, or nobody decided against it.
    """
    own = DiscussionComment.objects.filter(pk=pk, user=member, is_official=False)
    comment = own.first()
    decisions = appealing.limiting_decisions(comment) if comment else []
    if not decisions:
        return None
    open_to_appeal = (
        decision for decision in decisions if appealing.may_appeal(decision, person=member, at=at)
    )
    return _case(next(open_to_appeal, decisions[0]), member=member, at=at)


def case_of_sanction(pk: int | str, *, member: Any, at: datetime) -> AppealCase | None:
    """Return a sanction on oneself; ``None`` where it is on somebody else."""
    sanctions = Sanction.objects.select_related(
        "policy", "participant", "comment__discussion", "appealed_by"
    )
    sanction = sanctions.filter(pk=pk, participant__user=member).first()
    return _case(sanction, member=member, at=at) if sanction else None


def appeals_of(member: Any) -> QuerySet[Appeal]:
    """Return the appeals that a member made, the newest first."""
    return (
        Appeal.objects.filter(participant__user=member)
        .select_related("participant", "comment", *SUBJECTS)
        .order_by("-made_at", "-pk")
    )


def own_appeals(appeals: Iterable[Appeal]) -> list[OwnAppeal]:
    """Return appeals as whoever made them reads them. At most five queries, however many."""
    appeals = list(appeals)
    without = [
        appeal.comment.discussion_id
        for appeal in appeals
        if appealing.subject_of(appeal).policy is None and appeal.comment is not None
    ]
    in_force = policies_of(without) if without else {}
    return [
        OwnAppeal(
            appeal,
            words.appeal_sentence(appeal.state),
            _expected_at(appeal, _policy(appeal, in_force)),
        )
        for appeal in appeals
    ]


def _policy(appeal: Appeal, in_force: dict[int, ModerationPolicy | None]) -> ModerationPolicy:
    policy = appealing.subject_of(appeal).policy
    if policy is None and appeal.comment is not None:
        policy = in_force.get(appeal.comment.discussion_id)
    return policy or ModerationPolicy()


def _expected_at(appeal: Appeal, policy: ModerationPolicy) -> datetime:
    return appeal.made_at + timedelta(hours=policy.target_hours_appeal)


def _case(subject: Decision | Sanction, *, member: Any, at: datetime) -> AppealCase:
    policy = appealing.policy_of(subject)
    appeal = getattr(subject, "appealed_by", None)
    return AppealCase(
        subject=subject,
        is_sanction=isinstance(subject, Sanction),
        said=_said(subject),
        decided_at=subject.decided_at if isinstance(subject, Decision) else subject.starts_at,
        rule=rule_of(policy if policy.pk else None, subject.reason),
        passages=subject.words.splitlines() if isinstance(subject, Decision) else [],
        text=_text(subject),
        right=appealing.may_appeal(subject, person=member, at=at),
        appeal=appeal,
        appeal_sentence=words.appeal_sentence(appeal.state) if appeal else "",
        expected_at=_expected_at(appeal, policy) if appeal else None,
        policy=policy,
    )


def _said(subject: Decision | Sanction) -> str:
    if isinstance(subject, Sanction):
        return words.sanction_sentence(subject.kind, ends_at=subject.ends_at)
    return words.limit_sentence(
        Action(subject.action),
        is_edit=subject.revision is not None,
        by_reports=subject.is_automatic,
    )


def _text(subject: Decision | Sanction) -> str:
    """Return what the member wrote: the version decided on, or the comment that led to it."""
    if isinstance(subject, Decision) and subject.revision is not None:
        return subject.revision.text
    return subject.comment.comment if subject.comment is not None else ""
