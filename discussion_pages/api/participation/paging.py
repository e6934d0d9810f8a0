"""Pages of a list of several sort columns, going on after its last row whatever comes in."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from discussion_pages.api.participation.addresses import address
from discussion_pages.api.participation.problems import Refusal
from discussion_pages.api.participation.schemas import Input
from discussion_pages.rules.cursors import CursorError
from discussion_pages.rules.keysets import read_keyset, write_keyset

LIMIT_MAX = 50
KINDS = {"_at": datetime, "_on": date}


class KeysetQuery(Input):
    """Which page of a list."""

    limit: int = Field(default=25, ge=1, le=LIMIT_MAX, description="How many at most.")
    after: str | None = Field(
        default=None, description="`next_cursor` of the page before, of the same list."
    )


class KeysetLinks(Schema):
    """How a list goes on."""

    next_cursor: str | None = Field(description="Null on the last page.")
    next_url: str | None


@dataclass(frozen=True, slots=True)
class Keyset:
    """An order: names of whole numbers, of instants (``…_at``) and days (``…_on``), never null.

    The last name tells any two rows apart; a minus before a name turns it round.
    """

    order: tuple[str, ...]

    def page(self, rows: QuerySet, query: KeysetQuery) -> tuple[list[Any], str | None]:
        """Return a page of ``rows`` and the cursor of the next, if there is one. One query.

        Raises:
            Refusal: the cursor is none of this list's.
        """
        if query.after is not None:
            rows = rows.filter(self._beyond(self._values(query.after)))
        found = list(rows.order_by(*self.order)[: query.limit + 1])
        page = found[: query.limit]
        if len(found) <= query.limit:
            return page, None
        return page, write_keyset([getattr(page[-1], name) for name in self._names])

    @property
    def _names(self) -> list[str]:
        return [name.removeprefix("-") for name in self.order]

    def _values(self, after: str) -> list[Any]:
        kinds = [KINDS.get(name[-3:], int) for name in self._names]
        try:
            return read_keyset(after, kinds)
        except CursorError as error:
            raise Refusal(
                422,
                "cursor",
                _("after must be a cursor that this listing gave as next_cursor"),
                pointer="query/after",
            ) from error

    def _beyond(self, values: list[Any]) -> Q:
        beyond, same = Q(), Q()
        for name, field, value in zip(self.order, self._names, values, strict=True):
            beyond |= same & Q(**{f"{field}__{'lt' if name.startswith('-') else 'gt'}": value})
            same &= Q(**{field: value})
        return beyond


def links(
    request: HttpRequest, name: str, query: KeysetQuery, cursor: str | None, **given: Any
) -> dict[str, str | None]:
    """Return what ``KeysetLinks`` holds: the same narrowing, one page on."""
    following = query.model_dump(mode="json", exclude_none=True) | {"after": cursor}
    url = address(request, name, query=following, **given) if cursor else None
    return {"next_cursor": cursor, "next_url": url}
