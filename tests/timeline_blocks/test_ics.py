"""iCalendar: what enters, parsed back from the bytes that subscribers get."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from timeline_blocks.ics import EntryNotFound, calendar_for_entry, calendar_for_timeline
from timeline_blocks.timeline import build_timeline

NOW = datetime(2026, 11, 22, 12, 0, 0, 5, tzinfo=ZoneInfo("Europe/London"))
PLACE = {"page_url": "https://example.org/c/plan/", "uid_domain": "example.org", "at": NOW}


@pytest.fixture
def stream(make_timeline, typed):
    return make_timeline(
        [
            ("milestone", {"title": "Launch; “draft”, 2026", "when": typed.day(2026, 11, 16)}),
            (
                "event",
                {
                    "title": "A workshop with a title so long that its line must be folded " * 2,
                    "when": typed.evening(2027, 7, 1),
                    "place": "City Hall, Kamal Chunchie Way\nLondon",
                    "text": "<p>Tell us.</p><p>Bring a friend.</p>",
                    "links": typed.link("Read more"),
                },
            ),
            ("publication", {"title": "Plan", "when": typed.season("spring", 2027)}),
            ("milestone", {"title": "Decision", "when": [("unknown", {})]}),
            ("milestone", {"title": "Year", "when": [("year", {"year": 2028})]}),
        ]
    )


def events(data: bytes):
    return Calendar.from_ical(data).walk("VEVENT")


def test_only_exact_dates_enter(stream):
    data = calendar_for_timeline(stream, name="Plan", **PLACE)
    assert [e["SUMMARY"].split()[0] for e in events(data)] == ["Launch;", "A"]


def test_a_day_is_a_date_and_ends_on_the_next(stream):
    launch, _ = events(calendar_for_timeline(stream, name="Plan", **PLACE))
    assert (launch["DTSTART"].dt, launch["DTEND"].dt) == (date(2026, 11, 16), date(2026, 11, 17))
    assert launch["DTSTART"].params["VALUE"] == "DATE"


def test_clock_times_are_the_right_instants_in_summer(stream):
    _, workshop = events(calendar_for_timeline(stream, name="Plan", **PLACE))
    assert workshop["DTSTART"].dt == datetime(2027, 7, 1, 17, 0, tzinfo=UTC)
    assert workshop["DTEND"].dt == datetime(2027, 7, 1, 18, 30, tzinfo=UTC)


def test_text_survives_escaping_and_folding(stream):
    data = calendar_for_timeline(stream, name="Plan, with; marks", **PLACE)
    launch, workshop = events(data)
    assert launch["SUMMARY"] == "Launch; “draft”, 2026"
    assert workshop["LOCATION"].startswith("City Hall, Kamal Chunchie Way")
    assert "Read more: https://example.org/a" in workshop["DESCRIPTION"]
    assert "<p>" not in workshop["DESCRIPTION"]
    assert rb"X-WR-CALNAME:Plan\, with\; marks" in data


def test_lines_end_in_crlf_and_none_is_longer_than_75_octets(stream):
    data = calendar_for_timeline(stream, name="Plan", **PLACE)
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


def test_an_event_is_known_by_the_same_uid_for_ever_and_leads_to_the_page(stream):
    first = events(calendar_for_timeline(stream, name="Plan", **PLACE))
    later = {**PLACE, "at": datetime(2027, 1, 1, tzinfo=UTC)}
    again = events(calendar_for_timeline(stream, name="Renamed", **later))
    ids = [e.id for e in build_timeline(stream, at=NOW).entries[:2]]
    assert [e["UID"] for e in first] == [f"{i}@example.org" for i in ids]
    assert [e["UID"] for e in first] == [e["UID"] for e in again]
    assert first[0]["URL"] == f"https://example.org/c/plan/#entry-{ids[0]}"
    assert first[0]["DTSTAMP"].dt == datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_one_entry_can_be_downloaded(stream):
    workshop = build_timeline(stream, at=NOW).entries[1]
    (event,) = events(calendar_for_entry(stream, workshop.id, **PLACE))
    assert event["UID"] == f"{workshop.id}@example.org"


@pytest.mark.parametrize("position", [2, 3, 4])
def test_an_inexact_entry_cannot_be_downloaded(stream, position):
    entry = build_timeline(stream, at=NOW).entries[position]
    with pytest.raises(EntryNotFound):
        calendar_for_entry(stream, entry.id, **PLACE)


def test_an_unknown_entry_is_not_found(stream):
    with pytest.raises(EntryNotFound):
        calendar_for_entry(stream, "no-such-entry", **PLACE)


def test_an_empty_timeline_is_still_a_calendar(make_timeline):
    data = calendar_for_timeline(make_timeline(), name="Plan", **PLACE)
    assert Calendar.from_ical(data)["VERSION"] == "2.0"
    assert events(data) == []
