"""Routes for moderators, by subject; what each asks of ``permissions`` is what the admin asks."""

from discussion_pages.api.participation.routes.moderation import (
    appeals,
    comments,
    decisions,
    figures,
    marks,
    official_replies,
    queue,
    sanctions,
)

ROUTERS = [
    ("/moderation", module.router)
    for module in (
        queue,
        comments,
        decisions,
        marks,
        official_replies,
        appeals,
        sanctions,
        figures,
    )
]

__all__ = ["ROUTERS"]
