"""Stored counts: ancestors' replies, and the figures of a discussion.

Locks are always taken in one order (the member's own row, comments by primary key, the figures,
then reports), so that writers wait for each other instead of deadlocking.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Case, DateTimeField, F, Max, PositiveSmallIntegerField, Q, Value, When

from discussion_pages.models import DiscussionComment, DiscussionFigures
from discussion_pages.rules.cursors import PATH_STEP
from discussion_pages.rules.states import State, is_shown, shown_state
from discussion_pages.services.webhook_events import comment_moved, with_webhooks


def ancestor_pks(path: str) -> list[int]:
    """Return the keys of the comments above the one at ``path``, the root first."""
    steps = [path[start : start + PATH_STEP] for start in range(0, len(path), PATH_STEP)]
    return [int(step, 16) for step in steps[:-1]]


def lock_comments(pks: Iterable[int]) -> None:
    """Lock rows until the transaction ends, in the order of their keys.

    Only the child table is locked: nothing else writes states or counts.
    """
    list(
        DiscussionComment.objects.filter(pk__in=set(pks))
        .order_by("pk")
        .select_for_update(no_key=True)
        .values_list("pk", flat=True)
    )


def is_locked(comment: DiscussionComment) -> bool:
    """Say whether a moderator has locked the replies to this comment, or to one above it."""
    branch = [*ancestor_pks(comment.path), comment.pk]
    return DiscussionComment.objects.filter(pk__in=branch, locked_at__isnull=False).exists()


def lock_branch(comment: DiscussionComment) -> DiscussionComment:
    """Lock a comment with those above it and return it as it now stands.

    It brings along whether any webhook is switched on, so that telling none costs no query.
    """
    lock_comments([*ancestor_pks(comment.path), comment.pk])
    comments = DiscussionComment.objects.select_related("discussion")
    return with_webhooks(comments).get(pk=comment.pk)


def set_state(comment: DiscussionComment, state: State, *, at: datetime) -> None:
    """Put a locked comment into ``state`` at ``at``, with everything that mirrors or counts it.

    Writes only to this comment, to the counts of those above it, and to the figures, and tells
    webhooks what became public or is not any more. What leaves the page is no longer pinned to its
    top.
    """
    was_published = comment.state == State.PUBLISHED
    if shown_state(State(comment.state)) != shown_state(state):
        comment.changed_at = at
    comment.state = state.value
    if state is not State.PUBLISHED:
        comment.pinned_at = None
    mirror_state(comment)
    comment.save(
        update_fields=[
            "state",
            "visible",
            "is_public",
            "is_removed",
            "first_published_at",
            "pinned_at",
            "changed_at",
        ]
    )
    change = int(state is State.PUBLISHED) - int(was_published)
    if change:
        count_published(comment, change, at=at)
        comment_moved(comment, was_published=was_published, at=at)


def mirror_state(comment: DiscussionComment) -> None:
    """Set the fields that follow from the state, on the instance only."""
    comment.visible = int(is_shown(State(comment.state), published_replies=comment.reply_count))
    comment.is_public = comment.state == State.PUBLISHED
    comment.is_removed = comment.state in {State.REMOVED, State.WITHDRAWN}


def count_published(comment: DiscussionComment, change: int, *, at: datetime) -> None:
    """Count a comment in (+1) or out (-1), above it and in the discussion's figures.

    What it hangs on and was not shown gets its place back with it, which readers see.
    """
    if pks := ancestor_pks(comment.path):
        DiscussionComment.objects.filter(pk__in=pks).update(
            reply_count=F("reply_count") + change,
            visible=Case(
                When(Q(state=State.PUBLISHED) | Q(reply_count__gt=-change), then=Value(1)),
                default=Value(0),
                output_field=PositiveSmallIntegerField(),
            ),
            **({"changed_at": _when_it_appears(at)} if change > 0 else {}),
        )
    figures = lock_figures(comment.discussion_id)
    figures.comment_count += change
    figures.response_count += 0 if comment.is_official else change
    last = figures.last_comment_at
    if change > 0:
        figures.last_comment_at = max(last or comment.posted_at, comment.posted_at)
    elif last is None or comment.posted_at >= last:
        figures.last_comment_at = last_comment_at(comment.discussion_id)
    figures.save()


def _when_it_appears(at: datetime) -> Case:
    """Return ``at`` for what is not shown yet, else when it last changed."""
    return Case(
        When(visible=0, then=Value(at)), default=F("changed_at"), output_field=DateTimeField()
    )


def lock_figures(discussion_id: int) -> DiscussionFigures:
    """Return one discussion's figures, locked until the transaction ends; make them if need be."""
    figures, _created = DiscussionFigures.objects.select_for_update(no_key=True).get_or_create(
        discussion_id=discussion_id
    )
    return figures


def last_comment_at(discussion_id: int) -> datetime | None:
    """Return when the newest published comment was posted, if there is one."""
    published = DiscussionComment.objects.published().filter(discussion_id=discussion_id)
    return published.aggregate(at=Max("posted_at"))["at"]


def recount(discussion_id: int) -> DiscussionFigures:
    """Work the figures out anew from the comments themselves."""
    comments = DiscussionComment.objects.filter(discussion_id=discussion_id)
    figures, _created = DiscussionFigures.objects.update_or_create(
        discussion_id=discussion_id,
        defaults={
            "comment_count": comments.published().count(),
            "response_count": comments.counted().count(),
            "last_comment_at": last_comment_at(discussion_id),
        },
    )
    return figures
