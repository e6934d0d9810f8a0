"""Two moderators who answer one appeal at the same moment, each on a connection of their own.

PostgreSQL lets them; SQLite makes them wait in line. The test commits, and cleans up after itself.
"""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from wagtail.models import Page

from discussion_pages.models import Appeal, DiscussionComment, DiscussionPage, Notice
from discussion_pages.services.appealing import decide_appeal, make_appeal
from discussion_pages.services.deciding import remove_comment
from discussion_pages.services.posting import post_comment
from discussion_pages.services.refusals import Invalid
from tests import factories

ROUNDS = 4


@pytest.fixture
def db(committed) -> None:
    """Let other connections see what these tests do, in place of a transaction for each."""


@pytest.fixture
def discussion(db) -> DiscussionPage:
    """Make a discussion that every connection can see."""
    return factories.DiscussionPageFactory(
        parent=Page.objects.get(depth=1), title="Contested", slug="contested"
    )


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
