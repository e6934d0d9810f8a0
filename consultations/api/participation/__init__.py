"""The participation API of a site with consultations."""

from consultations.api.participation.api import make_api

__all__ = ["make_api"]
