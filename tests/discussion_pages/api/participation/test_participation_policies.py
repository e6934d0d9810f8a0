"""Policies by the participation API, and its front door."""

import pytest
from wagtail.models import Locale, PageViewRestriction, Site

from config.api import participation_api
from discussion_pages.models import DiscussionSettings
from tests import factories
from tests.participation import BASE, api_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

SITE_POLICY_QUERIES = 7
POLICY_QUERIES = 6
DISCUSSION_POLICY_QUERIES = 8


@pytest.fixture
def policy(world, at):
    policy = world.discussion.policy
    policy.hours = "Monday to Friday"
    policy.appeals_decided_by = "A second moderator."
    policy.contact_email = "moderation@example.org"
    policy.out_of_hours = [
        (
            "contact",
            {
                "name": "Duty officer",
                "what_for": "Danger",
                "phone": "020 7946 0958",
                "verified_on": at.date(),
            },
        )
    ]
    policy.purpose = f'<p>See <a linktype="page" id="{world.consultation.pk}">this</a></p>'
    policy.save_revision().publish()
    policy.refresh_from_db()
    return policy


@pytest.fixture
def default(policy):
    DiscussionSettings.objects.create(site=Site.objects.get(), default_policy=policy)
    return policy


def test_a_policy_says_what_its_page_says_and_no_more(world, policy):
    answer = api_for().get(f"/policies/{policy.slug}")
    found = answer.json()
    assert set(found) == {
        "id", "url", "html_url", "title", "slug", "locale", "version", "last_published_at",
        "purpose", "composer_line", "minimum_age_text", "rules", "hours", "targets",
        "appeal_days", "appeals_decided_by", "contact",
    }  # fmt: skip
    assert found["url"] == f"http://testserver{BASE}/policies/how-we-moderate"
    assert found["html_url"] == "http://localhost/how-we-moderate/how-we-moderate/"
    assert found["version"] == policy.live_revision_id
    assert found["purpose"] == (
        '<p>See <a href="http://localhost/consultations/safer-streets/">this</a></p>'
    )
    assert set(found["rules"][0]) == {"code", "title", "explanation", "example", "is_illegal"}
    assert [rule["code"] for rule in found["rules"]][:2] == ["abuse", "hate"]
    assert found["targets"][0] == {
        "label": "Somebody may come to harm",
        "time": "within 1 hour",
    }
    assert (found["appeal_days"], found["appeals_decided_by"]) == (28, "A second moderator.")
    assert found["contact"] == {"name": "", "email": "moderation@example.org", "phone": ""}
    assert b"Duty officer" not in answer.content
    assert b"7946" not in answer.content
    assert answer["Last-Modified"] == "Wed, 10 Feb 2027 12:00:00 GMT"


def test_a_policy_does_not_name_a_page_that_the_reader_may_not_read(world, policy, member):
    PageViewRestriction.objects.create(page=world.consultation, restriction_type="login")
    path = f"/policies/{policy.slug}"
    assert api_for().get(path).json()["purpose"] == "<p>See <a>this</a></p>"
    assert "safer-streets" in api_for(member).get(path).json()["purpose"]


def test_the_policy_of_the_site_is_what_it_falls_back_to(world, default):
    found = api_for().get("/policy").json()
    assert found["id"] == default.pk
    assert found["html_url"] == "http://localhost/how-we-moderate/"


def test_a_site_without_a_policy_has_none(world):
    assert api_for().get("/policy").status_code == 404


def test_the_policy_of_a_discussion_is_the_one_in_force(world, default):
    own = factories.ModerationPolicyFactory(slug="strict", title="Strict")
    path = f"/discussions/{world.discussion.pk}/policy"
    world.discussion.policy = own
    world.discussion.save()
    assert api_for().get(path).json()["title"] == "Strict"
    own.live = False
    own.save()
    assert api_for().get(path).json()["id"] == default.pk
    world.discussion.live = False
    world.discussion.save()
    assert api_for().get(path).status_code == 404


def test_a_draft_is_no_policy(world, policy):
    factories.ModerationPolicyFactory(slug="draft", draft=True)
    assert api_for().get("/policies/draft").status_code == 404
    policy.purpose = "<p>Secret</p>"
    policy.save_revision()
    assert "Secret" not in api_for().get(f"/policies/{policy.slug}").content.decode()


def test_a_policy_comes_in_the_language_that_is_asked_for(world, default):
    french = Locale.objects.create(language_code="fr")
    copy = default.copy_for_translation(french)
    copy.title, copy.live = "Comment nous modérons", True
    copy.save()
    for path in ("/policy", f"/policies/{default.slug}"):
        assert api_for().get(path, accept_language="fr").json()["title"] == copy.title
        assert api_for().get(path, accept_language="en").json()["title"] == default.title


def test_a_policy_costs_the_same_however_many_rules_it_has(
    world, default, django_assert_num_queries
):
    paths = {
        "/policy": SITE_POLICY_QUERIES,
        f"/policies/{default.slug}": POLICY_QUERIES,
        f"/discussions/{world.discussion.pk}/policy": DISCUSSION_POLICY_QUERIES,
    }
    for path, count in paths.items():
        api_for().get(path)
        with django_assert_num_queries(count):
            assert api_for().get(path).status_code == 200


# -- The front door ------------------------------------------------------------------


def test_the_front_door_says_where_everything_is(world, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = api_for().get("/")
    found = answer.json()
    assert found["version"] == participation_api.version
    assert found["openapi_url"] == f"http://testserver{BASE}/openapi.json"
    assert found["docs_url"] == f"http://testserver{BASE}/docs/"
    routes = {route["name"]: route["url"] for route in found["routes"]}
    assert routes["list_consultations"] == f"http://testserver{BASE}/consultations"
    assert routes["get_discussion"] == f"http://testserver{BASE}/discussions/{{pk}}"
    assert all(route["summary"] for route in found["routes"])
    for name, url in routes.items():
        if "{" not in url:
            assert api_for().client.get(url).status_code in {200, 401, 404}, name
