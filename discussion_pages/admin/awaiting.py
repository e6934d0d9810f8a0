"""The home page's panel for moderators: what awaits them, and since when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from discussion_pages.admin.filters import EDIT_HELD, WAITING
from discussion_pages.models import DiscussionComment, Report
from discussion_pages.rules.states import State

LIST_URL_NAME = "discussions_comments_modeladmin_index"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One kind of work: how much of it, the oldest, and the list that holds it."""

    label: str
    count: int
    oldest_at: datetime | None
    url: str


def waiting_work() -> list[Waiting]:
    """Return what waits, by kind. Two queries, however many comments there are."""
    held = Q(state=State.HELD)
    figures = (
        DiscussionComment.objects.awaiting_decision()
        .order_by()
        .aggregate(
            held=Count("pk", filter=held),
            held_since=Min("posted_at", filter=held),
            edits=Count("pk", filter=Q(edit_held_at__isnull=False)),
            edits_since=Min("edit_held_at"),
        )
    )
    reported = (
        Report.objects.filter(settled_at__isnull=True)
        .order_by()
        .aggregate(count=Count("comment", distinct=True), since=Min("reported_at"))
    )
    return [
        Waiting(
            _("Comments held"), figures["held"], figures["held_since"], _list_url(state=State.HELD)
        ),
        Waiting(
            _("Edits held"), figures["edits"], figures["edits_since"], _list_url(state=EDIT_HELD)
        ),
        Waiting(
            _("Comments reported"), reported["count"], reported["since"], _list_url(reported="yes")
        ),
    ]


class AwaitingPanel(Component):
    """What awaits the moderator who opens the admin."""

    name = "comments_awaiting"
    template_name = "discussion_pages/admin/awaiting_panel.html"
    order = 120

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return the work and the way to it."""
        work = waiting_work()
        return {
            "work": [kind for kind in work if kind.count],
            "waiting_url": _list_url(state=WAITING),
            "list_url": _list_url(),
        }


def _list_url(**filters: str) -> str:
    query = f"?{urlencode(filters)}" if filters else ""
    return reverse(LIST_URL_NAME) + query
