"""What moderators put on a comment without moving it: official, pinned, locked, escalated."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from discussion_pages import permissions
from discussion_pages.models import Decision, DiscussionComment, Organisation
from discussion_pages.rules.notices import NoticeKind
from discussion_pages.rules.states import Action
from discussion_pages.services import notices
from discussion_pages.services.casework import Case, Said, open_case
from discussion_pages.services.guidance import guidance_named_by
from discussion_pages.services.refusals import Invalid
from discussion_pages.services.tree import count_respondent, lock_figures

PINNED_MAX = 3
"""How many comments of one discussion can stand at its top."""


def mark_official(
    *,
    comment: DiscussionComment,
    moderator: Any,
    organisation: Organisation | None,
    note: str = "",
    expected_version: str = "",
    at: datetime,
) -> Decision:
    """Make a published comment an official reply, where its author may speak for a body.

    It stops counting as a response.

    Raises:
        NotAllowed: the person does not moderate this discussion.
        Invalid: no organisation, or the comment does not fit: its state, its author, or it is
            official already.
    """
    if organisation is None:
        raise Invalid("organisation", _("Choose an organisation."), field="organisation")
    with open_case(
        comment,
        moderator,
        action=Action.MARK_OFFICIAL,
        said=Said(note=note),
        expected_version=expected_version,
        at=at,
    ) as case:
        case.state_after()
        if case.comment.is_official:
            raise Invalid("official", _("This is an official reply already."))
        author = case.comment.user
        if author is None or not permissions.may_reply_officially(author, comment.discussion):
            raise Invalid(
                "author", _("Whoever wrote this comment may not post official replies here.")
            )
        case.comment.is_official = True
        case.comment.organisation = organisation
        count_responses(case.comment, -1)
        return case.close()


def pin_comment(
    *,
    comment: DiscussionComment,
    moderator: Any,
    note: str = "",
    expected_version: str = "",
    at: datetime,
) -> Decision:
    """Show a comment that starts a thread before all others.

    Raises:
        NotAllowed: the person does not moderate this discussion.
        Invalid: a reply, not published, pinned already, or enough are.
    """
    with _marking(Action.PIN, comment, moderator, note, expected_version, at) as case:
        _refuse_if(case.comment.pinned_at is not None, _("This comment is pinned already."))
        if case.comment.depth:
            raise Invalid("reply", _("Only a comment that starts a thread can be pinned."))
        if not has_room_for_a_pin(case.comment):
            raise Invalid(
                "enough_pinned",
                _("%(max)s comments are pinned here. Unpin one of them first.")
                % {"max": PINNED_MAX},
            )
        case.comment.pinned_at = at
        return case.close()


def unpin_comment(
    *,
    comment: DiscussionComment,
    moderator: Any,
    note: str = "",
    expected_version: str = "",
    at: datetime,
) -> Decision:
    """Show a pinned comment among the others again.

    Raises:
        NotAllowed: the person does not moderate this discussion.
        Invalid: it is not pinned (any more).
    """
    with _marking(Action.UNPIN, comment, moderator, note, expected_version, at) as case:
        _refuse_if(case.comment.pinned_at is None, _("This comment is not pinned any more."))
        case.comment.pinned_at = None
        return case.close()


def lock_branch_replies(
    *,
    comment: DiscussionComment,
    moderator: Any,
    note: str = "",
    expected_version: str = "",
    at: datetime,
) -> Decision:
    """Take no new replies to a comment, nor to any below it.

    Raises:
        NotAllowed: the person does not moderate this discussion.
        Invalid: it is locked already.
    """
    with _marking(Action.LOCK, comment, moderator, note, expected_version, at) as case:
        _refuse_if(case.comment.locked_at is not None, _("Replies are locked here already."))
        case.comment.locked_at = at
        return case.close()


def unlock_branch_replies(
    *,
    comment: DiscussionComment,
    moderator: Any,
    note: str = "",
    expected_version: str = "",
    at: datetime,
) -> Decision:
    """Take replies again, as far as nothing above is locked.

    Raises:
        NotAllowed: the person does not moderate this discussion.
        Invalid: it is not locked (any more).
    """
    with _marking(Action.UNLOCK, comment, moderator, note, expected_version, at) as case:
        _refuse_if(case.comment.locked_at is None, _("Replies are not locked here any more."))
        case.comment.locked_at = None
        return case.close()


def escalate(
    *,
    comment: DiscussionComment,
    moderator: Any,
    note: str = "",
    expected_version: str = "",
    at: datetime,
) -> Decision:
    """Put a comment before all others at the desk: somebody may come to harm.

    Its author gets the safety guidance that the discussion's page shows.

    Raises:
        NotAllowed: the person does not moderate this discussion.
        Invalid: it is escalated already.
    """
    with _marking(Action.ESCALATE, comment, moderator, note, expected_version, at) as case:
        _refuse_if(
            case.comment.safeguarding_at is not None, _("This comment is escalated already.")
        )
        case.comment.safeguarding_at = at
        decision = case.close()
        guidance = guidance_named_by(comment.discussion)
        notices.tell(
            case.comment.user,
            NoticeKind.SAFEGUARDING,
            key=f"safeguarding:{decision.pk}",
            data={
                "discussion": comment.discussion.title,
                "guidance": guidance.pk if guidance else None,
            },
            comment=case.comment,
            at=at,
        )
        return decision


def resolve(
    *,
    comment: DiscussionComment,
    moderator: Any,
    note: str,
    expected_version: str = "",
    at: datetime,
) -> Decision:
    """Say that the worry about a comment was followed up, and how.

    Raises:
        NotAllowed: the person does not moderate this discussion.
        Invalid: without a note, or the comment is not escalated (any more).
    """
    if not note.strip():
        raise Invalid("note", _("Say what was done."), field="note")
    with _marking(Action.RESOLVE, comment, moderator, note, expected_version, at) as case:
        _refuse_if(
            case.comment.safeguarding_at is None, _("This comment is not escalated any more.")
        )
        case.comment.safeguarding_at = None
        return case.close()


def has_room_for_a_pin(comment: DiscussionComment) -> bool:
    """Say whether one more may be pinned beside ``comment``; no other can be until the end."""
    lock_figures(comment.discussion_id)
    pinned = DiscussionComment.objects.filter(
        discussion_id=comment.discussion_id, pinned_at__isnull=False
    )
    return pinned.exclude(pk=comment.pk).count() < PINNED_MAX


def count_responses(comment: DiscussionComment, change: int) -> None:
    """Count a published comment among the responses (+1), or no longer (-1)."""
    figures = lock_figures(comment.discussion_id)
    figures.response_count += change
    figures.save(update_fields=["response_count"])
    count_respondent(comment, change)


@contextmanager
def _marking(
    action: Action,
    comment: DiscussionComment,
    moderator: Any,
    note: str,
    expected_version: str,
    at: datetime,
) -> Iterator[Case]:
    with open_case(
        comment,
        moderator,
        action=action,
        said=Said(note=note),
        expected_version=expected_version,
        at=at,
    ) as case:
        case.state_after()
        yield case


def _refuse_if(is_so: bool, why: str) -> None:
    if is_so:
        raise Invalid("state", why)
