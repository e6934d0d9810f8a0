"""Routes by subject. Each module has one ``router``."""

from consultations.api.participation.routes import consultations, offline

ROUTERS = [("", consultations.router), ("", offline.router)]
"""What a site with consultations has besides discussions."""

__all__ = ["ROUTERS"]
