"""Our snippets through the v3 API: for tokens only, and only for those who may work on them."""

import pytest

from discussion_pages.models import ModerationPolicy, Organisation, SafetyGuidance, SavedReason
from tests import factories
from tests.media import make_image

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

POLICY = "/snippets/discussion_pages.ModerationPolicy/"
GUIDANCE = "/snippets/discussion_pages.SafetyGuidance/"
ORGANISATION = "/snippets/discussion_pages.Organisation/"
REASON = "/snippets/discussion_pages.SavedReason/"
TOPIC = "/snippets/consultations.Topic/"
CONTACT = {
    "type": "contact",
    "value": {
        "name": "Helpline",
        "what_for": "Somebody to talk to",
        "phone": "116 000",
        "verified_on": "2027-02-01",
    },
}
RULE = {
    "type": "rule",
    "value": {"code": "abuse", "title": "Be civil", "explanation": "No insults."},
}
GOOD_POLICY = {"title": "How we decide", "slug": "how-we-decide", "purpose": "<p>For all.</p>"}


def pointers(answer):
    """Return where an answer says that something is wrong."""
    return [error["pointer"] for error in answer["errors"]]


def test_an_organisation_is_made_changed_and_read(editor):
    image = make_image()
    made = editor.post(ORGANISATION, {"name": "City Hall", "mark": image.pk})
    assert made["mark"] == image.pk
    assert made["language"] == "en"
    path = f"{ORGANISATION}{made['id']}/"
    assert editor.patch(path, {"short_name": "Hall"})["mark"] == image.pk
    assert editor.patch(path, {"mark": None})["mark"] is None
    assert editor.get(path)["short_name"] == "Hall"
    assert Organisation.objects.get(pk=made["id"]).name == "City Hall"


def test_a_topic_is_made_and_its_slug_taken_once(editor):
    assert editor.post(TOPIC, {"name": "Parks", "slug": "parks"})["slug"] == "parks"
    answer = editor.post(TOPIC, {"name": "Parks", "slug": "parks"}, status=422)
    assert pointers(answer) in (["#"], ["#/slug"])


def test_guidance_is_drafted_then_published(editor, world):
    made = editor.post(
        GUIDANCE,
        {"title": "Staying safe", "summary": "Help is near.", "contacts": [CONTACT]},
    )
    assert made["state"] == {"live": False, "has_unpublished_changes": True}
    path = f"{GUIDANCE}{made['id']}/"
    told = editor.ask("POST", f"{path}actions/publish/", status=200).json()
    assert told["state"] == {"live": True, "has_unpublished_changes": False}
    contacts = told["contacts"]
    contacts[0]["value"]["hours"] = "Every day"
    editor.patch(path, {"contacts": contacts})
    assert editor.get(path)["contacts"][0]["value"]["hours"] == ""
    draft = editor.get(f"{path}?version=draft")
    assert draft["contacts"][0]["value"]["hours"] == "Every day"
    assert draft["contacts"][0]["id"] == told["contacts"][0]["id"]


def test_a_contact_that_cannot_be_reached_is_refused_where_it_is(editor, world):
    contact = {**CONTACT, "value": {**CONTACT["value"], "phone": ""}}
    answer = editor.post(
        GUIDANCE,
        {"title": "Safe", "summary": "x", "contacts": [CONTACT, contact]},
        status=422,
    )
    assert pointers(answer) == ["#/contacts/1/value/phone"]


def test_a_policy_without_rules_is_not_published_in_any_way(world, staff):
    from tests.site.api_v3.conftest import Caller

    manager = Caller(staff.manager)
    answer = manager.post(POLICY, {**GOOD_POLICY, "meta": {"action": "publish"}}, status=409)
    assert "at least one house rule" in answer["detail"]
    assert not ModerationPolicy.objects.filter(slug="how-we-decide").exists()
    made = manager.post(POLICY, GOOD_POLICY)
    path = f"{POLICY}{made['id']}/"
    manager.post(f"{path}actions/publish/", status=409)
    manager.patch(path, {"meta": {"action": "publish"}}, status=409)
    told = manager.patch(path, {"rules": [RULE], "meta": {"action": "publish"}})
    assert told["state"]["live"] is True


def test_two_rules_with_one_code_are_refused(world, staff):
    from tests.site.api_v3.conftest import Caller

    answer = Caller(staff.manager).post(POLICY, {**GOOD_POLICY, "rules": [RULE, RULE]}, status=422)
    assert pointers(answer) == ["#/rules/1/value/code"]


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ({"appeal_days": 0}, "#/appeal_days"),
        ({"retention_months": 601}, "#/retention_months"),
        ({"on_account_deletion": "sell"}, "#/on_account_deletion"),
        ({"live": True}, "#/live"),
        ({"locale": 1}, "#/locale"),
        ({"contact_email": "nobody"}, "#/contact_email"),
    ],
)
def test_a_policy_keeps_to_its_bounds(data, where, world, staff):
    from tests.site.api_v3.conftest import Caller

    policy = factories.ModerationPolicyFactory(slug="bounds")
    answer = Caller(staff.manager).patch(f"{POLICY}{policy.pk}/", data, status=422)
    assert pointers(answer) == [where]


def test_a_saved_reason_names_a_rule_that_exists(world, staff):
    from tests.site.api_v3.conftest import Caller

    moderator = Caller(staff.moderator)
    code = world.discussion.policy.rules[0].value["code"]
    reason = {"title": "Civil", "rule_code": code, "message": "Please be civil."}
    made = moderator.post(REASON, reason)
    assert SavedReason.objects.get(pk=made["id"]).rule_code == code
    answer = moderator.post(REASON, {**reason, "rule_code": "no_such_rule"}, status=422)
    assert pointers(answer) == ["#/rule_code"]


def test_snippets_are_found_by_a_field_and_in_order(editor, world):
    for name in ("Parks", "Buses"):
        factories.TopicFactory(name=name, slug=name.lower())
    listed = editor.get(f"{TOPIC}?order=name")
    assert [item["name"] for item in listed["items"]] == ["Buses", "Parks"]
    assert editor.get(f"{TOPIC}?slug=parks")["count"] == 1
    editor.get(f"{TOPIC}?colour=red", status=422)


@pytest.mark.parametrize(
    ("path", "factory", "queries"),
    [
        (TOPIC, factories.TopicFactory, 7),
        (ORGANISATION, factories.OrganisationFactory, 7),
        (GUIDANCE, factories.SafetyGuidanceFactory, 7),
    ],
)
def test_a_list_takes_as_many_queries_for_many_as_for_few(
    path, factory, queries, editor, django_assert_num_queries
):
    factory()
    editor.get(path)
    with django_assert_num_queries(queries):
        editor.get(path)
    for _number in range(10):
        factory()
    with django_assert_num_queries(queries):
        assert editor.get(path)["count"] >= 11


def test_guidance_that_is_not_public_is_told_to_those_who_work_on_it(editor, stranger, world):
    draft = factories.SafetyGuidanceFactory(draft=True, title="Not yet")
    assert editor.get(f"{GUIDANCE}{draft.pk}/")["title"] == "Not yet"
    stranger.get(f"{GUIDANCE}{draft.pk}/", status=401)
    assert SafetyGuidance.objects.filter(pk=draft.pk, live=False).exists()
