"""What moderators decide about comments and edits, and the log of it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from discussion_pages import permissions
from discussion_pages.models import CommentRevision, Decision, DiscussionComment
from discussion_pages.rules.states import (
    ACTIONS_THAT_LIMIT,
    Action,
    State,
    TransitionRefusedError,
    state_after,
)
from discussion_pages.services.policies import policy_for, rule_of, title_of
from discussion_pages.services.refusals import Invalid, NotAllowed
from discussion_pages.services.tree import lock_branch, set_state


def approve_comment(
    *, comment: DiscussionComment, moderator: Any, note: str = "", at: datetime
) -> Decision:
    """Publish a held comment. See ``decide``."""
    return decide(comment=comment, action=Action.APPROVE, moderator=moderator, note=note, at=at)


def hold_comment(
    *, comment: DiscussionComment, moderator: Any, reason: str, note: str = "", at: datetime
) -> Decision:
    """Take a published comment out of sight until it is decided. See ``decide``."""
    return decide(
        comment=comment, action=Action.HOLD, moderator=moderator, reason=reason, note=note, at=at
    )


def reject_comment(
    *, comment: DiscussionComment, moderator: Any, reason: str, note: str = "", at: datetime
) -> Decision:
    """Refuse to publish a held comment. See ``decide``."""
    return decide(
        comment=comment, action=Action.REJECT, moderator=moderator, reason=reason, note=note, at=at
    )


def remove_comment(
    *, comment: DiscussionComment, moderator: Any, reason: str, note: str = "", at: datetime
) -> Decision:
    """Take a comment down after it was published. See ``decide``."""
    return decide(
        comment=comment, action=Action.REMOVE, moderator=moderator, reason=reason, note=note, at=at
    )


def restore_comment(
    *, comment: DiscussionComment, moderator: Any, note: str = "", at: datetime
) -> Decision:
    """Publish a rejected or removed comment after all. See ``decide``."""
    return decide(comment=comment, action=Action.RESTORE, moderator=moderator, note=note, at=at)


def decide(
    *,
    comment: DiscussionComment,
    action: Action,
    moderator: Any,
    reason: str = "",
    note: str = "",
    at: datetime,
) -> Decision:
    """Carry out one decision: move the comment, settle what it answers, write the log.

    Other comments keep their states. Reports on the comment are settled by approving, rejecting,
    removing or restoring it. An edit that waits is decided with ``approve_edit``/``reject_edit``,
    or rejected with the comment.

    Raises:
        NotAllowed: the person does not moderate this discussion, or would withdraw for its author.
        Invalid: the decision does not fit the comment's state, or lacks its reason.
    """
    _refuse_unless_moderator(comment, moderator)
    action = Action(action)
    if action is Action.WITHDRAW:
        raise NotAllowed("author", _("Only the person who wrote a comment can withdraw it."))
    reason = _reason_for(comment, action, reason)
    with transaction.atomic():
        comment = lock_branch(comment)
        before = State(comment.state)
        try:
            after = state_after(before, action)
        except TransitionRefusedError as error:
            raise Invalid(
                "state",
                _("This comment is %(state)s now, so that decision does not apply.")
                % {"state": comment.get_state_display().lower()},
            ) from error
        if after is State.PUBLISHED and comment.first_published_at is None:
            comment.first_published_at = at
        set_state(comment, after)
        if after in {State.REJECTED, State.REMOVED}:
            _close_waiting_edit(comment, CommentRevision.Status.REJECTED)
        if action is not Action.HOLD:
            settle_reports(comment, moderator=moderator, at=at)
        return Decision.objects.create(
            comment=comment,
            action=action,
            from_state=before,
            to_state=after,
            actor=moderator,
            reason=reason,
            reason_title=title_of(reason, [policy_for(comment.discussion)]) if reason else "",
            note=note.strip(),
            decided_at=at,
        )


def approve_edit(
    *, comment: DiscussionComment, moderator: Any, note: str = "", at: datetime
) -> Decision:
    """Let a held edit replace the published version.

    Raises:
        NotAllowed: the person does not moderate this discussion.
        Invalid: no edit waits.
    """
    _refuse_unless_moderator(comment, moderator)
    with transaction.atomic():
        comment = lock_branch(comment)
        revision = _waiting_edit(comment)
        text, written_at = revision.text, revision.written_at
        _close_waiting_edit(comment, CommentRevision.Status.CURRENT)
        comment.revisions.filter(status=CommentRevision.Status.CURRENT).exclude(
            pk=revision.pk
        ).update(status=CommentRevision.Status.PAST)
        comment.comment = text
        comment.edited_at = written_at
        comment.save(update_fields=["comment", "edited_at"])
        return _log_edit(comment, revision, Action.APPROVE, moderator, "", note, at)


def reject_edit(
    *, comment: DiscussionComment, moderator: Any, reason: str, note: str = "", at: datetime
) -> Decision:
    """Leave the published version as it is; the edit is kept as evidence.

    Raises:
        NotAllowed: the person does not moderate this discussion.
        Invalid: no edit waits, or the reason is missing.
    """
    _refuse_unless_moderator(comment, moderator)
    reason = _reason_for(comment, Action.REJECT, reason)
    with transaction.atomic():
        comment = lock_branch(comment)
        revision = _waiting_edit(comment)
        _close_waiting_edit(comment, CommentRevision.Status.REJECTED)
        return _log_edit(comment, revision, Action.REJECT, moderator, reason, note, at)


def dismiss_reports(
    *, comment: DiscussionComment, moderator: Any, note: str = "", at: datetime
) -> Decision:
    """Settle the reports on a comment that stays as it is.

    Raises:
        NotAllowed: the person does not moderate this discussion.
        Invalid: no report is open.
    """
    _refuse_unless_moderator(comment, moderator)
    with transaction.atomic():
        comment = lock_branch(comment)
        if not comment.report_count:
            raise Invalid("no_reports", _("No report on this comment is open."))
        settle_reports(comment, moderator=moderator, at=at)
        return Decision.objects.create(
            comment=comment,
            action=Action.APPROVE,
            from_state=comment.state,
            to_state=comment.state,
            actor=moderator,
            note=note.strip(),
            decided_at=at,
        )


def settle_reports(comment: DiscussionComment, *, moderator: Any, at: datetime) -> None:
    """Mark every open report on a locked comment as settled."""
    comment.reports.filter(settled_at__isnull=True).update(settled_at=at, settled_by=moderator)
    comment.report_count = 0
    comment.save(update_fields=["report_count"])


def _refuse_unless_moderator(comment: DiscussionComment, person: Any) -> None:
    if not permissions.may_moderate(person, comment.discussion):
        raise NotAllowed("moderate", _("You may not moderate this discussion."))


def _reason_for(comment: DiscussionComment, action: Action, reason: str) -> str:
    if reason and rule_of(policy_for(comment.discussion), reason) is None:
        raise Invalid("reason", _("Choose a reason from the list."), field="reason")
    if action in ACTIONS_THAT_LIMIT and not reason:
        raise Invalid("reason", _("Choose a reason."), field="reason")
    return reason


def _waiting_edit(comment: DiscussionComment) -> CommentRevision:
    revision = comment.revisions.filter(status=CommentRevision.Status.HELD).last()
    if revision is None:
        raise Invalid("no_edit", _("No edit of this comment is waiting any more."))
    return revision


def _close_waiting_edit(comment: DiscussionComment, status: str) -> None:
    comment.revisions.filter(status=CommentRevision.Status.HELD).update(status=status)
    comment.edit_held_at = None
    comment.save(update_fields=["edit_held_at"])


def _log_edit(
    comment: DiscussionComment,
    revision: CommentRevision,
    action: Action,
    moderator: Any,
    reason: str,
    note: str,
    at: datetime,
) -> Decision:
    return Decision.objects.create(
        comment=comment,
        revision=revision,
        action=action,
        from_state=comment.state,
        to_state=comment.state,
        actor=moderator,
        reason=reason,
        reason_title=title_of(reason, [policy_for(comment.discussion)]) if reason else "",
        note=note.strip(),
        decided_at=at,
    )
