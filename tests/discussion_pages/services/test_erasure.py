from functools import partial

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_comments.models import CommentFlag

from consultations.services.figures import Participation, participation
from discussion_pages.models import (
    Appeal,
    CommentRevision,
    Decision,
    DiscussionComment,
    Follow,
    Notice,
    NoticePreference,
    OutboxMessage,
    Participant,
    Report,
    Sanction,
)
from discussion_pages.services.deciding import remove_comment, restore_comment
from discussion_pages.services.erasure import erase_member, erase_what_was_held
from discussion_pages.services.evidence_chain import seal, verify
from discussion_pages.services.legal_holds import lift_hold, place_hold
from discussion_pages.services.liking import like_comment
from discussion_pages.services.marking import escalate, resolve
from discussion_pages.services.posting import edit_comment, withdraw_comment
from discussion_pages.services.refusals import Invalid, NotAllowed
from discussion_pages.services.reporting import report_comment
from discussion_pages.services.threads import read_threads

from .conftest import allow

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
    post("One.")
    post("Two.")
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


@pytest.fixture
def erasing(discussion):
    """Have the discussion's policy erase the words of deleted accounts."""
    policy = discussion.policy
    policy.on_account_deletion = "erase"
    policy.save()
    return discussion


def test_where_the_policy_erases_no_word_is_left_and_replies_stay(
    erasing, post, member, other_member, moderator, at, assert_counts_are_true
):
    mine = post("What I wrote.")
    edit_comment(comment=mine, author=member, text="What I wrote then.", at=at)
    theirs = post("What they wrote.", author=other_member, reply_to=mine)
    mine_below = post("And mine again.", reply_to=theirs)
    refused = post("What nobody may read.")
    remove_comment(
        comment=refused, moderator=moderator, reason="abuse", note="Ugly.", message="No.", at=at
    )
    report_comment(comment=mine, reason="abuse", text="They wrote what?", at=at)
    seal()

    member.delete()

    gone = DiscussionComment.objects.filter(pk__in=[mine.pk, mine_below.pk, refused.pk])
    assert set(gone.values_list("comment", flat=True)) == {""}
    assert list(gone.order_by("pk").values_list("state", flat=True)) == [
        "withdrawn",
        "withdrawn",
        "removed",
    ]
    assert set(CommentRevision.objects.values_list("text", flat=True)) == {""}
    assert set(Decision.objects.values_list("note", "message", "words")) == {("", "", "")}
    assert list(Report.objects.values_list("text", "state")) == [("", "closed")]
    theirs.refresh_from_db()
    assert (theirs.comment, theirs.state) == ("What they wrote.", "published")
    assert Decision.objects.filter(rule="erasure", is_automatic=True).count() == 3
    assert_counts_are_true(erasing)
    seal()
    assert verify().faults == []
    assert verify().erased >= 5


def test_an_official_reply_is_the_bodys_and_is_not_erased(erasing, answer, official):
    reply = answer()
    official.delete()
    reply.refresh_from_db()
    assert (reply.comment, reply.state) == ("We mend it on Monday.", "published")


def test_under_a_legal_hold_the_words_leave_the_page_and_go_when_it_is_lifted(
    world, erasing, post, member, moderator, at, assert_counts_are_true
):
    manager = allow(moderator, "manage_moderation")
    hold = place_hold(page=world.consultation, reason="Case 7.", person=manager, at=at)
    mine = post("What the court wants to read.")
    member.delete()
    mine.refresh_from_db()
    assert (mine.state, mine.author_name, mine.user) == ("withdrawn", "", None)
    assert mine.comment == "What the court wants to read."
    assert_counts_are_true(erasing)
    assert erase_what_was_held(at=at) == 0
    lift_hold(hold=hold, person=manager, at=at)
    assert erase_what_was_held(at=at) == 1
    mine.refresh_from_db()
    assert mine.comment == ""
    assert verify().faults == []


def test_while_somebody_may_come_to_harm_the_words_are_kept_out_of_sight(
    erasing, post, member, moderator, at
):
    mine = post("I cannot go on.")
    escalate(comment=mine, moderator=moderator, at=at)
    member.delete()
    mine.refresh_from_db()
    assert (mine.state, mine.comment) == ("withdrawn", "I cannot go on.")
    assert erase_what_was_held(at=at) == 0
    resolve(comment=mine, moderator=moderator, note="They are safe.", at=at)
    assert erase_what_was_held(at=at) == 1


def test_an_open_appeal_is_withdrawn_and_settings_go(post, member, moderator, at):
    mine = post("What I wrote.")
    decision = remove_comment(comment=mine, moderator=moderator, reason="abuse", at=at)
    appeal = Appeal.objects.create(
        comment=mine,
        decision=decision,
        participant=member.discussion_participant,
        text="But why?",
        made_at=at,
    )
    Follow.objects.create(user=member, discussion=mine.discussion, followed_at=at)
    NoticePreference.objects.create(user=member)
    erase_member(user=member, at=at)
    appeal.refresh_from_db()
    assert (appeal.state, appeal.text) == ("withdrawn", "But why?")
    mine.refresh_from_db()
    assert (mine.urgency, mine.queued_at) == (0, None)
    for model in (Follow, NoticePreference, Notice, OutboxMessage):
        assert not model.objects.exists(), model


def test_what_was_erased_is_not_restored_as_an_empty_comment(erasing, post, member, moderator, at):
    mine = post("What I wrote.")
    remove_comment(comment=mine, moderator=moderator, reason="abuse", at=at)
    member.delete()
    mine.refresh_from_db()
    with pytest.raises(Invalid, match="erased"):
        restore_comment(comment=mine, moderator=moderator, at=at)


def test_an_appeal_against_a_sanction_about_no_comment_is_erased_by_its_policy(
    erasing, post, member, at
):
    post("Something.")
    person = member.discussion_participant
    sanction = Sanction.objects.create(
        participant=person, kind="warn", reason="abuse", policy=erasing.policy, starts_at=at
    )
    appeal = Appeal.objects.create(
        sanction=sanction, participant=person, text="I am Jo from number 9.", made_at=at
    )
    erase_member(user=member, at=at)
    appeal.refresh_from_db()
    assert (appeal.state, appeal.text) == ("withdrawn", "")
