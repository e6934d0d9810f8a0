import uuid
from datetime import timedelta
from functools import partial

import pytest
from django.contrib.auth.models import AnonymousUser
from django_comments.signals import comment_was_posted, comment_will_be_posted
from wagtail.actions.create_alias import CreatePageAliasAction

from discussion_pages.models import Decision, DiscussionComment, Participant
from discussion_pages.services.deciding import approve_comment, remove_comment
from discussion_pages.services.posting import post_comment, withdraw_comment
from discussion_pages.services.refusals import Closed, Invalid, NotAllowed
from tests import factories
from tests.tables import TICK

pytestmark = pytest.mark.django_db


def set_mode(discussion, mode):
    discussion.moderation_mode = mode
    discussion.save()


def test_a_comment_appears_at_once_where_moderators_read_afterwards(
    discussion, post, member, at, assert_counts_are_true
):
    comment = post("  The lamp is out.\r\n")
    comment.refresh_from_db()
    assert comment.state == "published"
    assert comment.comment == "The lamp is out."
    assert (comment.author_name, comment.user) == ("Lamplighter", member)
    assert (comment.posted_at, comment.submit_date, comment.first_published_at) == (at, at, at)
    assert (comment.user_email, comment.ip_address) == ("", None)
    assert (comment.depth, comment.thread_id, comment.parent_id) == (0, comment.pk, comment.pk)
    assert not Decision.objects.exists()
    assert_counts_are_true(discussion)


def test_a_comment_waits_where_moderators_read_first(discussion, post, at, assert_counts_are_true):
    set_mode(discussion, "before")
    comment = post()
    assert (comment.state, comment.visible, comment.first_published_at) == ("held", 0, None)
    assert post().state == "held"
    assert_counts_are_true(discussion)
    decision = Decision.objects.filter(comment=comment).get()
    assert (decision.action, decision.is_automatic, decision.actor) == ("hold", True, None)
    assert (decision.rule, decision.decided_at) == ("mode:before", at)


def test_only_a_members_first_comment_waits(world, post, moderator, at):
    discussion = world.discussion
    set_mode(discussion, "first")
    first = post()
    assert first.state == "held"
    assert post("Another before the first is read.").state == "held"
    approve_comment(comment=first, moderator=moderator, at=at)
    assert post("Another after it was read.").state == "published"


def test_the_first_comment_counts_across_the_whole_site(world, post, at):
    post()
    other = factories.DiscussionPageFactory(parent=world.consultation, first_comment=True)
    assert post(discussion=other).state == "published"


@pytest.mark.parametrize("undo", ["withdraw", "remove"])
def test_who_has_nothing_published_any_more_is_new_again(
    discussion, post, member, moderator, at, undo
):
    set_mode(discussion, "after")
    comment = post()
    set_mode(discussion, "first")
    if undo == "withdraw":
        withdraw_comment(comment=comment, author=member, at=at)
    else:
        remove_comment(comment=comment, moderator=moderator, reason="abuse", at=at)
    assert post().state == "held"


def test_an_official_reply_is_no_members_first_comment(discussion, answer, official, post):
    answer()
    set_mode(discussion, "first")
    assert post(author=official).state == "held"


def test_the_same_form_posts_once(discussion, post, member, other_member, assert_counts_are_true):
    key = uuid.uuid4()
    first = post("Once.", submission_key=key)
    assert post("Once.", submission_key=key).pk == first.pk
    assert DiscussionComment.objects.count() == 1
    assert post("Something else.", submission_key=key).comment == "Something else."
    assert post("Mine.", author=other_member, submission_key=key).pk != first.pk
    assert post("Once.").pk != first.pk
    assert_counts_are_true(discussion)


def test_replies_nest_two_deep_and_stand_beside_from_there(
    discussion, post, assert_counts_are_true
):
    root = post("root")
    child = post("child", reply_to=root)
    grandchild = post("grandchild", reply_to=child)
    beside = post("beside", reply_to=grandchild)
    again = post("again", reply_to=beside)
    everything = (root, child, grandchild, beside, again)
    assert [comment.depth for comment in everything] == [0, 1, 2, 2, 2]
    assert {comment.parent_id for comment in everything[2:]} == {child.pk}
    assert [comment.in_reply_to_id for comment in everything[1:]] == [
        root.pk,
        child.pk,
        grandchild.pk,
        beside.pk,
    ]
    assert {comment.thread_id for comment in everything} == {root.pk}
    tree = DiscussionComment.objects.order_by("path").values_list("comment", flat=True)
    assert list(tree) == ["root", "child", "grandchild", "beside", "again"]
    assert_counts_are_true(discussion)


@pytest.mark.parametrize("state", ["held", "rejected", "removed", "withdrawn"])
def test_what_is_not_published_takes_no_reply(discussion, post, state):
    comment = post()
    DiscussionComment.objects.filter(pk=comment.pk).update(state=state)
    with pytest.raises(Invalid) as refused:
        post(reply_to=comment)
    assert refused.value.code == "reply_to"
    assert DiscussionComment.objects.count() == 1


def test_a_reply_belongs_to_the_discussion_of_what_it_answers(world, post):
    elsewhere = factories.DiscussionPageFactory(parent=world.consultation)
    comment = post(discussion=elsewhere)
    with pytest.raises(Invalid):
        post(reply_to=comment)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"opens_at": timedelta(days=1)}, "upcoming"),
        ({"opens_at": TICK}, "upcoming"),
        ({"closes_at": timedelta(0)}, "closed"),
        ({"closes_at": -timedelta(days=1)}, "closed"),
        ({"comments_open": False}, "off"),
    ],
)
def test_a_discussion_that_is_not_open_refuses_posts(discussion, post, at, change, code):
    for name, value in change.items():
        setattr(discussion, name, at + value if isinstance(value, timedelta) else value)
    discussion.save()
    with pytest.raises(Closed) as refused:
        post()
    assert refused.value.code == code
    assert str(refused.value)
    assert not DiscussionComment.objects.exists()


@pytest.mark.parametrize(
    "change", [{"opens_at": timedelta(0)}, {"closes_at": TICK}, {"opens_at": -timedelta(days=99)}]
)
def test_the_window_takes_posts_to_its_last_tick(discussion, post, at, change):
    for name, value in change.items():
        setattr(discussion, name, at + value)
    discussion.save()
    assert post().state == "published"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"closes_at": timedelta(0)}, "closed"),
        ({"opens_at": TICK}, "upcoming"),
        ({"outcome_published_at": timedelta(0), "closes_at": timedelta(days=9)}, "closed"),
    ],
)
def test_the_consultation_above_clips_the_window(world, post, at, change, code):
    for name, value in change.items():
        setattr(world.consultation, name, at + value)
    world.consultation.save()
    with pytest.raises(Closed) as refused:
        post()
    assert refused.value.code == code


def test_an_alias_takes_no_comments(world, post, at):
    alias = CreatePageAliasAction(
        world.discussion, parent=world.hub, update_slug="copy", user=None
    ).execute(skip_permission_checks=True)
    with pytest.raises(Closed) as refused:
        post(discussion=alias)
    assert refused.value.code == "read_only_copy"


def test_an_unpublished_discussion_takes_no_comments(discussion, post):
    discussion.unpublish()
    discussion.refresh_from_db()
    with pytest.raises(NotAllowed) as refused:
        post()
    assert refused.value.code == "not_published"


def test_visitors_and_accounts_switched_off_do_not_post(post, member):
    member.is_active = False
    for person in (AnonymousUser(), member):
        with pytest.raises(NotAllowed) as refused:
            post(author=person)
        assert refused.value.code == "log_in"
    assert not Participant.objects.exists()


def test_a_discussion_without_a_consultation_works_too(world, member, at):
    alone = factories.DiscussionPageFactory(parent=world.home)
    assert post_comment(discussion=alone, author=member, text="Hello", at=at).state == "published"


def test_a_receiver_may_refuse_a_comment(discussion, post, assert_counts_are_true):
    def refuse(sender, comment, request, **kwargs):
        assert comment.comment == "Spam."
        return False

    comment_will_be_posted.connect(refuse)
    try:
        with pytest.raises(NotAllowed) as refused:
            post("Spam.")
    finally:
        comment_will_be_posted.disconnect(refuse)
    assert refused.value.code == "refused"
    assert not DiscussionComment.objects.exists()
    assert_counts_are_true(discussion)


def test_a_comment_is_announced_once_it_is_safely_kept(post, django_capture_on_commit_callbacks):
    heard = []
    receiver = partial(lambda sender, comment, request, **kwargs: heard.append((sender, comment)))
    comment_was_posted.connect(receiver, weak=False)
    try:
        with django_capture_on_commit_callbacks(execute=False) as callbacks:
            comment = post()
            assert heard == []
        for callback in callbacks:
            callback()
    finally:
        comment_was_posted.disconnect(receiver)
    assert heard == [(DiscussionComment, comment)]


def test_saving_a_parent_publishes_no_reply_that_waits(discussion, post, at):
    root = post()
    set_mode(discussion, "before")
    reply = post(reply_to=root)
    root.refresh_from_db()
    root.comment = "Edited by hand."
    root.save()
    reply.refresh_from_db()
    assert (reply.state, reply.is_public) == ("held", False)


def test_official_replies_appear_at_once_under_the_bodys_name(
    discussion, answer, organisation, post, assert_counts_are_true
):
    set_mode(discussion, "before")
    reply = answer()
    assert (reply.state, reply.is_official, reply.organisation) == ("published", True, organisation)
    assert_counts_are_true(discussion)
    figures = type(discussion).objects.get(pk=discussion.pk).figures
    assert (figures.comment_count, figures.response_count) == (1, 0)


def test_an_official_reply_comes_also_after_the_window(discussion, answer, post, at):
    root = post()
    discussion.closes_at = at
    discussion.save()
    assert answer(reply_to=root).depth == 1


def test_only_who_may_speaks_for_a_body(world, answer, member, moderator):
    for person in (member, moderator):
        with pytest.raises(NotAllowed):
            answer(author=person)
    alias = CreatePageAliasAction(
        world.discussion, parent=world.hub, update_slug="copy", user=None
    ).execute(skip_permission_checks=True)
    with pytest.raises(NotAllowed):
        answer(discussion=alias)


@pytest.mark.parametrize("text", ["", "  \n\t ", "\u200b\u200d", "\x00\x07", "\u202e"])
def test_an_empty_comment_is_refused(post, text):
    with pytest.raises(Invalid) as refused:
        post(text)
    assert (refused.value.code, refused.value.field) == ("empty", "comment")


def test_a_comment_may_have_3000_characters_and_not_one_more(post):
    assert len(post("é" * 3000).comment) == 3000
    with pytest.raises(Invalid) as refused:
        post("é" * 3001)
    assert refused.value.code == "too_long"
    assert "3001" in str(refused.value)
    assert "3000" in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("a\x00b\x1bc\x85", "abc"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("\ud800half", "half"),
        ("e\u0301", "é"),
        ("👩\u200d👩\u200d👧 tab\there", "👩\u200d👩\u200d👧 tab\there"),
        ("<b>bold</b> & 'quotes'", "<b>bold</b> & 'quotes'"),
    ],
)
def test_text_is_kept_as_written_but_for_what_nobody_sees(post, typed, kept):
    comment = post(typed)
    comment.refresh_from_db()
    assert comment.comment == kept
