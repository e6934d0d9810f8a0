"""Many people at once. PostgreSQL lets them; SQLite makes them wait in line, and must not fail.

These tests commit, and clean up after themselves: the other tests go on with the same database.
"""

import os
import signal
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection, transaction
from wagtail.models import Page

from discussion_pages.models import (
    Claim,
    Decision,
    DiscussionComment,
    DiscussionPage,
    EvidenceEntry,
    Notice,
    OutboxMessage,
    Report,
)
from discussion_pages.services import erasure, evidence, evidence_chain
from discussion_pages.services.claiming import claim
from discussion_pages.services.deciding import (
    keep_comment,
    pin_comment,
    remove_comment,
    restore_comment,
    undo_decision,
    version_of,
)
from discussion_pages.services.erasure import erase_member
from discussion_pages.services.idempotency import Done, do_once
from discussion_pages.services.liking import like_comment
from discussion_pages.services.posting import post_comment
from discussion_pages.services.refusals import Invalid, NotAllowed
from discussion_pages.services.reporting import report_comment
from discussion_pages.services.tree import lock_comments
from tests import factories

DYING = Path(__file__).with_name("dying_decision.py")
ROOT = DYING.parents[3]
PEOPLE = 8
ROUNDS = 3


@dataclass
class Crowd:
    """A discussion and the people in it, committed so that every connection sees them."""

    discussion: DiscussionPage
    people: list[Any]
    moderator: Any


@pytest.fixture
def db(committed) -> None:
    """Let other connections see what these tests do, in place of a transaction for each."""


@pytest.fixture
def crowd(db) -> Crowd:
    """Make a discussion with eight members and a moderator, whom every connection can see."""
    discussion = factories.DiscussionPageFactory(
        parent=Page.objects.get(depth=1), title="Crowded", slug="crowded"
    )
    people = factories.UserFactory.create_batch(PEOPLE)
    moderator = factories.UserFactory()
    moderator.user_permissions.add(Permission.objects.get(codename="moderate_discussioncomment"))
    return Crowd(discussion, people, moderator)


def all_at_once(work: Callable[[int], Any]) -> list[Any]:
    """Let everybody start at the same moment, each on a connection of their own."""
    start = threading.Barrier(PEOPLE)

    def one(number: int) -> Any:
        try:
            start.wait(timeout=30)
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(one, range(PEOPLE), timeout=120))


def test_replies_at_once_in_one_thread_neither_deadlock_nor_miscount(
    crowd, at, assert_counts_are_true
):
    discussion = crowd.discussion
    root = post_comment(discussion=discussion, author=crowd.people[0], text="root", at=at)
    siblings = [
        post_comment(discussion=discussion, author=author, text="child", reply_to=root, at=at)
        for author in crowd.people[:4]
    ]

    def write(number: int) -> None:
        author = crowd.people[number]
        for turn in range(ROUNDS):
            answered = [root, *siblings][(number + turn) % 5]
            post_comment(
                discussion=discussion, author=author, text=f"{turn}", reply_to=answered, at=at
            )

    all_at_once(write)
    assert DiscussionComment.objects.count() == 5 + PEOPLE * ROUNDS
    paths = list(DiscussionComment.objects.values_list("path", flat=True))
    assert len(set(paths)) == len(paths)
    assert_counts_are_true(discussion)


def test_writing_liking_reporting_deciding_and_leaving_at_once(crowd, at, assert_counts_are_true):
    discussion = crowd.discussion
    root = post_comment(discussion=discussion, author=crowd.people[0], text="root", at=at)
    children = [
        post_comment(discussion=discussion, author=author, text="child", reply_to=root, at=at)
        for author in crowd.people[1:4]
    ]

    def act(number: int) -> None:
        person = crowd.people[number]
        if number == 1:
            for comment in children:
                given = {"comment": comment, "moderator": crowd.moderator, "at": at}
                remove_comment(reason="other", **given)
                restore_comment(**given)
            return
        if number == 2:
            erase_member(user=person, at=at)
            return
        for comment in reversed([root, *children]):
            if comment.user_id != person.pk:
                like_comment(comment=comment, member=person, at=at)
                with suppress(NotAllowed):  # it may be removed just now
                    report_comment(comment=comment, reason="other", reporter=person, at=at)
        post_comment(discussion=discussion, author=person, text="new thread", at=at)

    all_at_once(act)
    assert_counts_are_true(discussion)


def test_what_is_posted_while_its_author_is_erased_keeps_no_name(crowd, at, monkeypatch):
    author = crowd.people[0]
    given = {"discussion": crowd.discussion, "author": author, "at": at}
    post_comment(text="before", **given)
    posts: list[Future] = []

    def post_and_close() -> None:
        try:
            post_comment(text="meanwhile", **given)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:

        def post_and_lock(pks: Iterable[int]) -> None:
            posts.append(pool.submit(post_and_close))
            wait(posts, timeout=0.5)
            lock_comments(pks)

        with monkeypatch.context() as patch:
            patch.setattr(erasure, "lock_comments", post_and_lock)
            get_user_model().objects.get(pk=author.pk).delete()
        with pytest.raises(NotAllowed):
            posts[0].result(timeout=30)
    kept = DiscussionComment.objects.values_list("comment", "author_name", "user")
    assert list(kept) == [("before", "", None)]


def test_of_many_who_open_a_comment_at_once_one_gets_it_and_all_know_who(crowd, at):
    comment = post_comment(discussion=crowd.discussion, author=crowd.people[0], text="one", at=at)
    claim(comment=comment, moderator=crowd.moderator, at=at - timedelta(hours=1))

    def open_it(number: int) -> int:
        return claim(comment=comment, moderator=crowd.people[number], at=at).moderator.pk

    assert len(set(all_at_once(open_it))) == 1
    assert Claim.objects.get().moderator != crowd.moderator


def test_one_form_sent_many_times_at_once_posts_once(crowd, at, assert_counts_are_true):
    key = uuid.uuid4()

    def send(number: int) -> int:
        return post_comment(
            discussion=crowd.discussion,
            author=crowd.people[0],
            text="Once.",
            submission_key=key,
            at=at,
        ).pk

    assert len(set(all_at_once(send))) == 1
    assert DiscussionComment.objects.count() == 1
    assert_counts_are_true(crowd.discussion)


def test_one_write_sent_many_times_at_once_under_one_key_is_done_once(
    crowd, at, assert_counts_are_true
):
    author = crowd.people[0]

    def post() -> Done:
        comment = post_comment(discussion=crowd.discussion, author=author, text="Once.", at=at)
        return Done(201, {"id": comment.pk}, {"Location": f"/comments/{comment.pk}"})

    # By servers of which some have a new secret key already, or an old one still.
    names = [["c"], ["c", "next"], ["next", "c"]]

    def send(number: int) -> Done:
        callers = names[number % len(names)]
        return do_once(post, key="k-1", callers=callers, user=author, fingerprint="f", at=at)

    answers = all_at_once(send)
    comment = DiscussionComment.objects.get()
    assert {(done.status, done.body["id"], done.headers["Location"]) for done in answers} == {
        (201, comment.pk, f"/comments/{comment.pk}")
    }
    assert sorted(done.is_replay for done in answers) == [False] + [True] * (PEOPLE - 1)
    assert_counts_are_true(crowd.discussion)


def test_where_the_first_of_many_under_one_key_fails_the_next_does_the_work(crowd, at):
    author = crowd.people[0]
    turns = count()

    def post() -> Done:
        comment = post_comment(discussion=crowd.discussion, author=author, text="Once.", at=at)
        if next(turns) == 0:
            raise NotAllowed("first", "The first is refused after its work.")
        return Done(201, {"id": comment.pk})

    def send(number: int) -> str:
        try:
            done = do_once(post, key="k-2", callers=["c"], user=author, fingerprint="f", at=at)
        except NotAllowed:
            return "refused"
        return "again" if done.is_replay else "done"

    assert sorted(all_at_once(send)) == ["again"] * (PEOPLE - 2) + ["done", "refused"]
    assert DiscussionComment.objects.count() == 1


def test_many_who_seal_at_once_make_one_chain(crowd, at, monkeypatch):
    monkeypatch.setattr(evidence_chain, "BATCH", 3)
    comment = post_comment(discussion=crowd.discussion, author=crowd.people[0], text="x", at=at)
    EvidenceEntry.objects.all().delete()
    for _number in range(40):
        evidence.record(comment, at=at)
    assert sum(all_at_once(lambda number: evidence_chain.seal())) == 40
    sequence = EvidenceEntry.objects.order_by("sequence").values_list("sequence", flat=True)
    assert list(sequence) == list(range(1, 41))
    assert evidence_chain.verify().is_sound


def test_sealing_and_an_erasure_do_not_wait_for_each_other(crowd, at):
    comment = post_comment(discussion=crowd.discussion, author=crowd.people[0], text="x", at=at)
    EvidenceEntry.objects.all().delete()
    first, second, third = (evidence.record(comment, at=at).pk for _number in range(3))
    entries = EvidenceEntry.objects.filter

    def seal() -> int:
        try:
            return evidence_chain.seal()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            entries(pk=second).update(salt="")
            sealing = pool.submit(seal)
            wait([sealing], timeout=1)
            entries(pk=first).update(salt="")
        sealing.result(timeout=60)
    evidence_chain.seal()
    assert EvidenceEntry.objects.filter(pk=third).exclude(sequence=None).exists()
    assert EvidenceEntry.objects.filter(sequence=None).count() == 0
    sequence = EvidenceEntry.objects.order_by("sequence").values_list("sequence", flat=True)
    assert list(sequence) == [1, 2, 3]


def test_first_reports_of_a_network_at_once_stay_within_its_limit(
    crowd, at, assert_counts_are_true
):
    comments = [
        post_comment(discussion=crowd.discussion, author=author, text=f"Number {place}", at=at)
        for place, author in enumerate(crowd.people)
    ]

    def report(number: int) -> bool:
        try:
            report_comment(
                comment=comments[number], reason="spam", address=f"192.0.2.{number}", at=at
            )
        except NotAllowed:
            return False
        return True

    assert sum(all_at_once(report)) == Report.objects.count() == 5
    assert_counts_are_true(crowd.discussion)


def test_reports_at_once_hold_a_comment_once(crowd, at, assert_counts_are_true):
    discussion = crowd.discussion
    discussion.policy.hold_after_reports = 3
    discussion.policy.save()
    author = crowd.people[0]
    root = post_comment(discussion=discussion, author=author, text="root", at=at)
    child = post_comment(discussion=discussion, author=author, text="child", reply_to=root, at=at)

    def report(number: int) -> bool:
        given = {"reason": "spam", "at": at}
        try:
            if number % 2:
                report_comment(comment=child, reporter=crowd.people[number], **given)
            else:
                report_comment(comment=child, address=f"192.0.{number}.1", **given)
        except NotAllowed:
            return False
        return True

    assert sum(all_at_once(report)) == Report.objects.count() == 3
    child.refresh_from_db()
    assert child.state == "held"
    assert child.decisions.count() == 1
    assert Notice.objects.filter(recipient=author, kind="held").count() == 1
    assert_counts_are_true(discussion)


def test_of_moderators_who_decide_at_once_one_wins_and_the_others_are_told(
    crowd, at, assert_counts_are_true
):
    comment = post_comment(discussion=crowd.discussion, author=crowd.people[0], text="one", at=at)
    seen = version_of(comment)
    moderators = [crowd.people[number] for number in range(1, PEOPLE)]
    permission = Permission.objects.get(codename="moderate_discussioncomment")
    for person in moderators:
        person.user_permissions.add(permission)

    def act(number: int) -> str:
        moderator = crowd.people[number] if number else crowd.moderator
        given = {"comment": comment, "moderator": moderator, "expected_version": seen, "at": at}
        try:
            if number % 2:
                remove_comment(reason="other", **given)
            else:
                keep_comment(**given)
        except Invalid as refusal:
            return refusal.code
        return "decided"

    assert sorted(all_at_once(act)) == ["changed"] * (PEOPLE - 1) + ["decided"]
    assert Decision.objects.count() == 1
    assert_counts_are_true(crowd.discussion)


def test_one_decision_sent_many_times_at_once_is_logged_and_undone_once(
    crowd, at, assert_counts_are_true
):
    comment = post_comment(discussion=crowd.discussion, author=crowd.people[0], text="one", at=at)

    def remove(number: int) -> bool:
        try:
            remove_comment(comment=comment, moderator=crowd.moderator, reason="other", at=at)
        except Invalid:
            return False
        return True

    assert sum(all_at_once(remove)) == 1
    decision = Decision.objects.get()

    def undo(number: int) -> bool:
        try:
            undo_decision(decision=decision, moderator=crowd.moderator, at=at)
        except Invalid:
            return False
        return True

    assert sum(all_at_once(undo)) == 1
    assert Decision.objects.count() == 2
    assert sorted(Notice.objects.values_list("kind", flat=True)) == ["decided", "undone"]
    assert_counts_are_true(crowd.discussion)


def test_no_more_than_three_are_pinned_when_many_pin_at_once(crowd, at):
    comments = [
        post_comment(discussion=crowd.discussion, author=author, text=f"Number {place}", at=at)
        for place, author in enumerate(crowd.people)
    ]

    def pin(number: int) -> bool:
        try:
            pin_comment(comment=comments[number], moderator=crowd.moderator, at=at)
        except Invalid:
            return False
        return True

    assert sum(all_at_once(pin)) == 3
    assert DiscussionComment.objects.filter(pinned_at__isnull=False).count() == 3


def test_a_flood_sent_at_once_is_counted_one_by_one(crowd, at, settings, assert_counts_are_true):
    settings.DISCUSSION_PAGES_FLOOD_COMMENTS = 3

    def send(number: int) -> str:
        return post_comment(
            discussion=crowd.discussion, author=crowd.people[0], text=f"Lamp {number}", at=at
        ).held_rule

    assert sorted(all_at_once(send)) == [""] * 3 + ["flood"] * (PEOPLE - 3)
    assert_counts_are_true(crowd.discussion)


def test_the_same_words_sent_at_once_appear_once(crowd, at, assert_counts_are_true):
    def send(_number: int) -> str:
        return post_comment(
            discussion=crowd.discussion, author=crowd.people[0], text="Me too", at=at
        ).held_rule

    assert sorted(all_at_once(send)) == [""] + ["duplicate"] * (PEOPLE - 1)
    assert_counts_are_true(crowd.discussion)


@pytest.mark.parametrize(("step", "is_kept"), [("before", 0), ("after", 0), ("committed", 1)])
def test_a_decision_and_its_notice_are_both_kept_or_neither(crowd, at, step, is_kept):
    comment = post_comment(
        discussion=crowd.discussion, author=crowd.people[0], text="Light the bridge.", at=at
    )

    decide_and_be_killed(step, comment, crowd.moderator, at=at)

    comment.refresh_from_db()
    assert comment.state == ("removed" if is_kept else "published")
    assert Decision.objects.filter(comment=comment).count() == is_kept
    assert Notice.objects.filter(comment=comment).count() == is_kept
    assert OutboxMessage.objects.count() == is_kept
    if not is_kept:  # nothing is left behind that would stand in the way
        remove_comment(comment=comment, moderator=crowd.moderator, reason="spam", at=at)
        assert Notice.objects.filter(comment=comment).count() == 1


def decide_and_be_killed(step: str, comment: DiscussionComment, moderator: Any, *, at: Any) -> None:
    """Let a process of its own remove a comment on this very database, killed at ``step``."""
    database = connection.settings_dict
    url = f"sqlite:///{database['NAME']}"
    if connection.vendor == "postgresql":
        who = f"{database['USER']}:{database['PASSWORD']}".rstrip(":")
        url = f"postgres://{who}@{database['HOST']}:{database['PORT'] or 5432}/{database['NAME']}"
    done = subprocess.run(
        [sys.executable, str(DYING), step, str(comment.pk), str(moderator.pk), at.isoformat()],
        env=os.environ | {"DATABASE_URL": url, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}"},
        cwd=ROOT,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
