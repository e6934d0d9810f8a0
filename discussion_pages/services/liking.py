"""Likes: one for each member and comment, however often it is asked for."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django_comments.models import CommentFlag
from django_comments_xtd.models import LIKEDIT_FLAG

from discussion_pages.keeping.changes import comments_changed, talk_changed
from discussion_pages.models import DiscussionComment
from discussion_pages.rules.states import State
from discussion_pages.services.commenting import refuse_unless_active, refuse_unless_open
from discussion_pages.services.refusals import NotAllowed
from discussion_pages.services.standing import refuse_unless_may_like
from discussion_pages.services.tree import lock_comments


def like_comment(*, comment: DiscussionComment, member: Any, at: datetime) -> int:
    """Like a comment; liking it again changes nothing. Returns the number of likes.

    Raises:
        NotAllowed: not signed in, suspended, one's own comment, or one that is not published.
        Closed: the discussion takes no likes at ``at``.
    """
    _refuse_unless_likeable(comment, member, at=at)
    refuse_unless_may_like(member, at=at)
    with transaction.atomic():
        lock_comments([comment.pk])
        _flag, created = CommentFlag.objects.get_or_create(
            comment_id=comment.pk, user=member, flag=LIKEDIT_FLAG, defaults={"flag_date": at}
        )
        return _change_count(comment, int(created))


def unlike_comment(*, comment: DiscussionComment, member: Any, at: datetime) -> int:
    """Take one's like back; taking it back twice changes nothing. Returns the number of likes.

    Raises:
        NotAllowed: not signed in, one's own comment, or one that is not published.
        Closed: the discussion takes no likes at ``at``.
    """
    _refuse_unless_likeable(comment, member, at=at)
    with transaction.atomic():
        lock_comments([comment.pk])
        deleted, _rows = likes_of(member).filter(comment_id=comment.pk).delete()
        return _change_count(comment, -deleted)


def likes_of(member: Any):
    """Return the queryset of one member's likes."""
    return CommentFlag.objects.filter(user=member, flag=LIKEDIT_FLAG)


def recount_likes(pks: Iterable[int]) -> None:
    """Store the number of likes of locked comments anew, from the likes themselves."""
    likes = (
        CommentFlag.objects.filter(comment=OuterRef("pk"), flag=LIKEDIT_FLAG)
        .order_by()
        .values("comment")
        .annotate(number=Count("pk"))
        .values("number")
    )
    pks = list(pks)
    comments_changed(pks)
    DiscussionComment.objects.filter(pk__in=pks).update(like_count=Coalesce(Subquery(likes), 0))


def _refuse_unless_likeable(comment: DiscussionComment, member: Any, *, at: datetime) -> None:
    refuse_unless_active(member)
    refuse_unless_open(comment.discussion, at=at)
    if comment.state != State.PUBLISHED:
        raise NotAllowed("state", _("This comment is not published."))
    if comment.user_id == member.pk:
        raise NotAllowed("own", _("You cannot like your own comment."))


def _change_count(comment: DiscussionComment, change: int) -> int:
    rows = DiscussionComment.objects.filter(pk=comment.pk)
    if change:
        talk_changed(comment.discussion_id)
        rows.update(like_count=F("like_count") + change)
    return rows.values_list("like_count", flat=True).get()
