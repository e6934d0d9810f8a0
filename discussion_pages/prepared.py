"""Queries whose SQL is worked out once.

Django works out the SQL of a query anew each time it runs. For the wide queries behind a page,
which differ in a key or two and in nothing else, that costs several times what fetching the rows
does. A prepared query is written as any other, with a blank for each value that is known only when
it runs::

    @prepared(pk=BigAutoField())
    def _rows(pk):
        return DiscussionPage.objects.select_related("figures").filter(pk=pk)

    page = _rows.one(pk=5)

What is inside runs once for each database and process, so it must ask nothing of the moment: no
clock, no language, no request. A value may be compared with by any lookup that takes an expression;
not by those that Django turns into a pattern (``startswith``), and never as a limit.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler


class Blank(Expression):
    """Stands in a query for a value that is known when it runs."""

    def __init__(self, name: str, field: Field) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, list["Blank"]]:
        """Return a placeholder, and ourselves in place of its value."""
        return "%s", [self]

    def value(self, values: dict[str, Any], connection: BaseDatabaseWrapper) -> Any:
        """Return our value among ``values`` as the database takes it."""
        return self.output_field.get_db_prep_value(values[self.name], connection)


@dataclass(frozen=True, slots=True)
class _Plan:
    """A query, and what it came to on one database."""

    rows: QuerySet
    compiler: SQLCompiler
    sql: str
    parameters: tuple[Any, ...]


class Prepared:
    """A query that is ready but for its values. See ``prepared``."""

    def __init__(self, build: Callable[..., QuerySet], fields: dict[str, Field]) -> None:
        self._blanks = {name: Blank(name, field) for name, field in fields.items()}
        self._build = build
        self._plans: dict[str, _Plan] = {}
        self._turn = Lock()

    def all(self, **values: Any) -> list[Any]:
        """Return the rows for these values, one for each blank.

        Raises:
            KeyError: a value is missing.
        """
        alias = router.db_for_read(self._model)
        connection = connections[alias]
        plan = self._plans.get(alias) or self._plan(connection)
        parameters = tuple(
            each.value(values, connection) if isinstance(each, Blank) else each
            for each in plan.parameters
        )
        # The compiler keeps what it worked out, and says it again instead of working it out anew.
        compiler = copy(plan.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *_, **__: (plan.sql, parameters)
        query = copy(plan.rows.query)
        query.get_compiler = lambda *_, **__: compiler
        found = type(plan.rows)(self._model, query=query, using=alias)
        found._iterable_class = plan.rows._iterable_class
        found._fields = plan.rows._fields
        found._prefetch_related_lookups = plan.rows._prefetch_related_lookups
        return list(found)

    def one(self, **values: Any) -> Any | None:
        """Return the first row for these values, or ``None``.

        Raises:
            KeyError: a value is missing.
        """
        return next(iter(self.all(**values)), None)

    @cached_property
    def _model(self) -> type[Model]:
        return self._build(**self._blanks).model

    def _plan(self, connection: BaseDatabaseWrapper) -> _Plan:
        # A query changes while its SQL is worked out: nobody else may do it with the same one.
        with self._turn:
            if plan := self._plans.get(connection.alias):
                return plan
            rows = self._build(**self._blanks)
            compiler = rows.query.get_compiler(connection.alias)
            sql, parameters = compiler.as_sql()
            compiler.connection = None  # it belongs to this thread; others use the plan too
            plan = _Plan(rows, compiler, sql, tuple(parameters))
            self._plans[connection.alias] = plan
            return plan


def prepared(**fields: Field) -> Callable[[Callable[..., QuerySet]], Prepared]:
    """Prepare the query that a function returns, with a blank for each of the named ``fields``."""
    return lambda build: Prepared(build, fields)
