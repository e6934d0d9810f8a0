"""One decision in the making: what everything that moderators decide has in common.

A case is opened with the rows locked and closed with the line in the log. In between, the caller
changes the comment.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from discussion_pages import permissions
from discussion_pages.models import (
    Appeal,
    CommentRevision,
    Decision,
    DiscussionComment,
    ModerationPolicy,
    Report,
)
from discussion_pages.rules.appeals import may_appeal_until
from discussion_pages.rules.notices import NoticeKind
from discussion_pages.rules.reports import ReportEvent
from discussion_pages.rules.states import (
    ACTIONS_THAT_LIMIT,
    Action,
    State,
    TransitionRefusedError,
    shown_state,
    state_after,
)
from discussion_pages.services import evidence, notices, queueing, reporting
from discussion_pages.services.policies import policy_for, rule_of
from discussion_pages.services.refusals import Invalid, NotAllowed
from discussion_pages.services.tree import lock_branch
from discussion_pages.services.versions import current_of, statuses_of

MESSAGE_LENGTH_MAX = 1000
APPEAL_DAYS = 28  # where there is no policy that says

UNDONE_FIELDS = (
    "reviewed_at",
    "held_rule",
    "edited_at",
    "edit_held_at",
    "redacted_at",
    "pinned_at",
    "locked_at",
    "safeguarding_at",
    "is_official",
    "organisation_id",
)
"""What a decision may change beside the state and the text, and undoing puts back."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a moderator says with a decision.

    ``reason`` is the code of a rule; ``note`` is for moderators; ``message`` and ``words`` (the
    passages concerned, one a line) are for the author.
    """

    reason: str = ""
    note: str = ""
    message: str = ""
    words: str = ""


@dataclass
class Case:
    """A locked comment, who decides about it, and how it was before."""

    comment: DiscussionComment
    moderator: Any
    policy: ModerationPolicy | None
    action: Action
    said: Said
    reason_title: str
    at: datetime
    before: dict[str, Any]
    state: State
    seen: tuple[Any, ...]
    """What readers saw of it before."""
    versions: dict[str, str] | None = None
    """The status of each version before, where the decision touches them."""

    def state_after(self) -> State:
        """Return where the action leads.

        Raises:
            Invalid: it does not apply to the comment as it stands.
        """
        try:
            return state_after(self.state, self.action, was_public=self.comment.was_public)
        except TransitionRefusedError as error:
            raise Invalid("state", not_in_this_state(self.comment)) from error

    def close(
        self,
        *,
        settles: tuple[ReportEvent, ...] = (),
        revision: CommentRevision | None = None,
        appeal: Appeal | None = None,
        undoes: Decision | None = None,
        tells: bool = False,
    ) -> Decision:
        """Write the decision into the log, with everything that follows from it.

        ``settles``: what happens to the reports; ``tells``: whether the author is told.
        """
        comment = self.comment
        if undoes is None:
            comment.reviewed_at = self.at
        if comment.state != State.HELD and comment.edit_held_at is None:
            comment.held_rule = ""
        decision = Decision.objects.create(
            comment=comment,
            revision=revision,
            action=self.action,
            from_state=self.state,
            to_state=comment.state,
            actor=self.moderator,
            reason=self.said.reason,
            reason_title=self.reason_title,
            policy=self.policy,
            policy_revision_id=self.policy.live_revision_id if self.policy else None,
            words=self.said.words,
            message=self.said.message,
            note=self.said.note,
            appeal=appeal,
            undoes=undoes,
            details=self._details(),
            urgency=comment.urgency,
            queued_at=comment.queued_at,
            decided_at=self.at,
        )
        for event in settles:
            if comment.report_count or event is ReportEvent.OVERTURN:
                reporting.settle(
                    comment, event, decision=decision, moderator=self.moderator, at=self.at
                )
        if undoes is not None:
            reporting.reopen(undoes, at=self.at)
        evidence.record(decision, at=self.at)
        queueing.refresh_place(comment, at=self.at)
        if tells:
            self._tell_author(decision)
        return decision

    def _details(self) -> dict[str, Any]:
        """Save what changed, and return what it was before."""
        changed = {
            name: value
            for name, value in self.before.items()
            if getattr(self.comment, name) != value
        }
        names = list(changed)
        if _seen(self.comment) != self.seen and self.comment.changed_at != self.at:
            self.comment.changed_at = self.at
            names.append("changed_at")
        if names:
            self.comment.save(update_fields=names)
        details: dict[str, Any] = {
            "actor": self.moderator.pk,
            "reports": self.comment.report_count,
            "before": {name: _plain(value) for name, value in changed.items()},
        }
        if self.versions is not None:
            current = current_of(statuses_of(self.comment))
            details |= {"versions": self.versions, "current": current}
        return details

    def _tell_author(self, decision: Decision) -> None:
        notices.tell(
            self.comment.user,
            NoticeKind.DECIDED,
            key=told_key(decision),
            data={
                "discussion": self.comment.discussion.title,
                "action": decision.action,
                "edit": decision.revision_id is not None,
                "decision": decision.pk,
                "reason_title": decision.reason_title,
                "message": decision.message,
                "appeal_until": self._appeal_until(),
            },
            comment=self.comment,
            at=self.at,
        )

    def _appeal_until(self) -> str:
        if self.action not in ACTIONS_THAT_LIMIT:
            return ""
        days = self.policy.appeal_days if self.policy else APPEAL_DAYS
        return may_appeal_until(self.at, days=days).isoformat()


@contextmanager
def open_case(
    comment: DiscussionComment,
    moderator: Any,
    *,
    action: Action,
    said: Said | None = None,
    expected_version: str = "",
    at: datetime,
) -> Iterator[Case]:
    """Lock everybody and everything that a decision about ``comment`` touches, in one transaction.

    Raises:
        NotAllowed: the person does not moderate this discussion, wrote the comment as a member, or
            their account is gone.
        Invalid: the reason is missing or none of the policy's, the message is too long, or the
            comment is no longer the one of ``expected_version``.
    """
    if not permissions.may_moderate(moderator, comment.discussion):
        raise NotAllowed("moderate", _("You may not moderate this discussion."))
    if comment.user_id == moderator.pk and not comment.is_official:
        raise NotAllowed("own", _("You wrote this comment. Somebody else decides about it."))
    policy = policy_for(comment.discussion)
    said = _checked(said or Said())
    reason_title = _reason_title(policy, action, said.reason)
    with transaction.atomic():
        _lock_people(comment, moderator)
        locked = lock_branch(comment)
        locked.discussion = comment.discussion
        if expected_version and version_of(locked) != expected_version:
            raise Invalid(
                "changed", _("It has changed since you opened the page. Read it again first.")
            )
        if not locked.comment:
            raise Invalid("erased", _("Its words were erased. Nothing can be decided any more."))
        yield Case(
            comment=locked,
            moderator=moderator,
            policy=policy,
            action=action,
            said=said,
            reason_title=reason_title,
            at=at,
            before={name: getattr(locked, name) for name in UNDONE_FIELDS},
            state=State(locked.state),
            seen=_seen(locked),
        )


def version_of(comment: DiscussionComment) -> str:
    """Return a mark of what a moderator was shown: text, state, reports and the last decision.

    One query, and none where the comment comes ``with_versions``.
    """
    edits = (comment.edited_at, comment.edit_held_at)
    parts = [
        str(comment.pk),
        comment.state,
        *(f"{at.timestamp()}" if at else "" for at in edits),
        str(comment.report_count),
        str(_last_decision_pk(comment) or 0),
    ]
    return ".".join(parts)


def with_versions(comments: QuerySet) -> QuerySet:
    """Let a query of comments fetch what ``version_of`` needs."""
    decisions = Decision.objects.filter(comment=OuterRef("pk")).order_by("-pk")
    return comments.annotate(last_decision_pk=Subquery(decisions.values("pk")[:1]))


def told_key(decision: Decision) -> str:
    """Return the key of the notice with which an author is told of a decision."""
    return f"decision:{decision.pk}"


def not_in_this_state(comment: DiscussionComment) -> str:
    """Return the sentence that refuses what does not apply to a comment as it stands."""
    return _("This comment is %(state)s now, so that decision does not apply.") % {
        "state": comment.get_state_display().lower()
    }


def _seen(comment: DiscussionComment) -> tuple[Any, ...]:
    """Return what of a comment readers see, as far as a decision may change it.

    That somebody looked at it, or worries about it, is nobody else's business.
    """
    shown = shown_state(State(comment.state))
    is_locked = comment.locked_at is not None
    if comment.state != State.PUBLISHED:
        return (shown, is_locked)
    return (
        shown,
        is_locked,
        comment.comment,
        comment.edited_at,
        comment.redacted_at is not None,
        comment.pinned_at is not None,
        comment.is_official,
        comment.organisation_id,
    )


def _last_decision_pk(comment: DiscussionComment) -> int | None:
    try:
        return comment.last_decision_pk
    except AttributeError:
        decisions = Decision.objects.filter(comment=comment).order_by("-pk")
        return decisions.values_list("pk", flat=True).first()


def _lock_people(comment: DiscussionComment, moderator: Any) -> None:
    """Lock the rows of whoever is named or told, before any comment, in the order of their keys.

    Whoever erases an account holds its row and waits for comments: a notice to that person, with
    the comment locked, would wait for the row, and neither would go on.
    """
    reporters = Report.objects.filter(comment=comment, reporter__isnull=False).values("reporter")
    people = get_user_model().objects.filter(
        Q(pk__in=[moderator.pk, comment.user_id or moderator.pk]) | Q(pk__in=reporters)
    )
    locked = people.order_by("pk").select_for_update(no_key=True, of=("self",))
    if moderator.pk not in locked.values_list("pk", flat=True):
        raise NotAllowed("log_in", _("Log in to do this."))


def _checked(said: Said) -> Said:
    message = said.message.strip()
    if len(message) > MESSAGE_LENGTH_MAX:
        raise Invalid(
            "too_long",
            _("Use at most %(max)s characters.") % {"max": MESSAGE_LENGTH_MAX},
            field="message",
        )
    lines = (line.strip() for line in said.words.splitlines())
    words = "\n".join(line for line in lines if line)
    return Said(reason=said.reason, note=said.note.strip(), message=message, words=words)


def _reason_title(policy: ModerationPolicy | None, action: Action, reason: str) -> str:
    if not reason:
        if action in ACTIONS_THAT_LIMIT:
            raise Invalid("reason", _("Choose a reason."), field="reason")
        return ""
    rule = rule_of(policy, reason)
    if rule is None:
        raise Invalid("reason", _("Choose a reason from the list."), field="reason")
    return rule.title


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
