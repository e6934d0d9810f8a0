"""Stored counts: ancestors' replies, the figures of a discussion, those who responded below a page.

Locks are always taken in one order (the member's own row, comments by primary key, the figures of
discussions, those of the pages above, then reports), so that writers wait for each other instead of
deadlocking.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateTimeField,
    F,
    Max,
    PositiveSmallIntegerField,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest
from wagtail.models import Page

from discussion_pages.keeping.changes import changed
from discussion_pages.keeping.collecting import children_key, figures_key
from discussion_pages.models import (
    DiscussionComment,
    DiscussionFigures,
    DiscussionPage,
    RespondentFigures,
)
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

    It brings along its author, and whether any webhook is switched on, so that telling the one and
    none of the others costs no query.
    """
    lock_comments([*ancestor_pks(comment.path), comment.pk])
    comments = DiscussionComment.objects.select_related("discussion", "user")
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
    _count_in_figures(comment, change)
    if not comment.is_official:
        count_respondent(comment, change)


def _count_in_figures(comment: DiscussionComment, change: int) -> None:
    """Count a comment in or out. In costs one statement; out may have to find the newest anew."""
    changed(figures_key(comment.discussion_id))
    figures = DiscussionFigures.objects.filter(discussion_id=comment.discussion_id)
    counts: dict[str, Any] = {
        "comment_count": F("comment_count") + change,
        "response_count": F("response_count") + (0 if comment.is_official else change),
    }
    if change > 0:
        counts["last_comment_at"] = Greatest(
            Coalesce("last_comment_at", Value(comment.posted_at)), Value(comment.posted_at)
        )
        if not figures.update(**counts):
            lock_figures(comment.discussion_id)
            figures.update(**counts)
        return
    last = lock_figures(comment.discussion_id).last_comment_at
    if last is None or comment.posted_at >= last:
        published = DiscussionComment.objects.published().filter(
            discussion_id=comment.discussion_id
        )
        counts["last_comment_at"] = Subquery(
            published.order_by("-posted_at").values("posted_at")[:1]
        )
    figures.update(**counts)


def count_respondent(comment: DiscussionComment, change: int) -> None:
    """Count a response in (+1) or out (-1) for the page above, and its author if it is their only.

    The first write locks the row until the transaction ends. Whoever counts for the same page waits
    for it, and so sees what this member has there besides.
    """
    above = comment.discussion.path[: -Page.steplen]
    figures = RespondentFigures.objects.filter(page__path=above)
    response = {"response_count": F("response_count") + change}
    if not figures.update(**response):
        page = Page.objects.only("pk").get(path=above)
        RespondentFigures.objects.get_or_create(page_id=page.pk)
        figures.update(**response)
    others = DiscussionComment.objects.counted().below_page(above).exclude(pk=comment.pk)
    if not others.filter(participant=comment.participant_id).exists():
        figures.update(respondent_count=F("respondent_count") + change)


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


def lock_respondent_figures(discussions: Iterable[int]) -> None:
    """Lock the figures of the pages above some discussions, in the order of their keys."""
    paths = DiscussionPage.objects.filter(pk__in=list(discussions)).values_list("path", flat=True)
    list(
        RespondentFigures.objects.filter(page__path__in=[path[: -Page.steplen] for path in paths])
        .order_by("pk")
        .select_for_update(of=("self",), no_key=True)
        .values_list("pk", flat=True)
    )


def last_comment_at(discussion_id: int) -> datetime | None:
    """Return when the newest published comment was posted, if there is one."""
    published = DiscussionComment.objects.published().filter(discussion_id=discussion_id)
    return published.aggregate(at=Max("posted_at"))["at"]


def recount(discussion_id: int) -> DiscussionFigures:
    """Work the figures out anew from the comments themselves, and those of the page above."""
    comments = DiscussionComment.objects.filter(discussion_id=discussion_id)
    figures, _created = DiscussionFigures.objects.update_or_create(
        discussion_id=discussion_id,
        defaults={
            "comment_count": comments.published().count(),
            "response_count": comments.counted().count(),
            "last_comment_at": last_comment_at(discussion_id),
        },
    )
    recount_respondents(DiscussionPage.objects.get(pk=discussion_id).get_parent())
    return figures


def recount_respondents(page: Page) -> RespondentFigures:
    """Work out anew how many have responded in the discussions below a page."""
    counted = DiscussionComment.objects.counted().below_page(page.path).order_by()
    figures, _created = RespondentFigures.objects.update_or_create(
        page_id=page.pk,
        defaults=counted.aggregate(
            respondent_count=Count("participant", distinct=True), response_count=Count("pk")
        ),
    )
    changed(children_key(page.pk))
    return figures
