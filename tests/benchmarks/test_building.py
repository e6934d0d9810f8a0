"""The built site is as if it had grown: every stored figure equals a recount."""

from datetime import UTC, datetime

import pytest
from django.db.models import Count, Q
from django_comments_xtd.models import LIKEDIT_FLAG

from benchmarks.building.comments import insert_comments
from benchmarks.building.members import make_members
from benchmarks.building.shapes import DEPTH_MAX, Shape, spots
from discussion_pages.models import DiscussionComment, DiscussionFigures
from discussion_pages.rules import commenting
from discussion_pages.rules.cursors import Order
from discussion_pages.services.integrity import check_integrity
from discussion_pages.services.posting import post_comment
from discussion_pages.services.queueing import refresh_place
from discussion_pages.services.threads import read_threads
from discussion_pages.services.tree import ancestor_pks, recount

UNTIL = datetime(2027, 2, 9, 12, 0, tzinfo=UTC)
TEXTS = [f"Words number {number}." for number in range(100)]


@pytest.fixture
def members(db):
    return make_members(7, at=UNTIL)


def written(world, members, shape=Shape.THREADS, size=40, held=0):
    return insert_comments(
        world.discussion,
        shape=shape,
        size=size,
        held=held,
        members=members,
        texts=TEXTS,
        until=UNTIL,
    )


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("size", [1, 10, 60])
def test_every_shape_has_as_many_places_as_asked_and_none_hangs_too_deep(shape, size):
    places = list(spots(shape, size))
    assert len(places) == size
    assert DEPTH_MAX == commenting.DEPTH_MAX
    for position, spot in enumerate(places):
        if spot.parent is None:
            assert spot.depth == 0
        else:
            assert spot.parent < position and spot.answered < position
            assert places[spot.parent].depth == spot.depth - 1 < DEPTH_MAX
            assert places[spot.parent].thread == spot.thread


@pytest.mark.parametrize("shape", Shape)
def test_counts_of_replies_equal_a_recount(world, members, shape):
    written(world, members, shape)
    comments = list(DiscussionComment.objects.order_by("pk"))
    assert len(comments) == 40
    for comment in comments:
        below = [other for other in comments if comment.pk in ancestor_pks(other.path)]
        assert comment.reply_count == len(below)
        assert comment.thread_id == [*ancestor_pks(comment.path), comment.pk][0]
        assert comment.depth == len(ancestor_pks(comment.path))


def test_counts_of_likes_equal_a_recount_and_nobody_likes_twice_or_their_own(world, members):
    written(world, members, Shape.FLAT, size=60)
    likes = Count("flags", filter=Q(flags__flag=LIKEDIT_FLAG), distinct=True)
    comments = DiscussionComment.objects.annotate(likes=likes, fans=Count("flags__user"))
    assert {comment.like_count for comment in comments} == {0, 1, 2}
    for comment in comments:
        assert comment.like_count == comment.likes == comment.fans
        assert not comment.flags.filter(user=comment.user_id).exists()


def test_figures_and_places_at_the_desk_equal_a_recount(world, members):
    written(world, members, Shape.FLAT, size=30, held=5)
    figures = DiscussionFigures.objects.get(discussion=world.discussion)
    kept = (figures.comment_count, figures.response_count, figures.last_comment_at)
    again = recount(world.discussion.pk)
    assert kept == (again.comment_count, again.response_count, again.last_comment_at)
    assert again.comment_count == 25
    for comment in DiscussionComment.objects.all():
        place = (comment.urgency, comment.queued_at)
        assert tuple(refresh_place(comment, at=UNTIL)) == place
    assert DiscussionComment.objects.awaiting_decision().count() == 5


@pytest.mark.parametrize("shape", Shape)
def test_the_check_of_integrity_finds_nothing_but_that_no_evidence_was_kept(world, members, shape):
    written(world, members, shape)
    assert {fault.check for fault in check_integrity(at=UNTIL)} == {"evidence"}


def test_a_page_shows_the_same_words_wherever_it_begins(world, members):
    written(world, members, Shape.THREADS, size=5 * 60)
    for order in Order:
        first = read_threads(world.discussion, order=order, at=UNTIL)
        rest = read_threads(world.discussion, order=order, cursor=first.next_cursor, at=UNTIL)
        words = [
            sorted(text for thread in page.threads for text in _texts(thread))
            for page in (first, rest)
        ]
        assert words[0] == words[1]
        assert len(words[0]) == 80


def _texts(thread):
    return [thread.root.text, *(reply.text for reply in thread.replies)]


def test_somebody_who_was_built_goes_on_posting(world, members, at, django_user_model):
    done = written(world, members)
    author = django_user_model.objects.get(pk=members[0].user)
    comment = post_comment(discussion=world.discussion, author=author, text="And so on.", at=at)
    assert comment.pk > done.key(39)


def test_a_session_that_was_built_is_that_member(world, members, client, settings):
    client.cookies[settings.SESSION_COOKIE_NAME] = members[2].session
    page = client.get(world.discussion.get_url())
    assert page.wsgi_request.user.pk == members[2].user
