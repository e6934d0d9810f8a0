"""The whole API: the same for everybody, cacheable, and never at a loss for words."""

from io import BytesIO
from itertools import product

import pytest
from django.contrib.sessions.models import Session
from wagtail.models import PageViewRestriction, Site

from discussion_pages.services.posting import post_comment
from discussion_pages.services.publicity import record_public_objects
from tests import factories
from tests.media import make_document, make_image

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def addresses(world, member, at):
    """Return one address of each kind, public and private, with something behind it."""
    comment = post_comment(discussion=world.discussion, author=member, text="A word", at=at)
    image, paper = make_image(), make_document()
    world.home.hero_image, world.home.hero_alt = image, "The river"
    world.home.save()
    world.consultation.documents.create(document=paper)
    topic, body = factories.TopicFactory(), factories.OrganisationFactory()
    guidance = factories.SafetyGuidanceFactory()
    world.consultation.topics, world.consultation.organisation = [topic], body
    world.consultation.guidance = guidance
    world.consultation.save()
    record_public_objects(at=at)
    private = factories.ConsultationPageFactory(parent=world.hub, title="Members only")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    return [
        "/api/v2/pages/",
        "/api/v2/pages/?type=consultations.ConsultationPage&fields=*",
        f"/api/v2/pages/{world.consultation.pk}/",
        f"/api/v2/pages/{world.discussion.pk}/",
        f"/api/v2/pages/{private.pk}/",
        "/api/v2/pages/find/?html_path=/consultations/",
        "/api/v2/images/",
        f"/api/v2/images/{image.pk}/",
        "/api/v2/documents/",
        f"/api/v2/documents/{paper.pk}/",
        f"/api/v2/comments/?discussion={world.discussion.pk}",
        f"/api/v2/comments/{comment.pk}/",
        "/api/v2/comments/",
        "/api/v2/topics/",
        f"/api/v2/topics/{topic.pk}/",
        "/api/v2/organisations/",
        f"/api/v2/organisations/{body.pk}/",
        "/api/v2/guidance/",
        f"/api/v2/guidance/{guidance.pk}/",
        "/api/v2/policies/",
        f"/api/v2/policies/{world.discussion.policy.pk}/",
        f"/api/v2/policies/find/?slug={world.discussion.policy.slug}",
        f"/api/v2/statistics/?consultation={world.consultation.pk}",
        f"/api/v2/statistics/?consultation={private.pk}",
        "/api/v2/pages/?updated_since=2027-02-10T00:00:00Z",
        "/api/v2/comments/?updated_since=2027-02-10T00:00:00Z",
        "/api/v2/deletions/?since=2027-02-10T00:00:00Z",
        "/api/v2/deletions/?since=2027-02-11T00:00:00Z",
        "/api/v2/deletions/",
    ]


@pytest.fixture(autouse=True)
def renditions_in_memory(monkeypatch):
    monkeypatch.setattr("wagtail.images.models.SpooledTemporaryFile", lambda **_: BytesIO())


def test_a_session_changes_nothing_and_is_not_read(client, addresses, member):
    staff = factories.UserFactory(superuser=True)
    for address in addresses:
        client.logout()
        anonymous = client.get(address)
        for user in (member, staff):
            client.force_login(user)
            answer = client.get(address)
            assert (answer.status_code, answer.content) == (
                anonymous.status_code,
                anonymous.content,
            )
            assert not answer.wsgi_request.session.accessed
            assert not answer.cookies
    assert Session.objects.count() > 0


def test_a_shared_cache_may_keep_an_answer_and_has_to_ask_again(client, addresses):
    for address in addresses:
        response = client.get(address)
        assert response["Cache-Control"] == "public, max-age=0, must-revalidate", address
        assert "cookie" not in response.get("Vary", "").lower()


def test_an_unchanged_answer_is_a_304(client, addresses, world, member, at):
    address = f"/api/v2/comments/?discussion={world.discussion.pk}"
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    post_comment(discussion=world.discussion, author=member, text="Another", at=at)
    changed = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_other_sites_may_read_and_not_send_credentials(client, addresses):
    for address in addresses:
        response = client.get(address, headers={"Origin": "https://front.example"})
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response
    preflight = client.options(
        "/api/v2/pages/",
        headers={"Origin": "https://front.example", "Access-Control-Request-Method": "GET"},
    )
    assert preflight.status_code == 200
    assert "GET" in preflight["Access-Control-Allow-Methods"]
    assert "POST" not in preflight["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Origin" not in client.get(
        "/consultations/", headers={"Origin": "https://front.example"}
    )


def test_a_browser_gets_json_too(client, addresses):
    for address in addresses:
        response = client.get(address, headers={"Accept": "text/html,*/*;q=0.8"})
        if response.status_code != 302:
            assert response["Content-Type"] == "application/json"


def test_head_is_answered(client, addresses):
    assert client.head(addresses[0]).status_code == 200


SNIPPETS = ("topics", "organisations", "guidance", "policies")
LISTINGS = ("pages", "images", "documents", *SNIPPETS)
ODD = [
    "",
    " ",
    "-1",
    "1.5",
    "9" * 25,
    "9" * 5000,
    "a\x00b",
    "\U0001f600\u202e\u0660\u0661",
    "true",
    "*",
    "--title",
    ",",
    "title(",
    "'\"; --",
    "2027-02-30",
    "2027-02-10",
    "2027-02-10T12:00:00Z",
]
PAGE_PARAMETERS = [
    "limit",
    "offset",
    "fields",
    "order",
    "search",
    "search_operator",
    "type",
    "child_of",
    "ancestor_of",
    "descendant_of",
    "translation_of",
    "locale",
    "site",
    "status",
    "topic",
    "closing_before",
    "updated_since",
    "format",
    "rich_text_format",
    "id",
    "title",
    "show_in_menus",
    "first_published_at",
    "last_published_at",
    "alias_of",
    "closes_at",
    "organisation",
    "topics",
    "body",
    "_",
]
MEDIA_PARAMETERS = ["limit", "offset", "fields", "order", "search", "id", "tags", "renditions"]
SNIPPET_PARAMETERS = [
    *("limit", "offset", "fields", "order", "search", "search_operator", "id"),
    *("title", "name", "slug", "url", "locale", "mark", "appeal_days", "rules", "live"),
]


@pytest.mark.parametrize("parameter", PAGE_PARAMETERS)
def test_no_parameter_of_pages_makes_the_answer_fail(client, world, parameter):
    for value in ODD:
        query = {"type": "consultations.ConsultationPage"} | {parameter: value}
        _is_answered(client.get("/api/v2/pages/", query))


@pytest.mark.parametrize("name", ["images", "documents"])
def test_no_parameter_of_media_makes_the_answer_fail(client, world, name):
    for parameter, value in product(MEDIA_PARAMETERS, ODD):
        _is_answered(client.get(f"/api/v2/{name}/", {parameter: value}))


@pytest.mark.parametrize("name", SNIPPETS)
def test_no_parameter_of_snippets_makes_the_answer_fail(client, world, name):
    for parameter, value in product(SNIPPET_PARAMETERS, ODD):
        _is_answered(client.get(f"/api/v2/{name}/", {parameter: value}))


@pytest.mark.parametrize("value", ODD)
def test_no_consultation_makes_statistics_fail(client, world, value):
    _is_answered(client.get("/api/v2/statistics/", {"consultation": value}))


@pytest.mark.parametrize("parameter", ["since", "after", "limit"])
def test_no_parameter_of_deletions_makes_the_answer_fail(client, world, at, parameter):
    record_public_objects(at=at)
    for value in ODD:
        query = {"since": "2027-02-10T12:00:00Z"} | {parameter: value}
        response = client.get("/api/v2/deletions/", query)
        assert response.status_code in (200, 400, 410), response.content
        assert response["Content-Type"] == "application/json"


def _is_answered(response):
    assert response.status_code in (200, 400, 404), response.content
    assert response["Content-Type"] == "application/json"
    if response.status_code != 200:
        assert response.json()["message"]


@pytest.mark.parametrize("value", ODD)
def test_find_is_never_at_a_loss(client, world, value):
    for name, parameter in product(LISTINGS, ("id", "html_path", "slug", "locale", "nothing")):
        response = client.get(f"/api/v2/{name}/find/", {parameter: value})
        assert response.status_code in (302, 400, 404), (name, parameter, response.content)


@pytest.mark.parametrize("name", LISTINGS)
def test_a_parameter_given_twice_is_refused(client, world, name):
    response = client.get(f"/api/v2/{name}/?limit=1&limit=2")
    assert response.status_code == 400
    assert "limit" in response.json()["message"]


@pytest.mark.parametrize("name", LISTINGS)
def test_unknown_parameters_and_fields_are_refused_on_single_objects_too(client, addresses, name):
    address = next(a for a in addresses if a.startswith(f"/api/v2/{name}/") and a[-2].isdigit())
    for query in ({"nothing": "1"}, {"fields": "nothing"}, {"fields": "("}):
        response = client.get(address, query)
        assert response.status_code == 400
        assert response.json()["message"]


def test_a_huge_key_is_simply_not_found(client, world):
    for name, pk in product((*LISTINGS, "comments"), (10**10, 10**18, 2**63 - 1, 2**63, 10**60)):
        assert client.get(f"/api/v2/{name}/{pk}/").status_code == 404


def test_a_host_without_any_site_serves_nothing_and_does_not_fail(client, world):
    Site.objects.all().delete()
    Site.clear_site_root_paths_cache()
    assert client.get("/api/v2/pages/").json()["items"] == []
    assert client.get("/api/v2/pages/?child_of=root").status_code == 404
    for name in ("topics", "organisations"):
        assert client.get(f"/api/v2/{name}/").json()["items"] == []
    for address in (
        f"/api/v2/pages/{world.discussion.pk}/",
        "/api/v2/pages/find/?html_path=/",
        f"/api/v2/comments/?discussion={world.discussion.pk}",
        f"/api/v2/statistics/?consultation={world.consultation.pk}",
        "/api/v2/comments/?updated_since=2027-02-10T12:00:00Z",
    ):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, addresses, method):
    client.force_login(factories.UserFactory(superuser=True))
    for address in addresses:
        response = getattr(client, method)(address)
        assert response.status_code == 405
        assert response.json()["message"]
