"""Organisations, safety guidance and moderation policies: what is published, and nothing else."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from wagtail.models import Locale, PageViewRestriction, Site

from discussion_pages.models import DiscussionSettings, ModerationPolicy
from discussion_pages.services.deciding import remove_comment
from discussion_pages.services.posting import post_official_reply
from tests import factories
from tests.media import make_image

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

ORGANISATIONS = "/api/v2/organisations/"
GUIDANCE = "/api/v2/guidance/"
POLICIES = "/api/v2/policies/"
HELPLINE = {
    "name": "Helpline",
    "what_for": "Somebody to talk to",
    "phone": "116 000",
    "verified_on": date(2026, 10, 1),
}


def ids(client, url, **query):
    response = client.get(url, query)
    assert response.status_code == 200, response.content
    return [item["id"] for item in response.json()["items"]]


@pytest.fixture
def body(world):
    body = factories.OrganisationFactory(name="Northbank City Hall", mark=make_image())
    world.discussion.organisation = body
    world.discussion.save()
    return body


@pytest.fixture
def guidance(world):
    guidance = factories.SafetyGuidanceFactory(
        title="Staying safe", contacts=[("contact", HELPLINE)]
    )
    world.discussion.guidance = guidance
    world.discussion.save()
    return guidance


def test_an_organisation_is_the_one_that_pages_show(client, world, body):
    answer = client.get(f"{ORGANISATIONS}{body.pk}/").json()
    shown = client.get(f"/api/v2/pages/{world.discussion.pk}/").json()["organisation"]
    assert {name: answer[name] for name in shown} == shown
    assert shown["mark"]["renditions"]
    assert answer["meta"] == {
        "type": "discussion_pages.Organisation",
        "detail_url": f"http://localhost{ORGANISATIONS}{body.pk}/",
        "locale": "en",
    }
    (item,) = client.get(ORGANISATIONS).json()["items"]
    assert item == {name: answer[name] for name in ("id", "meta", "name", "short_name", "url")}
    assert ids(client, ORGANISATIONS, search="northbank", order="name") == [body.pk]


def test_a_body_that_replied_officially_is_public_while_the_reply_is(client, world, at):
    staff = factories.UserFactory()
    for codename in ("reply_officially", "moderate_discussioncomment"):
        staff.user_permissions.add(Permission.objects.get(codename=codename))
    body = factories.OrganisationFactory()
    assert ids(client, ORGANISATIONS) == []
    reply = post_official_reply(
        discussion=world.discussion, author=staff, organisation=body, text="Thanks", at=at
    )
    assert ids(client, ORGANISATIONS) == [body.pk]
    remove_comment(comment=reply, moderator=staff, reason="other", at=at)
    assert ids(client, ORGANISATIONS) == []


def test_guidance_is_the_one_that_pages_show(client, world, guidance):
    factories.SafetyGuidancePageFactory(parent=world.home, guidance=guidance)
    answer = client.get(f"{GUIDANCE}{guidance.pk}/").json()
    shown = client.get(f"/api/v2/pages/{world.discussion.pk}/").json()["guidance"]
    assert {name: answer[name] for name in shown} == shown
    assert answer["url"] == "http://localhost/staying-safe/"
    assert answer["contacts"][0]["phone"] == "116 000"


@pytest.mark.parametrize("hidden", ["draft", "private", "below private"])
def test_what_only_hidden_pages_name_is_nowhere(client, world, body, guidance, hidden):
    if hidden == "draft":
        world.discussion.unpublish()
    else:
        page = world.discussion if hidden == "private" else world.hub
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    client.force_login(factories.UserFactory(superuser=True))
    for url, snippet in ((ORGANISATIONS, body), (GUIDANCE, guidance)):
        assert ids(client, url) == []
        assert ids(client, url, search=str(snippet)) == []
        assert client.get(f"{url}{snippet.pk}/").status_code == 404
        assert client.get(f"{url}find/", {"id": snippet.pk}).status_code == 404


def test_draft_guidance_is_nowhere_whatever_names_it(client, world):
    draft = factories.SafetyGuidanceFactory(draft=True, title="Secret draft 47")
    world.discussion.guidance = draft
    world.discussion.save()
    DiscussionSettings.objects.create(site=Site.objects.get(), default_guidance=draft)
    assert ids(client, GUIDANCE) == []
    assert client.get(f"{GUIDANCE}{draft.pk}/").status_code == 404


def test_an_unpublished_change_of_guidance_is_not_served(client, guidance):
    guidance.title = "Secret title 47"
    guidance.save_revision()
    assert "Secret" not in client.get(f"{GUIDANCE}{guidance.pk}/").content.decode()


def test_the_default_guidance_of_a_site_is_public(client, world):
    default = factories.SafetyGuidanceFactory()
    assert ids(client, GUIDANCE) == []
    DiscussionSettings.objects.create(site=Site.objects.get(), default_guidance=default)
    assert ids(client, GUIDANCE) == [default.pk]


@pytest.fixture
def policy(world):
    policy = world.discussion.policy
    policy.hours = "Monday to Friday"
    policy.contact_email = "moderation@example.org"
    policy.appeals_decided_by = "A second moderator."
    policy.out_of_hours = [("contact", HELPLINE | {"phone": "secret-phone-47"})]
    policy.purpose = f'<p><a linktype="page" id="{world.hub.pk}">All</a></p>'
    policy.save()
    return policy


def test_a_policy_says_what_its_page_says(client, policy):
    answer = client.get(f"{POLICIES}{policy.pk}/").json()
    assert set(answer) == {
        "id",
        "meta",
        "title",
        "slug",
        "purpose",
        "minimum_age_text",
        "rules",
        "hours",
        "targets",
        "appeal_days",
        "appeals_decided_by",
        "contact",
    }
    assert set(answer["rules"][0]) == {"code", "title", "explanation", "example"}
    assert answer["purpose"] == '<p><a href="http://localhost/consultations/">All</a></p>'
    page = client.get(answer["meta"]["html_url"])
    assert page.status_code == 200
    html = page.content.decode()
    said = [rule["title"] for rule in answer["rules"]]
    said += [target[name] for target in answer["targets"] for name in ("label", "time")]
    said += [answer["minimum_age_text"], answer["hours"], answer["contact"]["email"]]
    for sentence in said:
        assert sentence in html


def test_what_a_policy_keeps_for_staff_is_not_served(client, policy):
    assert policy.composer_line
    for url in (f"{POLICIES}{policy.pk}/", f"{POLICIES}?fields=*"):
        text = client.get(url).content.decode()
        for private in ("secret-phone-47", "out_of_hours", "links_max", "hold_after", "retention"):
            assert private not in text
    for name in ("links_max", "retention_months", "out_of_hours", "live"):
        assert client.get(POLICIES, {name: "1"}).status_code == 400
        assert client.get(POLICIES, {"order": name}).status_code == 400
        assert client.get(POLICIES, {"fields": name}).status_code == 400


def test_a_draft_policy_is_nowhere(client, policy):
    ModerationPolicy.objects.update(live=False)
    assert ids(client, POLICIES) == []
    assert client.get(f"{POLICIES}{policy.pk}/").status_code == 404
    assert client.get(f"{POLICIES}find/", {"slug": policy.slug}).status_code == 404


def test_a_policy_is_found_by_its_slug_in_each_language(client, policy):
    find = f"{POLICIES}find/"
    assert client.get(find, {"slug": policy.slug}, follow=True).json()["id"] == policy.pk
    french = Locale.objects.create(language_code="fr")
    translated = factories.ModerationPolicyFactory(
        slug=policy.slug, locale=french, translation_key=policy.translation_key
    )
    assert "locale" in client.get(find, {"slug": policy.slug}).json()["message"]
    found = client.get(find, {"slug": policy.slug, "locale": "fr"}, follow=True).json()
    assert found["id"] == translated.pk
    assert found["meta"]["html_url"] == "http://localhost/fr/how-we-moderate/how-we-moderate/"
    assert client.get(found["meta"]["html_url"]).status_code == 200
    assert ids(client, POLICIES, locale="fr") == [translated.pk]


@pytest.mark.parametrize("count", [1, 12])
def test_snippets_cost_the_same_however_many(client, world, count, django_assert_num_queries):
    for number in range(count):
        factories.DiscussionPageFactory(
            parent=world.consultation,
            organisation=factories.OrganisationFactory(mark=make_image()),
            guidance=factories.SafetyGuidanceFactory(
                body=f'<p><a linktype="page" id="{world.hub.pk}">all</a></p>'
            ),
            policy=factories.ModerationPolicyFactory(
                slug=f"policy-{number}",
                purpose=f'<p><a linktype="page" id="{world.consultation.pk}">it</a></p>',
            ),
        )
    query = {"fields": "*", "limit": 40}
    for url, queries, more in ((ORGANISATIONS, 6, 0), (GUIDANCE, 8, 0), (POLICIES, 8, 1)):
        client.get(url, query)
        with django_assert_num_queries(queries):
            assert len(client.get(url, query).json()["items"]) == count + more
