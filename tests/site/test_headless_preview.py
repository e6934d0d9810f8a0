"""Editors preview drafts in a headless front end, and the API serves a draft to its token only."""

from datetime import timedelta
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from consultations.models import ConsultationDocument, ConsultationPage
from discussion_pages.services.posting import post_comment
from discussion_pages.services.previewing import make_preview
from tests import factories
from tests.factories import NOW
from tests.media import make_document, make_image
from tests.staff import client_for, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

FRONT_END = "https://front.example.org/"
ORIGIN = "https://front.example.org"
URL = "/api/v2/page_preview/"
NOT_FOUND = {"message": "There is no such preview, or it is over. Preview the page again."}
KINDS = ["consultation", "discussion", "hub", "home", "safety"]


@pytest.fixture(autouse=True)
def renditions_in_memory(monkeypatch):
    monkeypatch.setattr("wagtail.images.models.SpooledTemporaryFile", lambda **_: BytesIO())


@pytest.fixture(autouse=True)
def front_end(settings):
    settings.WAGTAIL_HEADLESS_PREVIEW = {"CLIENT_URLS": {"default": FRONT_END}}


@pytest.fixture
def staff(world):
    return make_staff(world.hub)


@pytest.fixture
def pages(world):
    safety = factories.SafetyGuidancePageFactory(parent=world.home)
    return vars(world) | {"safety": safety}


def lend(page, staff, at=NOW):
    return make_preview(page, editor=staff.admin, at=at)


def ask(token, status=200, **options):
    response = Client().get(URL, {"token": token}, **options)
    assert response.status_code == status, response.content
    return response.json()


def token_in(response):
    """Return the token with which the admin leads to the front end."""
    assert response.status_code == 302, response.content
    assert response["Location"].startswith(f"{FRONT_END}?")
    return parse_qs(urlsplit(response["Location"]).query)["token"][0]


def in_memory(page):
    return type(page).objects.get(pk=page.pk)


# -- The same shape as the published page -------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_that_changes_nothing_reads_as_its_published_page(client, staff, pages, kind):
    page = pages[kind]
    published = client.get(f"/api/v2/pages/{page.pk}/").json()
    assert ask(lend(in_memory(page), staff)) == published


def test_a_full_consultation_reads_as_published_too(client, staff, world, member, at):
    post_comment(discussion=world.discussion, author=member, text="A word", at=at)
    fill(world.consultation)
    world.consultation.save()
    published = client.get(f"/api/v2/pages/{world.consultation.pk}/").json()
    assert ask(lend(in_memory(world.consultation), staff)) == published
    assert published["documents"]
    assert published["topics"]
    assert published["hero_image"]
    assert published["timeline"][0]["entries"][0]["image"]


def test_everything_is_read_from_the_draft(staff, world):
    page = in_memory(world.consultation)
    fill(page)
    page.title = "Title in the draft"
    page.closes_at = NOW - timedelta(minutes=1)
    answer = ask(lend(page, staff))
    assert answer["title"] == "Title in the draft"
    assert answer["status"] == "closed"
    assert answer["window"]["closes_at"] == "2027-02-10T11:59:00+00:00"
    assert [topic["name"] for topic in answer["topics"]] == sorted(
        topic.name for topic in page.topics.all()
    )
    assert [document["title"] for document in answer["documents"]] == ["Drafted paper"]
    assert answer["hero_image"]["alt"] == "A street"
    assert answer["organisation"]["name"] == page.organisation.name
    assert answer["timeline"][0]["entries"][0]["placement"] == "past"
    assert [card["status"] for card in answer["discussions"]] == ["closed"]
    assert not ConsultationPage.objects.get(pk=page.pk).topics.exists()


def test_placement_and_status_follow_the_clock_of_the_asker(staff, world, clock):
    page = in_memory(world.consultation)
    page.closes_at = NOW + timedelta(minutes=30)
    token = lend(page, staff)
    clock.move_to(page.closes_at - timedelta(microseconds=1))
    assert ask(token)["status"] == "open"
    clock.move_to(page.closes_at)
    assert ask(token)["status"] == "closed"


def test_the_outcome_of_a_draft_is_kept_back_as_publishing_would(staff, world):
    page = in_memory(world.consultation)
    page.outcome_summary = "<p>What we heard</p>"
    page.outcome_published_at = NOW + timedelta(minutes=1)
    assert ask(lend(page, staff))["outcome_summary"] is None
    page.outcome_published_at = NOW
    assert ask(lend(page, staff))["outcome_summary"] == "<p>What we heard</p>"


def test_a_page_that_was_never_published_is_shown(client, staff, world):
    page = factories.DiscussionPageFactory(parent=world.consultation, title="New", live=False)
    assert client.get(f"/api/v2/pages/{page.pk}/").status_code == 404
    answer = ask(lend(page, staff))
    assert answer["title"] == "New"
    assert answer["meta"]["detail_url"] is None
    assert answer["meta"]["first_published_at"] is None
    assert answer["commenting"]["state"] == "open"
    assert client.get(f"/api/v2/pages/{page.pk}/").status_code == 404


def test_fields_may_be_chosen(staff, world):
    token = lend(in_memory(world.consultation), staff)
    answer = Client().get(URL, {"token": token, "fields": "_,title,status"}).json()
    assert answer == {"title": "Safer streets", "status": "open"}


# -- Nothing else ------------------------------------------------------------------------------


def test_a_token_opens_nothing_beside_its_draft(client, staff, world, member, at):
    other = factories.SafetyGuidancePageFactory(
        parent=world.home, title="zq-other-draft", slug="zq-path", live=False
    )
    private = factories.SafetyGuidancePageFactory(
        parent=world.home, title="zq-private-page", slug="zq-private"
    )
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    factories.DiscussionPageFactory(
        parent=world.consultation, title="zq-discussion", slug="zq", live=False
    )
    closed = Collection.get_first_root_node().add_child(name="zq-closed")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    image, paper = make_image("zq-image"), make_document("zq-paper")
    for item in (image, paper):
        item.collection = closed
        item.save()
    links = "".join(f'<a linktype="page" id="{page.pk}">words</a>' for page in (other, private))
    page = in_memory(world.consultation)
    fill(page)
    page.next_steps = f'<p>{links}<a linktype="document" id="{paper.pk}">paper</a></p>'
    page.hero_image = image
    page.guidance = factories.SafetyGuidanceFactory(draft=True, title="zq-guidance")
    page.body = [
        ("text", page.next_steps),
        ("picture", {"image": image, "caption": "Kept back"}),
        ("document", {"document": paper, "title": "Kept"}),
    ]
    page.timeline = timeline(
        image=image, links=[("page", {"page": private, "label": "Read it"})], text=links
    )
    page.documents = [ConsultationDocument(document=paper)]
    token = lend(page, staff)
    said = str(ask(token))
    assert "zq-" not in said
    assert f"'id': {image.pk}, 'alt'" not in said
    assert said.count("<a>words</a>") == 6
    for address in (
        f"/api/v2/pages/{other.pk}/",
        f"/api/v2/pages/{private.pk}/",
        f"/api/v2/images/{image.pk}/",
        f"/api/v2/documents/{paper.pk}/",
    ):
        assert client.get(address, {"token": token}).status_code in {400, 404}


def test_discussions_below_a_private_consultation_stay_private(staff, world):
    PageViewRestriction.objects.create(page=world.consultation, restriction_type="login")
    answer = ask(lend(in_memory(world.consultation), staff))
    assert answer["title"] == "Safer streets"
    assert answer["discussions"] == []


def test_the_parent_of_a_draft_is_named_only_where_it_is_public(staff, world):
    PageViewRestriction.objects.create(page=world.consultation, restriction_type="login")
    assert ask(lend(in_memory(world.discussion), staff))["meta"]["parent"] is None


def test_comments_of_a_draft_are_the_public_ones_as_ever(client, staff, world, member, at):
    world.discussion.moderation_mode = "before"
    world.discussion.save()
    post_comment(discussion=world.discussion, author=member, text="zq-held", at=at)
    answer = ask(lend(in_memory(world.discussion), staff))
    assert answer["comment_count"] == 0
    assert client.get(answer["comments_url"].removeprefix("http://localhost")).json()["items"] == []
    new = factories.DiscussionPageFactory(parent=world.consultation, live=False)
    url = ask(lend(new, staff))["comments_url"]
    assert client.get(url.removeprefix("http://testserver")).status_code == 404


def test_no_answer_names_the_editor(staff, world):
    page = in_memory(world.consultation)
    page.owner = staff.admin
    said = str(ask(lend(page, staff)))
    for secret in (staff.admin.email, "Ada Admin", "owner"):
        assert secret not in said


# -- Tokens ------------------------------------------------------------------------------------


def test_every_token_that_does_not_hold_is_answered_alike(staff, world, clock):
    token = lend(in_memory(world.consultation), staff)
    never_made = token[:-1] + ("A" if token[-1] != "A" else "B")
    answers = [ask(never_made, 404), ask("nonsense", 404), ask("é:\u202e", 404)]
    clock.move_to(NOW + timedelta(minutes=60))
    answers.append(ask(token, 404))
    assert answers == [NOT_FOUND] * 4


def test_a_token_holds_until_a_tick_before_its_end(staff, world, clock):
    token = lend(in_memory(world.consultation), staff)
    clock.move_to(NOW + timedelta(minutes=60) - timedelta(microseconds=1))
    assert ask(token)["title"] == "Safer streets"
    clock.move_to(NOW + timedelta(minutes=60))
    assert ask(token, 404) == NOT_FOUND


def test_the_address_needs_a_token_and_takes_nothing_odd(client, staff, world):
    token = lend(in_memory(world.consultation), staff)
    for query in ("", "?token=", f"?token={token}&token={token}", f"?token={token}&id=1"):
        assert client.get(f"{URL}{query}").status_code == 400
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(f"{URL}?token={token}").status_code == 405
    assert client.get(f"{URL}{world.consultation.pk}/", {"token": token}).status_code == 404


# -- Headers -----------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["good", "bad", "none"])
def test_no_answer_is_kept_found_or_passed_on(staff, world, query):
    token = {"good": lend(in_memory(world.consultation), staff), "bad": "x"}.get(query, "")
    response = Client().get(URL, {"token": token})
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"
    assert "Origin" in response["Vary"]
    assert "ETag" not in response
    assert "Last-Modified" not in response
    assert not response.cookies


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        (ORIGIN, ORIGIN),
        ("https://front.example.org:8443", None),
        ("http://front.example.org", None),
        ("https://elsewhere.example.org", None),
        ("null", None),
    ],
)
def test_only_the_front_end_may_read_from_another_origin(staff, world, origin, allowed):
    token = lend(in_memory(world.consultation), staff)
    for query in ({"token": token}, {"token": "x"}):
        response = Client().get(URL, query, headers={"Origin": origin})
        assert response.get("Access-Control-Allow-Origin") == allowed
        assert "Access-Control-Allow-Credentials" not in response


def test_a_preflight_opens_the_address_to_nobody():
    for origin in (ORIGIN, "https://elsewhere.example.org"):
        asked = {"Origin": origin, "Access-Control-Request-Method": "GET"}
        assert "Access-Control-Allow-Origin" not in Client().options(URL, headers=asked)


def test_queries_are_pinned(staff, world, django_assert_num_queries):
    fill(world.consultation)
    world.consultation.save()
    page = in_memory(world.consultation)
    Client().get("/api/v2/pages/")  # Wagtail's map of sites
    tokens = [lend(page, staff), make_preview(page, editor=staff.editor, at=NOW)]
    page.documents.add(*[ConsultationDocument(document=make_document()) for _ in range(3)])
    page.topics.add(*[factories.TopicFactory() for _ in range(3)])
    more = lend(page, staff)
    ask(more)  # renditions are made once
    for token, number in ((tokens[0], 35), (more, 35), (tokens[1], 38)):
        with django_assert_num_queries(number):
            ask(token)


# -- The admin ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_the_editor_of_every_page_type_offers_both_ways(staff, pages, kind):
    page = pages[kind]
    html = client_for(staff.admin).get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert '<option value="" selected>Website</option>' in html
    assert '<option value="headless">Headless front end</option>' in html


@pytest.mark.parametrize(
    "configured", [{}, {"CLIENT_URLS": {}}, {"CLIENT_URLS": {"localhost": "y"}}, None, "y"]
)
def test_without_a_front_end_all_is_as_ever(settings, staff, pages, configured):
    settings.WAGTAIL_HEADLESS_PREVIEW = configured
    client = client_for(staff.admin)
    for kind in KINDS:
        assert pages[kind].preview_modes == Page().preview_modes
    address = f"/admin/pages/{pages['consultation'].pk}"
    assert 'name="preview_mode"' not in client.get(f"{address}/edit/").content.decode()
    response = client.get(f"{address}/view_draft/?mode=headless")
    assert response.status_code == 200
    assert "This site has no headless front end" in response.content.decode()


def test_a_site_may_have_a_front_end_of_its_own(settings, staff, world):
    settings.WAGTAIL_HEADLESS_PREVIEW = {
        "CLIENT_URLS": {
            "localhost": "https://north.example.org/show",
            "default": FRONT_END,
            "else.example": "https://else.example.org",
        }
    }
    address = f"/admin/pages/{world.consultation.pk}/view_draft/?mode=headless"
    response = client_for(staff.admin).get(address)
    assert response["Location"].startswith("https://north.example.org/show/?content_type=")
    token = lend(in_memory(world.consultation), staff)
    for origin in ("https://north.example.org", ORIGIN, "https://else.example.org"):
        answer = Client().get(URL, {"token": token}, headers={"Origin": origin})
        assert answer["Access-Control-Allow-Origin"] == origin


def test_a_front_end_may_stand_below_the_site_itself(settings, staff, world):
    settings.WAGTAIL_HEADLESS_PREVIEW = {"CLIENT_URLS": {"default": "{SITE_ROOT_URL}/front"}}
    client = client_for(staff.admin)
    response = client.get(f"/admin/pages/{world.consultation.pk}/view_draft/?mode=headless")
    assert response["Location"].startswith("http://localhost/front/?content_type=")
    policy = client.get("/admin/")["Content-Security-Policy"]
    assert "frame-src 'self' http://localhost;" in f"{policy};"


def test_the_draft_of_a_saved_page_is_led_to_the_front_end(staff, world):
    world.consultation.title = "Title in the draft"
    world.consultation.save_revision()
    client = client_for(staff.editor)
    response = client.get(f"/admin/pages/{world.consultation.pk}/view_draft/?mode=headless")
    assert "content_type=consultations.consultationpage&" in response["Location"]
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert response["Referrer-Policy"] == "no-referrer"
    assert ask(token_in(response))["title"] == "Title in the draft"


def test_an_earlier_version_is_shown_as_it_was(staff, world):
    world.consultation.title = "As it was"
    revision = world.consultation.save_revision()
    world.consultation.title = "As it is"
    world.consultation.save_revision()
    address = f"/admin/pages/{world.consultation.pk}/revisions/{revision.pk}/view/?mode=headless"
    assert ask(token_in(client_for(staff.editor).get(address)))["title"] == "As it was"


def test_what_an_editor_has_typed_and_not_saved_is_shown(staff, world):
    client = client_for(staff.editor)
    address = f"/admin/pages/{world.consultation.pk}/edit/preview/"
    assert client.post(address, consultation_data(title="Typed")).json()["is_valid"]
    response = client.get(f"{address}?mode=headless&in_preview_panel=true")
    answer = ask(token_in(response))
    assert (answer["id"], answer["title"]) == (world.consultation.pk, "Typed")
    assert [topic["name"] for topic in answer["topics"]] == []
    assert Page.objects.get(pk=world.consultation.pk).title == "Safer streets"


NEW_PAGES = pytest.mark.parametrize(
    ("model", "parent", "data"),
    [
        ("consultations/consultationpage", "hub", {}),
        ("discussion_pages/discussionpage", "consultation", {"moderation_mode": "after"}),
        ("discussion_pages/safetyguidancepage", "home", {"introduction": "Calm"}),
        ("consultations/consultationindexpage", "home", {"introduction": "All"}),
        ("home/homepage", "home", {"introduction": "Welcome"}),
    ],
)


def typed_new_page(client, model, parent, data):
    """Type a new page into its form, and return the address of its preview."""
    guidance = factories.SafetyGuidanceFactory()
    address = f"/admin/pages/add/{model}/{parent.pk}/preview/"
    sent = consultation_data(title="Never saved", slug="never", guidance=guidance.pk, **data)
    assert client.post(address, sent).json()["is_valid"]
    return address


@NEW_PAGES
def test_a_page_that_was_never_saved_is_shown(staff, world, model, parent, data):
    client = client_for(staff.admin)
    address = typed_new_page(client, model, getattr(world, parent), data)
    answer = ask(token_in(client.get(f"{address}?mode=headless")))
    assert (answer["id"], answer["title"]) == (None, "Never saved")
    assert answer["meta"]["detail_url"] is None
    assert answer["meta"]["html_url"].endswith("/never/")
    assert answer["meta"]["parent"]["id"] == getattr(world, parent).pk
    assert not Page.objects.filter(slug="never").exists()


@NEW_PAGES
def test_a_page_that_was_never_saved_is_shown_on_the_website(staff, world, model, parent, data):
    client = client_for(staff.admin)
    response = client.get(typed_new_page(client, model, getattr(world, parent), data))
    assert response.status_code == 200
    assert "Never saved" in response.content.decode()


@pytest.mark.parametrize("who", ["moderator", "manager", "analyst", None])
def test_who_may_not_edit_gets_no_token(staff, world, who):
    client = client_for(getattr(staff, who) if who else None)
    for address in ("view_draft/?mode=headless", "edit/preview/?mode=headless"):
        response = client.get(f"/admin/pages/{world.consultation.pk}/{address}")
        assert "token" not in response.get("Location", "")
        assert response.status_code in {302, 403}


def test_the_admin_may_frame_the_front_end_and_nothing_else_of_it(settings, staff, client):
    policy = client_for(staff.admin).get("/admin/")["Content-Security-Policy"]
    assert f"frame-src 'self' {ORIGIN};" in f"{policy};"
    assert policy.count("front.example.org") == 1
    assert "front.example.org" not in client.get("/consultations/")["Content-Security-Policy"]
    settings.WAGTAIL_HEADLESS_PREVIEW = {"CLIENT_URLS": {"default": "front.example.org; *"}}
    policy = client_for(staff.admin).get("/admin/")["Content-Security-Policy"]
    assert "frame-src 'self';" in f"{policy};"


def test_a_preview_on_the_website_may_be_framed_by_the_admin_and_stays_strict(staff, world):
    response = client_for(staff.admin).get(f"/admin/pages/{world.consultation.pk}/view_draft/")
    policy = response["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in Client().get("/consultations/")["Content-Security-Policy"]


# -- Content -----------------------------------------------------------------------------------


def timeline(**fields):
    when = [("day", {"date": NOW.date() - timedelta(days=1)})]
    entry = {"title": "Plan", "when": when} | fields
    stage = {"heading": "Listening", "summary": "", "entries": [("milestone", entry)]}
    return [("stage", stage)]


def fill(page):
    """Give a consultation something of every kind."""
    page.hero_image, page.hero_alt = make_image(), "A street"
    page.organisation = factories.OrganisationFactory(mark=make_image())
    page.guidance = factories.SafetyGuidanceFactory()
    page.topics = [factories.TopicFactory(name="Zebra"), factories.TopicFactory(name="Ant")]
    page.documents = [ConsultationDocument(document=make_document(), title="Drafted paper")]
    page.body = [
        ("picture", {"image": make_image(), "caption": ""}),
        ("document", {"document": make_document(), "title": ""}),
    ]
    page.timeline = timeline(image=make_image())


def consultation_data(**fields):
    return nested_form_data(
        {
            "title": "Safer streets",
            "slug": "safer-streets",
            "summary": "What should change?",
            "hero_alt": "",
            "body": streamfield([]),
            "timeline": streamfield([]),
            "documents": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            "open_to_change": rich_text(""),
            "decided_by": rich_text(""),
            "next_steps": rich_text(""),
            "outcome_summary": rich_text(""),
        }
        | fields
    )
