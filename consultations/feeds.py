"""The hub's feed."""

from datetime import datetime
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language

from consultations.models import ConsultationIndexPage
from consultations.services.reading import listed, status_view

ENTRIES = 30


def hub_feed(request: HttpRequest, hub: ConsultationIndexPage, *, at: datetime) -> HttpResponse:
    """Return an Atom feed (RFC 4287) of the newest consultations below ``hub``."""
    hub_url = hub.get_full_url(request)
    atom = Atom1Feed(
        title=hub.title,
        link=hub_url,
        description=hub.introduction,
        language=get_language(),
        feed_url=f"{hub_url}feed/",
        feed_guid=hub_url,
    )
    for page in listed(hub).order_by("-first_published_at", "-pk")[:ENTRIES]:
        status = status_view(page, at=at)
        atom.add_item(
            title=page.title,
            link=page.get_full_url(request),
            unique_id=f"tag:{urlsplit(hub_url).hostname},2026:consultation-{page.pk}",
            description=". ".join(
                part for part in (status.label, status.deadline, page.summary) if part
            ),
            pubdate=page.first_published_at,
            updateddate=page.last_published_at or page.first_published_at,
            author_name=page.organisation.name if page.organisation_id else hub.title,
            categories=[topic.name for topic in page.topics.all()],
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)
