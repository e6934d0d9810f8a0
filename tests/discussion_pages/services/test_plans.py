"""What a page asks is found by an index, in order, however many comments there are.

Time would say it only of a quiet machine; the database's plan says it of any.
"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from discussion_pages.models import DiscussionComment
from discussion_pages.rules.cursors import Order, cursor_for
from discussion_pages.services.posting import post_comment
from discussion_pages.services.threads import find_place, read_thread, read_threads
from tests import factories
from tests.bulk import insert_comments

pytestmark = pytest.mark.django_db

COMMENTS = '"discussion_pages_discussioncomment"'


@pytest.fixture(scope="module")
def sqlite():
    """Say that a plan is read here as SQLite writes it."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL plans by statistics, and scans what is small")


def plans_of(work) -> list[str]:
    """Return how SQLite finds each row of comments that ``work`` asks for."""
    with CaptureQueriesContext(connection) as asked:
        work()
    found = []
    for query in asked.captured_queries:
        if COMMENTS in query["sql"] and query["sql"].startswith(("SELECT", "UPDATE")):
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN QUERY PLAN " + query["sql"].replace("%", "%%"), None)
                found += [row[3] for row in cursor.fetchall()]
    assert found
    return found


def whole(plans: list[str]) -> list[str]:
    """Return the steps that grow with the table: scans, and sorting without an index."""
    return [step for step in plans if step.startswith("SCAN") or "B-TREE FOR ORDER BY" in step]


@pytest.fixture
def middle(world, at, sqlite):
    """A discussion with comments, and the comment in its middle."""
    keys = insert_comments(world.discussion, roots=60, replies=4, at=at)
    roots = DiscussionComment.objects.filter(pk__in=keys, depth=0).order_by("pk")
    return roots[30]


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("place", ["first", "middle"])
def test_a_page_of_threads_comes_from_indexes_in_order(world, middle, at, order, place):
    cursor = None
    if place == "middle":
        cursor = cursor_for(order, posted_at=middle.posted_at, like_count=0, pk=middle.pk)
    plans = plans_of(lambda: read_threads(world.discussion, order=order, cursor=cursor, at=at))
    few = "discussion_comment_pinned"  # at most a handful are pinned, and sorted
    assert [step for step in whole(plans) if place == "middle" or "SCAN" in step] == []
    assert any(few in step for step in plans) == (place == "first")


def test_a_thread_and_a_permanent_address_come_from_indexes(world, middle, at):
    last = middle.discussion.discussion_comments.filter(thread_id=middle.pk).last()
    after = last.path
    assert whole(plans_of(lambda: read_thread(world.discussion, middle.pk, at=at))) == []
    assert (
        whole(plans_of(lambda: read_thread(world.discussion, middle.pk, after=after, at=at))) == []
    )
    assert whole(plans_of(lambda: find_place(world.discussion, last.pk))) == []
    assert whole(plans_of(lambda: find_place(world.discussion, middle.pk))) == []


def test_a_reply_looks_at_no_more_than_it_touches(world, middle, at):
    member = factories.UserFactory()

    def reply():
        post_comment(
            discussion=world.discussion, author=member, text="And so?", reply_to=middle, at=at
        )

    reply()
    at += timedelta(minutes=5)
    assert [step for step in plans_of(reply) if step.startswith("SCAN")] == []
