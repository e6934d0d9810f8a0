"""Thousands of comments in a moment, with every stored figure as if they had been posted.

The same words come round every twenty threads, so that any page of a discussion of any size shows
the same rows but for their keys and dates.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django_comments.models import Comment, CommentFlag
from django_comments_xtd.models import LIKEDIT_FLAG, XtdComment

from benchmarks.building.bulk import insert, move_sequences, next_key
from benchmarks.building.members import Member
from benchmarks.building.shapes import THREADS_SHOWN, Shape, Spot, spots
from discussion_pages.models import DiscussionComment, DiscussionPage
from discussion_pages.rules.cursors import path_step
from discussion_pages.rules.queue import Urgency
from discussion_pages.rules.states import State
from discussion_pages.services.tree import recount

STEP = 7919
"""A prime: authors and who likes what are scattered, and the same in every build."""
LIKES_MAX = 4

BASE = (
    *("id", "content_type_id", "object_pk", "site_id", "user_id", "user_name", "user_email"),
    *("user_url", "comment", "submit_date", "is_public", "is_removed"),
)
TREE = (
    *("comment_ptr_id", "thread_id", "parent_id", "level", "order", "followup", "nested_count"),
)
OWN = (
    *("xtdcomment_ptr_id", "discussion_id", "state", "visible", "depth", "path", "in_reply_to_id"),
    *("participant_id", "author_name", "is_official", "posted_at", "changed_at", "reviewed_at"),
    *("first_published_at", "reply_count", "like_count", "report_count", "held_rule", "urgency"),
    *("queued_at",),
)
FLAGS = ("comment_id", "user_id", "flag", "flag_date")


@dataclass(frozen=True, slots=True)
class Written:
    """Where to find what was inserted: the keys of comments by their position."""

    first_key: int
    size: int

    def key(self, position: int) -> int:
        """Return the key of the comment at a position."""
        return self.first_key + position


@transaction.atomic
def insert_comments(
    discussion: DiscussionPage,
    *,
    shape: Shape,
    size: int,
    held: int = 0,
    members: Sequence[Member],
    texts: Sequence[str],
    until: datetime,
) -> Written:
    """Write ``size`` comments, one a second, the last at ``until``; the last ``held`` of them wait.

    Moderators have looked at all the others. Only comments without replies may be held.
    """
    first = next_key(Comment)
    places = list(spots(shape, size))
    replies = _reply_counts(places, held=held)
    content_type = ContentType.objects.get_for_model(DiscussionPage)
    paths: list[str] = []
    base: list[tuple[Any, ...]] = []
    tree: list[tuple[Any, ...]] = []
    own: list[tuple[Any, ...]] = []
    flags: list[tuple[Any, ...]] = []
    root = first
    for position, spot in enumerate(places):
        pk = first + position
        root = pk if spot.parent is None else root
        parent = pk if spot.parent is None else first + spot.parent
        path = ("" if spot.parent is None else paths[spot.parent]) + path_step(pk)
        paths.append(path)
        at = until - timedelta(seconds=size - 1 - position)
        author = members[position * STEP % len(members)]
        text = texts[(spot.thread % THREADS_SHOWN * 5 + spot.number) % len(texts)]
        waits = position >= size - held
        likes = 0 if waits else _likes(spot)
        base.append(
            (
                *(pk, content_type.pk, str(discussion.pk), settings.SITE_ID, author.user, "", ""),
                *("", text, at, not waits, False),
            )
        )
        tree.append((pk, root, parent, spot.depth, pk, False, 0))
        own.append(
            (
                *(pk, discussion.pk, State.HELD if waits else State.PUBLISHED, int(not waits)),
                *(spot.depth, path, None if spot.answered is None else first + spot.answered),
                *(author.participant, author.name, False, at, at, None if waits else at),
                *(None if waits else at, replies[position], likes, 0),
                "mode:before" if waits else "",
                int(Urgency.HELD if waits else Urgency.NONE),
                at if waits else None,
            )
        )
        for step in range(1, likes + 1):
            fan = members[(position * STEP + step) % len(members)]
            flags.append((pk, fan.user, LIKEDIT_FLAG, at))
    for model, columns, rows in (
        (Comment, BASE, base),
        (XtdComment, TREE, tree),
        (DiscussionComment, OWN, own),
        (CommentFlag, FLAGS, flags),
    ):
        insert(model, columns, rows)
    move_sequences(Comment)
    recount(discussion.pk)
    return Written(first, size)


def _likes(spot: Spot) -> int:
    """Return how many like a comment: whole screens of threads have equally many."""
    return 0 if spot.depth else spot.thread // THREADS_SHOWN % (LIKES_MAX + 1)


def _reply_counts(places: Sequence[Spot], *, held: int) -> list[int]:
    """Count the published replies below each place, at any depth."""
    counts = [0] * len(places)
    for spot in places[: len(places) - held]:
        above = spot.parent
        while above is not None:
            counts[above] += 1
            above = places[above].parent
    return counts
