"""Putting back in a few statements what the first test of a run has made by hundreds (SQLite only).

A page is made with its place in the tree, its index entries and its references; thousands of tests
begin with the same four. The first one makes them; what that changed in the database is kept as
rows, and written for the others. Where somebody has written into one of those tables already, or on
another database, they are made as ever.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.db import connection
from wagtail.models import Site

Made = TypeVar("Made")
Rows = dict[int, tuple]
SHADOWS = "wagtailsearch_indexentry_fts"
"""The full-text index: triggers on the table of its entries keep it."""


@dataclass
class Snapshot(Generic[Made]):
    """What ``make`` returns and does to the database, kept when it is first called."""

    make: Callable[[], Made]
    made: Made | None = None
    gone: dict[str, list[int]] = field(default_factory=dict)
    written: dict[str, Rows] = field(default_factory=dict)
    marks: dict[str, tuple] = field(default_factory=dict)

    def take(self) -> Made:
        """Return what ``make`` does, with the database as it leaves it."""
        if connection.vendor != "sqlite":
            return self.make()
        if self.made is None:
            self._keep()
            assert self.made is not None
            return copy.deepcopy(self.made)
        if any(_mark(table) != mark for table, mark in self.marks.items()):
            return self.make()
        self._put_back()
        return copy.deepcopy(self.made)

    def _keep(self) -> None:
        names = [name for name in connection.introspection.table_names() if SHADOWS not in name]
        before = {name: _rows(name) for name in names}
        marks = {name: _mark(name) for name in names}
        self.made = self.make()
        for name in names:
            after = _rows(name)
            if after != before[name]:
                self.marks[name] = marks[name]
                self.gone[name] = [key for key in before[name] if key not in after]
                self.written[name] = {
                    key: row for key, row in after.items() if before[name].get(key) != row
                }

    def _put_back(self) -> None:
        with connection.cursor() as cursor:
            for name, keys in self.gone.items():
                for key in keys:
                    cursor.execute(f'DELETE FROM "{name}" WHERE rowid = {key}')
            for name, rows in self.written.items():
                for row in rows.values():
                    marks = ", ".join(["%s"] * len(row))
                    cursor.execute(f'INSERT OR REPLACE INTO "{name}" VALUES ({marks})', row)
        Site.clear_site_root_paths_cache()


def _rows(table: str) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT rowid, * FROM "{table}"')
        return {row[0]: row[1:] for row in cursor.fetchall()}


def _mark(table: str) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT max(rowid), count(*) FROM "{table}"')
        return cursor.fetchone()
