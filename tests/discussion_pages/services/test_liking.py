from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django_comments.models import CommentFlag

from discussion_pages.models import Participant, Sanction
from discussion_pages.services.deciding import hold_comment
from discussion_pages.services.liking import like_comment, unlike_comment
from discussion_pages.services.refusals import Closed, NotAllowed

pytestmark = pytest.mark.django_db


def test_a_like_counts_once_however_often_it_is_sent(
    discussion, post, member, other_member, moderator, at, assert_counts_are_true
):
    comment = post()
    assert like_comment(comment=comment, member=other_member, at=at) == 1
    assert like_comment(comment=comment, member=other_member, at=at) == 1
    assert like_comment(comment=comment, member=moderator, at=at) == 2
    assert unlike_comment(comment=comment, member=other_member, at=at) == 1
    assert unlike_comment(comment=comment, member=other_member, at=at) == 1
    assert CommentFlag.objects.get().user == moderator
    assert_counts_are_true(discussion)


def test_nobody_likes_their_own_comment(post, member, at):
    comment = post()
    for service in (like_comment, unlike_comment):
        with pytest.raises(NotAllowed) as refused:
            service(comment=comment, member=member, at=at)
        assert refused.value.code == "own"
    assert not CommentFlag.objects.exists()


def test_an_official_reply_may_be_liked(answer, member, at):
    assert like_comment(comment=answer(), member=member, at=at) == 1


def test_visitors_like_nothing(post, at):
    with pytest.raises(NotAllowed):
        like_comment(comment=post(), member=AnonymousUser(), at=at)


def test_what_is_not_published_is_not_liked(post, other_member, moderator, at):
    comment = post()
    hold_comment(comment=comment, moderator=moderator, reason="other", at=at)
    comment.refresh_from_db()
    with pytest.raises(NotAllowed):
        like_comment(comment=comment, member=other_member, at=at)


@pytest.mark.parametrize(
    "change",
    [{"closes_at": timedelta(0)}, {"opens_at": timedelta(1)}, {"comments_open": False}],
)
def test_a_discussion_that_is_not_open_takes_no_likes(discussion, post, other_member, at, change):
    comment = post()
    like_comment(comment=comment, member=other_member, at=at)
    for name, value in change.items():
        setattr(discussion, name, at + value if isinstance(value, timedelta) else value)
    discussion.save()
    for service in (like_comment, unlike_comment):
        with pytest.raises(Closed):
            service(comment=comment, member=other_member, at=at)
    assert CommentFlag.objects.count() == 1


def test_a_suspended_member_gives_no_likes_but_may_take_them_back(post, other_member, at):
    comment = post()
    like_comment(comment=comment, member=other_member, at=at)
    Sanction.objects.create(
        participant=Participant.objects.create(user=other_member),
        kind="suspend",
        reason="abuse",
        reason_title="Abuse, threats or bullying",
        starts_at=at,
        ends_at=at + timedelta(days=7),
    )
    with pytest.raises(NotAllowed) as refused:
        like_comment(comment=comment, member=other_member, at=at)
    assert refused.value.code == "sanction"
    assert str(refused.value) == (
        "You are suspended from taking part until 17 February 2027 at 12pm. "
        "The reason: Abuse, threats or bullying."
    )
    assert unlike_comment(comment=comment, member=other_member, at=at) == 0
    after = at + timedelta(days=7)
    assert like_comment(comment=comment, member=other_member, at=after) == 1


def test_a_member_who_may_not_comment_may_still_like(post, other_member, at):
    Sanction.objects.create(
        participant=Participant.objects.create(user=other_member),
        kind="mute",
        reason="abuse",
        starts_at=at,
        ends_at=at + timedelta(days=7),
    )
    assert like_comment(comment=post(), member=other_member, at=at) == 1
