"""Two moderators who answer one appeal at the same moment, each on a connection of their own.

PostgreSQL lets them; SQLite makes them wait in line. The test commits, and cleans up after itself.
"""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection, transaction
from django_comments.models import Comment
from django_comments_xtd.models import XtdComment
from wagtail.models import Page

from discussion_pages.models import (
    Appeal,
    CommentRevision,
    Decision,
    DiscussionComment,
    DiscussionFigures,
    EvidenceEntry,
    Follow,
    Notice,
    OutboxMessage,
    Participant,
)
from discussion_pages.services.appealing import decide_appeal, make_appeal
from discussion_pages.services.deciding import remove_comment
from discussion_pages.services.posting import post_comment
from discussion_pages.services.refusals import Invalid
from tests import factories

ROUNDS = 4
WRITTEN = (
    OutboxMessage.notices.through,
    OutboxMessage,
    Notice,
    EvidenceEntry,
    Follow,
    Appeal,
    Decision,
    CommentRevision,
    DiscussionComment,
    XtdComment,
    Comment,
    DiscussionFigures,
    Participant,
)


@pytest.fixture
def db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Open the test database without the transaction in which other tests take place."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def discussion(db) -> Iterator:
    """Make a discussion, and take it away again with all that was written."""
    users = set(get_user_model().objects.values_list("pk", flat=True))
    discussion = factories.DiscussionPageFactory(
        parent=Page.objects.get(depth=1), title="Contested", slug="contested"
    )
    yield discussion
    with transaction.atomic():
        for model in WRITTEN:
            rows = model._base_manager.all()
            rows._raw_delete(rows.db)
    get_user_model().objects.exclude(pk__in=users).delete()
    discussion.delete()


def moderator():
    """Return somebody who decides on comments, committed."""
    person = factories.UserFactory()
    person.user_permissions.add(Permission.objects.get(codename="moderate_discussioncomment"))
    return type(person).objects.get(pk=person.pk)


def test_of_two_moderators_who_answer_one_appeal_one_does_and_the_other_is_told(discussion, at):
    first, answering = moderator(), [moderator(), moderator()]
    author = factories.UserFactory()
    for round_number in range(ROUNDS):
        comment = post_comment(
            discussion=discussion, author=author, text=f"Round {round_number}", at=at
        )
        removed = remove_comment(comment=comment, moderator=first, reason="abuse", at=at)
        appeal = make_appeal(decision=removed, member=author, text="Why?", at=at)
        start = threading.Barrier(2)

        def answer(number: int, appeal=appeal, start=start) -> str:
            try:
                start.wait(timeout=30)
                decide_appeal(
                    appeal=Appeal.objects.get(pk=appeal.pk),
                    moderator=answering[number],
                    uphold=number == 0,
                    answer=f"Answer {number}",
                    at=at,
                )
            except Invalid as refusal:
                return refusal.code
            else:
                return f"Answer {number}"
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(answer, range(2), timeout=120))
        appeal.refresh_from_db()
        assert sorted(answers) == [appeal.answer, "decided"]
        notices = Notice.objects.filter(key=f"appeal:{appeal.pk}")
        assert [notice.data["answer"] for notice in notices] == [appeal.answer]
        restored = DiscussionComment.objects.get(pk=comment.pk).state == "published"
        assert restored is (appeal.state == "upheld") is (appeal.answer == "Answer 0")
