"""Each value that is stored twice is broken by hand, found, and put right."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_comments.models import Comment
from django_comments_xtd.models import XtdComment
from wagtail.models import PageLogEntry

from discussion_pages.models import (
    Appeal,
    CommentRevision,
    Decision,
    DiscussionComment,
    DiscussionFigures,
    EvidenceEntry,
    IdempotentWrite,
    OutboxMessage,
    Report,
    RespondentFigures,
    Webhook,
    WebhookDelivery,
    WordRule,
)
from discussion_pages.rules.states import Action
from discussion_pages.services.appealing import make_appeal
from discussion_pages.services.deciding import decide, pin_comment
from discussion_pages.services.evidence_chain import seal
from discussion_pages.services.integrity import check_integrity, names
from discussion_pages.services.liking import like_comment
from discussion_pages.services.posting import edit_comment, post_comment
from discussion_pages.services.reporting import report_comment
from discussion_pages.services.webhook_events import happened
from tests.bulk import insert_comments


def faults(at, **given: Any) -> list[tuple[str, str]]:
    return sorted((found.check, found.field) for found in check_integrity(at=at, **given))


@pytest.fixture
def thread(post, answer, member, other_member, moderator, at) -> list[DiscussionComment]:
    """A thread with everything in it that leaves a stored value behind; nothing is wrong."""
    root = post("root")
    child = post("child", reply_to=root, author=other_member)
    deep = post("deep", reply_to=child)
    beside = post("beside", reply_to=deep, author=other_member)
    answer(reply_to=root)
    gone = post("gone")
    removed = decide(
        comment=gone, action=Action.REMOVE, moderator=moderator, reason="spam", message="", at=at
    )
    assert removed
    like_comment(comment=root, member=other_member, at=at)
    report_comment(comment=deep, reason="abuse", reporter=other_member, at=at)
    pin_comment(comment=root, moderator=moderator, at=at)
    edit_comment(comment=root, author=member, text="root, edited", at=at)
    seal()
    return [root, child, deep, beside, gone]


def test_nothing_is_wrong_with_what_services_wrote(thread, at):
    assert faults(at) == []


@pytest.fixture
def break_it(thread) -> Callable[..., DiscussionComment]:
    """Break columns of the comment at a place in the thread, past every service."""

    def do(number: int, **columns: Any) -> DiscussionComment:
        DiscussionComment.objects.filter(pk=thread[number].pk).update(**columns)
        return thread[number]

    return do


BROKEN = [
    ("comments", 0, "reply_count", 9),
    ("comments", 1, "reply_count", 0),
    ("comments", 0, "like_count", 5),
    ("comments", 2, "like_count", 1),
    ("comments", 2, "report_count", 0),
    ("comments", 0, "report_count", 2),
    ("comments", 0, "visible", 0),
    ("comments", 4, "visible", 1),
    ("comments", 0, "is_public", False),
    ("comments", 4, "is_removed", False),
    ("comments", 3, "urgency", 10),
    ("comments", 2, "queued_at", None),
    ("comments", 4, "pinned_at", timezone.now()),
    ("comments", 1, "pinned_at", timezone.now()),
    ("comments", 1, "edit_held_at", timezone.now()),
    ("tree", 2, "path", ""),
    ("tree", 2, "path", "0000000100000002"),
    ("tree", 0, "path", "ffffffff"),
    ("tree", 3, "depth", 0),
    ("tree", 3, "level", 7),
    ("tree", 1, "thread_id", 0),
    ("tree", 1, "order", 1),
    ("tree", 1, "parent_id", 0),
    ("tree", 0, "object_pk", "1"),
    ("tree", 0, "content_type_id", 1),
]


@contextmanager
def taken_back() -> Iterator[None]:
    """Undo what happens here: a thread is dear to make."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_each_broken_value_is_found_and_put_right_only_when_asked(break_it, thread, at):
    for check, number, field, value in BROKEN:

        def stored(number: int = number, field: str = field) -> Any:
            return getattr(DiscussionComment.objects.get(pk=thread[number].pk), field)

        with taken_back():
            right = stored()
            break_it(number, **{field: value})
            assert (check, field) in faults(at), (check, field)
            assert stored() == value
            repaired = list(check_integrity(repair=True, at=at))
            assert all(fault.is_repaired for fault in repaired), repaired
            assert stored() == right, field
            assert faults(at) == [], field


@pytest.mark.parametrize(
    ("field", "value"),
    [("comment_count", 1), ("response_count", 99), ("last_comment_at", None)],
)
def test_figures_of_a_discussion_are_counted_anew(thread, discussion, at, field, value):
    DiscussionFigures.objects.filter(pk=discussion.pk).update(**{field: value})
    assert faults(at) == [("figures", field)]
    assert faults(at, repair=True) == [("figures", field)]
    assert faults(at) == []


@pytest.mark.parametrize("field", ["respondent_count", "response_count"])
def test_who_responded_below_a_page_is_counted_anew(thread, at, field):
    RespondentFigures.objects.update(**{field: 40})
    assert faults(at) == [("respondents", field)]
    assert faults(at, repair=True) == [("respondents", field)]
    assert faults(at) == []


def test_respondents_that_are_missing_are_counted(thread, at):
    RespondentFigures.objects.all().delete()
    assert set(faults(at, only=["respondents"], repair=True)) == {
        ("respondents", "respondent_count"),
        ("respondents", "response_count"),
    }
    assert faults(at) == []


def test_figures_that_are_missing_are_made(thread, discussion, at):
    DiscussionFigures.objects.all().delete()
    assert faults(at, only=["figures"])
    assert not DiscussionFigures.objects.exists()
    list(check_integrity(repair=True, at=at))
    assert DiscussionFigures.objects.get().comment_count == 5


def test_a_whole_broken_branch_is_hung_up_again(thread, at):
    right = dict(DiscussionComment.objects.values_list("pk", "path"))
    DiscussionComment.objects.update(path="", depth=0)
    XtdComment.norel_objects.update(thread_id=0, level=0)
    list(check_integrity(repair=True, at=at))
    assert dict(DiscussionComment.objects.values_list("pk", "path")) == right
    assert faults(at) == []


def test_replies_of_a_comment_that_was_moved_by_hand_come_along(thread, at):
    """The column says one parent, path and answer another: two hold against one."""
    DiscussionComment.objects.filter(pk=thread[1].pk).update(parent_id=thread[4].pk)
    list(check_integrity(repair=True, at=at))
    assert DiscussionComment.objects.get(pk=thread[1].pk).parent_id == thread[0].pk
    assert faults(at) == []


def test_where_it_cannot_be_told_what_a_comment_hangs_on_nothing_is_guessed(thread, at):
    child, gone = thread[1], thread[4]
    moved = {"parent_id": gone.pk, "in_reply_to_id": thread[3].pk}
    DiscussionComment.objects.filter(pk=child.pk).update(**moved)
    [fault] = check_integrity(repair=True, only=["tree"], at=at)
    assert not fault.is_repairable
    assert DiscussionComment.objects.get(pk=child.pk).parent_id == gone.pk


def test_a_ring_of_comments_is_left_to_a_person(thread, at):
    root, child = thread[:2]
    DiscussionComment.objects.filter(pk=root.pk).update(
        parent_id=child.pk, in_reply_to_id=child.pk, path=child.path + root.path
    )
    found = list(check_integrity(repair=True, only=["tree"], at=at))
    assert any(fault.key == root.pk and not fault.is_repaired for fault in found)


def test_half_of_a_comment_is_found_and_kept(thread, at):
    whole = Comment.objects.get(pk=thread[0].pk)
    half = Comment.objects.create(
        content_type=whole.content_type, object_pk=whole.object_pk, site_id=1, comment="half"
    )
    [fault] = check_integrity(repair=True, at=at)
    assert (fault.check, fault.key, fault.is_repaired) == ("half-written", half.pk, False)
    assert Comment.objects.filter(pk=half.pk).exists()


def change_a_text(thread) -> None:
    Comment.objects.filter(pk=thread[1].pk).update(comment="other words")


def forget_that_it_was_published(thread) -> None:
    DiscussionComment.objects.filter(pk=thread[1].pk).update(first_published_at=None)


def give_it_to_somebody_else(thread) -> None:
    Comment.objects.filter(pk=thread[1].pk).update(user=thread[0].user)


def change_a_version(thread) -> None:
    CommentRevision.objects.filter(comment=thread[0], status="current").update(text="other")


def lose_an_entry(thread) -> None:
    EvidenceEntry.objects.filter(kind="comment", object_pk=thread[3].pk).delete()


def settle_without_a_date(thread) -> None:
    Report.objects.update(state="upheld")


def lose_a_decision(thread) -> None:
    Decision.objects.filter(action=Action.PIN).delete()


def test_what_only_a_person_can_judge_is_told_and_not_touched(thread, at):
    for breaks, check in (
        (change_a_text, "evidence"),
        (forget_that_it_was_published, "comments"),
        (give_it_to_somebody_else, "comments"),
        (change_a_version, "comments"),
        (change_a_version, "evidence"),
        (lose_an_entry, "evidence"),
        (settle_without_a_date, "records"),
        (lose_a_decision, "evidence"),
    ):
        with taken_back():
            breaks(thread)
            found = [fault for fault in check_integrity(repair=True, at=at) if fault.check == check]
            assert [fault for fault in found if not fault.is_repaired], breaks
            assert check in {name for name, _field in faults(at)}, breaks


def test_an_appeal_that_was_decided_at_no_time_is_found(thread, member, at):
    decision = Decision.objects.get(action=Action.REMOVE)
    make_appeal(member=member, decision=decision, text="Why?", at=at)
    seal()
    assert faults(at) == []
    Appeal.objects.update(state="refused")
    assert ("records", "") in faults(at)


@pytest.fixture
def message(member, at) -> OutboxMessage:
    return OutboxMessage.objects.create(
        key="k", recipient=member, kind="decided", message_id="<1@x>", created_at=at, due_at=at
    )


@pytest.mark.parametrize(
    ("columns", "is_repaired"),
    [
        ({"state": "failed", "address": "somebody@example.net"}, True),
        ({"state": "sent", "sent_at": None}, False),
        ({"state": "pending", "due_at": timezone.now() - timedelta(days=5000)}, False),
    ],
)
def test_mail_that_does_not_fit_is_found(message, at, columns, is_repaired):
    assert faults(at) == []
    OutboxMessage.objects.update(**columns)
    [fault] = check_integrity(repair=True, at=at)
    assert (fault.check, fault.is_repaired) == ("mail", is_repaired)
    assert "somebody" not in str(fault)
    if is_repaired:
        assert faults(at) == []


@pytest.mark.parametrize(
    ("columns", "is_repaired"),
    [
        ({"state": "delivered"}, False),
        ({"attempts": 3}, False),
        ({"due_at": timezone.now() - timedelta(days=5000)}, False),
        ({}, True),
    ],
)
def test_a_delivery_that_does_not_fit_is_found(db, at, columns, is_repaired):
    webhook = Webhook.objects.create(
        name="One", address="https://receiver.test/", secret="whsec_", created_at=at
    )
    happened("comment.published", webhooks=[webhook], at=at)
    assert faults(at) == []
    if is_repaired:
        Webhook.objects.update(is_active=False)
    WebhookDelivery.objects.update(**columns) if columns else None
    [fault] = check_integrity(repair=True, at=at)
    assert (fault.check, fault.is_repaired) == ("webhooks", is_repaired)
    if is_repaired:
        assert faults(at) == []


def test_the_key_of_a_word_is_made_anew_unless_another_has_it(db, at):
    one = WordRule.objects.create(phrase="Straße", kind="banned")
    other = WordRule.objects.create(phrase="other", kind="banned")
    right = one.phrase_key
    WordRule.objects.filter(pk=one.pk).update(phrase_key="broken")
    assert faults(at) == [("words", "phrase_key")]
    WordRule.objects.filter(pk=other.pk).update(phrase_key=right)
    found = list(check_integrity(repair=True, at=at))
    assert [fault.is_repaired for fault in found] == [False, True]
    list(check_integrity(repair=True, at=at))
    assert faults(at) == []


def test_a_key_without_an_answer_is_set_free(member, at):
    IdempotentWrite.objects.create(user=member, caller="c", key="k", fingerprint="f", created_at=at)
    assert faults(at) == [("idempotency", "status")]
    assert faults(at, repair=True) == [("idempotency", "status")]
    assert not IdempotentWrite.objects.exists()


def test_what_is_put_right_stands_in_the_page_s_history_in_numbers(break_it, discussion, at):
    break_it(0, like_count=7, reply_count=0)
    break_it(1, like_count=7)
    list(check_integrity(repair=True, at=at))
    entry = PageLogEntry.objects.get(action="discussion_pages.integrity.repaired")
    assert entry.page_id == discussion.pk
    assert entry.data == {"values": {"like_count": 2, "reply_count": 1}}


def run(*args: str) -> tuple[str, int]:
    out = StringIO()
    try:
        call_command("check_integrity", *args, stdout=out)
    except CommandError as error:
        return out.getvalue(), error.returncode
    return out.getvalue(), 0


def test_the_command_says_what_is_wrong_and_ends_with_1_until_it_is_repaired(break_it, thread):
    assert run() == ("Wrong: 0; repaired: 0\n", 0)
    break_it(0, like_count=5)
    said, code = run()
    assert code == 1
    assert f"comments: DiscussionComment {thread[0].pk}: like_count is 5 and should be 1" in said
    assert run("--only", "figures") == ("Wrong: 0; repaired: 0\n", 0)
    said, code = run("--repair", "--json")
    assert code == 0
    *found, last = [json.loads(line) for line in said.splitlines()]
    assert [(one["field"], one["found"], one["expected"]) for one in found] == [
        ("like_count", 5, 1)
    ]
    assert last == {"wrong": 0, "repaired": 1}
    assert run() == ("Wrong: 0; repaired: 0\n", 0)


def test_every_check_can_be_named(db):
    assert names()[:3] == ["half-written", "tree", "comments"]
    assert {"figures", "mail", "webhooks", "evidence", "consultations"} <= set(names())


def test_a_comment_that_is_being_posted_is_not_accused(discussion, member, at, monkeypatch):
    """What looked wrong is read again with its rows locked before anything is said."""
    from discussion_pages.services.integrity.comments import CommentCheck

    comment = post_comment(discussion=discussion, author=member, text="one", at=at)
    DiscussionComment.objects.filter(pk=comment.pk).update(reply_count=1)
    read = CommentCheck.read

    def finish_first(self, pks):
        rows = read(self, pks)
        DiscussionComment.objects.filter(pk=comment.pk).update(reply_count=0)
        return rows

    monkeypatch.setattr(CommentCheck, "read", finish_first)
    assert faults(at, only=["comments"]) == []


def test_the_number_of_queries_grows_with_batches_not_with_comments(discussion, at):
    queries = []
    for roots in (10, 100):
        insert_comments(discussion, roots=roots, replies=1, at=at, reviewed_at=at)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert faults(at, only=["half-written", "tree", "comments", "figures"]) == []
        queries.append(len(captured))
    assert queries[0] == queries[1]
