"""Reading through the v3 API: the same facts as everywhere, and no more than the caller may see."""

import pytest
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, Site

from discussion_pages.services.posting import post_comment
from tests import factories
from tests.factories import NOW
from tests.media import make_document, make_image
from tests.site.api_v3.conftest import Caller

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

APRIL = {"month": "4", "year": 2027}


def linked(page):
    return f'<p data-block-key="k1">See <a linktype="page" id="{page.pk}">all</a></p>'


def fill(world, member, at):
    """Give the consultation and its discussion something in every field."""
    guidance = factories.SafetyGuidanceFactory(
        contacts=[
            (
                "contact",
                {
                    "name": "Helpline",
                    "what_for": "To talk",
                    "phone": "116 000",
                    "verified_on": NOW.date(),
                },
            )
        ]
    )
    body = factories.OrganisationFactory(mark=make_image())
    page = world.consultation
    page.organisation, page.guidance = body, guidance
    page.hero_image, page.hero_alt, page.hero_caption = make_image(), "A bus at night", "Line 47"
    page.topics = [factories.TopicFactory(), factories.TopicFactory()]
    page.noun_singular, page.noun_plural = "Londoner", "Londoners"
    page.contact_email = "team@example.org"
    page.open_to_change = page.decided_by = page.next_steps = linked(world.hub)
    page.body = [
        ("text", linked(world.hub)),
        ("picture", {"image": make_image(), "caption": "A caption"}),
        ("quote", {"quote": "We listened.", "attribution": "Lead"}),
        ("document", {"document": make_document(), "title": "Read this"}),
        (
            "video",
            {
                "title": "A walk",
                "url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
                "transcript": "<p>Somebody walks.</p>",
            },
        ),
        ("safety_guidance", {"guidance": guidance}),
    ]
    page.timeline = [
        (
            "stage",
            {
                "heading": "Listening",
                "summary": "",
                "entries": [
                    (
                        "milestone",
                        {
                            "title": "Plan published",
                            "when": [("day", {"date": NOW.date()})],
                            "text": linked(world.hub),
                            "image": make_image(),
                            "links": [("page", {"page": world.hub, "label": "All of them"})],
                        },
                    ),
                    (
                        "event",
                        {"title": "Meet us", "when": [("month", {"month": "4", "year": 2027})]},
                    ),
                    ("publication", {"title": "The report", "when": [("unknown", {})]}),
                    ("call_to_respond", {"title": "Tell us", "when": [("year", {"year": 2027})]}),
                ],
            },
        )
    ]
    page.documents.create(document=make_document())
    page.save_revision().publish()
    talk = world.discussion
    talk.organisation = talk.co_moderator = body
    talk.is_sensitive = True
    talk.body = [
        ("text", linked(world.hub)),
        ("prompt", {"heading": "What do you think?", "question_list": ["Where?", "What?"]}),
    ]
    talk.save_revision().publish()
    post_comment(discussion=talk, author=member, text="A word", at=at)


def without_addresses(value):
    """Leave out where each API says that its own parts are."""
    own = ("detail_url", "comments_url", "consultations_url")
    if isinstance(value, dict):
        return {key: without_addresses(item) for key, item in value.items() if key not in own}
    return [without_addresses(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("kind", ["home", "hub", "consultation", "discussion", "safety"])
def test_every_fact_is_the_one_that_v2_serves(kind, world, member, at, stranger):
    fill(world, member, at)
    world.safety = factories.SafetyGuidancePageFactory(parent=world.home)
    page = getattr(world, kind)
    v2 = Client().get(f"/api/v2/pages/{page.pk}/").json()
    v3 = stranger.get(f"/pages/{page.pk}/")
    assert v3.pop("editable") is None
    assert v3["meta"]["type"] == v2["meta"]["type"]
    del v2["meta"], v3["meta"]
    assert without_addresses(v3) == without_addresses(v2)


@pytest.mark.parametrize(
    ("kind", "queries"), [("home", 8), ("hub", 8), ("consultation", 33), ("discussion", 19)]
)
def test_reading_a_page_takes_a_fixed_number_of_queries(
    kind, queries, world, member, at, stranger, django_assert_num_queries
):
    fill(world, member, at)
    page = getattr(world, kind)
    stranger.get(f"/pages/{page.pk}/")
    with django_assert_num_queries(queries):
        stranger.get(f"/pages/{page.pk}/")


def test_a_list_of_pages_takes_as_many_queries_for_many_as_for_few(
    world, stranger, django_assert_num_queries
):
    stranger.get("/pages/")
    with django_assert_num_queries(4):
        few = stranger.get("/pages/?limit=100")
    for _number in range(20):
        factories.ConsultationPageFactory(parent=world.hub)
    with django_assert_num_queries(4):
        many = stranger.get("/pages/?limit=100")
    assert many["count"] == few["count"] + 20


def test_a_token_costs_one_query_and_what_it_may_work_on(
    world, editor, stranger, django_assert_num_queries
):
    editor.get(f"/pages/{world.discussion.pk}/")
    with django_assert_num_queries(11):
        editor.get(f"/pages/{world.discussion.pk}/")


def test_what_a_write_takes_is_read_with_a_token_only(world, editor, stranger):
    path = f"/pages/{world.consultation.pk}/"
    assert stranger.get(path)["editable"] is None
    assert editor.get(path)["editable"]["summary"] == world.consultation.summary


def test_a_draft_is_read_with_a_token_only(world, editor, stranger):
    page = world.consultation
    page.summary = "Not public yet"
    page.topics = [topic := factories.TopicFactory(name="New topic")]
    page.documents.create(document=make_document("New paper"))
    page.save_revision()
    path = f"/pages/{page.pk}/"
    assert editor.get(path)["summary"] != "Not public yet"
    draft = editor.get(f"{path}?version=draft")
    assert draft["summary"] == "Not public yet"
    assert draft["editable"]["topics"] == [topic.pk]
    assert [topic["name"] for topic in draft["topics"]] == ["New topic"]
    assert [document["title"] for document in draft["documents"]] == ["New paper"]
    assert "Not public yet" not in stranger.ask("GET", f"{path}?version=live").content.decode()
    stranger.get(f"{path}?version=draft", status=401)


def test_an_outcome_that_is_not_public_is_in_editable_alone(world, editor, stranger):
    page = world.consultation
    page.outcome_summary = "<p>We shall plant trees.</p>"
    page.save()
    told = editor.get(f"/pages/{page.pk}/")
    assert told["outcome_summary"] is None
    assert "plant trees" in told["editable"]["outcome_summary"]
    assert "plant trees" not in stranger.ask("GET", f"/pages/{page.pk}/").content.decode()


def test_a_stranger_sees_no_draft_and_nothing_private(world, stranger):
    draft = factories.ConsultationPageFactory(parent=world.hub, live=False)
    private = factories.ConsultationPageFactory(parent=world.hub)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    for page in (draft, private):
        stranger.get(f"/pages/{page.pk}/", status=404)
    shown = {item["id"] for item in stranger.get("/pages/?limit=100")["items"]}
    assert world.consultation.pk in shown
    assert not shown & {draft.pk, private.pk}


def test_a_session_opens_nothing(world, member):
    """A shared cache would keep the answer for everybody."""
    private = factories.ConsultationPageFactory(parent=world.hub)
    restriction = PageViewRestriction.objects.create(
        page=private, restriction_type="password", password="hush"
    )
    client = Client()
    client.force_login(member)
    session = client.session
    session["passed_page_view_restrictions"] = [restriction.pk]
    session.save()
    assert client.get(f"/api/v3/pages/{private.pk}/").status_code == 404


def test_pages_of_another_site_are_asked_for_by_its_name(world, stranger):
    other = factories.HomePageFactory(parent=world.home.get_parent(), slug="other", title="Other")
    Site.objects.create(hostname="other.test", root_page=other)
    stranger.get(f"/pages/{other.pk}/", status=404)
    shown = stranger.get("/pages/?site=other.test")
    assert [item["title"] for item in shown["items"]] == ["Other"]
    stranger.get("/pages/?site=nowhere.test", status=404)


def test_relatives_that_are_not_public_stay_unnamed(world, editor, stranger):
    alias = world.discussion.create_alias(update_slug="copy")
    world.consultation.unpublish()
    told = stranger.ask("GET", f"/pages/{alias.pk}/", status=200)
    assert world.consultation.title not in told.content.decode()
    assert told.json()["meta"]["parent"] is None
    assert editor.get(f"/pages/{alias.pk}/")["meta"]["parent"]["title"] == world.consultation.title
    world.discussion.live = False
    type(world.discussion).objects.filter(pk=world.discussion.pk).update(live=False)
    assert stranger.get(f"/pages/{alias.pk}/")["meta"]["alias_of"] is None


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_a_stranger_sees_media_that_a_public_page_shows(kind, world, member, at, stranger, editor):
    fill(world, member, at)
    hidden = make_image("Only in a draft") if kind == "images" else make_document("Kept back")
    shown = {item["id"] for item in stranger.get(f"/{kind}/?limit=100")["items"]}
    assert shown and hidden.pk not in shown
    stranger.get(f"/{kind}/{hidden.pk}/", status=404)
    assert hidden.pk in {item["id"] for item in editor.get(f"/{kind}/?limit=100")["items"]}


def test_media_in_a_private_collection_are_for_whoever_works_with_them(
    world, member, stranger, editor
):
    collection = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    image = make_image(collection=collection)
    world.consultation.hero_image, world.consultation.hero_alt = image, "A bus"
    world.consultation.save_revision().publish()
    stranger.get(f"/images/{image.pk}/", status=404)
    Caller(member).get(f"/images/{image.pk}/", status=404)
    editor.get(f"/images/{image.pk}/")


def test_media_of_an_outcome_wait_for_it(world, stranger):
    document = make_document("The outcome")
    page = world.consultation
    page.outcome_summary = f'<p><a linktype="document" id="{document.pk}">All of it</a></p>'
    page.save_revision().publish()
    stranger.get(f"/documents/{document.pk}/", status=404)
    page.closes_at = page.outcome_published_at = NOW
    page.save_revision().publish()
    stranger.get(f"/documents/{document.pk}/")


def test_a_page_is_found_by_its_address(world, stranger):
    found = stranger.ask(
        "GET", "/pages/find/?html_path=/consultations/safer-streets/walk-home/", status=302
    )
    assert found["Location"].startswith(f"/api/v3/pages/{world.discussion.pk}/")
    stranger.get("/pages/find/?html_path=/consultations/nowhere/", status=404)


@pytest.mark.parametrize(
    "path",
    [
        "/pages/?bogus=1",
        "/pages/?type=consultations.ConsultationPage&status=open",
        "/pages/{page}/?fields=*",
        "/pages/find/?id={page}&lang=fr",
        "/images/?colour=red",
        "/redirects/?colour=red",
    ],
)
def test_a_parameter_that_nothing_knows_is_refused_and_named(path, world, stranger):
    answer = stranger.get(path.format(page=world.consultation.pk), status=422)
    error = answer["errors"][0]
    assert error["type"] == "extra_forbidden"
    assert error["parameter"] in path


@pytest.mark.parametrize(
    "path",
    [
        "/pages/?type=consultations.ConsultationPage&summary=What",
        "/pages/?slug=consultations&limit=1&offset=0&order=title",
        "/pages/?child_of=root&locale=en&search=Consultations",
        "/pages/{page}/?version=live&rich_text_format=html",
    ],
)
def test_a_parameter_that_something_knows_is_taken(path, world, stranger):
    stranger.get(path.format(page=world.consultation.pk))


@pytest.mark.parametrize("path", ["/pages/", "/pages/{page}/", "/openapi.json", "/images/"])
def test_head_answers_as_get_does_without_the_body(path, world, stranger):
    path = path.format(page=world.consultation.pk)
    full, head = stranger.ask("GET", path, status=200), stranger.ask("HEAD", path, status=200)
    assert head.content == b""
    assert head["Content-Type"] == full["Content-Type"]
    assert head["ETag"] == full["ETag"]


def test_a_wrong_method_is_a_problem_that_names_the_right_ones(stranger):
    answer = stranger.ask("PUT", "/pages/", {}, status=405)
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Allow"] == "GET, HEAD, POST"


def test_what_anybody_may_read_can_be_kept_if_it_is_asked_after(world, stranger):
    path = f"/pages/{world.consultation.pk}/"
    first = stranger.ask("GET", path, status=200)
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Authorization" in first["Vary"]
    stranger.headers = {"if-none-match": first["ETag"]}
    assert stranger.ask("GET", path, status=304).content == b""


@pytest.mark.parametrize("path", ["/pages/", "/pages/{page}/", "/whoami/"])
def test_what_came_by_a_token_is_kept_nowhere(path, world, editor):
    answer = editor.ask("GET", path.format(page=world.consultation.pk), status=200)
    assert answer["Cache-Control"] == "private, no-store"
    assert "Authorization" in answer["Vary"]


@pytest.mark.parametrize("header", ["Bearer wagtail_nonsense", "Bearer ", "Basic eDp4"])
def test_a_token_that_does_not_hold_is_refused_and_not_taken_for_nobody(header, world, stranger):
    stranger.headers = {"authorization": header}
    answer = stranger.ask("GET", f"/pages/{world.consultation.pk}/", status=401)
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer["Content-Type"] == "application/problem+json"
    stranger.get("/whoami/", status=401)
