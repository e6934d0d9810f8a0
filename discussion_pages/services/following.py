"""Following a discussion or a thread, and telling those who do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from wagtail.models import PageViewRestriction

from discussion_pages.models import DiscussionComment, DiscussionPage, Follow, Notice
from discussion_pages.rules.notices import NoticeKind
from discussion_pages.rules.states import State
from discussion_pages.services.notices import tell_many


def announce(comment: DiscussionComment, *, at: datetime) -> None:
    """Tell followers, and whoever is replied to, that a comment has become public.

    Call it once, in the transaction that first publishes the comment. Nobody is told twice of one
    comment, nor of their own; whoever is replied to is told that, not that something is new. The
    number of queries does not grow with the followers.
    """
    discussion = comment.discussion
    if not discussion.live:
        return
    answered = comment.in_reply_to
    replied_to = None
    if answered is not None and not answered.is_official and answered.user_id != comment.user_id:
        replied_to = answered.user_id
    follows = Follow.objects.filter(discussion_id=comment.discussion_id).filter(
        Q(thread__isnull=True) | Q(thread_id=comment.root_pk)
    )
    audience = get_user_model().objects.filter(
        Q(pk__in=follows.values("user")) | Q(pk=replied_to), is_active=True
    )
    if comment.user_id is not None:
        audience = audience.exclude(pk=comment.user_id)
    tell_many(
        _who_may_read(discussion, audience),
        lambda user: NoticeKind.REPLY if user.pk == replied_to else NoticeKind.NEW_COMMENT,
        key=f"comment:{comment.pk}",
        comment=comment,
        at=at,
    )


@dataclass(frozen=True, slots=True)
class Following:
    """What of one discussion a member follows, and how many notices they have not read."""

    whole: bool = False
    threads: frozenset[int] = frozenset()
    unread: int = 0


def following_of(member: Any, discussion: DiscussionPage) -> Following:
    """Return what a member follows of a discussion. One query, none for who is not signed in.

    The number of unread notices comes by the same query: the header of the page shows it.
    """
    if not member.is_authenticated:
        return Following()
    unread = (
        Notice.objects.filter(recipient=OuterRef("pk"), read_at__isnull=True)
        .order_by()
        .values("recipient")
        .annotate(count=Count("pk"))
        .values("count")
    )
    rows = list(
        get_user_model()
        .objects.filter(pk=member.pk)
        .order_by()
        .annotate(
            here=FilteredRelation(
                "discussion_follows", condition=Q(discussion_follows__discussion=discussion.pk)
            )
        )
        .values_list("here__pk", "here__thread", Coalesce(Subquery(unread), 0))
    )
    followed = {thread for pk, thread, _unread in rows if pk is not None}
    return Following(
        whole=None in followed,
        threads=frozenset(followed - {None}),
        unread=rows[0][2] if rows else 0,
    )


@dataclass(frozen=True, slots=True)
class Followed:
    """One thing that a member follows, as far as it is public now; blank where it is not.

    ``url`` is a path, and ``author`` who began the thread, where it is one.
    """

    follow: Follow
    title: str
    url: str
    is_thread: bool
    author: str


def follows_of(member: Any) -> QuerySet[Follow]:
    """Return all that a member follows, the latest first."""
    return Follow.objects.filter(user=member).select_related(
        "discussion", "thread", "thread__organisation"
    )


def followed(follow: Follow) -> Followed:
    """Return what a member follows as they may read it. No query, by ``follows_of``."""
    discussion, thread = follow.discussion, follow.thread
    url = (discussion.get_url() or "") if discussion.live else ""
    author = ""
    if thread is not None:
        url = f"{url}threads/{thread.pk}/" if url and thread.visible else url
        if thread.state == State.PUBLISHED:
            author = str(thread.organisation) if thread.is_official else thread.author_name
    return Followed(
        follow=follow,
        title=discussion.title if discussion.live else "",
        url=url,
        is_thread=thread is not None,
        author=author,
    )


def shown_thread(discussion: DiscussionPage, pk: int) -> DiscussionComment | None:
    """Return the thread of that key, if the discussion shows one. One query."""
    shown = DiscussionComment.objects.shown().roots().filter(discussion_id=discussion.pk)
    return shown.filter(pk=pk).first()


def follow(
    *,
    member: Any,
    discussion: DiscussionPage,
    thread: DiscussionComment | None = None,
    at: datetime,
) -> Follow:
    """Have a member told of new comments in a discussion, or in one thread of it."""
    found, _created = Follow.objects.get_or_create(
        user=member, discussion=discussion, thread=thread, defaults={"followed_at": at}
    )
    return found


def unfollow(
    *, member: Any, discussion: DiscussionPage, thread: DiscussionComment | None = None
) -> None:
    """Tell a member no more of a discussion, or of one thread of it."""
    Follow.objects.filter(user=member, discussion=discussion, thread=thread).delete()


def unfollow_one(*, member: Any, pk: int) -> bool:
    """End one of the things that a member follows; say whether it was theirs."""
    deleted, _by_model = Follow.objects.filter(user=member, pk=pk).delete()
    return bool(deleted)


def _who_may_read(discussion: DiscussionPage, people: QuerySet) -> QuerySet:
    """Keep those who may read a page that is kept to groups; a log-in all of them have."""
    for restriction in discussion.get_view_restrictions():
        if restriction.restriction_type == PageViewRestriction.GROUPS:
            groups = restriction.groups.all()
            people = people.filter(
                Q(is_superuser=True)
                | Q(pk__in=get_user_model().objects.filter(groups__in=groups).values("pk"))
            )
    return people
