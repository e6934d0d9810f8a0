"""One policy stands over a discussion: whose it is, its page, and what is kept from going live."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.template.loader import render_to_string
from django.utils import timezone, translation
from wagtail.models import Locale, Site, Workflow, WorkflowPage
from wagtail.test.utils.form_data import nested_form_data, streamfield

from discussion_pages.models import DiscussionPage, DiscussionSettings, ModerationPolicy
from discussion_pages.services.default_policies import rules_value
from discussion_pages.services.policies import (
    common_rules,
    hours_text,
    policy_for,
    standard_rules,
)
from tests import factories
from tests.factories import NOW
from tests.staff import client_for, make_staff

HERE = "/how-we-moderate/"
DISCUSSION = "/consultations/safer-streets/walk-home/"


def make_policy(slug, **fields):
    return factories.ModerationPolicyFactory(slug=slug, title=f"Policy {slug}", **fields)


@pytest.fixture
def own(world):
    """The discussion's own policy."""
    return ModerationPolicy.objects.get(slug="how-we-moderate")


@pytest.fixture
def above(world):
    policy = make_policy("above")
    world.consultation.policy = policy
    world.consultation.save()
    return policy


@pytest.fixture
def of_site(world):
    policy = make_policy("of-site")
    DiscussionSettings.objects.create(site=Site.objects.get(), default_policy=policy)
    return policy


def in_force(world):
    found = policy_for(DiscussionPage.objects.get(pk=world.discussion.pk))
    return found.slug if found else None


def test_a_discussion_asks_itself_then_the_page_above_then_the_site(world, own, above, of_site):
    seen = [in_force(world)]
    for policy in (own, above, of_site):
        ModerationPolicy.objects.filter(pk=policy.pk).update(live=False)
        seen.append(in_force(world))
    assert seen == ["how-we-moderate", "above", "of-site", None]


def test_the_sites_policy_has_the_plain_address(client, world, of_site):
    page = client.get(HERE)
    words = page.content.decode()
    assert page.status_code == 200
    for rule in of_site.rules:
        assert rule.value["title"] in words
    assert "within 3 days" in words
    assert "appeal within 28 days" in words
    assert "13 or older" in words
    answer = client.get(f"{HERE}of-site/")
    assert (answer.status_code, answer.url) == (302, HERE)


@pytest.mark.parametrize(
    ("language", "email", "phone"),
    [
        ("en", "E-mail: <a", "Phone: 020"),
        ("fr", "Courriel\N{NO-BREAK SPACE}: <a", "Téléphone\N{NO-BREAK SPACE}: 020"),
    ],
)
def test_the_contact_is_set_as_the_language_wants_it(world, of_site, language, email, phone):
    of_site.contact_email, of_site.contact_phone = "team@example.org", "020 7946 0000"
    with translation.override(language):
        html = render_to_string("discussion_pages/includes/policy_full.html", {"policy": of_site})
    assert email in html
    assert phone in html


def test_another_policy_has_its_own_address(client, world, of_site):
    assert "Policy above" in _words(client, make_policy("above"))
    make_policy("draft", draft=True)
    assert client.get(f"{HERE}draft/").status_code == 404
    assert client.get(f"{HERE}nothing/").status_code == 404


def _words(client, policy):
    page = client.get(f"{HERE}{policy.slug}/")
    assert page.status_code == 200
    return page.content.decode()


def test_a_site_without_a_live_policy_has_no_page(client, world, of_site):
    ModerationPolicy.objects.update(live=False)
    assert client.get(HERE).status_code == 404


def test_every_form_says_what_its_own_policy_asks(client, world, clock, member, of_site):
    assert f'href="{HERE}how-we-moderate/"' in client.get(DISCUSSION).content.decode()
    client.force_login(member)
    page = client.get(DISCUSSION).content.decode()
    assert "Stay with the subject and be civil." in page
    assert "13 or older" in page
    assert f'href="{HERE}how-we-moderate/"' in page
    DiscussionPage.objects.update(policy=None)
    assert f'href="{HERE}"' in client.get(DISCUSSION).content.decode().partition("<footer")[0]


def test_rules_in_common_are_those_that_all_policies_have(world):
    one = make_policy("one", rules=rules_value(standard_rules()[:3]))
    two = make_policy("two", rules=rules_value(standard_rules()[1:]))
    assert [rule.code for rule in common_rules([one, two, one])] == ["hate", "harm"]
    assert len(common_rules([one, one])) == 3
    assert common_rules([]) == []


def test_who_to_call_out_of_hours_is_nowhere_public(client, world, of_site):
    contact = {"name": "Night desk", "what_for": "Danger", "phone": "0300 000 0000"}
    of_site.out_of_hours = [("contact", contact)]
    of_site.save()
    assert "Night desk" not in client.get(HERE).content.decode()


def test_the_policy_is_shown_in_the_readers_language(client, world, of_site):
    french = of_site.copy_for_translation(Locale.objects.get_or_create(language_code="fr")[0])
    french.title = "Comment nous modérons"
    french.save()
    assert "Comment nous modérons" in client.get(f"/fr{HERE}").content.decode()
    french.live = False
    french.save()
    assert "Policy of-site" in client.get(f"/fr{HERE}").content.decode()


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (1, "within 1 hour"),
        (24, "within 24 hours"),
        (47, "within 47 hours"),
        (48, "within 2 days"),
        (49, "within 49 hours"),
        (120, "within 5 days"),
    ],
)
def test_targets_in_words(hours, words):
    assert hours_text(hours) == words


@pytest.fixture
def unruled(world, own):
    """No policy at all stands over the discussion."""
    ModerationPolicy.objects.update(live=False)
    DiscussionPage.objects.update(policy=None)
    return DiscussionPage.objects.get(pk=world.discussion.pk)


PROBLEMS = [
    ({}, "No moderation policy is in force"),
    ({"comments_open": False}, None),
    ({"opens_at": NOW - timedelta(days=2), "closes_at": NOW - timedelta(days=1)}, None),
    ({"opens_at": NOW + timedelta(days=1)}, "No moderation policy is in force"),
]


@pytest.mark.parametrize(("fields", "problem"), PROBLEMS)
def test_what_takes_comments_needs_a_policy(unruled, fields, problem, at):
    for name, value in fields.items():
        setattr(unruled, name, value)
    assert (unruled.policy_problem(at=at) or "").startswith(problem or "") is True
    assert (unruled.policy_problem(at=at) is None) is (problem is None)


def test_what_is_missing_is_named(unruled, own, at):
    unruled.policy = own
    own.refresh_from_db()
    unruled.policy = own
    assert "“How we moderate” is a draft" in unruled.policy_problem(at=at)
    unruled.policy = make_policy("bare", without_rules=True)
    assert "“Policy bare” has no house rules" in unruled.policy_problem(at=at)


def test_a_live_page_is_refused_also_where_no_form_stands_between(unruled, clock):
    with pytest.raises(ValidationError) as refused:
        unruled.save()
    assert set(refused.value.message_dict) == {"policy"}
    with pytest.raises(ValidationError):
        unruled.save_revision().publish()
    unruled.live = False
    unruled.save()


def test_a_schedule_neither_gets_round_the_policy_nor_stops_there(unruled, world, caplog):
    due = timezone.now() - timedelta(hours=1)
    for page in (unruled, world.consultation):
        page.unpublish()
        page.go_live_at = due
        page.save_revision(approved_go_live_at=due, clean=False)
        due += timedelta(minutes=1)
    call_command("publish_scheduled")
    unruled.refresh_from_db()
    world.consultation.refresh_from_db()
    assert (unruled.live, world.consultation.live) == (False, True)
    assert "No moderation policy is in force" in caplog.text
    ModerationPolicy.objects.update(live=True)
    DiscussionPage.objects.update(policy=ModerationPolicy.objects.get())
    again = DiscussionPage.objects.get(pk=unruled.pk)
    again.policy = ModerationPolicy.objects.get()
    again.save_revision(approved_go_live_at=due, clean=False)
    call_command("publish_scheduled")
    unruled.refresh_from_db()
    assert unruled.live


def data(**fields):
    return nested_form_data(
        {
            "title": "Lamps",
            "slug": "lamps",
            "summary": "",
            "body": streamfield([]),
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            "moderation_mode": "after",
            "comments_open": "on",
            "opens_at": "",
            "closes_at": "",
        }
        | fields
    )


@pytest.fixture
def editor_client(world, clock):
    return client_for(make_staff(world.hub).editor)


@pytest.mark.parametrize(
    ("action", "saved"),
    [({}, True), ({"action-publish": "yes"}, False), ({"action-submit": "yes"}, False)],
)
def test_a_new_discussion_without_a_policy_stays_a_draft(
    editor_client, world, unruled, clock, action, saved
):

    WorkflowPage.objects.create(workflow=Workflow.objects.get(), page=world.hub)
    url = f"/admin/pages/add/discussion_pages/discussionpage/{world.consultation.pk}/"
    answer = editor_client.post(url, data(**action))
    assert DiscussionPage.objects.filter(slug="lamps").exists() is saved
    if not saved:
        assert "No moderation policy is in force" in str(answer.context["form"].errors["policy"])


def test_a_draft_of_a_live_discussion_is_saved_without_a_policy(editor_client, unruled, clock):
    url = f"/admin/pages/{unruled.pk}/edit/"
    assert editor_client.post(url, data(title="A draft")).status_code == 302
    unruled.refresh_from_db()
    assert unruled.get_latest_revision_as_object().title == "A draft"
    answer = editor_client.post(url, data(title="For all", **{"action-publish": "yes"}))
    assert "policy" in answer.context["form"].errors


def test_a_policy_of_the_site_is_enough_to_publish(editor_client, world, unruled, of_site, clock):
    url = f"/admin/pages/add/discussion_pages/discussionpage/{world.consultation.pk}/"
    editor_client.post(url, data(**{"action-publish": "yes"}))
    assert DiscussionPage.objects.get(slug="lamps").live


def test_a_site_without_a_policy_is_given_one_once(world, unruled, clock, capsys):
    call_command("create_default_policy")
    policy = DiscussionSettings.objects.get().default_policy
    assert "made and published" in capsys.readouterr().out
    assert policy.live_revision is not None
    assert "abuse" in [rule.value["code"] for rule in policy.rules]
    unruled.save()
    call_command("create_default_policy")
    assert "already" in capsys.readouterr().out
    assert ModerationPolicy.objects.filter(live=True).count() == 1


def test_a_policy_in_use_is_neither_unpublished_nor_deleted(world, own):
    admin = client_for(factories.UserFactory(superuser=True))
    base = "/admin/snippets/discussion_pages/moderationpolicy/"
    admin.post(f"{base}unpublish/{own.pk}/")
    admin.post(f"{base}delete/{own.pk}/")
    own.refresh_from_db()
    assert own.live
    unused = make_policy("unused")
    admin.post(f"{base}unpublish/{unused.pk}/")
    unused.refresh_from_db()
    assert not unused.live
    admin.post(f"{base}delete/{unused.pk}/")
    assert not ModerationPolicy.objects.filter(pk=unused.pk).exists()


def test_a_policy_is_previewed_as_its_page(world, own):
    own.save_revision()
    admin = client_for(factories.UserFactory(superuser=True))
    page = admin.get(
        f"/admin/snippets/discussion_pages/moderationpolicy/history/{own.pk}"
        f"/revisions/{own.latest_revision_id or own.get_latest_revision().pk}/view/"
    )
    assert "Abuse, threats or bullying" in page.content.decode()


@pytest.mark.parametrize(
    "make",
    [
        factories.ModerationPolicyFactory,
        factories.SafetyGuidanceFactory,
        factories.OrganisationFactory,
        factories.TopicFactory,
    ],
)
def test_a_translation_never_takes_the_place_of_its_original(db, make):
    original = make()
    french = original.copy_for_translation(Locale.objects.get_or_create(language_code="fr")[0])
    french.save()
    assert french.pk != original.pk
    assert type(original).objects.get(pk=original.pk).locale == original.locale
