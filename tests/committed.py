"""Tests that commit, so that other connections and other processes can see what they do.

They cannot be rolled back. What they leave behind is looked for in every table, not by a list of
models that somebody would have to remember.
"""

import functools
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache
from django.db import connection, connections
from wagtail.models import Site

Rows = dict[object, tuple]
LEFT_ALONE = ("wagtailsearch_indexentry_fts", "sqlite_", "django_migrations")
"""Kept by triggers, by the database itself, or by those who migrate it."""


@contextmanager
def taken_away() -> Iterator[None]:
    """Let the block commit; afterwards every row is again what it was before."""
    before = {table: _rows(table) for table in _tables()}
    try:
        yield
    finally:
        connections.close_all()
        with _constraints_off():
            for table, rows in before.items():
                _restore(table, rows)
        Site.clear_site_root_paths_cache()
        cache.clear()


def rows_by_table() -> dict[str, int]:
    """Count the rows of every table, in one statement."""
    counts = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for name in _tables())
    with connection.cursor() as cursor:
        cursor.execute(counts)
        return dict(cursor.fetchall())


def _tables() -> list[str]:
    names = connection.introspection.table_names()
    return [name for name in names if not name.startswith(LEFT_ALONE)]


def _rows(table: str) -> Rows:
    """Return the rows of a table by their key."""
    _names, key = _columns(table)
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        return {row[key]: row for row in cursor.fetchall()}


@functools.cache
def _columns(table: str) -> tuple[list[str], int]:
    """Return the names of its columns, and which of them is the key. No test changes them.

    Django reads the statement that made a table word by word, which takes longer than its rows do.
    """
    with connection.cursor() as cursor:
        key = connection.introspection.get_primary_key_column(cursor, table)
        described = connection.introspection.get_table_description(cursor, table)
    names = [column.name for column in described]
    return names, names.index(key)


def _restore(table: str, before: Rows) -> None:
    now = _rows(table)
    if now == before:
        return
    names, key = _columns(table)
    columns = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        for pk, row in now.items():
            if before.get(pk) != row:
                cursor.execute(f'DELETE FROM "{table}" WHERE "{names[key]}" = %s', [pk])
        for pk, row in before.items():
            if now.get(pk) != row:
                cursor.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', row)


@contextmanager
def _constraints_off() -> Iterator[None]:
    if connection.vendor == "sqlite":
        with connection.constraint_checks_disabled():
            yield
        return
    with connection.cursor() as cursor:  # triggers, and with them foreign keys
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = DEFAULT")
