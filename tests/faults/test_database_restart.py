"""The database goes away and comes back while the site serves."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from django.db import connection

from tests.faults.neighbours import PostgreSQL
from tests.faults.serving import Person, Server, Town, database_url, fields_of, running

pytestmark = [
    pytest.mark.usefixtures("db"),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite is a file: there is nothing to restart"
    ),
]


@contextmanager
def cluster_with(town_url: str) -> Iterator[PostgreSQL]:
    """Run a PostgreSQL of our own that holds a copy of the town."""
    # Not in pytest's own folder: its user is not ours, and could not get there.
    with TemporaryDirectory(prefix="consultations-") as folder:
        made = PostgreSQL(Path(folder))
        made.make()
        made.start()
        try:
            made.restore(town_url, "town")
            yield made
        finally:
            made.stop()


@pytest.fixture(scope="module")
def stage(the_town: Town) -> Iterator[tuple[PostgreSQL, Server, Person]]:
    """A database to restart, a server on it, and a member whose session is in it."""
    member = the_town.member(the_town.server())
    with cluster_with(database_url()) as cluster:
        environment = {"DATABASE_URL": cluster.url("town")}
        with running(the_town.server(environment=environment)) as server:
            member.server = server
            yield cluster, server, member


def comments(cluster: PostgreSQL, text: str) -> int:
    with psycopg.connect(cluster.url("town")) as line:
        found = line.execute("SELECT count(*) FROM django_comments WHERE comment = %s", [text])
        return found.fetchone()[0]


def test_the_first_request_after_a_restart_is_answered(the_town, stage):
    cluster, server, member = stage
    for _turn in range(8):  # every thread has a connection of its own
        assert member.get(the_town.path).status == 200
    cluster.stop()
    cluster.start()
    assert [member.get(the_town.path).status for _turn in range(8)] == [200] * 8
    assert member.post_by_api(the_town.discussion, "after", "after").status == 201
    assert Person(server).get(the_town.api).status == 200


def test_what_is_posted_while_it_is_away_comes_back_and_is_posted_once(the_town, stage):
    cluster, _server, member = stage
    words = "Written while the database\nwas away."
    fields = member.form_of(the_town.path)
    cluster.stop()
    try:
        page = member.submit(the_town.path, fields | {"comment": words})
        assert page.status == 503
        assert page.headers["Retry-After"]
        by_api = member.post_by_api(the_town.discussion, "by a program", "a key")
        assert by_api.status == 503
        assert by_api.headers["Retry-After"]
        assert by_api.headers["Content-Type"].startswith("application/problem+json")
        assert member.get("/health/live/").status == 200
    finally:
        cluster.start()
    again = fields_of(page.text, "comment")
    assert again["comment"].replace("\r\n", "\n") == words
    for _turn in range(2):
        assert member.submit(the_town.path, again).status == 302
        answer = member.post_by_api(the_town.discussion, "by a program", "a key")
        assert answer.status == 201
    assert comments(cluster, words) == comments(cluster, "by a program") == 1
