"""Routes by subject. Each module has one ``router``."""

from discussion_pages.api.participation.routes import (
    appeals,
    comments,
    contributions,
    discussions,
    following,
    me,
    moderation,
    notices,
    policy,
    reports,
)

ROUTERS = [
    ("", discussions.router),
    ("", comments.router),
    ("", reports.router),
    ("", policy.router),
    ("", me.router),
    ("", contributions.router),
    ("", appeals.router),
    ("", following.router),
    ("", notices.router),
    *moderation.ROUTERS,
]
"""What a site with discussions alone has; others compose more."""

__all__ = ["ROUTERS"]
