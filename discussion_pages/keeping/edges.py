"""The instants ahead at which discussions change by themselves."""

from datetime import datetime

from django.db.models import Min, Q

from discussion_pages.models import DiscussionPage

COLUMNS = ("opens_at", "closes_at")


def edges_ahead(at: datetime) -> list[datetime | None]:
    """Return the next instants at which any discussion opens or closes. One query.

    What a page above adds to them is that page's app's to say.
    """
    soonest = {name: Min(name, filter=Q(**{f"{name}__gt": at})) for name in COLUMNS}
    return list(DiscussionPage.objects.live().aggregate(**soonest).values())
