"""Routes by subject. Each module has one ``router``."""

from discussion_pages.api.participation.routes import comments, reports

ROUTERS = [("", comments.router), ("", reports.router)]
"""What a site with discussions alone has; others compose more."""

__all__ = ["ROUTERS"]
