"""Composes the whole API."""

from collections.abc import Iterable

from ninja import Router

from consultations.api.participation.routes import ROUTERS
from discussion_pages.api.participation.api import ParticipationAPI
from discussion_pages.api.participation.routes import ROUTERS as DISCUSSION_ROUTERS


def make_api(extra: Iterable[tuple[str, Router]] = ()) -> ParticipationAPI:
    """Return the API; a site includes its ``urls`` once.

    ``extra`` are a site's own routers with their prefixes, such as for its accounts.
    """
    return ParticipationAPI([*ROUTERS, *DISCUSSION_ROUTERS, *extra])
