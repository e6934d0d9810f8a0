"""What members, and staff for a body, write."""

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from django_comments.signals import comment_was_posted, comment_will_be_posted

from discussion_pages import permissions
from discussion_pages.conf import display_name, setting
from discussion_pages.models import (
    CommentRevision,
    Decision,
    DiscussionComment,
    DiscussionPage,
    Organisation,
    Participant,
)
from discussion_pages.rules import commenting as rules
from discussion_pages.rules.states import Action, State, state_after
from discussion_pages.services.commenting import (
    has_published_before,
    lock_member,
    refuse_unless_active,
    refuse_unless_open,
)
from discussion_pages.services.refusals import Invalid, NotAllowed
from discussion_pages.services.text import clean_text
from discussion_pages.services.tree import (
    ancestor_pks,
    count_published,
    lock_branch,
    lock_comments,
    mirror_state,
    set_state,
)


def post_comment(
    *,
    discussion: DiscussionPage,
    author: Any,
    text: str,
    reply_to: DiscussionComment | None = None,
    submission_key: uuid.UUID | None = None,
    at: datetime,
) -> DiscussionComment:
    """Post a member's comment, or their reply to another.

    The same ``submission_key`` posts the same words once: a second call returns the first one's
    comment.

    Raises:
        NotAllowed: not signed in, the account is gone, or a receiver of
            ``comment_will_be_posted`` said no.
        Closed: the discussion takes no comments at ``at``.
        Invalid: the text is empty or too long, or what it replies to is not there any more.
    """
    refuse_unless_active(author)
    refuse_unless_open(discussion, at=at)
    text = clean_text(text)
    with transaction.atomic():
        lock_member(author)  # the same form sent twice at once waits here, and finds the first
        participant, _created = Participant.objects.get_or_create(user=author)
        if (earlier := _submitted(participant, submission_key)) is not None:
            if earlier.comment == text:
                return earlier
            submission_key = None  # the browser's "back" and other words: nothing may be lost
        state = rules.state_when_posted(
            rules.ModerationMode(discussion.moderation_mode),
            has_published_before=has_published_before(author),
        )
        comment = _insert(
            discussion,
            author=author,
            text=text,
            reply_to=reply_to,
            at=at,
            state=state,
            participant=participant,
            submission_key=submission_key,
        )
        if state is State.HELD:
            log_automatic_hold(comment, rule=f"mode:{discussion.moderation_mode}", at=at)
        _announce(comment)
    return comment


def post_official_reply(
    *,
    discussion: DiscussionPage,
    author: Any,
    organisation: Organisation,
    text: str,
    reply_to: DiscussionComment | None = None,
    at: datetime,
) -> DiscussionComment:
    """Answer in a body's name; appears at once, also after the window has closed.

    Raises:
        NotAllowed: the person may not speak for a body here, their account is gone, or the page
            is an alias.
        Invalid: the text is empty or too long, or what it replies to is not there any more.
    """
    if not permissions.may_reply_officially(author, discussion) or discussion.is_copy:
        raise NotAllowed("official_reply", _("You may not post official replies here."))
    text = clean_text(text)
    with transaction.atomic():
        lock_member(author)
        participant, _created = Participant.objects.get_or_create(user=author)
        comment = _insert(
            discussion,
            author=author,
            text=text,
            reply_to=reply_to,
            at=at,
            state=State.PUBLISHED,
            participant=participant,
            organisation=organisation,
        )
        _announce(comment)
    return comment


def edit_comment(
    *, comment: DiscussionComment, author: Any, text: str, at: datetime
) -> DiscussionComment:
    """Change one's own comment. The edit passes the rule that a post passes.

    Where that rule holds it, the published version stays until a moderator decides. Every version
    is kept.

    Raises:
        NotAllowed: somebody else's comment, or the time to edit is over.
        Closed: the discussion takes no comments at ``at``.
        Invalid: the text is empty or too long.
    """
    refuse_unless_author(comment, author)
    refuse_unless_open(comment.discussion, at=at)
    text = clean_text(text)
    with transaction.atomic():
        comment = lock_branch(comment)
        refuse_unless_editable(comment, at=at)
        _replace_waiting_edit(comment)
        if text == comment.comment:
            comment.edit_held_at = None
            comment.save(update_fields=["edit_held_at"])
            return comment
        _keep_first_version(comment)
        waits = (
            comment.state == State.PUBLISHED
            and rules.state_when_posted(
                rules.ModerationMode(comment.discussion.moderation_mode),
                has_published_before=has_published_before(author, other_than=comment),
            )
            is State.HELD
        )
        if waits:
            _hold_edit(comment, text, at=at)
        else:
            replace_text(comment, text, at=at)
    return comment


def withdraw_comment(*, comment: DiscussionComment, author: Any, at: datetime) -> DiscussionComment:
    """Take back one's own comment, at any time. A tombstone stays where replies hang on it.

    Raises:
        NotAllowed: somebody else's comment, or one that a moderator has decided on.
    """
    refuse_unless_author(comment, author)
    with transaction.atomic():
        lock_member(author)  # the decision names them
        comment = lock_branch(comment)
        if not rules.may_withdraw(State(comment.state)):
            raise NotAllowed("state", _("This comment can no longer be withdrawn."))
        before = State(comment.state)
        _replace_waiting_edit(comment)
        comment.edit_held_at = None
        comment.save(update_fields=["edit_held_at"])
        set_state(comment, state_after(before, Action.WITHDRAW))
        Decision.objects.create(
            comment=comment,
            action=Action.WITHDRAW,
            from_state=before,
            to_state=comment.state,
            actor=author,
            decided_at=at,
        )
    return comment


def refuse_unless_author(comment: DiscussionComment, person: Any) -> None:
    """Stop anybody but the member who wrote the comment.

    Raises:
        NotAllowed: somebody else's, or not signed in.
    """
    refuse_unless_active(person)
    if comment.user_id != person.pk or comment.is_official:
        raise NotAllowed("author", _("Only the person who wrote a comment can change it."))


def refuse_unless_editable(comment: DiscussionComment, *, at: datetime) -> None:
    """Stop an edit that comes too late.

    Raises:
        NotAllowed: the minutes are over, or a moderator has decided.
    """
    minutes = setting("EDIT_MINUTES")
    if not rules.may_edit(
        State(comment.state), posted_at=comment.posted_at, minutes=minutes, at=at
    ):
        raise NotAllowed(
            "too_late",
            _("A comment can be edited for %(minutes)s minutes after posting.")
            % {"minutes": minutes},
        )


def replace_text(comment: DiscussionComment, text: str, *, at: datetime) -> None:
    """Make ``text`` the comment's current version. The caller holds the lock."""
    comment.revisions.filter(status=CommentRevision.Status.CURRENT).update(
        status=CommentRevision.Status.PAST
    )
    CommentRevision.objects.create(
        comment=comment, text=text, status=CommentRevision.Status.CURRENT, written_at=at
    )
    comment.comment = text
    comment.edited_at = at
    comment.edit_held_at = None
    comment.save(update_fields=["comment", "edited_at", "edit_held_at"])


def log_automatic_hold(
    comment: DiscussionComment,
    *,
    rule: str,
    at: datetime,
    revision: CommentRevision | None = None,
) -> None:
    """Write into the decision log that a rule, not a person, held a comment or an edit."""
    Decision.objects.create(
        comment=comment,
        revision=revision,
        action=Action.HOLD,
        to_state=comment.state,
        is_automatic=True,
        rule=rule,
        decided_at=at,
    )


def _insert(
    discussion: DiscussionPage,
    *,
    author: Any,
    text: str,
    reply_to: DiscussionComment | None,
    at: datetime,
    state: State,
    participant: Participant,
    organisation: Organisation | None = None,
    submission_key: uuid.UUID | None = None,
) -> DiscussionComment:
    """Write one comment and count it. The caller opened the transaction."""
    answered, parent_pk = _lock_parent(discussion, reply_to)
    comment = DiscussionComment(
        discussion=discussion,
        content_type=ContentType.objects.get_for_model(DiscussionPage),
        object_pk=str(discussion.pk),
        site_id=settings.SITE_ID,
        user=author,
        author_name=display_name(author),
        comment=text,
        submit_date=at,
        posted_at=at,
        first_published_at=at if state is State.PUBLISHED else None,
        state=state.value,
        participant=participant,
        is_official=organisation is not None,
        organisation=organisation,
        in_reply_to=answered,
        parent_id=parent_pk,
        submission_key=submission_key,
    )
    mirror_state(comment)
    answers = comment_will_be_posted.send(sender=DiscussionComment, comment=comment, request=None)
    if any(answer is False for _receiver, answer in answers):
        raise NotAllowed("refused", _("Your comment could not be taken."))
    comment.save()
    if state is State.PUBLISHED:
        count_published(comment, +1)
    return comment


def _lock_parent(
    discussion: DiscussionPage, reply_to: DiscussionComment | None
) -> tuple[DiscussionComment | None, int]:
    """Lock what is replied to, and find the place: a reply to the deepest level stands beside it.

    Raises:
        Invalid: it belongs elsewhere, or is not published (any more).
    """
    if reply_to is None:
        return None, 0
    lock_comments([*ancestor_pks(reply_to.path), reply_to.pk])
    answered = (
        DiscussionComment.objects.published()
        .filter(pk=reply_to.pk, discussion_id=discussion.pk)
        .first()
    )
    if answered is None:
        raise Invalid("reply_to", _("The comment you are replying to is no longer there."))
    if answered.depth < rules.DEPTH_MAX:
        return answered, answered.pk
    return answered, ancestor_pks(answered.path)[rules.DEPTH_MAX - 1]


def _submitted(
    participant: Participant, submission_key: uuid.UUID | None
) -> DiscussionComment | None:
    if submission_key is None:
        return None
    return DiscussionComment.objects.filter(
        participant=participant, submission_key=submission_key
    ).first()


def _announce(comment: DiscussionComment) -> None:
    transaction.on_commit(
        lambda: comment_was_posted.send_robust(
            sender=DiscussionComment, comment=comment, request=None
        )
    )


def _keep_first_version(comment: DiscussionComment) -> None:
    if not comment.revisions.exists():
        CommentRevision.objects.create(
            comment=comment,
            text=comment.comment,
            status=CommentRevision.Status.CURRENT,
            written_at=comment.posted_at,
        )


def _replace_waiting_edit(comment: DiscussionComment) -> None:
    comment.revisions.filter(status=CommentRevision.Status.HELD).update(
        status=CommentRevision.Status.REPLACED
    )


def _hold_edit(comment: DiscussionComment, text: str, *, at: datetime) -> None:
    revision = CommentRevision.objects.create(
        comment=comment, text=text, status=CommentRevision.Status.HELD, written_at=at
    )
    comment.edit_held_at = at
    comment.save(update_fields=["edit_held_at"])
    rule = f"mode:{comment.discussion.moderation_mode}"
    log_automatic_hold(comment, rule=rule, at=at, revision=revision)
