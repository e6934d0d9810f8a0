"""The home page's panel for moderators: what awaits them at the desk, and since when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from discussion_pages.admin.desk.queue import URGENCIES, Choice, waiting_by_urgency
from discussion_pages.rules.queue import Urgency

LIST_URL_NAME = "discussions_comments_modeladmin_index"
DESK_URL_NAME = "discussion_pages_desk"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One kind of work: how much of it, the oldest, and the part of the queue that holds it."""

    label: str
    count: int
    oldest_at: datetime | None
    url: str


def waiting_work() -> list[Waiting]:
    """Return what waits, the most urgent first. One query, however many comments there are."""
    return [
        Waiting(
            str(URGENCIES[Urgency(row["urgency"])]),
            row["count"],
            row["oldest_at"],
            reverse(DESK_URL_NAME) + Choice(Urgency(row["urgency"])).query(),
        )
        for row in waiting_by_urgency()
    ]


class AwaitingPanel(Component):
    """What awaits the moderator who opens the admin."""

    name = "comments_awaiting"
    template_name = "discussion_pages/admin/awaiting_panel.html"
    order = 120

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return the work and the way to it."""
        return {
            "work": waiting_work(),
            "desk_url": reverse(DESK_URL_NAME),
            "list_url": reverse(LIST_URL_NAME),
        }
