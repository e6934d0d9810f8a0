"""Who is told of a comment, once."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from wagtail.models import PageViewRestriction

from discussion_pages.models import Follow, Notice, NoticePreference, OutboxMessage
from discussion_pages.rules.notices import NoticeKind
from discussion_pages.rules.states import State
from discussion_pages.services.deciding import approve_comment
from discussion_pages.services.following import announce, follow, unfollow
from discussion_pages.services.posting import post_comment
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def discussion(world):
    return world.discussion


@pytest.fixture
def write(discussion, at):
    """Post a comment and forget who was told of it."""

    def post(author, text="Lamps, please.", **kwargs):
        comment = post_comment(discussion=discussion, author=author, text=text, at=at, **kwargs)
        OutboxMessage.objects.all().delete()
        Notice.objects.all().delete()
        return comment

    return post


def told(comment) -> dict[int, str]:
    notices = Notice.objects.filter(key=f"comment:{comment.pk}")
    return dict(notices.values_list("recipient", "kind"))


def test_followers_of_the_discussion_and_of_the_thread_are_told_once_each(
    write, discussion, member, other_member, at
):
    root = write(member)
    whole, thread, both, elsewhere = factories.UserFactory.create_batch(4)
    other_root = write(member, "Another thread.")
    follow(member=whole, discussion=discussion, at=at)
    follow(member=both, discussion=discussion, at=at)
    follow(member=both, discussion=discussion, thread=root, at=at)
    follow(member=thread, discussion=discussion, thread=root, at=at)
    follow(member=elsewhere, discussion=discussion, thread=other_root, at=at)
    reply = write(other_member, reply_to=root)
    announce(reply, at=at)
    announce(reply, at=at + timedelta(hours=1))
    assert told(reply) == {
        member.pk: NoticeKind.REPLY,
        whole.pk: NoticeKind.NEW_COMMENT,
        thread.pk: NoticeKind.NEW_COMMENT,
        both.pk: NoticeKind.NEW_COMMENT,
    }


def test_who_is_replied_to_and_follows_is_told_of_a_reply(
    write, discussion, member, other_member, at
):
    root = write(member)
    follow(member=member, discussion=discussion, at=at)
    reply = write(other_member, reply_to=root)
    announce(reply, at=at)
    assert told(reply) == {member.pk: NoticeKind.REPLY}


def test_nobody_is_told_of_their_own_comment_nor_after_the_account_was_closed(
    write, discussion, member, other_member, at
):
    root = write(member)
    follow(member=member, discussion=discussion, at=at)
    follow(member=other_member, discussion=discussion, at=at)
    other_member.is_active = False
    other_member.save()
    reply = write(member, reply_to=root)
    announce(reply, at=at)
    assert told(reply) == {}


def test_who_stopped_following_is_not_told(write, discussion, member, other_member, at):
    follow(member=other_member, discussion=discussion, at=at)
    follow(member=other_member, discussion=discussion, at=at)
    assert Follow.objects.count() == 1
    unfollow(member=other_member, discussion=discussion)
    comment = write(member)
    announce(comment, at=at)
    assert told(comment) == {}


def test_a_page_kept_to_a_group_tells_only_the_group(write, discussion, member, other_member, at):
    insider = factories.UserFactory()
    group = Group.objects.create(name="Panel")
    insider.groups.add(group)
    restriction = PageViewRestriction.objects.create(
        page=discussion.parent, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(group)
    for person in (insider, other_member):
        follow(member=person, discussion=discussion, at=at)
    comment = write(member)
    announce(comment, at=at)
    assert set(told(comment)) == {insider.pk}


def test_a_page_that_is_not_published_tells_nobody(write, discussion, member, other_member, at):
    follow(member=other_member, discussion=discussion, at=at)
    comment = write(member)
    discussion.unpublish()
    comment.discussion.refresh_from_db()
    announce(comment, at=at)
    assert told(comment) == {}


def test_a_held_comment_is_announced_when_it_is_first_published(
    world, member, other_member, moderator, at
):
    discussion = world.discussion
    discussion.moderation_mode = "before"
    discussion.save()
    follow(member=other_member, discussion=discussion, at=at)
    comment = post_comment(discussion=discussion, author=member, text="Lamps.", at=at)
    assert comment.state == State.HELD
    assert told(comment) == {}
    approve_comment(comment=comment, moderator=moderator, at=at)
    assert told(comment) == {other_member.pk: NoticeKind.NEW_COMMENT}


@pytest.mark.parametrize("number", [1, 60])
def test_it_costs_the_same_queries_for_many(
    write, discussion, member, at, django_assert_num_queries, number
):
    people = factories.UserFactory.create_batch(number)
    Follow.objects.bulk_create(
        Follow(user=person, discussion=discussion, followed_at=at) for person in people
    )
    NoticePreference.objects.bulk_create(
        NoticePreference(user=person, following="immediately") for person in people
    )
    comment = write(member)
    # The page's restrictions (2), a savepoint (2), the people, their notices (2) and e-mails (3).
    with django_assert_num_queries(11 if connection.vendor == "postgresql" else 10):
        announce(comment, at=at)
    assert len(told(comment)) == number
    assert OutboxMessage.objects.count() == number
    assert OutboxMessage.notices.through.objects.count() == number
