"""A prepared query answers as the query would, and its SQL is worked out once."""

from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connection
from django.db.models import BigAutoField, CharField, DateTimeField, Exists, OuterRef, Value
from django.db.models.sql.compiler import SQLCompiler

from discussion_pages.models import DiscussionComment, DiscussionPage
from discussion_pages.prepared import prepared
from discussion_pages.services.posting import post_comment
from tests.bulk import insert_comments

pytestmark = pytest.mark.django_db


def page_rows(pk):
    comments = DiscussionComment.objects.filter(discussion=OuterRef("pk"))
    rows = DiscussionPage.objects.select_related("organisation__mark", "figures").filter(pk=pk)
    return rows.annotate(is_talked_about=Exists(comments), seven=Value(7))


@pytest.fixture
def comments(world, at):
    return insert_comments(world.discussion, roots=3, at=at)


@pytest.fixture
def compiled(monkeypatch):
    """Every time that a query's SQL is worked out."""
    times = []
    as_sql = SQLCompiler.as_sql

    def counted(self, *args, **kwargs):
        times.append(self.query.model)
        return as_sql(self, *args, **kwargs)

    monkeypatch.setattr(SQLCompiler, "as_sql", counted)
    return times


def test_it_gives_the_objects_that_the_query_gives(world, comments, django_assert_num_queries):
    query = prepared(pk=BigAutoField())(page_rows)
    expected = page_rows(world.discussion.pk).get()
    with django_assert_num_queries(1):
        found = query.one(pk=world.discussion.pk)
        assert found.__dict__.keys() == expected.__dict__.keys()
        assert (found.title, found.path) == (expected.title, expected.path)
        assert found.organisation == expected.organisation
        assert found.figures == expected.figures
        assert (found.is_talked_about, found.seven) == (True, 7)


def test_it_gives_the_values_that_the_query_gives(world, comments):
    def rows(discussion):
        shown = DiscussionComment.objects.filter(discussion_id=discussion).order_by("-pk")
        return shown.values("pk", "comment", "posted_at", "is_official")[:2]

    query = prepared(discussion=BigAutoField())(rows)
    assert query.all(discussion=world.discussion.pk) == list(rows(world.discussion.pk))
    assert query.all(discussion=0) == []
    assert query.one(discussion=0) is None


def test_it_gives_the_tuples_that_the_query_gives(world, comments):
    def rows(discussion):
        shown = DiscussionComment.objects.filter(discussion_id=discussion).order_by("pk")
        return shown.values_list("posted_at", "pk")

    query = prepared(discussion=BigAutoField())(rows)
    assert query.all(discussion=world.discussion.pk) == list(rows(world.discussion.pk))


def test_its_sql_is_worked_out_once(world, comments, compiled):
    query = prepared(pk=BigAutoField())(page_rows)
    first, second = query.one(pk=world.discussion.pk), query.one(pk=-1)
    assert (first, second) == (world.discussion, None)
    # The query and the one inside it.
    assert compiled == [DiscussionPage, DiscussionComment]


def test_values_are_given_to_the_database_as_their_fields_do(world, member, at):
    post_comment(discussion=world.discussion, author=member, text="Lamps.", at=at)

    @prepared(since=DateTimeField(), name=CharField())
    def rows(since, name):
        return DiscussionComment.objects.filter(posted_at__gte=since, author_name__in=["", name])

    assert len(rows.all(since=at, name="Lamplighter")) == 1
    assert rows.all(since=at + timedelta(microseconds=1), name="Lamplighter") == []
    assert rows.all(since=at, name="' OR 1=1 --") == []


def test_no_value_equals_nothing(world):
    query = prepared(pk=BigAutoField())(page_rows)
    assert query.all(pk=None) == []


def test_a_value_that_is_missing_is_an_error(world):
    query = prepared(pk=BigAutoField())(page_rows)
    with pytest.raises(KeyError):
        query.all()


def test_nobody_keeps_the_connection_of_who_asked_first(world):
    """Other threads use what was worked out, each over a connection of its own."""
    query = prepared(pk=BigAutoField())(page_rows)
    query.one(pk=world.discussion.pk)
    assert [plan.compiler.connection for plan in query._plans.values()] == [None]
    assert query.one(pk=world.discussion.pk) == world.discussion


def test_two_threads_that_ask_at_once_work_the_sql_out_once(world, monkeypatch):
    """A query changes while it is compiled: two at once would leave a broken one for everybody."""
    query = prepared(pk=BigAutoField())(page_rows)
    entered, both = [], Event()
    as_sql = SQLCompiler.as_sql

    def slowly(self, *args, **kwargs):
        if self.query.model is DiscussionPage:
            entered.append(self)
            if len(entered) == 2:
                both.set()
            both.wait(0.3)
        return as_sql(self, *args, **kwargs)

    def ask():
        try:
            query._plan(connection)
        finally:
            connection.close()  # this thread's own

    monkeypatch.setattr(SQLCompiler, "as_sql", slowly)
    threads = [Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(entered) == 1
    assert query.one(pk=world.discussion.pk) == world.discussion
