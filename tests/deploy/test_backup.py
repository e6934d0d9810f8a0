"""The rehearsal: a site with comments and uploads is backed up, and comes back whole elsewhere."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from discussion_pages.models import DiscussionComment
from discussion_pages.services.evidence_chain import seal, verify
from discussion_pages.services.posting import post_comment
from tests import factories
from tests.committed import rows_by_table
from tests.conftest import make_world
from tests.deploy.conftest import DEPLOY
from tests.tools import tool

WORDS = "Light the path, 50% of it: “now”. \\N"


def run(script: str, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, DEPLOY / script, *map(str, arguments)],
        env=os.environ | {"CONSULTATIONS_ENV": "/nonexistent"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def address(name: str) -> str:
    """Return the address of a database on the server that tests run on."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(name)}"
    given = connection.settings_dict
    who = f"{given['USER']}:{quote(given['PASSWORD'])}"
    return f"postgres://{who}@{given['HOST']}:{given['PORT'] or 5432}/{name}"


@contextmanager
def empty_database(folder: Path) -> Iterator[str]:
    """Make an empty database beside that of the tests, and take it away again."""
    if connection.vendor == "sqlite":
        yield str(folder / "restored.sqlite3")
        return
    name = f"{connection.settings_dict['NAME']}_restored"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield name
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def db(committed) -> None:
    """Let other processes see what this test does, in place of a transaction around it."""


@pytest.fixture
def lived_in(db) -> int:
    """A site in which somebody has written; how many comments it has."""
    world = make_world()
    author = factories.UserFactory(pseudonym="Lamplighter")
    at = datetime(2027, 2, 10, 12, tzinfo=UTC)
    for number in range(3):
        post_comment(discussion=world.discussion, author=author, text=f"{WORDS} {number}", at=at)
    seal()
    return 3


def test_what_was_backed_up_comes_back_whole(lived_in, tmp_path):
    if connection.vendor == "postgresql":
        tool("pg_dump")
    media = tmp_path / "here/media"
    (media / "documents").mkdir(parents=True)
    (media / "documents/plan.pdf").write_bytes(b"%PDF")
    here = {
        "DATABASE_URL": address(connection.settings_dict["NAME"]),
        "SITE_VAR_DIR": str(tmp_path / "here"),
    }
    before = rows_by_table()
    made = run("backup", tmp_path / "kept", **here)
    assert made.returncode == 0, made.stderr
    backup = Path(made.stdout.strip())
    assert oct(backup.stat().st_mode & 0o077) == "0o0"
    connection.close()

    with empty_database(tmp_path) as name:
        there = {"DATABASE_URL": address(name), "SITE_VAR_DIR": str(tmp_path / "there")}
        restored = run("restore", backup, **there)
        assert restored.returncode == 0, restored.stderr
        assert (tmp_path / "there/media/documents/plan.pdf").read_bytes() == b"%PDF"
        again = run("restore", backup, **there)
        assert again.returncode == 1 and "empty one" in again.stderr
        with looking_at(name):
            assert rows_by_table() == before
            words = DiscussionComment.objects.order_by("pk").values_list("comment", flat=True)
            assert list(words) == [f"{WORDS} {number}" for number in range(lived_in)]
            found = verify(expected_head="")
            assert found.is_sound and not found.unsealed and found.sealed >= lived_in


@contextmanager
def looking_at(name: str) -> Iterator[None]:
    """Have the test's connection lead to another database for a while."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A backup of next to nothing, made quickly; its directory and how to make another."""
    import sqlite3
    from contextlib import closing

    monkeypatch.syspath_prepend(str(DEPLOY))
    import backups

    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database:
        database.execute("CREATE TABLE t (a)")
    url = f"sqlite:///{tmp_path / 'db.sqlite3'}"

    def make(day: int) -> Path:
        return backups.back_up(
            tmp_path / "kept",
            url=url,
            media=tmp_path / "media",
            at=datetime(2027, 1, day, tzinfo=UTC),
        )

    return backups, make


def test_a_backup_that_was_changed_or_not_finished_is_refused(small, tmp_path):
    backups, make = small
    made = make(1)
    assert backups.check(made)["sha256"].keys() == {"database.sqlite3", "media.tar"}
    (made / "media.tar").write_bytes(b"other")
    with pytest.raises(backups.Refused, match=r"media\.tar is not what was written"):
        backups.check(made)
    (made / "manifest.json").unlink()
    with pytest.raises(backups.Refused, match="not finished"):
        backups.restore(made, url=f"sqlite:///{tmp_path / 'new'}", media=tmp_path / "new-media")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal"])
def test_nothing_is_restored_beside_what_another_database_has_left(small, tmp_path, ending):
    """SQLite would take the rows in it for those of the restored database."""
    backups, make = small
    (tmp_path / f"new{ending}").write_bytes(b"left")
    with pytest.raises(backups.Refused, match=f"Move it away: .*/new{ending}$"):
        backups.restore(make(1), url=f"sqlite:///{tmp_path / 'new'}", media=tmp_path / "new-media")
    assert not (tmp_path / "new").exists() and not (tmp_path / "new-media").exists()


def test_a_backup_that_fails_leaves_nothing_behind(small, tmp_path):
    backups, _make = small
    with pytest.raises(backups.Refused, match="There is no database"):
        backups.back_up(tmp_path / "kept", url=f"sqlite:///{tmp_path / 'none'}", media=tmp_path)
    assert not list((tmp_path / "kept").iterdir())


def test_only_the_newest_are_kept(small, tmp_path):
    backups, make = small
    made = [make(day) for day in (1, 2, 3)]
    assert backups.forget(tmp_path / "kept", keep=0) == []
    assert backups.forget(tmp_path / "kept", keep=2) == made[:1]
    assert sorted((tmp_path / "kept").iterdir()) == made[1:]


def test_a_password_is_no_argument_of_a_program(small):
    backups, _make = small
    database = backups.Database(
        "postgres://u:p%40ss@db.example:5433/name?sslmode=verify-full&host=/run/postgresql"
    )
    assert database.environment["PGPASSWORD"] == "p@ss"
    assert database.environment["PGPORT"] == "5433"
    assert database.environment["PGSSLMODE"] == "verify-full"
    assert database.environment["PGHOST"] == "/run/postgresql"
