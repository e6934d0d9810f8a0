"""The pages endpoint for consultations, discussions, the hub and safety guidance."""

from datetime import date, timedelta

import pytest
from wagtail.models import Page, PageViewRestriction

from consultations.rules.status import Status
from discussion_pages.services.posting import post_comment
from tests import factories
from tests.factories import NOW
from tests.media import make_document, make_image

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

URL = "/api/v2/pages/"
TYPE = "consultations.ConsultationPage"
DISCUSSION_TYPE = "discussion_pages.DiscussionPage"


@pytest.fixture
def detail(client):
    def ask(page, status=200):
        response = client.get(f"{URL}{page.pk}/")
        assert response.status_code == status, response.content
        return response.json()

    return ask


def timeline(*entries):
    return [("stage", {"heading": "Listening", "summary": "", "entries": list(entries)})]


def day(*parts):
    return [("day", {"date": date(*parts)})]


def fill(page):
    """Give a consultation something in every field."""
    image = make_image()
    page.hero_image, page.hero_alt, page.hero_caption = image, "A bus at night", "Line 47"
    page.organisation = factories.OrganisationFactory(mark=make_image())
    page.guidance = factories.SafetyGuidanceFactory()
    page.topics = [factories.TopicFactory(), factories.TopicFactory()]
    page.noun_plural = "Londoners"
    page.contact_email = "team@example.org"
    hub = page.get_parent()
    linked = f'<p data-block-key="k1">See <a linktype="page" id="{hub.pk}">all</a></p>'
    page.open_to_change = page.decided_by = page.next_steps = linked
    page.body = [
        ("text", linked),
        ("picture", {"image": make_image(), "caption": "A caption"}),
        ("quote", {"quote": "We listened.", "attribution": "Lead"}),
        ("document", {"document": make_document(), "title": "Read this"}),
        ("safety_guidance", {"guidance": factories.SafetyGuidanceFactory()}),
    ]
    page.timeline = timeline(
        (
            "milestone",
            {
                "title": "Plan published",
                "when": day(2027, 1, 1),
                "text": linked,
                "links": [("page", {"page": page.get_parent(), "label": "All of them"})],
            },
        ),
        ("call_to_respond", {"title": "Tell us", "when": day(2027, 2, 10)}),
    )
    page.documents.create(document=make_document())
    page.save()


def test_a_consultation_gives_status_window_and_counts(detail, world, member, at):
    post_comment(discussion=world.discussion, author=member, text="A word", at=at)
    factories.OfflineResponseFactory(consultation=world.consultation, people=1395, responses=1400)
    world.consultation.noun_plural = "Londoners"
    world.consultation.save()
    answer = detail(world.consultation)
    assert answer["meta"]["type"] == TYPE
    assert answer["status"] == "open"
    assert answer["status_words"]["label"] == "Open"
    assert answer["window"] == {
        "opens_at": "2027-01-11T12:00:00+00:00",
        "closes_at": "2027-03-12T12:00:00+00:00",
        "outcome_published_at": None,
    }
    assert (answer["counts"]["respondents"], answer["counts"]["responses"]) == (1396, 1401)
    assert answer["counts"]["sentence"] == "1,396 Londoners have responded"
    (discussion,) = answer["discussions"]
    assert discussion["id"] == world.discussion.pk
    assert discussion["url"] == "http://localhost/consultations/safer-streets/walk-home/"
    assert (discussion["status"], discussion["comment_count"]) == ("open", 1)
    assert discussion["last_comment_at"] == "2027-02-10T12:00:00+00:00"


def test_times_are_in_the_zone_of_the_site(detail, world):
    world.consultation.closes_at = NOW.replace(month=7)
    world.consultation.save()
    assert detail(world.consultation)["window"]["closes_at"] == "2027-07-10T13:00:00+01:00"


def test_status_follows_the_clock_and_is_never_stored(detail, world, clock):
    assert detail(world.consultation)["status"] == "open"
    clock.move_to(world.consultation.closes_at - timedelta(microseconds=1))
    assert detail(world.consultation)["status"] == "open"
    clock.move_to(world.consultation.closes_at)
    assert detail(world.consultation)["status"] == "closed"


def test_images_documents_and_rich_text_are_resolved(detail, world):
    fill(world.consultation)
    answer = detail(world.consultation)
    hero = answer["hero_image"]
    assert (hero["alt"], hero["caption"]) == ("A bus at night", "Line 47")
    types = {item["type"] for item in hero["renditions"]}
    assert types == {"image/avif", "image/webp", "image/jpeg"}
    assert all(item["url"].startswith("http://localhost/") for item in hero["renditions"])
    link = 'See <a href="http://localhost/consultations/">all</a>'
    assert answer["next_steps"] == f"<p>{link}</p>"
    body = {block["type"]: block["value"] for block in answer["body"]}
    assert body["text"] == f"<p>{link}</p>"
    assert body["picture"]["caption"] == "A caption"
    assert len(body["picture"]["renditions"]) == 9
    assert body["quote"] == {"quote": "We listened.", "attribution": "Lead"}
    assert body["document"]["title"] == "Read this"
    assert (body["document"]["file_type"], body["document"]["file_size"]) == ("TXT", 5)
    assert body["safety_guidance"]["title"].startswith("Staying safe")
    assert all(block["id"] for block in answer["body"])
    assert answer["organisation"]["mark"]["renditions"]
    assert [topic["name"] for topic in answer["topics"]]
    assert answer["contact"]["email"] == "team@example.org"
    (document,) = answer["documents"]
    assert document["title"] == "The paper"


def test_the_timeline_gives_placement_and_the_live_number(detail, world, member, at):
    fill(world.consultation)
    post_comment(discussion=world.discussion, author=member, text="A word", at=at)
    answer = detail(world.consultation)
    (stage,) = answer["timeline"]
    milestone, call = stage["entries"]
    assert stage["placement"] == "current"
    assert (milestone["kind"], milestone["placement"]) == ("milestone", "past")
    assert milestone["when"]["start"] == "2027-01-01"
    assert milestone["text"] == '<p>See <a href="http://localhost/consultations/">all</a></p>'
    assert milestone["links"] == [
        {"kind": "page", "label": "All of them", "url": "http://testserver/consultations/"}
    ]
    assert (call["placement"], call["responses"]) == ("current", 1)
    assert answer["timeline_ics_url"].endswith("/safer-streets/timeline.ics")


@pytest.mark.parametrize("hidden", ["draft", "private"])
def test_links_to_what_is_not_public_lose_their_address(detail, world, hidden):
    target = factories.SafetyGuidancePageFactory(
        parent=world.home, title="Secret title 47", slug="secret-path-47"
    )
    page = world.consultation
    source = f'<p>See <a linktype="page" id="{target.pk}">this page</a>.</p>'
    page.next_steps = source
    page.body = [("text", source)]
    page.timeline = timeline(
        (
            "milestone",
            {
                "title": "Plan",
                "when": day(2027, 1, 1),
                "text": source,
                "links": [("page", {"page": target, "label": "Read it"})],
            },
        )
    )
    page.save()
    if hidden == "draft":
        target.unpublish()
    else:
        PageViewRestriction.objects.create(page=target, restriction_type="login")
    answer = detail(page)
    assert answer["next_steps"] == "<p>See <a>this page</a>.</p>"
    assert answer["body"][0]["value"] == "<p>See <a>this page</a>.</p>"
    assert answer["timeline"][0]["entries"][0]["text"] == "<p>See <a>this page</a>.</p>"
    assert answer["timeline"][0]["entries"][0]["links"] == []
    assert "secret-path-47" not in str(answer)
    assert "Secret title 47" not in str(answer)


def test_the_outcome_and_its_papers_stay_back_until_published(client, detail, world, clock):
    paper = make_document()
    page = world.consultation
    page.outcome_summary = f'<p>What we heard: <a linktype="document" id="{paper.pk}">paper</a></p>'
    page.outcome_published_at = NOW + timedelta(days=1)
    page.save()
    assert detail(page)["outcome_summary"] is None
    assert client.get(f"/api/v2/documents/{paper.pk}/").status_code == 404
    clock.move_to(NOW + timedelta(days=1))
    assert "What we heard" in detail(page)["outcome_summary"]
    assert client.get(f"/api/v2/documents/{paper.pk}/").status_code == 200


def test_draft_guidance_gives_way_to_the_next_in_line(detail, world):
    draft = factories.SafetyGuidanceFactory(draft=True, title="Secret draft 47")
    live = factories.SafetyGuidanceFactory(
        contacts=[
            (
                "contact",
                {
                    "name": "Helpline",
                    "what_for": "Somebody to talk to",
                    "phone": "116 000",
                    "verified_on": date(2026, 10, 1),
                },
            )
        ]
    )
    full = factories.SafetyGuidancePageFactory(parent=world.home, guidance=live)
    world.consultation.guidance = live
    world.consultation.save()
    world.discussion.guidance = draft
    world.discussion.body = [("safety_guidance", {"guidance": draft})]
    world.discussion.save()
    answer = detail(world.discussion)
    assert answer["guidance"]["id"] == live.pk
    assert answer["body"][0]["value"]["id"] == live.pk
    assert answer["guidance"]["url"] == "http://localhost/staying-safe/"
    (contact,) = answer["guidance"]["contacts"]
    assert (contact["phone"], contact["verified_on"]) == ("116 000", "2026-10-01")
    assert "Secret draft 47" not in str(answer)
    assert detail(full)["guidance"]["id"] == live.pk
    live.live = False
    live.save()
    assert detail(full)["guidance"] is None
    assert detail(world.discussion)["guidance"] is None


def test_a_discussion_gives_its_prompt_window_and_rules(detail, world):
    page = world.discussion
    page.closes_at = NOW + timedelta(days=300)
    page.body = [("prompt", {"heading": "What do you think?", "question_list": ["Why?", "How?"]})]
    page.co_moderator = factories.OrganisationFactory(short_name="Partner")
    page.save()
    page.refresh_from_db()
    answer = detail(page)
    assert answer["prompt"]["heading"] == "What do you think?"
    assert [question["text"] for question in answer["prompt"]["questions"]] == ["Why?", "How?"]
    ids = [question["id"] for question in answer["prompt"]["questions"]]
    assert ids == [question.id for question in page.prompt.questions]
    assert all(ids)
    assert answer["window"]["closes_at"] == "2027-03-12T12:00:00+00:00", "clipped to the page above"
    assert answer["commenting"]["state"] == "open"
    assert answer["moderation"] == {
        "mode": "after",
        "sentence": "Comments appear at once. Moderators read them afterwards.",
    }
    assert answer["co_moderator"]["short_name"] == "Partner"
    assert answer["is_sensitive"] is False
    assert (answer["comment_count"], answer["last_comment_at"]) == (0, None)
    assert answer["comments_url"] == f"http://localhost/api/v2/comments/?discussion={page.pk}"


def test_commenting_says_why_a_discussion_takes_none(detail, world):
    upcoming = factories.DiscussionPageFactory(parent=world.consultation, upcoming=True)
    closed = factories.DiscussionPageFactory(parent=world.consultation, closed=True)
    off = factories.DiscussionPageFactory(parent=world.consultation, comments_off=True)
    alias = world.discussion.create_alias(parent=world.home, update_slug="copy")
    states = [detail(page)["commenting"]["state"] for page in (upcoming, closed, off, alias)]
    assert states == ["upcoming", "closed", "off", "read_only_copy"]


def test_the_hub_and_the_home_page_lead_on(client, detail, world):
    world.home.hero_image, world.home.hero_alt = make_image(), "The river"
    world.home.save()
    hub = detail(world.hub)
    assert hub["feed_url"] == "http://localhost/consultations/feed/"
    found = client.get(hub["consultations_url"]).json()
    assert [item["id"] for item in found["items"]] == [world.consultation.pk]
    home = detail(world.home)
    assert home["hero_image"]["alt"] == "The river"
    assert home["hero_image"]["renditions"]


def test_the_status_filter_keeps_what_status_says(client, world):
    pages = {
        Status.OPEN: world.consultation,
        Status.UPCOMING: factories.ConsultationPageFactory(parent=world.hub, upcoming=True),
        Status.CLOSED: factories.ConsultationPageFactory(parent=world.hub, closed=True),
        Status.OUTCOME_PUBLISHED: factories.ConsultationPageFactory(parent=world.hub, outcome=True),
    }
    for status, page in pages.items():
        query = {"type": TYPE, "status": status.value, "fields": "status"}
        (item,) = client.get(URL, query).json()["items"]
        assert (item["id"], item["status"]) == (page.pk, status.value)


def test_the_status_filter_goes_with_search_order_and_parent(client, world):
    query = {"type": TYPE, "status": "open", "child_of": world.hub.pk}
    for more in ({"search": "streets"}, {"order": "-closes_at"}, {"order": "title", "limit": 1}):
        found = client.get(URL, query | more)
        assert found.status_code == 200, found.content
        assert [item["id"] for item in found.json()["items"]] == [world.consultation.pk]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"type": TYPE, "status": "shut"}, "upcoming, open, closed, outcome_published"),
        ({"type": TYPE, "status": ""}, "upcoming, open, closed, outcome_published"),
        ({"status": "open"}, f"type={TYPE}"),
        ({"type": DISCUSSION_TYPE, "status": "open"}, f"type={TYPE}"),
        ({"type": f"{TYPE},{DISCUSSION_TYPE}", "status": "open"}, f"type={TYPE}"),
    ],
)
def test_a_status_filter_that_makes_no_sense_is_refused_in_words(client, world, query, words):
    response = client.get(URL, query)
    assert response.status_code == 400
    assert words in response.json()["message"]


@pytest.mark.parametrize("hidden", ["draft", "private", "below private"])
def test_what_is_not_public_is_nowhere(client, world, hidden):
    source = world.consultation
    alias = source.create_alias(parent=world.home, update_slug="copy")
    source.title = "Secret title 47"
    source.save()
    if hidden == "draft":
        Page.objects.filter(pk=source.pk).update(live=False)
    else:
        page = source if hidden == "private" else world.hub
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    for user in (None, factories.UserFactory(), factories.UserFactory(superuser=True)):
        if user:
            client.force_login(user)
        listing = client.get(URL, {"fields": "*", "limit": 100})
        assert source.pk not in [item["id"] for item in listing.json()["items"]]
        assert client.get(f"{URL}{source.pk}/").status_code == 404
        copy = client.get(f"{URL}{alias.pk}/").json()
        if hidden == "private":  # on the website too, an alias is as private as its source
            assert "meta" not in copy
            assert alias.pk not in [item["id"] for item in listing.json()["items"]]
        else:
            assert copy["meta"]["alias_of"] is None
        found = client.get(f"{URL}find/", {"html_path": "/consultations/safer-streets/"})
        assert found.status_code == 404
        for name in ("child_of", "descendant_of", "ancestor_of", "translation_of"):
            assert client.get(URL, {name: source.pk}).status_code == 400
        assert b"Secret title 47" not in listing.content
        assert "Secret title 47" not in str(copy)
        assert source.pk not in [
            item["id"] for item in client.get(URL, {"search": "Secret"}).json()["items"]
        ]


def test_a_child_of_a_hidden_parent_names_no_parent(client, world):
    Page.objects.filter(pk=world.consultation.pk).update(live=False, title="Secret title 47")
    answer = client.get(f"{URL}{world.discussion.pk}/")
    assert answer.json()["meta"]["parent"] is None
    assert b"Secret title 47" not in answer.content


def test_a_public_source_of_an_alias_is_named(client, world):
    alias = world.consultation.create_alias(parent=world.home, update_slug="copy")
    answer = client.get(f"{URL}{alias.pk}/").json()
    assert answer["meta"]["alias_of"]["id"] == world.consultation.pk


def test_hidden_discussions_are_not_listed_with_their_consultation(detail, world):
    PageViewRestriction.objects.create(page=world.discussion, restriction_type="login")
    draft = factories.DiscussionPageFactory(parent=world.consultation)
    draft.unpublish()
    assert detail(world.consultation)["discussions"] == []


def test_a_change_that_is_not_published_is_not_served(client, detail, world):
    page = world.consultation
    page.title, page.summary = "Secret title 47", "Secret summary 47"
    page.save_revision()
    assert "Secret" not in str(detail(page))
    assert b"Secret" not in client.get(URL, {"type": TYPE, "fields": "*"}).content


@pytest.mark.parametrize("count", [1, 5, 18])
def test_a_listing_with_every_field_costs_the_same_however_long_it_is(
    client, world, count, django_assert_num_queries
):
    for _number in range(count):
        page = factories.ConsultationPageFactory(parent=world.hub)
        fill(page)
        factories.DiscussionPageFactory(parent=page)
    query = {"type": TYPE, "fields": "*", "limit": 20}
    client.get(URL, query)
    with django_assert_num_queries(28):
        answer = client.get(URL, query).json()
    assert len(answer["items"]) == count + 1


@pytest.mark.parametrize("count", [1, 10])
def test_a_listing_of_discussions_costs_the_same_however_long_it_is(
    client, world, count, django_assert_num_queries
):
    for _number in range(count):
        parent = factories.ConsultationPageFactory(parent=world.hub)
        factories.DiscussionPageFactory(
            parent=parent,
            organisation=factories.OrganisationFactory(mark=make_image()),
            guidance=factories.SafetyGuidanceFactory(),
            body=[
                ("text", f'<p><a linktype="page" id="{world.hub.pk}">all</a></p>'),
                ("picture", {"image": make_image(), "caption": ""}),
            ],
        )
    query = {"type": DISCUSSION_TYPE, "fields": "*", "limit": 20}
    client.get(URL, query)
    with django_assert_num_queries(15):
        answer = client.get(URL, query).json()
    assert len(answer["items"]) == count + 1


@pytest.mark.parametrize("count", [1, 14])
def test_the_whole_listing_with_every_field_costs_the_same_however_long_it_is(
    client, world, count, django_assert_num_queries
):
    world.home.hero_image, world.home.hero_alt = make_image(), "The river"
    world.home.save()
    factories.SafetyGuidancePageFactory(parent=world.home)
    for _number in range(count):
        page = factories.ConsultationPageFactory(parent=world.hub)
        fill(page)
        factories.DiscussionPageFactory(
            parent=page,
            organisation=factories.OrganisationFactory(mark=make_image()),
            guidance=factories.SafetyGuidanceFactory(),
            body=[("picture", {"image": make_image(), "caption": ""})],
        )
    query = {"fields": "*", "limit": 100}
    client.get(URL, query)  # makes so many renditions that Wagtail's map of sites leaves the cache
    client.get(URL, query)
    with django_assert_num_queries(45):
        answer = client.get(URL, query).json()
    assert len(answer["items"]) == 5 + 2 * count


def test_the_plain_listing_costs_few_queries(client, world, django_assert_num_queries):
    for _number in range(10):
        factories.ConsultationPageFactory(parent=world.hub)
    client.get(URL)
    with django_assert_num_queries(4):
        client.get(URL)


def test_one_page_costs_a_fixed_number_of_queries(client, world, django_assert_num_queries):
    fill(world.consultation)
    for page, queries in ((world.consultation, 31), (world.discussion, 11)):
        client.get(f"{URL}{page.pk}/")
        with django_assert_num_queries(queries):
            client.get(f"{URL}{page.pk}/")
