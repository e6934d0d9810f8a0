"""Composes the whole API."""

from discussion_pages.api.participation.api import ParticipationAPI
from discussion_pages.api.participation.routes import ROUTERS


def make_api() -> ParticipationAPI:
    """Return the API; a site includes its ``urls`` once."""
    return ParticipationAPI([*ROUTERS])
