"""The timeline as iCalendar (RFC 5545): one feed to subscribe to, or one entry to download.

Only exact dates enter. Whole days are dates without a zone; clock times are given in UTC, which
Outlook, Apple Calendar and Google Calendar all read alike without a zone definition.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any
from urllib.parse import urljoin

from django.utils import timezone
from icalendar import Calendar, Event, vText
from wagtail.rich_text import get_text_for_indexing

from timeline_blocks.timeline import EntryView, build_timeline

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Wagtail Consultations//Timeline//EN"
REFRESH_EVERY = timedelta(hours=12)


class EntryNotFound(LookupError):
    """No entry has this id, or its date is not exact enough for a calendar."""


def calendar_for_timeline(
    stream_value: Iterable[Any] | None,
    *,
    name: str,
    page_url: str,
    uid_domain: str,
    at: datetime,
    tz: tzinfo | None = None,
) -> bytes:
    """Every entry with an exact date, as a feed.

    ``page_url`` is the absolute address of the page that shows the timeline; ``uid_domain`` must
    stay the same for ever, or subscribers see each entry twice; ``at`` is the time stamp.
    """
    calendar = _calendar()
    calendar.add("name", vText(name))
    calendar.add("x-wr-calname", vText(name))
    calendar.add("refresh-interval", REFRESH_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", REFRESH_EVERY, parameters={"VALUE": "DURATION"})
    for entry in _exact_entries(stream_value, at, tz):
        calendar.add_component(_event(entry, page_url, uid_domain, at))
    return calendar.to_ical()


def calendar_for_entry(
    stream_value: Iterable[Any] | None,
    entry_id: str,
    *,
    page_url: str,
    uid_domain: str,
    at: datetime,
    tz: tzinfo | None = None,
) -> bytes:
    """One entry, to be downloaded. Raises EntryNotFound."""
    for entry in _exact_entries(stream_value, at, tz):
        if entry.id == str(entry_id):
            calendar = _calendar()
            calendar.add_component(_event(entry, page_url, uid_domain, at))
            return calendar.to_ical()
    raise EntryNotFound(entry_id)


def _exact_entries(
    stream_value: Iterable[Any] | None, at: datetime, tz: tzinfo | None
) -> Iterable[EntryView]:
    timeline = build_timeline(stream_value, at=at, tz=tz or timezone.get_default_timezone())
    return (e for e in timeline.entries if e.when.is_exact and e.id and e.title)


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    return calendar


def _event(entry: EntryView, page_url: str, uid_domain: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.id}@{uid_domain}")
    event.add("dtstamp", at.astimezone(UTC).replace(microsecond=0))
    event.add("summary", entry.title)
    event.add("dtstart", _moment(entry.start, entry))
    event.add("dtend", _moment(entry.end, entry))
    event.add("url", f"{page_url}#entry-{entry.id}")
    if location := entry.place or entry.online_url:
        event.add("location", location)
    if description := _description(entry, page_url):
        event.add("description", description)
    if entry.when.all_day:
        event.add("transp", "TRANSPARENT")
    return event


def _moment(moment: datetime | None, entry: EntryView) -> date | datetime:
    if moment is None:
        raise EntryNotFound(entry.id)
    return moment.date() if entry.when.all_day else moment.astimezone(UTC)


def _description(entry: EntryView, page_url: str) -> str:
    lines = [get_text_for_indexing(entry.text.source)] if entry.text else []
    if entry.online_url and entry.place:
        lines.append(entry.online_url)
    links = (*((entry.registration,) if entry.registration else ()), *entry.links)
    lines.extend(f"{link.label}: {urljoin(page_url, link.url)}" for link in links)
    return "\n".join(line for line in lines if line)
