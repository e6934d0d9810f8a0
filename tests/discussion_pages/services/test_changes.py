"""When a comment counts as changed: when readers saw it, and at no other time."""

from datetime import timedelta

import pytest

from discussion_pages.models import DiscussionComment
from discussion_pages.rules.states import State, is_taken_away
from discussion_pages.services.deciding import (
    approve_comment,
    approve_edit,
    dismiss_reports,
    escalate,
    hold_comment,
    keep_comment,
    lock_branch_replies,
    mark_official,
    pin_comment,
    redact_comment,
    reject_edit,
    remove_comment,
    restore_comment,
    undo_decision,
    unlock_branch_replies,
    unpin_comment,
)
from discussion_pages.services.erasure import erase_member
from discussion_pages.services.liking import like_comment
from discussion_pages.services.posting import edit_comment, post_comment, withdraw_comment
from discussion_pages.services.reporting import report_comment
from tests import factories
from tests.factories import NOW
from tests.tables import TICK

pytestmark = pytest.mark.django_db

THEN = NOW + timedelta(minutes=5)
LATER = NOW + timedelta(minutes=10)


@pytest.fixture
def moderator():
    return factories.UserFactory(superuser=True)


@pytest.fixture
def comment(world, member):
    return post_comment(discussion=world.discussion, author=member, text="The lamps.", at=NOW)


@pytest.fixture
def changed_at():
    def read(comment):
        return DiscussionComment.objects.values_list("changed_at", flat=True).get(pk=comment.pk)

    return read


def with_edit(comment, world):
    world.discussion.moderation_mode = "before"
    world.discussion.save()
    comment.refresh_from_db()
    edit_comment(comment=comment, author=comment.user, text="Other words.", at=THEN - TICK)


def test_a_new_comment_has_changed_when_it_was_posted(comment, changed_at):
    assert changed_at(comment) == NOW


SEEN = {
    "edit": lambda c, by: edit_comment(comment=c, author=c.user, text="New words.", at=THEN),
    "hold": lambda c, by: hold_comment(comment=c, moderator=by, reason="spam", at=THEN),
    "remove": lambda c, by: remove_comment(comment=c, moderator=by, reason="spam", at=THEN),
    "withdraw": lambda c, by: withdraw_comment(comment=c, author=c.user, at=THEN),
    "redact": lambda c, by: redact_comment(
        comment=c, moderator=by, passages=["lamps"], reason="personal", at=THEN
    ),
    "pin": lambda c, by: pin_comment(comment=c, moderator=by, at=THEN),
    "lock": lambda c, by: lock_branch_replies(comment=c, moderator=by, at=THEN),
    "erasure": lambda c, by: erase_member(user=c.user, at=THEN),
}


@pytest.mark.parametrize("what", SEEN)
def test_what_readers_see_is_a_change(comment, moderator, changed_at, what):
    SEEN[what](comment, moderator)
    assert changed_at(comment) == THEN


def _report(comment):
    report_comment(
        comment=comment,
        reason="spam",
        text="",
        reporter=factories.UserFactory(),
        address="203.0.113.7",
        at=THEN,
    )


def _dismiss(comment, by):
    _report(comment)
    comment.refresh_from_db()
    dismiss_reports(comment=comment, moderator=by, at=THEN)


UNSEEN = {
    "like": lambda c, by: like_comment(comment=c, member=factories.UserFactory(), at=THEN),
    "report": lambda c, by: _report(c),
    "dismissed report": _dismiss,
    "looked at": lambda c, by: keep_comment(comment=c, moderator=by, at=THEN),
    "approved again": lambda c, by: approve_comment(comment=c, moderator=by, at=THEN),
    "escalated": lambda c, by: escalate(comment=c, moderator=by, at=THEN),
}


@pytest.mark.parametrize("what", UNSEEN)
def test_what_readers_do_not_see_is_no_change(comment, moderator, changed_at, what):
    UNSEEN[what](comment, moderator)
    assert changed_at(comment) == NOW


def test_an_edit_that_waits_is_no_change_until_it_is_approved(
    comment, world, moderator, changed_at
):
    with_edit(comment, world)
    assert changed_at(comment) == NOW
    approve_edit(comment=comment, moderator=moderator, at=THEN)
    assert changed_at(comment) == THEN


def test_a_rejected_edit_is_no_change(comment, world, moderator, changed_at):
    with_edit(comment, world)
    reject_edit(comment=comment, moderator=moderator, reason="spam", at=THEN)
    assert changed_at(comment) == NOW


@pytest.mark.parametrize(
    ("do", "undo"),
    [
        (pin_comment, unpin_comment),
        (lock_branch_replies, unlock_branch_replies),
    ],
)
def test_taking_a_mark_away_is_a_change(comment, moderator, changed_at, do, undo):
    do(comment=comment, moderator=moderator, at=THEN)
    undo(comment=comment, moderator=moderator, at=LATER)
    assert changed_at(comment) == LATER


@pytest.mark.parametrize("what", ["hold", "remove", "redact", "pin", "lock"])
def test_undoing_what_readers_saw_is_a_change(comment, moderator, changed_at, what):
    decision = SEEN[what](comment, moderator)
    undo_decision(decision=decision, moderator=moderator, at=LATER)
    assert changed_at(comment) == LATER


def test_undoing_what_readers_did_not_see_is_no_change(comment, moderator, changed_at):
    decision = escalate(comment=comment, moderator=moderator, at=THEN)
    undo_decision(decision=decision, moderator=moderator, at=LATER)
    assert changed_at(comment) == NOW


def test_restoring_is_a_change(comment, moderator, changed_at):
    remove_comment(comment=comment, moderator=moderator, reason="spam", at=THEN)
    restore_comment(comment=comment, moderator=moderator, at=LATER)
    assert changed_at(comment) == LATER


def test_marking_as_official_is_a_change(world, moderator, changed_at):
    comment = post_comment(discussion=world.discussion, author=moderator, text="Hello", at=NOW)
    body = factories.OrganisationFactory()
    other = factories.UserFactory(superuser=True)
    mark_official(comment=comment, moderator=other, organisation=body, at=THEN)
    assert changed_at(comment) == THEN


def test_what_is_not_shown_does_not_tell_that_its_author_left(
    comment, world, member, other_member, moderator, changed_at
):
    reply = post_comment(
        discussion=world.discussion, author=other_member, text="Yes", reply_to=comment, at=NOW
    )
    remove_comment(comment=comment, moderator=moderator, reason="spam", at=THEN)
    erase_member(user=member, at=LATER)
    assert changed_at(comment) == THEN
    assert changed_at(reply) == NOW


def test_a_tombstone_that_stays_one_does_not_tell_of_further_decisions(
    comment, world, other_member, moderator, changed_at
):
    post_comment(
        discussion=world.discussion, author=other_member, text="Yes", reply_to=comment, at=NOW
    )
    hold_comment(comment=comment, moderator=moderator, reason="spam", at=THEN)
    edit_comment(comment=comment, author=comment.user, text="Better words.", at=LATER)
    escalate(comment=comment, moderator=moderator, at=LATER)
    assert changed_at(comment) == THEN


def test_a_place_that_comes_back_with_a_reply_is_a_change(
    comment, world, other_member, moderator, changed_at
):
    reply = post_comment(
        discussion=world.discussion, author=other_member, text="Yes", reply_to=comment, at=NOW
    )
    remove_comment(comment=reply, moderator=moderator, reason="spam", at=THEN - TICK)
    remove_comment(comment=comment, moderator=moderator, reason="spam", at=THEN)
    assert not DiscussionComment.objects.shown().exists()
    restore_comment(comment=reply, moderator=moderator, at=LATER)
    assert changed_at(comment) == LATER


def test_a_reply_is_no_change_of_what_it_answers(comment, world, other_member, changed_at):
    post_comment(
        discussion=world.discussion, author=other_member, text="Yes", reply_to=comment, at=THEN
    )
    assert changed_at(comment) == NOW


@pytest.mark.parametrize("was_public", [True, False])
@pytest.mark.parametrize("state", State)
def test_taken_away_agrees_with_the_rule(comment, state, was_public):
    DiscussionComment.objects.filter(pk=comment.pk).update(
        state=state, first_published_at=NOW if was_public else None
    )
    found = DiscussionComment.objects.taken_away().exists()
    assert found is is_taken_away(state, was_public=was_public)
    assert found is (was_public and state != "published")


@pytest.mark.parametrize(("since", "kept"), [(NOW - TICK, True), (NOW, True), (NOW + TICK, False)])
def test_changed_since_includes_the_instant_itself(comment, since, kept):
    assert DiscussionComment.objects.changed_since(since).exists() is kept
