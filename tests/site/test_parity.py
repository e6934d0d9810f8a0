"""The same fact read by every door agrees, at each instant at which it could change.

A door is a way to read the site: pages, feed, calendar, structured data, three APIs and the admin.
One small reader for each turns what it shows into facts; nothing here asks the code behind it.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import Any
from xml.etree import ElementTree

import icalendar
import pytest
import time_machine
from bs4 import BeautifulSoup, SoupStrainer
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from consultations.models import ConsultationPage
from consultations.rules.status import Status
from discussion_pages.models import DiscussionComment
from discussion_pages.services.deciding import remove_comment
from discussion_pages.services.posting import post_comment
from tests import factories
from tests.consultations.tables import STATUS_TABLE
from tests.factories import NOW
from tests.participation import BASE, api_token
from tests.staff import client_for
from tests.tables import TICK

pytestmark = pytest.mark.django_db

HUB = "/consultations/"
URL = f"{HUB}safer-streets/"
ATOM = {"atom": "http://www.w3.org/2005/Atom"}
SUMMARY = "What should change in our streets after dark?"
LONG_AGO, FAR_OFF = datetime(2020, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)

TIMELINE = [
    (
        "stage",
        {
            "heading": "Listening",
            "entries": [
                ("milestone", {"title": "A day", "when": [("day", {"date": date(2027, 3, 28)})]}),
                (
                    "event",
                    {
                        "title": "An evening",
                        "when": [
                            (
                                "range",
                                {
                                    "start_date": date(2027, 7, 5),
                                    "start_time": time(18, 0),
                                    "end_date": date(2027, 7, 5),
                                    "end_time": time(19, 30),
                                },
                            )
                        ],
                    },
                ),
            ],
        },
    ),
    (
        "stage",
        {
            "heading": "Deciding",
            "entries": [
                (
                    "publication",
                    {"title": "A month", "when": [("month", {"year": 2027, "month": "10"})]},
                ),
                (
                    "call_to_respond",
                    {
                        "title": "A call",
                        "when": [
                            (
                                "range",
                                {
                                    "start_date": date(2028, 2, 28),
                                    "end_date": date(2028, 2, 29),
                                },
                            )
                        ],
                    },
                ),
                ("milestone", {"title": "Some time", "when": [("unknown", {})]}),
            ],
        },
    ),
]

SPANS = {
    # The day on which 01:00 to 02:00 does not exist.
    "A day": (datetime(2027, 3, 28, 0, 0, tzinfo=UTC), datetime(2027, 3, 28, 23, 0, tzinfo=UTC)),
    "An evening": (
        datetime(2027, 7, 5, 17, 0, tzinfo=UTC),
        datetime(2027, 7, 5, 18, 30, tzinfo=UTC),
    ),
    # The month with the hour that comes twice.
    "A month": (datetime(2027, 9, 30, 23, 0, tzinfo=UTC), datetime(2027, 11, 1, 0, 0, tzinfo=UTC)),
    "A call": (datetime(2028, 2, 28, 0, 0, tzinfo=UTC), datetime(2028, 3, 1, 0, 0, tzinfo=UTC)),
}
INEXACT = {"A month"}
"""What is known to the month alone is never said to happen now."""


SHARES = 4
"""The table is read in so many tests, each of which makes the site once."""


@dataclass(frozen=True)
class Row:
    """An instant, the consultation's dates, and what must be read by every door."""

    opens_at: datetime | None
    closes_at: datetime | None
    outcome_at: datetime | None
    at: datetime
    expected: dict[str, Any]


def placement_of(title: str, at: datetime) -> str:
    start, end = SPANS[title]
    if at >= end:
        return "past"
    return "current" if at >= start and title not in INEXACT else "upcoming"


INSTANTS_OF_ENTRIES = [
    (f"{title}, {name}", moment, title)
    for title, (start, end) in SPANS.items()
    for name, moment in (
        ("a tick before its start", start - TICK),
        ("at its start", start),
        ("a tick before its end", end - TICK),
        ("at its end", end),
    )
]

TABLE = [
    *(
        pytest.param(Row(opens, closes, outcome, at, {"status": status}), id=f"{status} {number}")
        for number, (opens, closes, outcome, at, status) in enumerate(STATUS_TABLE)
    ),
    *(
        pytest.param(Row(LONG_AGO, FAR_OFF, None, at, {title: placement_of(title, at)}), id=name)
        for name, at, title in INSTANTS_OF_ENTRIES
    ),
]


@dataclass
class Doors:
    """Who asks, and what about."""

    client: Client
    admin: Any
    token: str
    consultation: int
    discussion: int

    shown: dict[str, BeautifulSoup] = field(default_factory=dict)

    def soup(self, address: str) -> BeautifulSoup:
        """Return a page of the website, asked for once."""
        if address not in self.shown:
            self.shown[address] = soup_of(self.client.get(address))
        return self.shown[address]

    def lists(self, address: str) -> bool:
        """Say whether a page of the website has a link to the consultation."""
        return f'href="{URL}"' in self.client.get(address).content.decode()

    def json(self, address: str, **headers: str) -> Any:
        answer = self.client.get(address, headers=headers)
        assert answer.status_code == 200, (address, answer.content)
        return answer.json()


@pytest.fixture
def doors(world, member, other_member) -> Doors:
    """A consultation with two comments that count and some that do not, and offline responses."""
    page = world.consultation
    page.timeline = TIMELINE
    page.outcome_summary = "<p>We asked, you said, we did.</p>"
    page.save_revision().publish()
    admin = factories.UserFactory(superuser=True)
    for text in ("Lamps.", "More lamps."):
        post_comment(discussion=world.discussion, author=member, text=text, at=NOW)
    removed = post_comment(discussion=world.discussion, author=other_member, text="No.", at=NOW)
    removed = DiscussionComment.objects.get(pk=removed.pk)
    remove_comment(comment=removed, moderator=admin, reason="spam", at=NOW)
    factories.OfflineResponseFactory(consultation=page, people=3, responses=5)
    return Doors(Client(), admin, api_token(admin), page.pk, world.discussion.pk)


EXPECTED = {"respondents": 4, "responses": 7, "comment_count": 2}


# Readers. Each returns facts by name.


def read_page(doors: Doors) -> dict[str, Any]:
    soup = doors.soup(URL)
    facts = status_in(soup.select_one(".wc-consultation__opening"))
    facts["outcome"] = soup.select_one("#outcome") is not None
    facts["respondents"] = number_in(soup.select_one(".wc-figure__count"))
    if responses := soup.select_one(".wc-timeline__responses"):  # not before a call has begun
        facts["responses"] = number_in(responses)
    facts["stages"] = [
        (words_of(stage.select_one(".wc-timeline__stage-heading")), modifier(stage))
        for stage in soup.select(".wc-timeline__stage")
    ]
    facts["entries"] = [
        (words_of(entry.select_one(".wc-timeline__title")), modifier(entry))
        for entry in soup.select(".wc-timeline__entry")
    ]
    facts["placement_words"] = [
        words_of(entry.select_one(".wc-timeline__placement"))
        for entry in soup.select(".wc-timeline__entry")
    ]
    facts["dates"] = [
        words_of(entry.select_one(".wc-timeline__date"))
        for entry in soup.select(".wc-timeline__entry")
    ]
    card = soup.select_one("#discussions .wc-row")
    facts["comment_count"] = number_in(card.select_one(".wc-meta"))
    facts["card_words"] = words_of(card.select_one(".wc-pill"))
    facts["commenting"] = modifier(card.select_one(".wc-pill"))
    return facts


def read_hub(doors: Doors) -> dict[str, Any]:
    row = doors.soup(HUB).select_one(".wc-row")
    facts = status_in(row)
    facts["respondents"] = number_in(row.select_one(".wc-meta"))
    facts["found_as"] = [
        status.value for status in Status if doors.lists(f"{HUB}?status={status.value}")
    ]
    return facts


def read_discussion_page(doors: Doors) -> dict[str, Any]:
    soup = doors.soup(f"{URL}walk-home/")
    said = soup.select_one(".wc-opening .wc-status")
    pill, sentence = said.select("span")
    facts = {
        "commenting": modifier(pill),
        "takes_comments": "Log in to comment" in words_of(soup.select_one("#composer")),
        "comment_count": number_in(soup.select_one("#comments-heading")),
    }
    if facts["commenting"] != "open":
        facts["sentence"] = words_of(sentence)
    return facts


def read_feed(doors: Doors) -> dict[str, Any]:
    tree = ElementTree.fromstring(doors.client.get(f"{HUB}feed/").content)
    [entry] = tree.iterfind("atom:entry", ATOM)
    said = entry.findtext("atom:summary", namespaces=ATOM)
    label, _stop, rest = said.removesuffix(
        "What should change in our streets after dark?"
    ).partition(". ")
    return {"label": label, "deadline": rest.removesuffix(". ")}


def read_calendar(doors: Doors) -> dict[str, Any]:
    calendar = icalendar.Calendar.from_ical(doors.client.get(f"{URL}timeline.ics").content)
    return {
        "spans": {
            str(event["summary"]): (utc(event.decoded("dtstart")), utc(event.decoded("dtend")))
            for event in calendar.walk("VEVENT")
        }
    }


def read_structured_data(doors: Doors) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for address in (URL, f"{URL}walk-home/"):
        for script in doors.soup(address).find_all("script", type="application/ld+json"):
            for item in json.loads(script.string):
                if item["@type"] == "Event":
                    facts["opens_at"] = utc(item.get("startDate"))
                    facts["closes_at"] = utc(item.get("endDate"))
                if item["@type"] == "DiscussionForumPosting":
                    facts["comment_count"] = item["commentCount"]
    return facts


def read_v2(doors: Doors) -> dict[str, Any]:
    found = "/api/v2/pages/?type=consultations.ConsultationPage&status="
    return {
        "found_as": [status.value for status in Status if doors.json(found + status.value)["items"]]
    } | facts_of_api(
        doors.json(f"/api/v2/pages/{doors.consultation}/"),
        doors.json(f"/api/v2/pages/{doors.discussion}/"),
    )


def read_v3(doors: Doors) -> dict[str, Any]:
    bearer = {"Authorization": f"Bearer {doors.token}"}
    return facts_of_api(
        doors.json(f"/api/v3/pages/{doors.consultation}/", **bearer),
        doors.json(f"/api/v3/pages/{doors.discussion}/", **bearer),
    )


def read_participation(doors: Doors) -> dict[str, Any]:
    consultation = doors.json(f"{BASE}/consultations/{doors.consultation}")
    discussion = doors.json(f"{BASE}/discussions/{doors.discussion}")
    timeline = doors.json(f"{BASE}/consultations/{doors.consultation}/timeline")
    assert timeline["stages"] == consultation["timeline"]
    comments = doors.json(f"{BASE}/discussions/{doors.discussion}/comments")
    assert comments["comment_count"] == discussion["comment_count"]
    [brief] = doors.json(f"{BASE}/consultations")["items"]
    for name in ("status", "status_words", "window", "counts"):
        assert brief[name] == consultation[name]
    return {
        "found_as": [
            status.value
            for status in Status
            if doors.json(f"{BASE}/consultations?status={status.value}")["items"]
        ],
        "found_while": [
            state
            for state in ("open", "upcoming", "closed", "off")
            if doors.json(f"{BASE}/discussions?state={state}")["items"]
        ],
    } | facts_of_api(consultation, discussion)


def read_admin(doors: Doors) -> dict[str, Any]:
    staff = client_for(doors.admin)
    consultation = admin_row(staff.get("/admin/consultations/list/"))
    discussion = admin_row(staff.get("/admin/discussions/list/"))
    return {
        "label": words_of(consultation["Consultation"]),
        "deadline": words_of(consultation["Window"]),
        "respondents": number_in(consultation["People"]),
        "responses": number_in(consultation["Responses"]),
        "sentence": words_of(discussion["Comments taken"]),
        "comment_count": number_in(discussion["Published comments"]),
    }


READERS: dict[str, Callable[[Doors], dict[str, Any]]] = {
    "page": read_page,
    "hub": read_hub,
    "discussion page": read_discussion_page,
    "feed": read_feed,
    "calendar": read_calendar,
    "structured data": read_structured_data,
    "API v2": read_v2,
    "participation API": read_participation,
    "admin": read_admin,
}
if "wagtail.api.v3" in settings.INSTALLED_APPS:
    READERS["API v3"] = read_v3


def facts_of_api(consultation: dict[str, Any], discussion: dict[str, Any]) -> dict[str, Any]:
    """Read what all three APIs say in the same fields."""
    window = consultation["window"]
    entries = [entry for stage in consultation["timeline"] for entry in stage["entries"]]
    [card] = consultation["discussions"]
    assert card["comment_count"] == discussion["comment_count"]
    [responses] = [entry["responses"] for entry in entries if entry["kind"] == "call_to_respond"]
    assert responses == consultation["counts"]["responses"]
    return {
        "status": consultation["status"],
        "label": consultation["status_words"]["label"],
        "deadline": consultation["status_words"]["deadline"],
        "opens_at": utc(window["opens_at"]),
        "closes_at": utc(window["closes_at"]),
        "outcome_published_at": utc(window["outcome_published_at"]),
        "discussion_window": [utc(end) for end in discussion["window"].values()],
        "respondents": consultation["counts"]["respondents"],
        "responses": responses,
        "outcome": bool(consultation["outcome_summary"]),
        "stages": [(stage["heading"], stage["placement"]) for stage in consultation["timeline"]],
        "entries": [(entry["title"], entry["placement"]) for entry in entries],
        "placement_words": [entry["placement_words"] for entry in entries],
        "dates": [entry["when"]["words"] for entry in entries],
        "spans": {
            entry["title"]: (utc(entry["when"]["start"]), utc(entry["when"]["end"]))
            for entry in entries
            if entry["when"]["precision"] in {"day", "range"}
        },
        "commenting": discussion["commenting"]["state"],
        "takes_comments": discussion["commenting"]["is_open"],
        "sentence": discussion["commenting"]["sentence"],
        "comment_count": discussion["comment_count"],
        "card_words": card.get("status_words") or card["state_words"],
    }


def status_in(part: Any) -> dict[str, Any]:
    """Read a page's own way to say a status: the word in a pill, then the date beside it."""
    said = part.select_one(".wc-status")
    pill, beside = said.select("span")
    status, label, deadline = modifier(pill), words_of(pill), words_of(beside)
    if status in {"closed", "outcome_published"}:
        deadline = f"{label} {deadline}".strip()  # the word stands in the pill already
    return {"status": status, "label": label, "deadline": deadline}


def soup_of(answer: Any, only: str | None = None) -> BeautifulSoup:
    assert answer.status_code == 200, answer.request["PATH_INFO"]
    return BeautifulSoup(answer.content, "html.parser", parse_only=only and SoupStrainer(only))


def admin_row(answer: Any) -> dict[str, Any]:
    table = soup_of(answer, "table").select_one("table.listing")
    names = [words_of(head) for head in table.select("thead th")]
    [row] = table.select("tbody tr")
    return dict(zip(names, row.find_all("td", recursive=False), strict=True))


def modifier(tag: Any) -> str | None:
    """Return what a class after two dashes says, as ``current`` of ``…__entry--current``."""
    found = [name.partition("--")[2] for name in tag["class"] if "--" in name]
    return next((name for name in found if name != "small"), None)


def words_of(tag: Any) -> str:
    return " ".join(tag.get_text().split()) if tag else ""


def number_in(tag: Any) -> int | None:
    found = re.search(r"\d[\d,]*", words_of(tag))
    return int(found[0].replace(",", "")) if found else None


def utc(value: str | date | None) -> Any:
    """Return an instant in UTC; a day as it is written."""
    if value is None:
        return None
    if isinstance(value, str) and "T" in value:
        value = datetime.fromisoformat(value)
    return value.astimezone(UTC) if isinstance(value, datetime) else str(value)


# What is known of each, so that no reader goes quiet unnoticed.
HOLDERS = {
    "status": 5,
    "label": 7,
    "deadline": 7,
    "opens_at": 3,
    "closes_at": 3,
    "outcome_published_at": 3,
    "discussion_window": 3,
    "respondents": 6,
    "responses": 4,
    "outcome": 4,
    "stages": 4,
    "entries": 4,
    "placement_words": 4,
    "dates": 4,
    "spans": 4,
    "commenting": 5,
    "takes_comments": 4,
    "sentence": 4,
    "comment_count": 7,
    "card_words": 4,
    "found_as": 3,
}


@pytest.mark.parametrize("share", range(SHARES))
def test_every_door_tells_the_same(doors, share, subtests):
    for row in TABLE[share::SHARES]:
        with subtests.test(row.id):
            all_agree(replace(doors, shown={}), *row.values)


def all_agree(doors: Doors, row: Row) -> None:
    """Ask every door at the row's instant, and compare."""
    ConsultationPage.objects.filter(pk=doors.consultation).update(
        opens_at=row.opens_at, closes_at=row.closes_at, outcome_published_at=row.outcome_at
    )
    told = ask_everywhere(doors, row.at)
    for fact, by_door in told.items():
        values = list(by_door.values())
        assert all(value == values[0] for value in values), (fact, by_door)
        assert len(values) >= HOLDERS.get(fact, 1), (fact, by_door)
    said = {fact: next(iter(by_door.values())) for fact, by_door in told.items()}
    facts = said | dict(said["entries"])
    expected = EXPECTED | row.expected
    assert {name: facts[name] for name in expected} == expected
    assert facts["found_as"] == [facts["status"]]
    assert facts["found_while"] == [facts["commenting"]]
    assert facts["outcome"] is (facts["status"] == "outcome_published")
    assert facts["takes_comments"] is (facts["commenting"] == "open")
    assert facts["outcome_published_at"] == row.outcome_at
    assert (facts["opens_at"], facts["closes_at"]) == (row.opens_at, row.closes_at)


def ask_everywhere(doors: Doors, at: datetime) -> dict[str, dict[str, Any]]:
    """Return what each door tells at an instant, by fact and door."""
    told: dict[str, dict[str, Any]] = {}
    with time_machine.travel(at, tick=False):
        cache.clear()
        for door, read in READERS.items():
            for fact, value in read(doors).items():
                told.setdefault(fact, {})[door] = value
    return told
