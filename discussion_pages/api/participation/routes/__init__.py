"""Routes by subject. Each module has one ``router``."""

from discussion_pages.api.participation.routes import (
    comments,
    discussions,
    policy,
    reports,
)

ROUTERS = [
    ("", discussions.router),
    ("", comments.router),
    ("", reports.router),
    ("", policy.router),
]
"""What a site with discussions alone has; others compose more."""

__all__ = ["ROUTERS"]
