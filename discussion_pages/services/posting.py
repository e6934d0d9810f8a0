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
from discussion_pages.keeping.changes import post_changed
from discussion_pages.models import (
    CommentRevision,
    Decision,
    DiscussionComment,
    DiscussionPage,
    ModerationPolicy,
    Organisation,
    Participant,
)
from discussion_pages.rules import commenting as rules
from discussion_pages.rules.notices import NoticeKind
from discussion_pages.rules.queue import Urgency
from discussion_pages.rules.states import Action, State, state_after
from discussion_pages.services import evidence, following, queueing, webhook_events
from discussion_pages.services.commenting import (
    lock_member,
    refuse_unless_active,
    refuse_unless_open,
)
from discussion_pages.services.notices import tell
from discussion_pages.services.pipeline import Outcome, Submission, Verdict, run
from discussion_pages.services.policies import policy_for, rule_of
from discussion_pages.services.refusals import (
    Closed,
    Invalid,
    NeedsConfirmation,
    NotAllowed,
    Refused,
)
from discussion_pages.services.text import clean_text
from discussion_pages.services.tree import (
    ancestor_pks,
    count_published,
    lock_branch,
    lock_comments,
    mirror_state,
    set_state,
)

REDACTED = "edit:redacted"
"""The rule by which an edit waits of a comment that a moderator has taken parts out of."""
NOTICED = frozenset({"words:suspect"})
"""Rules of which an author is told in a notice beside what the page says."""


def post_comment(
    *,
    discussion: DiscussionPage,
    author: Any,
    text: str,
    reply_to: DiscussionComment | None = None,
    submission_key: uuid.UUID | None = None,
    is_confirmed: bool = False,
    at: datetime,
) -> DiscussionComment:
    """Post a member's comment, or their reply to another, as far as the pipeline lets it.

    The same ``submission_key`` posts the same words once: a second call returns the first one's
    comment. ``is_confirmed``: the author was asked about something in it, and means it.

    Raises:
        NotAllowed: not signed in, the account is gone or under a sanction, the thread is locked, or
            a receiver of ``comment_will_be_posted`` said no.
        Closed: the discussion takes no comments at ``at``.
        Invalid: the text is empty or too long, or what it replies to is not there any more.
        NeedsConfirmation: the author has to be asked first. Nothing was kept.
    """
    refuse_unless_active(author)
    text = clean_text(text)
    with transaction.atomic():
        lock_member(author)  # the same form sent twice at once waits here, and finds the first
        participant, _created = Participant.objects.get_or_create(user=author)
        if (earlier := _submitted(participant, submission_key)) is not None:
            if earlier.comment == text:
                post_changed(discussion.pk)
                return earlier
            submission_key = None  # the browser's "back" and other words: nothing may be lost
        answered, parent_pk = _lock_parent(discussion, reply_to)
        submission = Submission(
            discussion=discussion,
            author=author,
            participant=participant,
            text=text,
            reply_to=answered,
            policy=policy_for(discussion),
            is_confirmed=is_confirmed,
        )
        hold = _passed(submission, at=at)
        comment = _insert(
            discussion,
            author=author,
            text=text,
            answered=answered,
            parent_pk=parent_pk,
            at=at,
            hold=hold,
            participant=participant,
            submission_key=submission_key,
        )
        if hold is not None:
            log_automatic_hold(comment, hold, policy=submission.policy, at=at)
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
        answered, parent_pk = _lock_parent(discussion, reply_to)
        return _insert(
            discussion,
            author=author,
            text=text,
            answered=answered,
            parent_pk=parent_pk,
            at=at,
            participant=participant,
            organisation=organisation,
        )


def edit_comment(
    *,
    comment: DiscussionComment,
    author: Any,
    text: str,
    is_confirmed: bool = False,
    at: datetime,
) -> DiscussionComment:
    """Change one's own comment. The edit passes the pipeline that a post passes.

    Where that holds it, or a moderator has taken parts out of the comment, the published version
    stays until a moderator decides. Every version is kept. What was changed is new to moderators.

    Raises:
        NotAllowed: somebody else's comment, under a sanction, or the time to edit is over.
        Closed: the discussion takes no comments at ``at``.
        Invalid: the text is empty or too long.
        NeedsConfirmation: the author has to be asked first. Nothing was kept.
    """
    refuse_unless_author(comment, author)
    discussion = comment.discussion
    refuse_unless_open(discussion, at=at)
    text = clean_text(text)
    with transaction.atomic():
        lock_member(author)
        comment = lock_branch(comment)
        comment.discussion = discussion  # with the page above it, which came along
        refuse_unless_editable(comment, at=at)
        if text == comment.comment:
            _take_back_waiting_edit(comment, at=at)
            return comment
        participant, _created = Participant.objects.get_or_create(user=author)
        submission = Submission(
            discussion=discussion,
            author=author,
            participant=participant,
            text=text,
            policy=policy_for(discussion),
            is_confirmed=is_confirmed,
            editing=comment,
        )
        hold = _passed(submission, at=at)
        _replace_waiting_edit(comment)
        _keep_first_version(comment, at=at)
        if comment.state == State.HELD:
            _change_what_waits(comment, text, hold, policy=submission.policy, at=at)
        elif hold is not None:
            _hold_edit(comment, text, hold, policy=submission.policy, at=at)
        else:
            replace_text(comment, text, at=at)
        queueing.refresh_place(comment, at=at)
    return comment


def withdraw_comment(*, comment: DiscussionComment, author: Any, at: datetime) -> DiscussionComment:
    """Take back one's own comment, at any time. A tombstone stays where replies hang on it.

    Open reports on it stay open: what was said may still have broken a rule.

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
        _take_back_waiting_edit(comment, at=at)
        after = state_after(before, Action.WITHDRAW, was_public=comment.was_public)
        set_state(comment, after, at=at)
        decision = Decision.objects.create(
            comment=comment,
            action=Action.WITHDRAW,
            from_state=before,
            to_state=comment.state,
            actor=author,
            decided_at=at,
            urgency=comment.urgency,
            queued_at=comment.queued_at,
        )
        evidence.record(decision, at=at)
        queueing.refresh_place(comment, at=at)
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


def replace_text(comment: DiscussionComment, text: str, *, at: datetime) -> CommentRevision:
    """Make ``text`` the comment's current version, which no moderator has seen yet.

    The caller holds the lock, and refreshes the comment's place in the queue.
    """
    comment.revisions.filter(status=CommentRevision.Status.CURRENT).update(
        status=CommentRevision.Status.PAST
    )
    revision = _keep_version(comment, text, CommentRevision.Status.CURRENT, written_at=at, at=at)
    comment.comment = text
    comment.edited_at = at
    comment.edit_held_at = None
    comment.reviewed_at = None
    if comment.state != State.HELD:
        comment.held_rule = ""
    if comment.state == State.PUBLISHED:
        comment.changed_at = at
    comment.save(
        update_fields=[
            *("comment", "edited_at", "edit_held_at", "reviewed_at", "held_rule", "changed_at")
        ]
    )
    return revision


def log_automatic_hold(
    comment: DiscussionComment,
    verdict: Verdict,
    *,
    policy: ModerationPolicy | None,
    at: datetime,
    revision: CommentRevision | None = None,
) -> Decision:
    """Write into the decision log that a rule, not a person, held a comment or an edit.

    The house rule is named where the policy has it. Of some rules the author is told in a notice.
    """
    text = revision.text if revision else comment.comment
    rule = rule_of(policy, verdict.reason) if verdict.reason else None
    decision = Decision.objects.create(
        comment=comment,
        revision=revision,
        action=Action.HOLD,
        from_state=comment.state if revision else "",
        to_state=comment.state,
        is_automatic=True,
        rule=verdict.rule,
        reason=rule.code if rule else "",
        reason_title=rule.title[:150] if rule else "",
        policy=policy,
        policy_revision_id=policy.live_revision_id if policy else None,
        spans=[list(span) for span in verdict.spans],
        words="\n".join(" ".join(text[start:end].split()) for start, end in verdict.spans),
        decided_at=at,
        urgency=comment.urgency if revision else 0,
        queued_at=comment.queued_at if revision else None,
    )
    evidence.record(decision, at=at)
    if verdict.rule in NOTICED:
        tell(
            comment.user,
            NoticeKind.HELD,
            key=f"held:{decision.pk}",
            data={
                "discussion": comment.discussion.title,
                "category": verdict.category,
                "reason_title": decision.reason_title,
            },
            comment=comment,
            at=at,
        )
    return decision


def _passed(submission: Submission, *, at: datetime) -> Verdict | None:
    """Run the pipeline, and return by what the submission is held, if it is.

    Raises:
        Refused: it was refused, or the author has to be asked.
    """
    verdict = run(submission, at=at)
    if verdict is not None and verdict.outcome is Outcome.REFUSE:
        raise _refusal(verdict)
    if verdict is not None and verdict.outcome is Outcome.ASK:
        raise NeedsConfirmation(verdict, submission.text)
    editing = submission.editing
    if verdict is None and editing is not None and editing.redacted_at is not None:
        return Verdict(Outcome.HOLD, REDACTED)
    return verdict


def _refusal(verdict: Verdict) -> Refused:
    category, _colon, code = verdict.rule.partition(":")
    message = verdict.message or _("Your comment could not be taken.")
    if category == "window":
        return Closed(code, message)
    return NotAllowed(code if category == "permission" else category, message)


def _insert(
    discussion: DiscussionPage,
    *,
    author: Any,
    text: str,
    answered: DiscussionComment | None,
    parent_pk: int,
    at: datetime,
    participant: Participant,
    hold: Verdict | None = None,
    organisation: Organisation | None = None,
    submission_key: uuid.UUID | None = None,
) -> DiscussionComment:
    """Write one comment, count it and tell of it. The caller opened the transaction."""
    state = State.PUBLISHED if hold is None else State.HELD
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
        changed_at=at,
        first_published_at=at if state is State.PUBLISHED else None,
        state=state.value,
        held_rule=hold.rule if hold else "",
        participant=participant,
        is_official=organisation is not None,
        organisation=organisation,
        in_reply_to=answered,
        parent_id=parent_pk,
        submission_key=submission_key,
    )
    if answered is not None and answered.pk == parent_pk:
        comment.stands_below = answered
    mirror_state(comment)
    queueing.place_when_posted(comment)
    answers = comment_will_be_posted.send(sender=DiscussionComment, comment=comment, request=None)
    if any(answer is False for _receiver, answer in answers):
        raise NotAllowed("refused", _("Your comment could not be taken."))
    comment.save()
    evidence.record(comment, at=at)
    if state is State.PUBLISHED:
        count_published(comment, +1, at=at)
        following.announce(comment, at=at)
    webhook_events.comment_moved(comment, was_published=False, at=at)
    webhook_events.place_changed(comment, before=Urgency.NONE, at=at)
    transaction.on_commit(
        lambda: comment_was_posted.send_robust(
            sender=DiscussionComment, comment=comment, request=None
        )
    )
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


def _keep_version(
    comment: DiscussionComment, text: str, status: str, *, written_at: datetime, at: datetime
) -> CommentRevision:
    revision = CommentRevision.objects.create(
        comment=comment, text=text, status=status, written_at=written_at
    )
    evidence.record(revision, at=at)
    return revision


def _keep_first_version(comment: DiscussionComment, *, at: datetime) -> None:
    if not comment.revisions.exists():
        _keep_version(
            comment,
            comment.comment,
            CommentRevision.Status.CURRENT,
            written_at=comment.posted_at,
            at=at,
        )


def _replace_waiting_edit(comment: DiscussionComment) -> None:
    comment.revisions.filter(status=CommentRevision.Status.HELD).update(
        status=CommentRevision.Status.REPLACED
    )


def _take_back_waiting_edit(comment: DiscussionComment, *, at: datetime) -> None:
    if comment.edit_held_at is None:
        return
    _replace_waiting_edit(comment)
    comment.edit_held_at = None
    comment.held_rule = ""
    comment.save(update_fields=["edit_held_at", "held_rule"])
    queueing.refresh_place(comment, at=at)


def _change_what_waits(
    comment: DiscussionComment,
    text: str,
    hold: Verdict | None,
    *,
    policy: ModerationPolicy | None,
    at: datetime,
) -> None:
    """Replace the words of a held comment, and log what a rule finds in the new ones.

    It goes on waiting, by a moderator's hold or by the last rule that held it.
    """
    revision = replace_text(comment, text, at=at)
    if hold is None or not comment.held_rule:
        return
    if hold.spans or hold.rule != comment.held_rule:
        comment.held_rule = hold.rule
        comment.save(update_fields=["held_rule"])
        log_automatic_hold(comment, hold, policy=policy, at=at, revision=revision)


def _hold_edit(
    comment: DiscussionComment,
    text: str,
    hold: Verdict,
    *,
    policy: ModerationPolicy | None,
    at: datetime,
) -> None:
    revision = _keep_version(comment, text, CommentRevision.Status.HELD, written_at=at, at=at)
    log_automatic_hold(comment, hold, policy=policy, at=at, revision=revision)
    comment.edit_held_at = at
    comment.held_rule = hold.rule
    comment.save(update_fields=["edit_held_at", "held_rule"])
