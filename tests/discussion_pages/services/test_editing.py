from datetime import timedelta

import pytest

from discussion_pages.models import Decision
from discussion_pages.services.commenting import moderation_sentence
from discussion_pages.services.deciding import (
    approve_comment,
    approve_edit,
    hold_comment,
    reject_edit,
    remove_comment,
)
from discussion_pages.services.posting import edit_comment, withdraw_comment
from discussion_pages.services.refusals import Closed, Invalid, NotAllowed
from tests.tables import TICK

pytestmark = pytest.mark.django_db


@pytest.fixture
def edit(member, at):
    """Edit a comment as the member, five minutes after it was posted."""

    def edit_it(comment, text="Second version.", **given):
        given = {"author": member, "at": at + timedelta(minutes=5)} | given
        return edit_comment(comment=comment, text=text, **given)

    return edit_it


@pytest.fixture
def premoderated(discussion):
    """Turn the discussion to moderation before posting, after the first comment is out."""

    def turn():
        discussion.moderation_mode = "before"
        discussion.save()

    return turn


def versions(comment):
    return list(comment.revisions.values_list("text", "status"))


def test_an_edit_shows_at_once_and_its_history_is_kept(post, edit, at):
    comment = post("First version.")
    edit(comment)
    edited = edit(comment, "Third version.", at=at + timedelta(minutes=6))
    comment.refresh_from_db()
    assert comment.comment == edited.comment == "Third version."
    assert comment.edited_at == at + timedelta(minutes=6)
    assert versions(comment) == [
        ("First version.", "past"),
        ("Second version.", "past"),
        ("Third version.", "current"),
    ]
    assert comment.revisions.first().written_at == at


@pytest.mark.parametrize("since", [timedelta(0), timedelta(minutes=15) - TICK])
def test_an_edit_comes_within_15_minutes(post, edit, at, since):
    assert edit(post(), at=at + since).comment == "Second version."


@pytest.mark.parametrize("since", [timedelta(minutes=15), timedelta(days=2)])
def test_a_later_edit_is_refused(post, edit, at, since):
    comment = post("First version.")
    with pytest.raises(NotAllowed) as refused:
        edit(comment, at=at + since)
    assert refused.value.code == "too_late"
    comment.refresh_from_db()
    assert comment.comment == "First version."


def test_a_held_edit_leaves_the_published_version(post, edit, premoderated, at):
    comment = post("First version.")
    premoderated()
    edit(comment)
    comment.refresh_from_db()
    assert (comment.state, comment.comment, comment.edited_at) == (
        "published",
        "First version.",
        None,
    )
    assert comment.edit_held_at == at + timedelta(minutes=5)
    assert versions(comment) == [("First version.", "current"), ("Second version.", "held")]
    decision = Decision.objects.get()
    assert (decision.action, decision.is_automatic, decision.rule) == ("hold", True, "mode:before")
    assert decision.revision.text == "Second version."


def test_only_the_newest_held_edit_waits(post, edit, premoderated, moderator, at):
    comment = post("First version.")
    premoderated()
    edit(comment)
    edit(comment, "Third version.")
    assert versions(comment) == [
        ("First version.", "current"),
        ("Second version.", "replaced"),
        ("Third version.", "held"),
    ]
    approve_edit(comment=comment, moderator=moderator, at=at + timedelta(hours=1))
    comment.refresh_from_db()
    assert (comment.comment, comment.edit_held_at) == ("Third version.", None)
    assert comment.edited_at == at + timedelta(minutes=5)
    assert versions(comment) == [
        ("First version.", "past"),
        ("Second version.", "replaced"),
        ("Third version.", "current"),
    ]


def test_typing_the_published_words_again_takes_the_held_edit_back(post, edit, premoderated):
    comment = post("First version.")
    premoderated()
    edit(comment)
    edit(comment, "First version.")
    comment.refresh_from_db()
    assert comment.edit_held_at is None
    assert versions(comment) == [("First version.", "current"), ("Second version.", "replaced")]


def test_a_rejected_edit_is_kept_as_evidence_and_never_shown(
    post, edit, premoderated, moderator, at
):
    comment = post("First version.")
    premoderated()
    edit(comment)
    with pytest.raises(Invalid):
        reject_edit(comment=comment, moderator=moderator, reason="", at=at)
    reject_edit(comment=comment, moderator=moderator, reason="abuse", at=at)
    comment.refresh_from_db()
    assert (comment.comment, comment.edit_held_at) == ("First version.", None)
    assert versions(comment) == [("First version.", "current"), ("Second version.", "rejected")]
    with pytest.raises(Invalid):
        approve_edit(comment=comment, moderator=moderator, at=at)


def test_a_comment_that_waits_is_edited_in_place_and_goes_on_waiting(
    discussion, post, edit, premoderated
):
    premoderated()
    comment = post("First version.")
    edit(comment)
    comment.refresh_from_db()
    assert (comment.state, comment.comment) == ("held", "Second version.")
    assert comment.edit_held_at is None


def test_a_first_comment_just_approved_is_not_rewritten_unread(
    discussion, post, edit, member, moderator, at
):
    discussion.moderation_mode = "first"
    discussion.save()
    comment = post("First version.")
    approve_comment(comment=comment, moderator=moderator, at=at)
    edited = edit(comment)
    assert (edited.state, edited.comment) == ("published", "First version.")
    assert versions(comment) == [("First version.", "current"), ("Second version.", "held")]
    assert "first comment" in moderation_sentence(discussion, member, editing=comment)
    assert "at once" in moderation_sentence(discussion, member)


def test_an_edit_shows_at_once_for_whoever_has_another_comment_out(discussion, post, edit, member):
    comment = post("First version.")
    post("Another.")
    discussion.moderation_mode = "first"
    discussion.save()
    assert edit(comment).comment == "Second version."
    assert "at once" in moderation_sentence(discussion, member, editing=comment)


@pytest.mark.parametrize("change", [{"closes_at": timedelta(minutes=5)}, {"comments_open": False}])
def test_a_discussion_that_is_not_open_refuses_edits(discussion, post, edit, at, change):
    comment = post()
    for name, value in change.items():
        setattr(discussion, name, at + value if isinstance(value, timedelta) else value)
    discussion.save()
    with pytest.raises(Closed):
        edit(comment)


def test_nobody_edits_or_withdraws_for_somebody_else(post, edit, other_member, moderator, at):
    comment = post()
    for person in (other_member, moderator):
        with pytest.raises(NotAllowed):
            edit(comment, author=person)
        with pytest.raises(NotAllowed):
            withdraw_comment(comment=comment, author=person, at=at)


def test_staff_do_not_edit_a_bodys_reply_as_members(answer, official, edit):
    with pytest.raises(NotAllowed):
        edit(answer(), author=official)


def test_what_a_moderator_took_down_is_not_edited_or_withdrawn(post, edit, member, moderator, at):
    comment = post()
    remove_comment(comment=comment, moderator=moderator, reason="abuse", at=at)
    with pytest.raises(NotAllowed):
        edit(comment)
    with pytest.raises(NotAllowed):
        withdraw_comment(comment=comment, author=member, at=at)


def test_withdrawing_leaves_a_tombstone_only_where_replies_hang(
    discussion, post, member, other_member, at, assert_counts_are_true
):
    root = post()
    reply = post(reply_to=root, author=other_member)
    withdraw_comment(comment=root, author=member, at=at)
    root.refresh_from_db()
    assert (root.state, root.visible, root.reply_count) == ("withdrawn", 1, 1)
    assert_counts_are_true(discussion)
    withdraw_comment(comment=reply, author=other_member, at=at)
    root.refresh_from_db()
    assert (root.visible, root.reply_count) == (0, 0)
    assert_counts_are_true(discussion)
    decision = Decision.objects.get(comment=root)
    assert (decision.action, decision.actor, decision.decided_at) == ("withdraw", member, at)
    assert (decision.from_state, decision.to_state) == ("published", "withdrawn")


def test_withdrawing_works_when_the_discussion_is_closed(
    discussion, post, member, at, assert_counts_are_true
):
    comment = post()
    discussion.closes_at = at
    discussion.save()
    withdraw_comment(comment=comment, author=member, at=at + timedelta(days=99))
    comment.refresh_from_db()
    assert comment.state == "withdrawn"
    assert_counts_are_true(discussion)


def test_withdrawing_takes_a_waiting_edit_along(post, edit, premoderated, member, at):
    comment = post("First version.")
    premoderated()
    edit(comment)
    withdraw_comment(comment=comment, author=member, at=at)
    comment.refresh_from_db()
    assert comment.edit_held_at is None
    assert ("Second version.", "replaced") in versions(comment)


def test_a_held_comment_may_be_withdrawn(discussion, post, member, moderator, at):
    comment = post()
    hold_comment(comment=comment, moderator=moderator, reason="personal", at=at)
    assert withdraw_comment(comment=comment, author=member, at=at).state == "withdrawn"
