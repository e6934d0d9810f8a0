import dataclasses
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from discussion_pages.models import DiscussionComment
from discussion_pages.rules.cursors import Order
from discussion_pages.rules.states import State
from discussion_pages.services.deciding import hold_comment, reject_comment, remove_comment
from discussion_pages.services.liking import like_comment
from discussion_pages.services.posting import edit_comment, post_comment, withdraw_comment
from discussion_pages.services.threads import (
    find_place,
    read_comment,
    read_own_waiting,
    read_thread,
    read_threads,
)
from tests import factories
from tests.bulk import insert_comments

pytestmark = pytest.mark.django_db


def walk(discussion, order, *, at, limit=20):
    """Return the keys of all threads in the order in which the pages show them."""
    shown, cursor = [], None
    while True:
        page = read_threads(discussion, order=order, cursor=cursor, limit=limit, at=at)
        assert page.is_first is (cursor is None)
        shown += [thread.root.id for thread in page.threads]
        cursor = page.next_cursor
        if cursor is None:
            return shown


@pytest.mark.parametrize("order", Order)
def test_pages_walk_through_all_threads_without_loss_or_repeat(discussion, at, order):
    keys = insert_comments(discussion, roots=1000, at=at)
    # Many of one instant and many with as many likes: only the key tells them apart.
    DiscussionComment.objects.filter(pk__in=keys[::3]).update(posted_at=at, like_count=2)
    DiscussionComment.objects.filter(pk__in=keys[::7]).update(like_count=5)
    shown = walk(discussion, order, at=at)
    assert len(shown) == 1000
    rows = DiscussionComment.objects.values("pk", "posted_at", "like_count")
    expected = {
        Order.NEWEST: sorted(rows, key=lambda row: (row["posted_at"], row["pk"]), reverse=True),
        Order.OLDEST: sorted(rows, key=lambda row: (row["posted_at"], row["pk"])),
        Order.LIKED: sorted(rows, key=lambda row: (row["like_count"], row["pk"]), reverse=True),
    }[order]
    assert shown == [row["pk"] for row in expected]


@pytest.mark.parametrize("number", [0, 19, 20, 21, 40])
def test_a_page_says_whether_there_is_another(discussion, at, number):
    insert_comments(discussion, roots=number, at=at) if number else None
    page = read_threads(discussion, order=Order.NEWEST, at=at)
    assert len(page.threads) == min(number, 20)
    assert (page.next_cursor is not None) is (number > 20)


def test_what_is_posted_meanwhile_shifts_no_page(discussion, post, at):
    keys = insert_comments(discussion, roots=50, at=at - timedelta(hours=1))
    first = read_threads(discussion, order=Order.NEWEST, at=at)
    post("Just now")
    second = read_threads(discussion, order=Order.NEWEST, cursor=first.next_cursor, at=at)
    assert [thread.root.id for thread in second.threads] == keys[10:30][::-1]


def test_three_replies_are_shown_and_the_others_counted(discussion, post, at):
    root = post("root")
    replies = [post(f"reply {number}", reply_to=root) for number in range(3)]
    (thread,) = read_threads(discussion, order=Order.NEWEST, at=at).threads
    assert [reply.id for reply in thread.replies] == [reply.pk for reply in replies]
    assert thread.more_replies == 0
    post("below the first", reply_to=replies[0])
    (thread,) = read_threads(discussion, order=Order.NEWEST, at=at).threads
    assert [reply.text for reply in thread.replies] == ["reply 0", "below the first", "reply 1"]
    assert thread.more_replies == 1


def test_each_thread_gets_its_own_replies(discussion, at):
    insert_comments(discussion, roots=25, replies=5, at=at)
    page = read_threads(discussion, order=Order.NEWEST, at=at)
    for thread in page.threads:
        assert [reply.thread_id for reply in thread.replies] == [thread.root.id] * 3
        assert thread.more_replies == 2


def test_a_reply_to_the_deepest_level_says_whom_it_answers(discussion, post, other_member, at):
    root = post("root")
    child = post("child", reply_to=root)
    grandchild = post("grandchild", reply_to=child, author=other_member)
    beside = post("beside", reply_to=grandchild)
    found = read_thread(discussion, root.pk, at=at)
    targets = {reply.id: reply.in_reply_to for reply in found.replies}
    assert targets[child.pk] is None
    assert targets[grandchild.pk] is None
    assert targets[beside.pk].id == grandchild.pk
    assert targets[beside.pk].author_name == "Night bus"


def test_an_official_reply_never_shows_the_person_who_wrote_it(discussion, post, answer, at):
    root = post("root")
    deep = answer("deep", reply_to=post("child", reply_to=root))
    beside = post("Thanks", reply_to=deep)
    found = read_thread(discussion, root.pk, at=at)
    views = {view.id: view for view in found.replies}
    assert (views[deep.pk].author_name, views[deep.pk].organisation) == ("City Hall", "City Hall")
    assert views[deep.pk].is_official
    assert views[beside.pk].in_reply_to.author_name == "City Hall"
    assert "Jo at City Hall" not in repr(found)


@pytest.fixture
def limit_it(moderator, member, at):
    """Take a comment out of sight in one of the ways there are."""

    def limit(comment, state):
        given = {"comment": comment, "at": at}
        if state == "withdrawn":
            return withdraw_comment(author=member, **given)
        reason = {"moderator": moderator, "reason": "abuse", "note": "Secret note."}
        if state == "removed":
            return remove_comment(**given, **reason)
        hold_comment(**given, **reason)
        if state == "rejected":
            DiscussionComment.objects.filter(pk=comment.pk).update(first_published_at=None)
            reject_comment(**given, **reason)
        return None

    return limit


LIMITED = ["held", "rejected", "removed", "withdrawn"]


@pytest.mark.parametrize("viewed_by", ["nobody", "author", "other"])
@pytest.mark.parametrize("state", LIMITED)
def test_a_tombstone_keeps_its_place_and_tells_nothing(
    discussion, post, member, other_member, limit_it, at, state, viewed_by
):
    root = post("Secret words.")
    edit_comment(comment=root, author=member, text="Secret edit.", at=at)
    like_comment(comment=root, member=other_member, at=at)
    reply = post("A reply.", reply_to=root, author=other_member)
    limit_it(root, state)
    viewer = {"nobody": AnonymousUser(), "author": member, "other": other_member}[viewed_by]
    (thread,) = read_threads(discussion, order=Order.NEWEST, viewer=viewer, at=at).threads
    view = thread.root
    assert view.is_tombstone
    assert (view.id, view.state, view.reply_count) == (root.pk, state, 1)
    assert (view.text, view.author_name, view.organisation) == ("", "", "")
    assert (view.edited_at, view.like_count, view.in_reply_to) == (None, 0, None)
    assert not view.is_official
    assert thread.replies[0].id == reply.pk
    assert not thread.replies[0].is_tombstone
    page = repr(thread) + repr(read_thread(discussion, root.pk, viewer=viewer, at=at))
    assert "Secret" not in page
    assert "Lamplighter" not in page


@pytest.mark.parametrize("state", LIMITED)
def test_without_replies_nothing_is_left(discussion, post, other_member, limit_it, at, state):
    comment = post("Secret words.")
    reply = post("Secret reply.", reply_to=post("root", author=other_member))
    limit_it(comment, state)
    limit_it(reply, state)
    page = read_threads(discussion, order=Order.NEWEST, at=at)
    assert "Secret" not in repr(page)
    assert [thread.root.text for thread in page.threads] == ["root"]
    assert page.threads[0].replies == []
    assert page.threads[0].more_replies == 0
    assert read_comment(discussion, comment.pk, at=at) is None
    assert read_comment(discussion, comment.pk, viewer=other_member, at=at) is None
    assert read_thread(discussion, comment.pk, at=at) is None
    assert find_place(discussion, comment.pk) is None
    assert find_place(discussion, reply.pk) is None


def test_who_is_answered_is_not_named_once_it_is_gone(
    discussion, post, other_member, moderator, at
):
    root = post("root")
    grandchild = post("grandchild", reply_to=post("child", reply_to=root), author=other_member)
    post("beside", reply_to=grandchild)
    remove_comment(comment=grandchild, moderator=moderator, reason="abuse", at=at)
    assert "Night bus" not in repr(read_thread(discussion, root.pk, at=at))


def test_authors_find_what_waits_and_nobody_else_does(
    discussion, post, member, other_member, official, answer, moderator, at
):
    discussion.moderation_mode = "before"
    discussion.save()
    waiting = post("Please wait.")
    official_reply = answer()
    hold_comment(comment=official_reply, moderator=moderator, reason="other", at=at)
    (view,) = read_own_waiting(discussion, viewer=member, at=at)
    assert (view.id, view.text) == (waiting.pk, "Please wait.")
    assert view.is_own_waiting
    assert not view.is_tombstone
    assert read_own_waiting(discussion, viewer=other_member, at=at) == []
    assert read_own_waiting(discussion, viewer=official, at=at) == []
    assert read_comment(discussion, waiting.pk, viewer=member, at=at).text == "Please wait."
    assert read_comment(discussion, waiting.pk, viewer=other_member, at=at) is None
    assert read_comment(discussion, official_reply.pk, viewer=official, at=at) is None
    page = read_threads(discussion, order=Order.NEWEST, viewer=member, at=at)
    assert page.threads == []


def test_a_held_edit_is_known_to_its_author_alone(discussion, post, member, other_member, at):
    comment = post("First version.")
    discussion.moderation_mode = "before"
    discussion.save()
    edit_comment(comment=comment, author=member, text="Second version.", at=at)
    for viewer, known in [(member, True), (other_member, False), (AnonymousUser(), False)]:
        page = read_threads(discussion, order=Order.NEWEST, viewer=viewer, at=at)
        assert page.threads[0].root.edit_is_held is known
        assert page.threads[0].root.text == "First version."
        assert "Second version." not in repr(page)


def test_a_viewer_sees_what_they_may_do(discussion, post, answer, member, other_member, at):
    comment = post()
    like_comment(comment=comment, member=other_member, at=at)
    answer(author=answer().user)

    def seen(viewer, instant):
        page = read_threads(discussion, order=Order.OLDEST, viewer=viewer, at=instant)
        view = page.threads[0].root
        return (view.is_own, view.is_liked, view.can_edit, view.can_withdraw)

    assert seen(member, at) == (True, False, True, True)
    assert seen(member, at + timedelta(minutes=15)) == (True, False, False, True)
    assert seen(other_member, at) == (False, True, False, False)
    assert seen(AnonymousUser(), at) == (False, False, False, False)
    assert seen(None, at) == (False, False, False, False)


def test_nothing_that_is_read_names_an_account(discussion, post, member, at):
    post()
    page = read_threads(discussion, order=Order.NEWEST, at=at)
    names = {field.name for field in dataclasses.fields(page.threads[0].root)}
    assert not names & {"user", "user_id", "email", "user_email", "ip_address", "participant"}
    assert member.email not in repr(page)


def test_comments_of_other_discussions_stay_there(world, discussion, post, at):
    other = factories.DiscussionPageFactory(parent=world.consultation)
    comment = post("Elsewhere.", discussion=other)
    assert read_threads(discussion, order=Order.NEWEST, at=at).threads == []
    assert read_thread(discussion, comment.pk, at=at) is None
    assert read_comment(discussion, comment.pk, at=at) is None
    assert find_place(discussion, comment.pk) is None


def test_a_reply_is_no_thread(discussion, post, at):
    reply = post(reply_to=post())
    assert read_thread(discussion, reply.pk, at=at) is None


def test_pages_of_one_thread_walk_through_all_its_replies(discussion, at):
    root, *replies = insert_comments(discussion, roots=1, replies=120, at=at)
    shown, after, pages = [], "", 0
    while True:
        page = read_thread(discussion, root, after=after, at=at)
        assert page.is_first is (after == "")
        shown += [reply.id for reply in page.replies]
        pages += 1
        if page.next_after is None:
            break
        after = page.next_after
    assert (shown, pages) == (replies, 3)


@pytest.mark.parametrize("after", ["00000000", "ffffffff", "f" * 64, "0" * 64])
def test_a_foreign_place_in_a_thread_shows_no_other_thread(discussion, at, after):
    first, *_rest = insert_comments(discussion, roots=3, replies=2, at=at)
    page = read_thread(discussion, first, after=after, at=at)
    assert {reply.thread_id for reply in page.replies} <= {first}


@pytest.mark.parametrize("newer", [0, 1, 19, 20, 21, 45])
def test_a_threads_place_is_the_page_that_shows_it(discussion, at, newer):
    root, *_others = insert_comments(discussion, roots=newer + 3, at=at)[2:]
    place = find_place(discussion, root)
    assert not place.is_in_thread
    assert (place.cursor is None) is (newer < 20)
    page = read_threads(discussion, order=Order.NEWEST, cursor=place.cursor, at=at)
    assert root in [thread.root.id for thread in page.threads]


@pytest.mark.parametrize("position", [0, 1, 2, 3, 4, 48, 49, 50, 51, 99, 119])
def test_a_replys_place_is_the_page_that_shows_it(discussion, at, position):
    insert_comments(discussion, roots=21, at=at)
    root, *replies = insert_comments(discussion, roots=1, replies=120, at=at - timedelta(days=1))
    place = find_place(discussion, replies[position])
    assert place.root_pk == root
    assert place.is_in_thread is (position >= 3)
    if place.is_in_thread:
        page = read_thread(discussion, root, after=place.thread_after, at=at)
        shown = page.replies
    else:
        found = read_threads(discussion, order=Order.NEWEST, cursor=place.cursor, at=at)
        shown = next(thread.replies for thread in found.threads if thread.root.id == root)
    assert replies[position] in [reply.id for reply in shown]


def test_a_deep_reply_is_found_in_the_order_of_the_tree(discussion, post, at):
    root = post("root")
    first = post("first", reply_to=root)
    for number in range(3):
        post(f"later {number}", reply_to=root)
    deep = post("deep", reply_to=first)
    assert not find_place(discussion, deep.pk).is_in_thread
    assert find_place(discussion, post("last", reply_to=root).pk).is_in_thread


@pytest.mark.parametrize("comments", [100, 10_000])
def test_reading_asks_the_database_as_often_for_many_comments(
    discussion, member, at, django_assert_num_queries, comments
):
    keys = insert_comments(discussion, roots=comments // 5, replies=4, at=at)
    for order in Order:
        with django_assert_num_queries(3):
            page = read_threads(discussion, order=order, at=at)
        with django_assert_num_queries(3 if page.next_cursor else 4):
            read_threads(discussion, order=order, cursor=page.next_cursor, viewer=member, at=at)
    with django_assert_num_queries(2):
        read_thread(discussion, keys[0], at=at)
    with django_assert_num_queries(3):
        read_thread(discussion, keys[0], viewer=member, at=at)
    with django_assert_num_queries(1):
        read_comment(discussion, keys[0], at=at)
    with django_assert_num_queries(2):
        read_comment(discussion, keys[1], at=at)
    with django_assert_num_queries(3):
        find_place(discussion, keys[0])
    with django_assert_num_queries(4):
        find_place(discussion, keys[1])


@pytest.mark.parametrize("comments", [100, 10_000])
def test_writing_asks_the_database_as_often_for_many_comments(
    discussion, member, moderator, at, django_assert_max_num_queries, comments
):
    insert_comments(discussion, roots=comments // 5, replies=4, at=at)
    root = DiscussionComment.objects.roots().first()
    with django_assert_max_num_queries(31):
        reply = post_comment(
            discussion=discussion, author=member, text="Me too.", reply_to=root, at=at
        )
    with django_assert_max_num_queries(30 if connection.vendor == "postgresql" else 29):
        remove_comment(comment=reply, moderator=moderator, reason="spam", at=at)


def test_a_page_of_tombstones_and_threads_costs_no_more(
    discussion, post, other_member, moderator, at, django_assert_num_queries
):
    for number in range(5):
        root = post(f"root {number}")
        post(f"reply {number}", reply_to=root, author=other_member)
        remove_comment(comment=root, moderator=moderator, reason="other", at=at)
    with django_assert_num_queries(3):
        page = read_threads(discussion, order=Order.NEWEST, at=at)
    assert [thread.root.state for thread in page.threads] == [State.REMOVED] * 5
    assert [thread.more_replies for thread in page.threads] == [0] * 5
