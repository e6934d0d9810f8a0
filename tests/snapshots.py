"""Putting back in a few statements what the first test of a run has made by hundreds (SQLite only).

A page is made with its place in the tree, its index entries and its references; thousands of tests
begin with the same four. The first one makes them; what that changed in the database is kept as
rows, and written for the others. Where somebody has written into one of those tables already, or on
another database, they are made as ever.
"""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.db import connection
from django.db.models import Model
from wagtail.models import Site

Made = TypeVar("Made")
Rows = dict[int, tuple]
SHADOWS = "wagtailsearch_indexentry_fts"
"""The full-text index: triggers on the table of its entries keep it."""


VARIANTS = 4
"""How many beginnings are kept of one thing: with a member before it, or without."""


@dataclass
class Kept(Generic[Made]):
    """What was made once, and the rows that it left."""

    made: Made
    gone: dict[str, list[int]] = field(default_factory=dict)
    written: dict[str, Rows] = field(default_factory=dict)

    def put_back(self) -> Made:
        """Write those rows again."""
        with connection.cursor() as cursor:
            for name, keys in self.gone.items():
                for key in keys:
                    cursor.execute(f'DELETE FROM "{name}" WHERE rowid = {key}')
            for name, rows in self.written.items():
                marks = ", ".join(["%s"] * len(next(iter(rows.values()), ())))
                cursor.executemany(
                    f'INSERT OR REPLACE INTO "{name}" VALUES ({marks})', list(rows.values())
                )
        Site.clear_site_root_paths_cache()
        return copy.deepcopy(self.made)


@dataclass
class Snapshot(Generic[Made]):
    """What ``make`` returns and does to the database, kept when it is called at a beginning."""

    make: Callable[..., Made]
    kept: dict[tuple, Kept[Made]] = field(default_factory=dict)
    tables: tuple[str, ...] = ()

    def take(self, *given: Model) -> Made:
        """Return what ``make`` does with these rows, and the database as it leaves it."""
        if connection.vendor != "sqlite":
            return self.make(*given)
        keys = tuple(row.pk for row in given)
        found = self.kept.get((keys, *_marks(self.tables))) if self.tables else None
        if found is not None:
            return found.put_back()
        if len(self.kept) == VARIANTS:
            return self.make(*given)
        return self._keep(given, keys)

    def _keep(self, given: tuple[Model, ...], keys: tuple[int, ...]) -> Made:
        names = [name for name in connection.introspection.table_names() if SHADOWS not in name]
        before = {name: _rows(name) for name in names}
        marks = dict(zip(names, _marks(names), strict=True))
        kept = Kept(self.make(*given))
        for name in names:
            after = _rows(name)
            if after != before[name]:
                kept.gone[name] = [key for key in before[name] if key not in after]
                kept.written[name] = {
                    key: row for key, row in after.items() if before[name].get(key) != row
                }
        self.tables = self.tables or tuple(kept.written)
        self.kept[(keys, *(marks[name] for name in self.tables))] = kept
        return copy.deepcopy(kept.made)


def _rows(table: str) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT rowid, * FROM "{table}"')
        return {row[0]: row[1:] for row in cursor.fetchall()}


def _marks(tables: Sequence[str]) -> list[tuple]:
    """Return of each table its highest key and how many rows it has, in one statement."""
    each = [
        f'SELECT {number}, max(rowid), count(*) FROM "{table}"'
        for number, table in enumerate(tables)
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each) + " ORDER BY 1")
        return [row[1:] for row in cursor.fetchall()]
