from functools import partial

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_comments.models import CommentFlag

from consultations.services.figures import Participation, participation
from discussion_pages.models import Decision, DiscussionComment, Participant, Report
from discussion_pages.services.erasure import erase_member
from discussion_pages.services.liking import like_comment
from discussion_pages.services.posting import withdraw_comment
from discussion_pages.services.refusals import NotAllowed
from discussion_pages.services.reporting import report_comment
from discussion_pages.services.threads import read_threads

pytestmark = pytest.mark.django_db


def by_service(user, at):
    erase_member(user=user, at=at)
    user.delete()


def by_the_orm(user, at):
    user.delete()


def by_a_queryset(user, at):
    get_user_model().objects.filter(pk=user.pk).delete()


@pytest.mark.parametrize("leave", [by_service, by_the_orm, by_a_queryset])
def test_a_member_leaves_their_words_and_nothing_of_themselves(
    world, discussion, post, member, other_member, at, assert_counts_are_true, leave
):
    mine = post("What I wrote.")
    DiscussionComment.objects.filter(pk=mine.pk).update(
        user_name="Lamplighter", user_email="me@example.com", ip_address="192.0.2.7"
    )
    theirs = post("What they wrote.", author=other_member)
    gone = post("What I took back.")
    withdraw_comment(comment=gone, author=member, at=at)
    for comment, liker in [(theirs, member), (mine, other_member)]:
        like_comment(comment=comment, member=liker, at=at)
    report_comment(comment=theirs, reason="abuse", text="Rude.", reporter=member, at=at)
    before = participation(world.consultation)
    assert before == Participation(respondents=2, responses=2)

    leave(member, at)

    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.user, mine.author_name, mine.comment) == (None, "", "What I wrote.")
    assert (mine.user_name, mine.user_email, mine.user_url, mine.ip_address) == ("", "", "", None)
    assert (mine.state, mine.like_count, theirs.like_count) == ("published", 1, 0)
    assert CommentFlag.objects.get().user == other_member
    report = Report.objects.get()
    assert (report.reporter, report.text, report.settled_at) == (None, "Rude.", None)
    assert Decision.objects.get().actor is None
    assert participation(world.consultation) == before
    assert_counts_are_true(discussion)
    found = read_threads(discussion, order="newest", at=at)
    assert {thread.root.author_name for thread in found.threads} == {"Former member", "Night bus"}


def test_two_who_left_are_still_two_people(world, post, member, other_member):
    post()
    post()
    post(author=other_member)
    member.delete()
    other_member.delete()
    assert participation(world.consultation) == Participation(respondents=2, responses=3)
    assert Participant.objects.filter(user=None).count() == 2


def test_likes_are_counted_anew_whatever_was_stored(discussion, post, member, other_member, at):
    comment = post(author=other_member)
    like_comment(comment=comment, member=member, at=at)
    DiscussionComment.objects.filter(pk=comment.pk).update(like_count=0)
    member.delete()
    comment.refresh_from_db()
    assert comment.like_count == 0


def test_an_official_reply_keeps_the_bodys_name_and_loses_the_persons(
    discussion, answer, official, at
):
    reply = answer()
    official.delete()
    reply.refresh_from_db()
    assert (reply.author_name, reply.user) == ("", None)
    root = read_threads(discussion, order="newest", at=at).threads[0].root
    assert (root.author_name, root.organisation) == ("City Hall", "City Hall")


def test_nobody_writes_in_the_name_of_an_account_that_is_gone(
    post, answer, member, other_member, official, at
):
    comment = post(author=other_member)
    mine = post()
    for person in (member, official):
        get_user_model().objects.get(pk=person.pk).delete()
    for write in (
        post,
        answer,
        partial(report_comment, comment=comment, reason="spam", reporter=member, at=at),
        partial(withdraw_comment, comment=mine, author=member, at=at),
    ):
        with pytest.raises(NotAllowed):
            write()
    assert DiscussionComment.objects.count() == 2
    assert set(Participant.objects.values_list("user", flat=True)) == {None, other_member.pk}


def test_the_members_row_is_locked_before_anything_is_read_or_written(
    post, answer, member, official, at
):
    post()
    users = get_user_model()._meta.db_table
    for person, work in (
        (member, post),
        (official, answer),
        (member, partial(erase_member, user=member, at=at)),
    ):
        with CaptureQueriesContext(connection) as queries:
            work()
        statements = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
        locked = next(number for number, sql in enumerate(statements) if f'FROM "{users}"' in sql)
        touched = next(
            number for number, sql in enumerate(statements) if "discussion_pages_participant" in sql
        )
        assert f"= {person.pk}" in statements[locked]
        assert locked < touched
        if connection.features.has_select_for_update:
            assert " FOR " in statements[locked]


def test_somebody_without_comments_leaves_as_easily(member, at):
    erase_member(user=member, at=at)
    member.delete()
    assert not get_user_model().objects.filter(pseudonym="Lamplighter").exists()
