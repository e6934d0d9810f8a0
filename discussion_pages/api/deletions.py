"""The feed by which a mirror learns what it may no longer show."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.urls import path
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet

from discussion_pages.api.answers import instant
from discussion_pages.api.filters import read_instant
from discussion_pages.api.viewsets import PublicReadMixin, read_key, refuse_unknown
from discussion_pages.models import PublicObject
from discussion_pages.rules.cursors import CursorError
from discussion_pages.rules.mirroring import Position, read_position
from discussion_pages.services.publicity import Deletion, TooOld, deletions_since
from discussion_pages.sites import site_of_request

LIMIT_MAX = 100
PARAMETERS = frozenset({"since", "after", "limit", "format", "_"})


class DeletionsViewSet(PublicReadMixin, BaseAPIViewSet):
    """What left public reach: which object and when, and nothing else of it."""

    name = "deletions"
    model = PublicObject
    known_query_parameters = PARAMETERS
    is_kept = False  # how far it reaches back changes with every instant

    def listing_view(self, request: Request) -> Response:
        """List what went at ``since`` or after it, the earliest first.

        Raises:
            BadRequestError: a parameter is missing, unknown or malformed.
        """
        refuse_unknown(request, PARAMETERS)
        if "since" not in request.GET:
            raise BadRequestError(
                _("Say since when: add since=INSTANT, a date and time with its offset.")
            )
        since, limit, position = read_instant(request, "since"), self._limit(), self._position()
        try:
            found = deletions_since(
                since,
                site=site_of_request(self.answer.request),
                position=position,
                limit=limit,
                at=self.answer.at,
            )
        except TooOld as refusal:
            return self._gone(refusal)
        next_cursor = str(found.next_position) if found.next_position else None
        query = {"since": request.GET["since"], "limit": limit, "after": next_cursor}
        next_url = self.answer.listing_url(PublicObject, urlencode(query)) if next_cursor else None
        return Response(
            {
                "meta": {"limit": limit, "next_cursor": next_cursor, "next_url": next_url},
                "items": [_represent(item) for item in found.items],
            }
        )

    @classmethod
    def get_urlpatterns(cls) -> list[Any]:
        """Return the feed's address; its items have none of their own."""
        return [path("", cls.as_view({"get": "listing_view"}), name="listing")]

    def _gone(self, refusal: TooOld) -> Response:
        message = _("This feed does not reach back that far. Read everything anew.")
        return Response(
            {"message": message, "oldest": instant(refusal.oldest)}, status=HTTPStatus.GONE
        )

    def _limit(self) -> int:
        if "limit" not in self.request.GET:
            return LIMIT_MAX
        limit = read_key(self.request, "limit")
        if not 1 <= limit <= LIMIT_MAX:
            raise BadRequestError(
                _("limit must be a whole number from 1 to %(most)d") % {"most": LIMIT_MAX}
            )
        return limit

    def _position(self) -> Position | None:
        after = self.request.GET.get("after")
        try:
            return read_position(after) if after is not None else None
        except CursorError as error:
            raise BadRequestError(
                _("after must be a cursor that this listing gave as next_cursor")
            ) from error


def _represent(item: Deletion) -> dict[str, Any]:
    state = {"state": item.state} if item.state is not None else {}
    return {"kind": item.kind, "id": item.key, "at": instant(item.at), **state}
