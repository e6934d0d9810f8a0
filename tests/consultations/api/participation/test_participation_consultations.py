"""Consultations by the participation API: listings, a whole page, its timeline and its figures."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Locale, Page, PageViewRestriction

from consultations.models import ConsultationPage
from discussion_pages.services.posting import post_comment
from tests import factories
from tests.bulk import insert_comments
from tests.consultations.api.test_api_pages import day, fill, timeline
from tests.consultations.tables import STATUS_TABLE
from tests.factories import NOW
from tests.media import make_image
from tests.participation import BASE, api_for
from tests.tables import TICK

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

LISTING_QUERIES = 11
DETAIL_QUERIES = 28
TIMELINE_QUERIES = 8
STATISTICS_QUERIES = 11
TOPICS_QUERIES = 3


@pytest.fixture
def read(world):
    def ask(page=None, person=None, status=200, part=""):
        pk = (page or world.consultation).pk
        answer = api_for(person).get(f"/consultations/{pk}{part}")
        assert answer.status_code == status, answer.content
        return answer.json()

    return ask


def listed(person=None, **query):
    answer = api_for(person).get("/consultations", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def ids(found):
    return [item["id"] for item in found["items"]]


# -- One consultation ----------------------------------------------------------------


def test_a_consultation_gives_all_that_its_page_shows(world, read, client, member, at):
    fill(world.consultation)
    post_comment(discussion=world.discussion, author=member, text="A word", at=at)
    factories.OfflineResponseFactory(consultation=world.consultation, people=1395, responses=1400)
    found = read()
    base = f"http://testserver{BASE}"
    pk = world.consultation.pk
    assert found["url"] == f"{base}/consultations/{pk}"
    assert found["html_url"] == "http://localhost/consultations/safer-streets/"
    assert found["parent"]["title"] == "Consultations"
    assert found["timeline_url"] == f"{base}/consultations/{pk}/timeline"
    assert found["statistics_url"] == f"{base}/consultations/{pk}/statistics"
    assert found["discussions_url"] == f"{base}/discussions?parent={pk}"
    (discussion,) = found["discussions"]
    assert discussion["url"] == f"{base}/discussions/{world.discussion.pk}"
    assert discussion["html_url"].endswith("/safer-streets/walk-home/")
    assert (discussion["state"], discussion["comment_count"]) == ("open", 1)
    assert discussion["comments_url"] == f"{discussion['url']}/comments"
    assert found["counts"]["sentence"] == "1,396 Londoners have responded"
    # The rest is word for word what API v2 says of the page.
    public = client.get(f"/api/v2/pages/{pk}/").json()
    for name in (
        "title",
        "summary",
        "status",
        "status_words",
        "window",
        "counts",
        "topics",
        "organisation",
        "hero_image",
        "body",
        "timeline_ics_url",
        "documents",
        "contact",
        "guidance",
        "open_to_change",
        "decided_by",
        "next_steps",
        "outcome_summary",
    ):
        assert found[name] == public[name], name
    assert [bare(stage) for stage in found["timeline"]] == [
        bare(stage) for stage in public["timeline"]
    ]


def bare(stage):
    """Leave out what v2 leaves out of a link to a page: the type and size of a document."""
    for entry in stage["entries"]:
        for link in entry.get("links", []):
            for name in ("file_type", "file_size"):
                link.setdefault(name, None)
    return stage


@pytest.mark.parametrize(("opens_at", "closes_at", "outcome_at", "moment", "status"), STATUS_TABLE)
def test_status_and_its_filter_agree_at_every_boundary(
    world, read, clock, opens_at, closes_at, outcome_at, moment, status
):
    ConsultationPage.objects.update(
        opens_at=opens_at, closes_at=closes_at, outcome_published_at=outcome_at
    )
    clock.move_to(moment)
    assert read()["status"] == status
    for other in ("upcoming", "open", "closed", "outcome_published"):
        assert ids(listed(status=other)) == ([world.consultation.pk] if other == status else [])


def test_an_outcome_is_kept_back_until_it_is_published(world, read, clock):
    page = world.consultation
    page.outcome_summary = "<p>We listened.</p>"
    page.outcome_published_at = NOW + timedelta(days=1)
    page.save()
    clock.move_to(page.outcome_published_at - TICK)
    assert read()["outcome_summary"] is None
    clock.move_to(page.outcome_published_at)
    assert read()["outcome_summary"] == "<p>We listened.</p>"


def test_what_is_not_published_is_found_by_nobody(world, read, member):
    draft = factories.ConsultationPageFactory(parent=world.hub, live=False, topics=[])
    draft.topics = [factories.TopicFactory(slug="secret")]
    draft.save()
    world.consultation.title = "Secret"
    world.consultation.save_revision()
    for person in (None, member):
        for part in ("", "/timeline", "/statistics"):
            read(draft, person, status=404, part=part)
        assert ids(listed(person)) == [world.consultation.pk]
        assert api_for(person).get("/topics").json() == {"items": []}
    assert read()["title"] == "Safer streets"


def test_a_private_consultation_is_for_those_whom_it_admits(world, read, member, other_member):
    group = Group.objects.create(name="Invited")
    member.groups.add(group)
    world.consultation.topics = [factories.TopicFactory(slug="night")]
    world.consultation.save()
    restriction = PageViewRestriction.objects.create(
        page=Page.objects.get(pk=world.consultation.pk), restriction_type="groups"
    )
    restriction.groups.add(group)
    for person in (None, other_member):
        for part in ("", "/timeline", "/statistics"):
            read(person=person, status=404, part=part)
        assert ids(listed(person)) == []
        assert api_for(person).get("/topics").json()["items"] == []
    for part in ("", "/timeline", "/statistics"):
        read(person=member, part=part)
    assert ids(listed(member)) == [world.consultation.pk]
    assert [t["slug"] for t in api_for(member).get("/topics").json()["items"]] == ["night"]


def test_an_alias_tells_what_its_source_does_and_is_as_private(world, read):
    alias = world.consultation.create_alias(update_slug="copy")
    factories.OfflineResponseFactory(consultation=world.consultation, people=3)
    assert read(alias)["counts"]["respondents"] == 3
    assert set(ids(listed())) == {alias.pk, world.consultation.pk}
    PageViewRestriction.objects.create(
        page=Page.objects.get(pk=world.consultation.pk), restriction_type="login"
    )
    read(alias, status=404)
    assert ids(listed()) == []


def test_translations_are_pages_of_their_own(world, read):
    french = Locale.objects.create(language_code="fr")
    for page in (world.home, world.hub):
        page.copy_for_translation(french).save_revision().publish()
    copy = world.consultation.copy_for_translation(french)
    copy.title = "Rues plus sûres"
    copy.save_revision().publish()
    assert ids(listed(locale="fr")) == [copy.pk]
    assert ids(listed(locale="en")) == [world.consultation.pk]
    assert (read(copy)["locale"], read(copy)["title"]) == ("fr", "Rues plus sûres")


# -- Listings ------------------------------------------------------------------------


@pytest.fixture
def several(world):
    """Consultations that close at different times, at one time, and never."""
    world.consultation.delete()
    dates = [3, 1, None, 2, 2, None, 5]
    return [
        factories.ConsultationPageFactory(
            parent=world.hub,
            title=f"{'BACDECA'[number]} question",
            slug=f"question-{number}",
            opens_at=None if days is None else NOW - timedelta(days=days),
            closes_at=None if days is None else NOW + timedelta(days=days, microseconds=number),
        )
        for number, days in enumerate(dates)
    ]


def walk(**query):
    found = listed(**query, limit=2)
    seen = ids(found)
    while found["next_url"]:
        found = api_for().client.get(found["next_url"]).json()
        seen += ids(found)
    return seen


@pytest.mark.parametrize(
    ("order", "numbers"),
    [
        ("closes_at", [1, 3, 4, 0, 6, 5, 2]),
        ("-closes_at", [6, 0, 4, 3, 1, 5, 2]),
        ("opens_at", [6, 0, 4, 3, 1, 5, 2]),
        ("-opens_at", [1, 4, 3, 0, 6, 5, 2]),
        ("title", [6, 1, 0, 5, 2, 3, 4]),
    ],
)
def test_pages_follow_each_other_to_the_end_in_every_order(several, order, numbers):
    assert walk(order=order) == [several[number].pk for number in numbers]


def test_a_cursor_belongs_to_its_order(several):
    cursor = listed(limit=1, order="title")["next_cursor"]
    answer = api_for().get("/consultations", {"after": cursor, "order": "closes_at"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "query/after"


def test_the_listing_keeps_a_topic_or_any_of_several(world):
    night, day_time = factories.TopicFactory(slug="night"), factories.TopicFactory(slug="day")
    other = factories.ConsultationPageFactory(parent=world.hub)
    world.consultation.topics, other.topics = [night], [night, day_time]
    world.consultation.save()
    other.save()
    assert set(ids(listed(topic="night"))) == {world.consultation.pk, other.pk}
    assert ids(listed(topic="day")) == [other.pk]
    assert len(ids(listed(topic="day, night"))) == 2
    assert ids(listed(topic="dusk")) == []


def test_the_listing_keeps_what_closes_before_an_instant(world):
    closes_at = world.consultation.closes_at
    assert ids(listed(closing_before=closes_at.isoformat())) == []
    assert ids(listed(closing_before=(closes_at + TICK).isoformat())) == [world.consultation.pk]


def test_the_listing_keeps_what_was_published_since_an_instant(world):
    Page.objects.filter(pk=world.consultation.pk).update(last_published_at=NOW)
    assert ids(listed(updated_since="2027-02-10T12:00:00Z")) == [world.consultation.pk]
    assert ids(listed(updated_since="2027-02-10T12:00:00.000001Z")) == []


def test_the_listing_is_searched_by_words(world):
    factories.ConsultationPageFactory(parent=world.hub, title="Canals", live=False)
    assert ids(listed(search='"safer')) == [world.consultation.pk]
    assert ids(listed(search="canals")) == []


@pytest.mark.parametrize(
    "query",
    [
        {"status": "asleep"},
        {"order": "-title"},
        {"order": "nonsense"},
        {"topic": "night,,day"},
        {"topic": ",".join("abcdefghijklmnopqrstu")},
        {"closing_before": "2027-02-10"},
        {"closing_before": "2027-02-10T12:00:00"},
        {"updated_since": "9999-12-31T23:59:59-12:00"},
        {"updated_since": "0001-01-01T00:00:00+12:00"},
        {"updated_since": "soon"},
        {"search": " "},
        {"search": '""'},
        {"search": "a" * 1000},
        {"limit": 51},
        {"after": "nonsense"},
        {"page": 2},
    ],
)
def test_what_the_listing_does_not_know_is_refused(world, query):
    answer = api_for().get("/consultations", query)
    assert answer.status_code == 422, answer.content
    assert answer.json()["errors"][0]["pointer"] == f"query/{next(iter(query))}"


# -- The timeline --------------------------------------------------------------------


def evening(*parts):
    return [
        ("range", {"start_date": date(*parts), "start_time": time(18), "end_time": time(19, 30)})
    ]


@pytest.fixture
def dated(world):
    world.consultation.timeline = timeline(
        ("milestone", {"title": "Plan published", "when": day(2027, 1, 1), "links": []}),
        ("event", {"title": "Walk", "when": evening(2027, 7, 5), "place": "The square"}),
        (
            "publication",
            {"title": "Report", "when": [("season", {"year": 2027, "season": "autumn"})]},
        ),
        ("call_to_respond", {"title": "Tell us", "when": []}),
    )
    world.consultation.save()
    return world.consultation


def placements(found):
    return [entry["placement"] for stage in found["stages"] for entry in stage["entries"]]


def test_the_timeline_says_what_stands_where_and_when_that_changes(dated, read):
    found = read(part="/timeline")
    assert found["consultation"] == dated.pk
    assert found["ics_url"] == "http://localhost/consultations/safer-streets/timeline.ics"
    assert placements(found) == ["past", "upcoming", "upcoming", "upcoming"]
    assert found["last_change_at"] == "2027-01-02T00:00:00+00:00"
    assert found["next_change_at"] == "2027-07-05T18:00:00+01:00"
    (stage,) = found["stages"]
    assert (stage["placement"], stage["placement_words"]) == ("current", "Under way")
    milestone, event, publication, call = stage["entries"]
    assert milestone["when"] == {
        "precision": "day",
        "start": "2027-01-01",
        "end": "2027-01-02",
        "words": "1 January 2027",
    }
    assert event["when"]["start"] == "2027-07-05T18:00:00+01:00"
    assert event["place"] == "The square"
    assert publication["when"]["precision"] == "season"
    assert (call["when"]["precision"], call["when"]["start"]) == ("unknown", None)
    assert call["responses"] == 0


@pytest.mark.parametrize(
    ("moment", "placed", "next_change_at"),
    [
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), "uuuu", "2027-01-01T00:00:00+00:00"),
        (datetime(2027, 1, 1, tzinfo=UTC), "cuuu", "2027-01-02T00:00:00+00:00"),
        (datetime(2027, 1, 2, tzinfo=UTC) - TICK, "cuuu", "2027-01-02T00:00:00+00:00"),
        (datetime(2027, 1, 2, tzinfo=UTC), "puuu", "2027-07-05T18:00:00+01:00"),
        (datetime(2027, 7, 5, 17, tzinfo=UTC) - TICK, "puuu", "2027-07-05T18:00:00+01:00"),
        (datetime(2027, 7, 5, 17, tzinfo=UTC), "pcuu", "2027-07-05T19:30:00+01:00"),
        (datetime(2027, 7, 5, 18, 30, tzinfo=UTC), "ppuu", "2027-09-01T00:00:00+01:00"),
        (datetime(2027, 8, 31, 23, tzinfo=UTC), "ppuu", "2027-12-01T00:00:00+00:00"),
        (datetime(2027, 12, 1, tzinfo=UTC) - TICK, "ppuu", "2027-12-01T00:00:00+00:00"),
        (datetime(2027, 12, 1, tzinfo=UTC), "pppu", None),
    ],
)
def test_nothing_changes_before_the_next_change(dated, read, clock, moment, placed, next_change_at):
    clock.move_to(moment)
    found = read(part="/timeline")
    names = {"u": "upcoming", "c": "current", "p": "past"}
    assert placements(found) == [names[letter] for letter in placed]
    assert found["next_change_at"] == next_change_at
    if next_change_at is None:
        return
    change = datetime.fromisoformat(next_change_at)
    clock.move_to(change - TICK)
    assert read(part="/timeline") == found
    clock.move_to(change)
    changed = read(part="/timeline")
    assert changed["stages"] != found["stages"]
    assert changed["last_change_at"] == next_change_at


def test_a_timeline_without_dates_never_changes(world, read):
    found = read(part="/timeline")
    assert (found["stages"], found["last_change_at"], found["next_change_at"]) == ([], None, None)


def test_a_link_of_the_timeline_that_the_reader_may_not_follow_is_left_out(world, read, member):
    private = factories.DiscussionPageFactory(parent=world.hub, slug="members-only")
    world.consultation.timeline = timeline(
        (
            "milestone",
            {
                "title": "Plan",
                "when": day(2027, 1, 1),
                "links": [("page", {"page": private, "label": "Read more"})],
            },
        )
    )
    world.consultation.save()
    PageViewRestriction.objects.create(
        page=Page.objects.get(pk=private.pk), restriction_type="login"
    )
    assert read(part="/timeline")["stages"][0]["entries"][0]["links"] == []
    (link,) = read(person=member, part="/timeline")["stages"][0]["entries"][0]["links"]
    assert link["url"].endswith("/consultations/members-only/")


def test_the_timeline_says_when_it_changed_last(dated, clock):
    path = f"/consultations/{dated.pk}/timeline"
    Page.objects.filter(pk=dated.pk).update(last_published_at=datetime(2026, 12, 1, tzinfo=UTC))
    assert api_for().get(path)["Last-Modified"] == "Sat, 02 Jan 2027 00:00:00 GMT"
    before = api_for().get(path)["ETag"]
    clock.move_to(datetime(2027, 7, 5, 17, tzinfo=UTC) - TICK)
    assert api_for().get(path)["ETag"] == before
    clock.move_to(datetime(2027, 7, 5, 17, tzinfo=UTC))
    assert api_for().get(path)["ETag"] != before


# -- Figures -------------------------------------------------------------------------


def test_figures_are_those_of_the_public_page_and_say_what_is_withheld(world, read, client):
    insert_comments(world.discussion, roots=20, at=NOW)
    insert_comments(world.discussion, roots=4, at=NOW, state="removed", visible=0)
    found = read(part="/statistics")
    assert found["html_url"] == "http://localhost/consultations/safer-streets/statistics/"
    assert (found["received"], found["threshold"]) == (24, 10)
    assert [(row["state"], row["count"]) for row in found["by_state"]] == [
        ("published", 20),
        ("held", None),
        ("removed", None),
        ("withdrawn", None),
    ]
    assert found["removed_by_rule"] is None
    assert found["withheld"] == [
        "/appeals",
        "/appeals_upheld",
        "/by_state/1/count",
        "/by_state/2/count",
        "/by_state/3/count",
        "/median_hours",
        "/redacted",
        "/removed_by_rule",
        "/reports",
        "/reports_upheld",
    ]
    public = client.get(f"/api/v2/statistics/?consultation={world.consultation.pk}").json()
    assert {name: found[name] for name in public if name != "meta"} == {
        name: value for name, value in public.items() if name != "meta"
    }


# -- Topics --------------------------------------------------------------------------


def test_topics_are_those_of_consultations_by_name(world):
    topics = [factories.TopicFactory(name=name, slug=name.lower()) for name in ("Night", "Day")]
    factories.TopicFactory(name="Unused")
    world.consultation.topics = topics
    world.consultation.save()
    found = api_for().get("/topics").json()["items"]
    assert [topic["name"] for topic in found] == ["Day", "Night"]
    assert ids(api_for().client.get(found[0]["consultations_url"]).json()) == [
        world.consultation.pk
    ]
    assert api_for().get("/topics", {"locale": "fr"}).json() == {"items": []}


# -- What it costs -------------------------------------------------------------------


@pytest.mark.parametrize("count", [3, 30])
def test_a_listing_costs_the_same_however_long_it_is(world, count, django_assert_num_queries):
    body = factories.OrganisationFactory(mark=make_image())
    topic = factories.TopicFactory()
    for _number in range(count):
        page = factories.ConsultationPageFactory(
            parent=world.hub, organisation=body, hero_image=make_image(), hero_alt="A bus"
        )
        page.topics = [topic]
        page.save()
    assert len(listed(limit=50)["items"]) == count + 1  # and make the renditions
    with django_assert_num_queries(LISTING_QUERIES):
        listed(limit=50)
    with django_assert_num_queries(LISTING_QUERIES):
        listed(limit=50, status="open", topic=topic.slug, closing_before="2028-01-01T00:00:00Z")
    with django_assert_num_queries(LISTING_QUERIES + 1):
        listed(limit=50, search="consultation")


@pytest.mark.parametrize("count", [3, 30])
def test_a_consultation_costs_the_same_however_much_is_in_it(
    world, read, count, django_assert_num_queries
):
    factories.DiscussionPageFactory.create_batch(count, parent=world.consultation)
    fill(world.consultation)
    stage = world.consultation.timeline[0].value
    for number in range(count):
        stage["entries"].append(
            ("milestone", {"title": f"Step {number}", "when": day(2027, 3, 1), "links": []})
        )
    world.consultation.save()
    read()  # and make the renditions
    with django_assert_num_queries(DETAIL_QUERIES):
        read()
    with django_assert_num_queries(TIMELINE_QUERIES):
        read(part="/timeline")


@pytest.mark.parametrize("count", [3, 30])
def test_figures_and_topics_cost_the_same_for_many(world, read, count, django_assert_num_queries):
    insert_comments(world.discussion, roots=count, at=NOW)
    world.consultation.topics = factories.TopicFactory.create_batch(count)
    world.consultation.save()
    read(part="/statistics")
    with django_assert_num_queries(STATISTICS_QUERIES):
        read(part="/statistics")
    with django_assert_num_queries(TOPICS_QUERIES):
        assert len(api_for().get("/topics").json()["items"]) == count
