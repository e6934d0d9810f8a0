"""The API form: the block's own without placement, the page's with it."""

import gc
import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.files.base import ContentFile
from django.test import RequestFactory
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from timeline_blocks.api import timeline_api
from timeline_blocks.blocks import TimelineBlock
from timeline_blocks.timeline import build_timeline

# Wagtail leaves the temporary file of a new rendition to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")

NOW = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def stream(make_timeline, typed):
    return make_timeline(
        [
            (
                "call_to_respond",
                {"title": "Your say", "when": typed.days(date(2026, 11, 16), date(2027, 1, 21))},
            ),
            (
                "event",
                {
                    "title": "Workshop",
                    "when": typed.evening(2026, 7, 1),
                    "registration": typed.link("Register"),
                    "online_url": "https://example.org/join",
                },
            ),
        ],
        [("publication", {"title": "Plan", "when": typed.season("winter", 2026)})],
    )


def test_the_blocks_own_form_holds_iso_dates_and_precision_but_no_placement(stream):
    data = TimelineBlock().get_api_representation(stream)
    assert "placement" not in json.dumps(data)
    call, event = data[0]["value"]["entries"]
    assert call["when"] == {
        "precision": "range",
        "start": "2026-11-16",
        "end": "2027-01-22",
        "words": "16 November 2026 to 21 January 2027",
    }
    assert event["when"]["start"] == "2026-07-01T18:00:00+01:00"
    assert event["registration"]["label"] == "Register"
    assert event["id"] == stream[0].value["entries"][1].id
    (plan,) = data[1]["value"]["entries"]
    assert (plan["when"]["start"], plan["when"]["end"]) == ("2026-12-01", "2027-03-01")
    assert plan["when"]["words"] == "winter 2026/27"


def test_the_pages_form_adds_placement_and_the_figure(stream):
    data = timeline_api(stream, at=NOW, responses=1395)
    json.dumps(data)
    assert [stage["placement"] for stage in data] == ["current", "upcoming"]
    call, event = data[0]["entries"]
    assert (call["placement"], call["placement_words"]) == ("current", "Happening now")
    assert call["responses"] == 1395
    assert (event["placement"], event["registration"], event["online_url"]) == ("past", None, None)


@pytest.fixture
def page(db):
    root = Page.objects.get(depth=1).get_children().first()
    return root.add_child(instance=Page(title="Plan", slug="plan"))


@pytest.fixture
def document(db):
    return get_document_model().objects.create(
        title="Draft plan", file=ContentFile(b"%PDF-1.4 plan", name="plan.pdf")
    )


@pytest.fixture
def image(db):
    image = get_image_model().objects.create(title="Hall", file=get_test_image_file())
    image.contextual_alt_text = "People at long tables"
    image.decorative = False
    yield image
    gc.collect()


@pytest.fixture
def linked(make_timeline, typed, page, document, image):
    return make_timeline(
        [
            (
                "publication",
                {
                    "title": "Plan",
                    "when": typed.day(2026, 11, 1),
                    "image": image,
                    "links": [
                        ("page", {"page": page, "label": "Read about it"}),
                        ("document", {"document": document, "label": "Read the plan"}),
                    ],
                },
            )
        ]
    )


def test_links_and_images_are_resolved_to_absolute_addresses(linked):
    request = RequestFactory().get("/", headers={"host": "localhost"})
    (entry,) = timeline_api(linked, at=NOW, request=request)[0]["entries"]
    to_page, to_document = entry["links"]
    assert to_page["url"].startswith("http://")
    assert to_page["url"].endswith("/plan/")
    assert (to_document["file_type"], to_document["file_size"]) == ("PDF", 13)
    assert entry["image"]["alt"] == "People at long tables"
    assert entry["image"]["renditions"]["small"]["url"].startswith("http://")


def test_a_link_to_a_page_that_is_not_live_is_left_out(linked, page):
    page.unpublish()
    linked = TimelineBlock().to_python(TimelineBlock().get_prep_value(linked))
    (entry,) = build_timeline(linked, at=NOW).entries
    assert [link.kind for link in entry.links] == ["document"]


def test_the_html_shows_the_picture_with_its_alt_text_and_the_file_with_type_and_size(linked):
    html = TimelineBlock().render(linked, {})
    assert 'alt="People at long tables"' in html
    assert 'loading="lazy"' in html
    assert 'width="' in html
    assert "(PDF, 13" in html


@pytest.mark.django_db
def test_forty_entries_cost_no_more_queries_than_one(
    make_timeline, typed, page, document, django_assert_num_queries
):
    links = [
        ("page", {"page": page, "label": "Read about it"}),
        ("document", {"document": document, "label": "Read the plan"}),
    ]
    entry = ("milestone", {"title": "A", "when": typed.day(2026, 11, 1), "links": links})
    raw = TimelineBlock().get_prep_value(make_timeline(*[[entry] * 10] * 4))
    raw = json.loads(json.dumps(raw, default=str))
    page.get_url()
    with django_assert_num_queries(2):
        TimelineBlock().render(TimelineBlock().to_python(raw), {"timeline_at": NOW})
