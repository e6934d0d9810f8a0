"""The HTML form: with and without what the page hands over."""

import re
from datetime import date, datetime
from html.parser import HTMLParser
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from timeline_blocks.blocks import StageBlock, TimelineBlock
from timeline_blocks.timeline import Supplied, build_timeline, timeline_hints

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 22, 12, tzinfo=LONDON)
TEMPLATE = "{% load wagtailcore_tags %}{% include_block value %}"


class Outline(HTMLParser):
    """Collects headings, times and links with their text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[list] = []
        self.open: list[list] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6", "time", "a"}:
            self.open.append([tag, dict(attrs), ""])

    def handle_data(self, data):
        for item in self.open:
            item[2] += data

    def handle_endtag(self, tag):
        if self.open and self.open[-1][0] == tag:
            tag, attrs, text = self.open.pop()
            self.found.append([tag, attrs, " ".join(text.split())])

    def texts(self, tag: str) -> list[str]:
        return [text for found, _attrs, text in self.found if found == tag]


def render(value, **context) -> str:
    with translation.override("en-gb"):
        return Template(TEMPLATE).render(Context({"value": value, **context}))


@pytest.fixture
def timeline(make_timeline, typed):
    workshop = {
        "title": "Online workshop",
        "place": "Online",
        "registration": typed.link("Register to attend", "https://example.org/register"),
    }
    return make_timeline(
        [("milestone", {"title": "Election", "when": typed.day(2026, 5, 8)})],
        [
            (
                "call_to_respond",
                {
                    "title": "Your say",
                    "when": typed.days(date(2026, 10, 16), date(2027, 1, 21)),
                    "link": typed.link("Have your say"),
                },
            ),
            ("event", {**workshop, "when": typed.evening(2026, 11, 2)}),
            ("event", {**workshop, "when": typed.evening(2026, 12, 7)}),
            ("event", {**workshop, "when": typed.evening(2027, 1, 11)}),
        ],
        [
            ("milestone", {"title": "Decision", "when": [("unknown", {})]}),
            ("publication", {"title": "Plan", "when": typed.season("autumn", 2026)}),
            ("publication", {"title": "Report", "when": typed.season("winter", 2026)}),
        ],
    )


def full(timeline, **more) -> str:
    return render(
        timeline,
        timeline_at=NOW,
        timeline_responses=1395,
        timeline_ics_url="/c/timeline.ics",
        timeline_event_ics_url="/c/timeline/{entry_id}.ics",
        timeline_count_url="/c/#count",
        **more,
    )


def test_without_anything_handed_over_those_parts_are_absent_and_the_rest_is_there(timeline):
    html = render(timeline)
    assert "Election" in html
    assert "8 May 2026" in html
    assert "Date to be confirmed" in html
    for absent in (
        "Happened",
        "Coming up",
        "Happening now",
        "Expected",
        "You are here",
        "responses received",
        "calendar",
        "wc-timeline__entry--",
    ):
        assert absent not in html


def test_the_page_hands_over_the_instant_the_figure_and_the_addresses(timeline):
    html = full(timeline)
    assert "1,395 responses received" in html
    assert 'href="/c/#count"' in html
    assert 'href="/c/timeline.ics"' in html
    assert html.count("You are here") == 1
    for words in ("Happened", "Happening now", "Coming up", "Expected this autumn", "Under way"):
        assert words in html


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 responses received"),
        (1, "1 response received"),
        (1_234_567, "1,234,567 responses received"),
    ],
)
def test_the_figure_is_written_as_people_write_it(timeline, count, words):
    assert words in render(timeline, timeline_at=NOW, timeline_responses=count)


def test_no_figure_is_shown_before_the_call_opens(timeline):
    early = datetime(2026, 10, 15, 23, 59, tzinfo=LONDON)
    assert "received" not in render(timeline, timeline_at=early, timeline_responses=0)


def test_headings_are_in_order_and_their_level_is_the_pages_to_choose(timeline):
    tags = [tag for tag, *_ in Outline(render(timeline)).found if tag.startswith("h")]
    assert (tags[0], set(tags)) == ("h3", {"h3", "h4"})
    deeper = Outline(render(timeline, timeline_heading_level=2)).found
    assert {tag for tag, *_ in deeper if tag.startswith("h")} == {"h2", "h3"}


def test_dates_are_machine_readable_where_html_can_say_them(timeline):
    times = {
        text: attrs["datetime"]
        for tag, attrs, text in Outline(full(timeline)).found
        if tag == "time"
    }
    assert times["8 May 2026"] == "2026-05-08"
    assert times["2 November 2026, 6pm to 7:30pm"] == "2026-11-02T18:00:00+00:00"
    assert times["22 November 2026"] == "2026-11-22"
    assert "winter 2026/27" not in times
    assert "winter 2026/27" in full(timeline)


def test_like_events_in_a_row_read_as_one_with_several_dates(timeline):
    outline = Outline(full(timeline))
    assert outline.texts("h4").count("Online workshop") == 1
    assert "3 dates" in " ".join(full(timeline).split())


def test_each_date_of_a_series_has_its_own_calendar_link_with_its_own_name(timeline):
    links = [(a["href"], text) for tag, a, text in Outline(full(timeline)).found if tag == "a"]
    calendars = [link for link in links if re.fullmatch(r"/c/timeline/[0-9a-f-]{36}\.ics", link[0])]
    assert len(calendars) == 3
    assert len({href for href, _ in calendars}) == 3
    assert len({text for _, text in calendars}) == 3


def test_a_past_event_invites_nobody_to_register(timeline):
    assert full(timeline).count("https://example.org/register") == 2
    after = datetime(2027, 2, 1, tzinfo=LONDON)
    assert "Register" not in render(timeline, timeline_at=after)


def test_today_stands_between_the_stages_when_one_is_over_and_the_next_not_begun(
    make_timeline, typed
):
    value = make_timeline(
        [("milestone", {"title": "A", "when": typed.day(2026, 1, 1)})],
        [("milestone", {"title": "B", "when": typed.day(2027, 1, 1)})],
    )
    timeline = build_timeline(value, at=NOW)
    assert [stage.here_after for stage in timeline.stages] == [True, False]
    assert render(value, timeline_at=NOW).count("You are here") == 1


def test_text_and_titles_are_escaped(make_timeline, typed):
    payload = "<img src=x onerror=alert(1)>"
    value = make_timeline(
        [("event", {"title": payload, "place": payload, "when": typed.evening(2027, 1, 1)})]
    )
    html = render(value, timeline_at=NOW, timeline_event_ics_url="/t/{entry_id}.ics")
    assert "<img" not in html


def test_no_inline_script_or_style_is_written(timeline):
    html = full(timeline)
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", html)


@pytest.mark.parametrize("is_preview", [True, False])
def test_an_out_of_order_date_gives_editors_a_hint_and_readers_none(
    make_timeline, typed, is_preview
):
    value = make_timeline(
        [("milestone", {"title": "Later", "when": typed.day(2027, 1, 2)})],
        [("milestone", {"title": "Earlier", "when": typed.day(2027, 1, 1)})],
    )
    html = render(value, timeline_at=NOW, request=SimpleNamespace(is_preview=is_preview))
    assert ("is earlier than that of “Later”" in html) is is_preview
    assert [hint.split(":")[0] for hint in timeline_hints(value)] == ["Earlier"]
    assert html.index("Later") < html.index("Earlier")


def test_a_stage_stands_alone_in_a_foreign_stream():
    block = StageBlock()
    html = block.render(block.normalize(block.get_preview_value()), {})
    assert "<h3" in html
    assert "Happened" not in html


def test_an_empty_timeline_leaves_nothing_behind():
    assert render(TimelineBlock().normalize([])).strip() == ""


def test_dates_are_in_the_sites_zone_whatever_the_readers(make_timeline, typed):
    value = make_timeline([("event", {"title": "E", "when": typed.evening(2027, 7, 1)})])
    with timezone.override("Pacific/Auckland"):
        (entry,) = build_timeline(value, at=NOW, supplied=Supplied()).entries
        assert entry.when_words == "1 July 2027, 6pm to 7:30pm"
        assert entry.start.utcoffset().total_seconds() == 3600
