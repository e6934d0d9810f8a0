"""Structured data for search engines, made from what the page shows and nothing else."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from consultations.models import ConsultationIndexPage, ConsultationPage
from discussion_pages.jsonld import breadcrumb_json_ld, organisation_json_ld
from timeline_blocks.timeline import build_timeline


def hub_json_ld(request: HttpRequest, page: ConsultationIndexPage) -> list[dict[str, Any]]:
    """Return the breadcrumb of the hub."""
    return [breadcrumb_json_ld(request, page)]


def consultation_json_ld(
    request: HttpRequest, page: ConsultationPage, *, at: datetime
) -> list[dict[str, Any]]:
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
    if events := _events(page, url, at=at):
        found["subEvent"] = events
    objects = [found] if page.opens_at else []
    return [*objects, breadcrumb_json_ld(request, page)]


def _events(page: ConsultationPage, url: str, *, at: datetime) -> list[dict[str, Any]]:
    """Return the timeline's events that have a start and an end."""
    return [
        {
            "@type": "Event",
            "name": entry.title,
            "startDate": entry.start.isoformat(),
            "endDate": entry.end.isoformat(),
            "location": (
                {"@type": "Place", "name": entry.place, "address": entry.place}
                if entry.place
                else {"@type": "VirtualLocation", "url": url}
            ),
        }
        for stage in build_timeline(page.timeline, at=at).stages
        for entry in stage.entries
        if entry.kind == "event" and entry.start and entry.end
    ]
