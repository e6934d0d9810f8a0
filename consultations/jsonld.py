"""Structured data for search engines, made from what the page shows and nothing else."""

from typing import Any

from django.http import HttpRequest

from consultations.models import ConsultationIndexPage, ConsultationPage
from discussion_pages.jsonld import breadcrumb_json_ld, organisation_json_ld
from timeline_blocks.timeline import timeline_events


def hub_json_ld(request: HttpRequest, page: ConsultationIndexPage) -> list[dict[str, Any]]:
    """Return the breadcrumb of the hub."""
    return [breadcrumb_json_ld(request, page)]


def consultation_json_ld(request: HttpRequest, page: ConsultationPage) -> list[dict[str, Any]]:
    """Return the consultation as an event with its organiser, its events, and the breadcrumb."""
    url = page.get_full_url(request)
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": url,
        "url": url,
        "name": page.title,
        "description": page.summary,
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "eventStatus": "https://schema.org/EventScheduled",
        "location": {"@type": "VirtualLocation", "url": url},
    }
    if page.opens_at:
        found["startDate"] = page.opens_at.isoformat()
    if page.closes_at:
        found["endDate"] = page.closes_at.isoformat()
    if page.organisation_id:
        found["organizer"] = organisation_json_ld(page.organisation)
    if events := _events(page, url):
        found["subEvent"] = events
    objects = [found] if page.opens_at else []
    return [*objects, breadcrumb_json_ld(request, page)]


def _events(page: ConsultationPage, url: str) -> list[dict[str, Any]]:
    """Return the timeline's events that have a start and an end."""
    return [
        {
            "@type": "Event",
            "name": event.title,
            "startDate": event.start.isoformat(),
            "endDate": event.end.isoformat(),
            "location": (
                {"@type": "Place", "name": event.place, "address": event.place}
                if event.place
                else {"@type": "VirtualLocation", "url": url}
            ),
        }
        for event in timeline_events(page.timeline)
    ]
