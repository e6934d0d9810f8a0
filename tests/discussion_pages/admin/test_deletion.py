"""What cannot be deleted."""

import pytest
from wagtail.models import Page, ReferenceIndex, Site

from discussion_pages.models import (
    DiscussionSettings,
    ModerationPolicy,
    Organisation,
    SafetyGuidance,
)
from discussion_pages.services import posting
from tests import factories
from tests.factories import NOW
from tests.staff import client_for


@pytest.fixture
def admin_client(staff):
    return client_for(staff.admin)


def said(client):
    return " ".join(str(message) for message in client.get("/admin/").context["messages"])


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("which", ["discussion", "consultation", "hub", "home"])
def test_a_page_with_comments_anywhere_under_it_is_kept(admin_client, world, held, which, method):
    page = getattr(world, which)
    response = getattr(admin_client, method)(
        f"/admin/pages/{page.pk}/delete/", {"confirm_site_name": "Consultations"}
    )
    assert response.status_code == 302
    assert Page.objects.filter(pk=page.pk).exists()
    assert "Unpublish instead" in said(admin_client)


def test_pages_deleted_in_bulk_are_kept_when_one_has_comments(admin_client, world, published):
    empty = factories.DiscussionPageFactory(parent=world.consultation)
    admin_client.post(
        f"/admin/bulk/wagtailcore/page/delete/?id={world.discussion.pk}&id={empty.pk}&next=/admin/"
    )
    assert Page.objects.filter(pk__in=[world.discussion.pk, empty.pk]).count() == 2
    assert "The walk home" in said(admin_client)


def test_pages_without_comments_are_deleted_one_or_in_bulk(admin_client, world):
    one, two = (factories.DiscussionPageFactory(parent=world.consultation) for _ in range(2))
    admin_client.post(f"/admin/pages/{one.pk}/delete/")
    admin_client.post(f"/admin/bulk/wagtailcore/page/delete/?id={two.pk}&next=/admin/")
    assert not Page.objects.filter(pk__in=[one.pk, two.pk]).exists()


def test_a_page_with_comments_can_be_unpublished_copied_and_moved(admin_client, world, published):
    other = factories.ConsultationPageFactory(parent=world.hub)
    pk = world.discussion.pk
    assert admin_client.post(f"/admin/pages/{pk}/move/{other.pk}/confirm/").status_code == 302
    assert Page.objects.get(pk=pk).is_descendant_of(other)
    response = admin_client.post(
        f"/admin/pages/{pk}/copy/",
        {"new_title": "Again", "new_slug": "again", "new_parent_page": other.pk},
    )
    assert response.status_code == 302
    assert Page.objects.filter(slug="again").exists()
    admin_client.post(f"/admin/pages/{pk}/unpublish/")
    assert not Page.objects.get(pk=pk).live


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_organisation_with_official_replies_is_kept(admin_client, staff, published, method):
    organisation = factories.OrganisationFactory()
    posting.post_official_reply(
        discussion=published.discussion,
        author=staff.moderator,
        organisation=organisation,
        text="We are on it.",
        at=NOW,
    )
    for address in (
        f"/admin/snippets/discussion_pages/organisation/delete/{organisation.pk}/",
        f"/admin/bulk/discussion_pages/organisation/delete/?id={organisation.pk}",
    ):
        assert getattr(admin_client, method)(address).status_code == 302
        assert "official replies were posted" in said(admin_client)
    assert Organisation.objects.filter(pk=organisation.pk).exists()


@pytest.mark.parametrize("bulk", [False, True])
@pytest.mark.parametrize("kind", ["organisation", "safetyguidance"])
def test_a_snippet_that_a_page_uses_is_kept_with_a_message(admin_client, world, kind, bulk):
    if kind == "organisation":
        used = factories.OrganisationFactory()
        world.consultation.organisation = used
        world.consultation.save()
    else:
        used = factories.SafetyGuidancePageFactory(parent=world.home).guidance
    address = (
        f"/admin/bulk/discussion_pages/{kind}/delete/?id={used.pk}"
        if bulk
        else f"/admin/snippets/discussion_pages/{kind}/delete/{used.pk}/"
    )
    assert admin_client.get(address).status_code == 200
    assert admin_client.post(address).status_code == 302
    assert type(used).objects.filter(pk=used.pk).exists()
    assert said(admin_client)


POLICIES = "/admin/snippets/discussion_pages/moderationpolicy/"


@pytest.fixture
def site_policy(world):
    """A policy that the setting of the site names, and no page."""
    policy = factories.ModerationPolicyFactory(slug="of-the-site")
    settings = DiscussionSettings.for_site(Site.objects.get())
    settings.default_policy = policy
    settings.save()
    return policy


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("is_indexed", [True, False])
@pytest.mark.parametrize(
    "address",
    [
        f"{POLICIES}delete/{{}}/",
        "/admin/bulk/discussion_pages/moderationpolicy/delete/?id={}",
    ],
    ids=["alone", "in bulk"],
)
def test_the_policy_of_a_site_is_kept_and_its_setting_named(
    admin_client, site_policy, method, is_indexed, address
):
    if not is_indexed:
        ReferenceIndex.objects.all().delete()
    response = getattr(admin_client, method)(address.format(site_policy.pk))
    assert (response.status_code, response["Location"]) == (302, POLICIES)
    words = said(admin_client)
    assert "the moderation policy of “Northbank”" in words
    assert "“Settings &gt; Discussions”" in words
    assert "pages use it" not in words
    assert ModerationPolicy.objects.filter(pk=site_policy.pk).exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_usage_does_not_name_is_refused_without_leading_there(admin_client, world, method):
    policy = world.discussion.policy
    ReferenceIndex.objects.all().delete()
    response = getattr(admin_client, method)(f"{POLICIES}delete/{policy.pk}/")
    assert response.status_code == 302
    words = said(admin_client)
    assert "other records use it" in words
    assert "Usage" not in words


def test_a_policy_that_nothing_names_is_deleted(admin_client, site_policy):
    other = factories.ModerationPolicyFactory(slug="of-nobody")
    assert admin_client.get(f"{POLICIES}delete/{other.pk}/").status_code == 200
    admin_client.post(f"{POLICIES}delete/{other.pk}/")
    assert not ModerationPolicy.objects.filter(pk=other.pk).exists()


def test_a_snippet_that_nothing_uses_is_deleted(admin_client, world):
    organisation = factories.OrganisationFactory()
    guidance = factories.SafetyGuidanceFactory()
    admin_client.post(f"/admin/snippets/discussion_pages/organisation/delete/{organisation.pk}/")
    admin_client.post(f"/admin/snippets/discussion_pages/safetyguidance/delete/{guidance.pk}/")
    assert not Organisation.objects.filter(pk=organisation.pk).exists()
    assert not SafetyGuidance.objects.filter(pk=guidance.pk).exists()
