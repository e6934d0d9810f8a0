"""Filters and fields of the pages endpoint that consultations bring."""

from datetime import timedelta

import pytest
from wagtail.models import Locale, PageViewRestriction

from discussion_pages.services.publicity import record_public_objects
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

URL = "/api/v2/pages/"
TYPE = "consultations.ConsultationPage"


@pytest.fixture
def found(client):
    def ask(**query):
        response = client.get(URL, {"type": TYPE} | query)
        assert response.status_code == 200, response.content
        return [item["id"] for item in response.json()["items"]]

    return ask


@pytest.fixture
def about(world):
    """Make one consultation about each topic, and one about both."""
    lamps, buses = (factories.TopicFactory(slug=slug) for slug in ("lamps", "buses"))

    def make(*topics):
        page = factories.ConsultationPageFactory(parent=world.hub)
        page.topics = topics
        page.save()
        return page.pk

    return {"lamps": make(lamps), "buses": make(buses), "both": make(lamps, buses)}


def test_pages_are_found_by_topic_or_by_any_of_several(found, about):
    assert found(topic="lamps") == [about["lamps"], about["both"]]
    assert found(topic="lamps,buses") == list(about.values())
    assert found(topic="nothing") == []
    assert found(topic="nothing,buses") == [about["buses"], about["both"]]


def test_a_topic_of_another_language_goes_by_locale(found, about, world):
    french = Locale.objects.create(language_code="fr")
    page = factories.ConsultationPageFactory(parent=world.hub, locale=french)
    page.topics = [factories.TopicFactory(slug="lamps", locale=french)]
    page.save()
    assert found(topic="lamps", locale="fr") == [page.pk]
    assert page.pk not in found(topic="lamps", locale="en")


def test_pages_that_close_before_an_instant_are_open_or_to_come(found, world):
    make = factories.ConsultationPageFactory
    soon = make(parent=world.hub, closes_at=NOW + timedelta(days=2))
    coming = make(parent=world.hub, upcoming=True, closes_at=NOW + timedelta(days=3))
    make(parent=world.hub, closes_at=None)
    make(parent=world.hub, closed=True)
    make(parent=world.hub, outcome=True)
    until = (NOW + timedelta(days=3, seconds=1)).isoformat()
    assert found(closing_before=until) == [soon.pk, coming.pk]
    assert found(closing_before=(NOW + timedelta(days=3)).isoformat()) == [soon.pk]
    assert found(closing_before=until, status="upcoming") == [coming.pk]
    assert found(closing_before=until, order="-closes_at") == [coming.pk, soon.pk]
    assert found(closing_before=until, search="Consultation", order="closes_at") == [
        soon.pk,
        coming.pk,
    ]


def test_an_instant_means_the_same_in_every_offset(found, world):
    page = factories.ConsultationPageFactory(parent=world.hub, closes_at=NOW + timedelta(days=2))
    for text in ("2027-02-12T12:00:01Z", "2027-02-12T13:00:01+01:00", "2027-02-12T07:00:01-05:00"):
        assert found(closing_before=text) == [page.pk]
    assert found(closing_before="2027-02-12T13:00:00+01:00") == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"type": TYPE, "closing_before": "2027-02-12"}, "offset"),
        ({"type": TYPE, "closing_before": "2027-02-12T12:00:00"}, "offset"),
        ({"type": TYPE, "closing_before": "2027-02-12T12:00:00 01:00"}, "%2B"),
        ({"type": TYPE, "closing_before": ""}, "offset"),
        ({"type": TYPE, "closing_before": "0001-01-01T00:00:00+14:00"}, "no such value"),
        ({"type": TYPE, "topic": ""}, "slug"),
        ({"type": TYPE, "topic": "a,,b"}, "slug"),
        ({"type": TYPE, "topic": ",".join("abcdefghijklmnopqrstu")}, "20"),
        ({"topic": "a"}, f"type={TYPE}"),
        ({"closing_before": "2027-02-12T12:00:00Z"}, f"type={TYPE}"),
        ({"updated_since": "2027-02-12"}, "offset"),
        ({"updated_since": ""}, "offset"),
    ],
)
def test_a_filter_that_makes_no_sense_is_refused_in_words(client, world, query, words):
    response = client.get(URL, query)
    assert response.status_code == 400
    assert words in response.json()["message"]


@pytest.mark.parametrize(
    "name", ["title", "opens_at", "closes_at", "first_published_at", "last_published_at"]
)
def test_pages_are_sorted_by_what_a_mirror_needs(found, world, name):
    first = factories.ConsultationPageFactory(
        parent=world.hub,
        title="Aardvark",
        opens_at=NOW - timedelta(days=90),
        closes_at=NOW + timedelta(days=1),
        first_published_at=NOW - timedelta(days=90),
        last_published_at=NOW - timedelta(days=90),
    )
    world.consultation.first_published_at = world.consultation.last_published_at = NOW
    world.consultation.save()
    assert found(order=name) == [first.pk, world.consultation.pk]
    assert found(order=f"-{name}") == [world.consultation.pk, first.pk]
    assert found(order=name, search="2") == []


def test_pages_updated_since_were_published_or_came_into_reach(client, world):
    for page in (world.home, world.hub, world.consultation, world.discussion):
        page.last_published_at = NOW - timedelta(days=9)
        page.save()
    record_public_objects(at=NOW - timedelta(days=8))

    def ask(since, **query):
        response = client.get(URL, {"updated_since": since.isoformat()} | query)
        assert response.status_code == 200, response.content
        return [item["id"] for item in response.json()["items"]]

    since = NOW - timedelta(hours=1)
    assert ask(since) == []
    world.discussion.save_revision().publish()
    assert ask(since) == [world.discussion.pk]
    assert ask(NOW) == [world.discussion.pk]
    assert ask(NOW + timedelta(microseconds=1)) == []
    assert ask(since, type=TYPE) == []
    assert ask(since, search="walk", order="last_published_at") == [world.discussion.pk]
    restriction = PageViewRestriction.objects.create(page=world.hub, restriction_type="login")
    record_public_objects(at=NOW)
    assert ask(since) == []
    restriction.delete()
    record_public_objects(at=NOW)
    back = [world.hub.pk, world.consultation.pk, world.discussion.pk]
    assert ask(since) == back
    assert ask(since, order="last_published_at")[-1] == world.discussion.pk


def test_a_change_that_is_not_published_is_no_update(client, world):
    record_public_objects(at=NOW - timedelta(days=8))
    world.consultation.title = "Secret title 47"
    world.consultation.save_revision()
    query = {"updated_since": (NOW - timedelta(days=7)).isoformat()}
    assert client.get(URL, query).json()["items"] == []


def test_a_list_of_every_type_gives_each_page_the_fields_of_its_own(client, world):
    factories.SafetyGuidancePageFactory(parent=world.home)
    items = client.get(URL, {"fields": "*"}).json()["items"]
    assert len(items) == 5
    for item in items:
        detail = client.get(f"{URL}{item['id']}/").json()
        parent = detail["meta"].pop("parent")
        assert item == detail, "all that the page itself gives, but its parent"
        assert (parent is None) is (item["id"] == world.home.pk)


def test_named_fields_of_a_mixed_list_are_left_out_where_a_type_has_none(client, world):
    answer = client.get(URL, {"fields": "status,summary,-title"}).json()
    items = {item["id"]: item for item in answer["items"]}
    assert items[world.consultation.pk]["status"] == "open"
    assert items[world.discussion.pk]["summary"] == world.discussion.summary
    assert "status" not in items[world.discussion.pk]
    assert "summary" not in items[world.home.pk]
    assert all("title" not in item for item in answer["items"])
    answer = client.get(URL, {"fields": "_,status", "search": "Safer"}).json()
    assert answer["items"] == [{"status": "open"}]


@pytest.mark.parametrize("fields", ["nothing", "*,nothing", "status,nothing", "*,parent", "*("])
def test_a_field_that_no_type_has_is_refused(client, world, fields):
    response = client.get(URL, {"fields": fields})
    assert response.status_code == 400
    assert response.json()["message"]
