"""Tests begin with the tables that all migrations give."""

import sqlite3

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.migrated import Migrated, key_of, sources


@pytest.fixture
def of_two_workers(tmp_path):
    """What each of two workers has to do with one folder."""
    return [Migrated(tmp_path, "key", tmp_path / f"test_{name}.sqlite3") for name in ("a", "b")]


@pytest.fixture
def no_transaction(django_db_setup, django_db_blocker):
    """Open the test database, and write nothing there."""
    with django_db_blocker.unblock():
        yield


@pytest.mark.django_db
def test_the_database_of_this_run_has_every_migration_and_every_column():
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []

    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.managed and not model._meta.proxy:
                described = connection.introspection.get_table_description(
                    cursor, model._meta.db_table
                )
                columns = {field.column for field in model._meta.local_concrete_fields}
                assert columns - {"rowid"} == {column.name for column in described}, model


def test_a_migration_that_changes_makes_a_database_of_another_name(tmp_path):
    first, second = (tmp_path / "app" / "migrations" / name for name in ("0001.py", "0002.py"))
    first.parent.mkdir(parents=True)
    first.write_text("one")
    second.write_text("two")
    before = key_of([first, second])

    second.write_text("three")

    assert key_of([first, second]) != before
    assert key_of([first]) not in {before, key_of([first, second])}


def test_migrations_of_all_apps_are_looked_at():
    found = {file.parent.parent.name for file in sources()}

    assert {"consultations", "discussion_pages", "members", "home", "wagtail", "auth"} <= found


@pytest.mark.skipif(connection.vendor != "sqlite", reason="Elsewhere each worker migrates its own.")
def test_what_one_worker_has_made_the_next_begins_with(of_two_workers, no_transaction):
    one, other = of_two_workers
    one.begin()
    assert not one.found
    one.finish()

    other.begin()

    assert other.found
    copied = sqlite3.connect(other.target)
    there = copied.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    copied.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master ORDER BY name")
        assert cursor.fetchall() == there


@pytest.mark.skipif(connection.vendor != "sqlite", reason="Elsewhere each worker migrates its own.")
def test_what_an_earlier_run_left_behind_is_not_begun_with(of_two_workers, no_transaction):
    one, other = of_two_workers
    one.begin()
    one.finish()
    other.target.write_bytes(b"left behind")
    log = other.target.with_name(other.target.name + "-wal")
    log.write_bytes(b"left behind")

    other.begin()

    assert other.target.read_bytes() == one.kept.read_bytes()
    assert not log.exists()
