"""What moderators decide about comments and edits, and the log of it."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from discussion_pages.models import Appeal, CommentRevision, Decision, DiscussionComment
from discussion_pages.rules.redaction import EverythingRedactedError, PassageMissingError, redacted
from discussion_pages.rules.reports import ReportEvent
from discussion_pages.rules.states import Action, State
from discussion_pages.services.casework import (
    Case,
    Said,
    not_in_this_state,
    open_case,
    version_of,
    with_versions,
)
from discussion_pages.services.following import announce
from discussion_pages.services.marking import (
    PINNED_MAX,
    escalate,
    lock_branch_replies,
    mark_official,
    pin_comment,
    resolve,
    unlock_branch_replies,
    unpin_comment,
)
from discussion_pages.services.refusals import Invalid, NotAllowed
from discussion_pages.services.tree import set_state
from discussion_pages.services.undoing import overturn, undo_decision, undoable
from discussion_pages.services.versions import (
    close_waiting_version,
    keep_first_version,
    promote_version,
    replace_version,
    statuses_of,
)

__all__ = [
    "PINNED_MAX",
    "approve_comment",
    "approve_edit",
    "decide",
    "dismiss_reports",
    "escalate",
    "hold_comment",
    "keep_comment",
    "lock_branch_replies",
    "mark_official",
    "overturn",
    "pin_comment",
    "redact_comment",
    "reject_comment",
    "reject_edit",
    "remove_comment",
    "resolve",
    "restore_comment",
    "undo_decision",
    "undoable",
    "unlock_branch_replies",
    "unpin_comment",
    "version_of",
    "with_versions",
]

SETTLES: dict[Action, tuple[ReportEvent, ...]] = {
    Action.APPROVE: (ReportEvent.DISMISS,),
    Action.HOLD: (),
    Action.REJECT: (ReportEvent.UPHOLD,),
    Action.REMOVE: (ReportEvent.UPHOLD,),
    Action.RESTORE: (ReportEvent.DISMISS, ReportEvent.OVERTURN),
}
"""What ``decide`` carries out, and what that means for the reports on the comment."""


def decide(
    *,
    comment: DiscussionComment,
    action: Action,
    moderator: Any,
    reason: str = "",
    note: str = "",
    message: str = "",
    words: str = "",
    appeal: Appeal | None = None,
    expected_version: str = "",
    at: datetime,
) -> Decision:
    """Approve, hold, reject, remove or restore a comment, and tell its author.

    Other comments keep their states. Reports on the comment are settled by all of these but
    holding. An edit that waits is decided with ``approve_edit``/``reject_edit``, or rejected with
    the comment. Approving what is published says that somebody looked at it and it stays.

    ``expected_version`` is ``version_of`` the comment that the moderator read. A decision that
    answers an ``appeal`` is not told here: whoever decides the appeal tells the outcome.

    Raises:
        NotAllowed: the person does not moderate this discussion, or would withdraw for its author.
        Invalid: the decision does not fit the comment's state, or lacks its reason; or somebody
            else was faster.
        ValueError: the action has a service of its own.
    """
    action = Action(action)
    if action is Action.WITHDRAW:
        raise NotAllowed("author", _("Only the person who wrote a comment can withdraw it."))
    if action not in SETTLES:
        raise ValueError(f"{action} has a service of its own")
    said = Said(reason, note, message, words)
    with open_case(
        comment, moderator, action=action, said=said, expected_version=expected_version, at=at
    ) as case:
        after = case.state_after()
        if after is not case.state:
            _move(case, after)
        return case.close(
            settles=SETTLES[action],
            appeal=appeal,
            tells=after is not case.state and appeal is None,
        )


def approve_comment(*, comment: DiscussionComment, moderator: Any, **given: Any) -> Decision:
    """Publish a held comment. See ``decide``."""
    return decide(comment=comment, action=Action.APPROVE, moderator=moderator, **given)


def hold_comment(*, comment: DiscussionComment, moderator: Any, **given: Any) -> Decision:
    """Take a published comment out of sight until it is decided. See ``decide``."""
    return decide(comment=comment, action=Action.HOLD, moderator=moderator, **given)


def reject_comment(*, comment: DiscussionComment, moderator: Any, **given: Any) -> Decision:
    """Refuse to publish a held comment that never was. See ``decide``."""
    return decide(comment=comment, action=Action.REJECT, moderator=moderator, **given)


def remove_comment(*, comment: DiscussionComment, moderator: Any, **given: Any) -> Decision:
    """Take a comment down after it was published. See ``decide``."""
    return decide(comment=comment, action=Action.REMOVE, moderator=moderator, **given)


def restore_comment(*, comment: DiscussionComment, moderator: Any, **given: Any) -> Decision:
    """Publish a rejected or removed comment after all. See ``decide``."""
    return decide(comment=comment, action=Action.RESTORE, moderator=moderator, **given)


def keep_comment(
    *,
    comment: DiscussionComment,
    moderator: Any,
    note: str = "",
    expected_version: str = "",
    at: datetime,
) -> Decision:
    """Say that a published comment was looked at and stays; open reports on it are dismissed.

    Raises:
        NotAllowed: the person does not moderate this discussion.
        Invalid: the comment is not published, or has changed.
    """
    with open_case(
        comment,
        moderator,
        action=Action.APPROVE,
        said=Said(note=note),
        expected_version=expected_version,
        at=at,
    ) as case:
        if case.state is not State.PUBLISHED:
            raise Invalid("state", not_in_this_state(case.comment))
        return case.close(settles=(ReportEvent.DISMISS,))


def dismiss_reports(
    *,
    comment: DiscussionComment,
    moderator: Any,
    note: str = "",
    expected_version: str = "",
    at: datetime,
) -> Decision:
    """Settle the reports on a comment that stays as it is, whatever its state.

    Raises:
        NotAllowed: the person does not moderate this discussion.
        Invalid: no report is open, or the comment has changed.
    """
    with open_case(
        comment,
        moderator,
        action=Action.APPROVE,
        said=Said(note=note),
        expected_version=expected_version,
        at=at,
    ) as case:
        if not case.comment.report_count:
            raise Invalid("no_reports", _("No report on this comment is open."))
        return case.close(settles=(ReportEvent.DISMISS,))


def approve_edit(
    *,
    comment: DiscussionComment,
    moderator: Any,
    note: str = "",
    expected_version: str = "",
    at: datetime,
) -> Decision:
    """Let a held edit replace the published version, and tell its author.

    Raises:
        NotAllowed: the person does not moderate this discussion.
        Invalid: no edit waits, or the comment has changed.
    """
    with open_case(
        comment,
        moderator,
        action=Action.APPROVE,
        said=Said(note=note),
        expected_version=expected_version,
        at=at,
    ) as case:
        revision = _waiting_edit(case)
        promote_version(case.comment, revision)
        case.comment.edited_at = revision.written_at
        case.comment.edit_held_at = None
        return case.close(revision=revision, tells=True)


def reject_edit(
    *,
    comment: DiscussionComment,
    moderator: Any,
    reason: str,
    note: str = "",
    message: str = "",
    words: str = "",
    expected_version: str = "",
    at: datetime,
) -> Decision:
    """Leave the published version as it is; the edit is kept as evidence, its author told.

    Raises:
        NotAllowed: the person does not moderate this discussion.
        Invalid: no edit waits, the reason is missing, or the comment has changed.
    """
    with open_case(
        comment,
        moderator,
        action=Action.REJECT,
        said=Said(reason, note, message, words),
        expected_version=expected_version,
        at=at,
    ) as case:
        revision = _waiting_edit(case)
        close_waiting_version(case.comment, CommentRevision.Status.REJECTED)
        return case.close(revision=revision, tells=True)


def redact_comment(
    *,
    comment: DiscussionComment,
    moderator: Any,
    passages: Iterable[str],
    reason: str,
    note: str = "",
    message: str = "",
    expected_version: str = "",
    at: datetime,
) -> Decision:
    """Take passages out of a comment, wherever they stand in it, leaving a visible mark.

    What is held is published with it. The original stays among the versions, which moderators
    alone can read; the passages are written nowhere else. An edit that waits is closed. The comment
    does not count as edited.

    Raises:
        NotAllowed: the person does not moderate this discussion.
        Invalid: a passage is not in the text, or nothing else is (field ``passages``); the state,
            the reason or the version does not fit.
    """
    with open_case(
        comment,
        moderator,
        action=Action.REDACT,
        said=Said(reason, note, message),
        expected_version=expected_version,
        at=at,
    ) as case:
        after = case.state_after()
        text = _redacted_text(case.comment.comment, passages)
        keep_first_version(case.comment, at=at)
        case.versions = statuses_of(case.comment)
        close_waiting_version(case.comment, CommentRevision.Status.REJECTED)
        replace_version(case.comment, text, at=at)
        case.comment.redacted_at = at
        if after is not case.state:
            _move(case, after)
        return case.close(settles=(ReportEvent.UPHOLD,), tells=True)


def _move(case: Case, after: State) -> None:
    comment = case.comment
    is_first = after is State.PUBLISHED and comment.first_published_at is None
    if is_first:
        comment.first_published_at = case.at
    set_state(comment, after, at=case.at)
    if is_first:
        announce(comment, at=case.at)
    if after in {State.REJECTED, State.REMOVED} and comment.edit_held_at is not None:
        case.versions = statuses_of(comment)
        close_waiting_version(comment, CommentRevision.Status.REJECTED)


def _waiting_edit(case: Case) -> CommentRevision:
    revision = case.comment.revisions.filter(status=CommentRevision.Status.HELD).last()
    if revision is None:
        raise Invalid("no_edit", _("No edit of this comment is waiting any more."))
    case.versions = statuses_of(case.comment)
    return revision


def _redacted_text(text: str, passages: Iterable[str]) -> str:
    wanted = [re.sub(r"\r\n?", "\n", passage).strip() for passage in passages]
    wanted = [passage for passage in wanted if passage]
    if not wanted:
        raise Invalid("passages", _("Say what to take out."), field="passages")
    try:
        return redacted(text, wanted)
    except PassageMissingError as error:
        raise Invalid(
            "passages",
            _("“%(passage)s” is not in the comment.") % {"passage": error.passage},
            field="passages",
        ) from error
    except EverythingRedactedError as error:
        raise Invalid(
            "everything",
            _("Nothing would be left. Reject or remove the comment instead."),
            field="passages",
        ) from error
