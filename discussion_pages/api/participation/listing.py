"""Listings page by page: sorted by a column, with cursors that do not shift under the reader."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from pydantic import Field

from discussion_pages.api.participation.addresses import address
from discussion_pages.api.participation.problems import Refusal
from discussion_pages.api.participation.schemas import Input

LIMIT_MAX = 50
SIGNER = Signer(salt="discussion_pages.participation.listing")
"""Signed, so that a cursor holds what we wrote: a value that its column takes."""


class PageQuery(Input):
    """Which page of a listing."""

    limit: int = Field(default=20, ge=1, le=LIMIT_MAX)
    after: str | None = Field(
        default=None, description="`next_cursor` of the page before, in the same order."
    )


@dataclass(frozen=True, slots=True)
class Sorting:
    """A column to sort by, smallest first or last; what has no value comes last in either.

    The primary key settles ties, newest first.
    """

    name: str
    """As the address names it, ``-`` first for the largest first."""

    @property
    def column(self) -> str:
        """The name of the column."""
        return self.name.removeprefix("-")

    @property
    def is_descending(self) -> bool:
        """Whether the largest comes first."""
        return self.name.startswith("-")

    def sort(self, rows: QuerySet) -> QuerySet:
        """Return the rows in this order."""
        column = F(self.column)
        by = column.desc(nulls_last=True) if self.is_descending else column.asc(nulls_last=True)
        return rows.order_by(by, "-pk")

    def following(self, rows: QuerySet, after: str | None) -> QuerySet:
        """Return the rows in this order that come after a cursor.

        Raises:
            Refusal: the cursor is none of this listing in this order.
        """
        if after is None:
            return self.sort(rows)
        value, pk = self._read(after)
        empty = Q(**{f"{self.column}__isnull": True})
        if value is None:
            return self.sort(rows.filter(empty, pk__lt=pk))
        beyond = f"{self.column}__{'lt' if self.is_descending else 'gt'}"
        same = Q(**{self.column: value}, pk__lt=pk)
        return self.sort(rows.filter(Q(**{beyond: value}) | same | empty))

    def cut(self, rows: QuerySet, limit: int) -> tuple[list[Any], str | None]:
        """Return the first ``limit`` rows, and the cursor of the next page if there is one."""
        found = list(rows[: limit + 1])
        page = found[:limit]
        return page, self._cursor_of(page[-1]) if len(found) > limit else None

    def _cursor_of(self, row: Any) -> str:
        value = getattr(row, self.column)
        kept = [value.isoformat()] if isinstance(value, datetime) else value
        return SIGNER.sign_object([self.name, kept, row.pk])

    def _read(self, text: str) -> tuple[Any, int]:
        try:
            name, kept, pk = SIGNER.unsign_object(text)
        except BadSignature as error:
            raise bad_cursor() from error
        if name != self.name:
            raise bad_cursor()
        return datetime.fromisoformat(kept[0]) if isinstance(kept, list) else kept, pk


def newest_first(
    request: HttpRequest, rows: QuerySet, query: PageQuery, *, by: str, name: str
) -> tuple[list[Any], dict[str, str | None]]:
    """Return a page of ``rows`` by the instant ``by``, and the links to the next page. One query.

    ``name`` is that of the listing's address.

    Raises:
        Refusal: the cursor is none of this listing.
    """
    sorting = Sorting(f"-{by}")
    found, cursor = sorting.cut(sorting.following(rows, query.after), query.limit)
    following = {"limit": query.limit, "after": cursor}
    url = address(request, name, query=following) if cursor else None
    return found, {"next_cursor": cursor, "next_url": url}


def bad_cursor() -> Refusal:
    """Return what is said of a cursor that does not fit."""
    return Refusal(
        422,
        "cursor",
        _("after must be a cursor that this listing gave as next_cursor, in the same order"),
        pointer="query/after",
    )
