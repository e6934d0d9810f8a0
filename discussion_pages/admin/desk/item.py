"""The comment that is open at the desk, with everything a decision rests on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.safestring import SafeString

from discussion_pages.admin import labels
from discussion_pages.admin.desk.queue import Standing, due_at, standing
from discussion_pages.admin.inspecting import (
    Change,
    LogLine,
    ThreadLine,
    change_of,
    log_lines,
    thread_lines,
)
from discussion_pages.marks import marked_spans
from discussion_pages.models import (
    Appeal,
    Claim,
    CommentRevision,
    DiscussionComment,
    ModerationPolicy,
    Report,
    Sanction,
)
from discussion_pages.rules.appeals import AppealState
from discussion_pages.rules.cursors import PATH_STEP
from discussion_pages.rules.queue import Urgency
from discussion_pages.rules.reports import ReportState
from discussion_pages.rules.states import Action, State
from discussion_pages.services.claiming import claimed_by_other
from discussion_pages.services.policies import Rule, Target, rules_of, targets_of
from discussion_pages.services.tree import ancestor_pks

EARLIER_SHOWN = 3
SANCTIONS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Held:
    """Why the machine held a comment or its edit: the phase in words, and what matched.

    ``spans`` are pairs of start and end in ``text``, which is the comment, or its edit that waits.
    """

    rule: str
    marked: SafeString | None
    text: str
    spans: list[list[int]]


@dataclass(frozen=True, slots=True)
class History:
    """What is known about the author, in numbers."""

    joined_at: datetime | None
    published: int
    waiting: int
    rejected: int
    removed: int
    reports_upheld: int
    sanctions: list[Sanction]


@dataclass(frozen=True, slots=True)
class OpenAppeal:
    """An appeal that waits for an answer, with the decision it is about."""

    appeal: Appeal
    about: LogLine | None


@dataclass(frozen=True, slots=True)
class Item:
    """One open comment."""

    comment: DiscussionComment
    author: str
    state: str
    urgency: str
    due_at: datetime | None
    standing: Standing
    above: list[ThreadLine]
    held: Held | None
    change: Change | None
    versions: list[CommentRevision]
    reports: list[Report]
    appeal: OpenAppeal | None
    decisions: list[LogLine]
    history: History | None
    claim: Claim | None
    policy: ModerationPolicy | None
    rules: list[Rule]
    targets: list[Target]
    contacts: list[Any]
    """Whom to call out of hours: only where somebody may come to harm."""

    @property
    def waits(self) -> bool:
        """Whether somebody still has to decide something."""
        return self.comment.urgency != Urgency.NONE

    @property
    def is_safeguarding(self) -> bool:
        """Whether somebody may come to harm."""
        return self.comment.safeguarding_at is not None


def open_item(
    comment: DiscussionComment,
    *,
    policy: ModerationPolicy | None,
    moderator: Any,
    at: datetime,
) -> Item:
    """Gather what the desk shows about ``comment``. At most eleven queries."""
    versions = list(comment.revisions.order_by("-pk"))
    decisions = log_lines(comment, versions)
    change = change_of(comment, versions)
    return Item(
        comment=comment,
        author=labels.author_label(comment),
        state=labels.state_label(comment),
        urgency=comment.get_urgency_display(),
        due_at=due_at(comment, policy),
        standing=standing(comment, policy, at=at),
        above=_above(comment),
        held=_held(comment, decisions, change),
        change=change,
        versions=versions,
        reports=list(comment.reports.filter(state=ReportState.RECEIVED).order_by("pk")),
        appeal=_appeal(comment, decisions),
        decisions=decisions,
        history=_history(comment),
        claim=claimed_by_other(comment=comment, moderator=moderator, at=at),
        policy=policy,
        rules=rules_of(policy),
        targets=targets_of(policy) if policy else [],
        contacts=(
            [contact.value for contact in policy.out_of_hours]
            if policy and comment.safeguarding_at
            else []
        ),
    )


def _above(comment: DiscussionComment) -> list[ThreadLine]:
    """Return what the comment answers, and the last answers before it. Two queries."""
    ancestors = ancestor_pks(comment.path)
    if not ancestors:
        return []
    others = DiscussionComment.objects.filter(discussion=comment.discussion_id).select_related(
        "organisation"
    )
    earlier = (
        others.branch_of(comment.path[:-PATH_STEP])
        .filter(depth=comment.depth, path__lt=comment.path)
        .order_by("-path")[:EARLIER_SHOWN]
    )
    above = others.filter(pk__in=ancestors).order_by("path")
    return thread_lines([*above, *reversed(earlier)])


def _held(
    comment: DiscussionComment, decisions: list[LogLine], change: Change | None
) -> Held | None:
    """Return what the machine said when it held what waits now."""
    if not comment.held_rule and comment.state != State.HELD:
        return None
    revision = change.revision.pk if change else None
    line = next(
        (
            line
            for line in decisions
            if line.decision.is_automatic
            and line.decision.action == Action.HOLD
            and (revision is None or line.decision.revision_id in {None, revision})
        ),
        None,
    )
    if line is None:
        return None
    text = change.after if change else comment.comment
    spans = line.decision.spans
    return Held(line.rule, marked_spans(text, spans) if spans else None, text, spans or [])


def _appeal(comment: DiscussionComment, decisions: list[LogLine]) -> OpenAppeal | None:
    appeal = comment.appeals.filter(state=AppealState.OPEN).select_related("sanction").first()
    if appeal is None:
        return None
    about = next((line for line in decisions if line.decision.pk == appeal.decision_id), None)
    return OpenAppeal(appeal, about)


def _history(comment: DiscussionComment) -> History | None:
    """Return the author's numbers: this comment is among them. Three queries."""
    if comment.participant_id is None:
        return None
    own = DiscussionComment.objects.filter(participant=comment.participant_id)
    counts = own.order_by().aggregate(
        **{state.value: Count("pk", filter=Q(state=state)) for state in State}
    )
    return History(
        joined_at=getattr(comment.user, "date_joined", None),
        published=counts[State.PUBLISHED],
        waiting=counts[State.HELD],
        rejected=counts[State.REJECTED],
        removed=counts[State.REMOVED],
        reports_upheld=Report.objects.filter(
            comment__participant=comment.participant_id, state=ReportState.UPHELD
        ).count(),
        sanctions=list(
            Sanction.objects.filter(participant=comment.participant_id)[:SANCTIONS_SHOWN]
        ),
    )
