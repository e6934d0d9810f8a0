"""Reads for many pages say what the reads for one page say, and the leaf serves without us."""

import pytest
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.models import Site

from consultations.api.endpoints import register_endpoints
from consultations.services.reading import discussion_cards, discussions_of
from discussion_pages.api.endpoints import register_endpoints as register_discussions
from discussion_pages.models import DiscussionPage, DiscussionSettings
from discussion_pages.models.pages import with_parents
from discussion_pages.services.guidance import (
    full_page_url,
    full_page_urls,
    guidance_for,
    guidance_of,
)
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def site_request(rf, world):
    return rf.get("/", headers={"Host": "localhost"})


def test_guidance_for_a_list_is_that_of_each_page(world, site_request):
    draft = factories.SafetyGuidanceFactory(draft=True)
    own, inherited, default = (factories.SafetyGuidanceFactory() for _number in range(3))
    DiscussionSettings.objects.create(site=Site.objects.get(), default_guidance=default)
    world.consultation.guidance = inherited
    world.consultation.save()
    lonely = factories.DiscussionPageFactory(parent=world.home)
    with_draft = factories.DiscussionPageFactory(parent=world.consultation, guidance=draft)
    with_own = factories.DiscussionPageFactory(parent=world.consultation, guidance=own)
    pages = [world.consultation, *with_parents(DiscussionPage.objects.all())]
    found = guidance_of(pages, site_request)
    assert found[world.consultation.pk] == inherited
    assert found[lonely.pk] == default
    assert found[with_draft.pk] == inherited
    assert found[with_own.pk] == own


def test_full_pages_for_a_list_are_those_of_each_guidance(world, site_request):
    guidance = factories.SafetyGuidanceFactory()
    factories.SafetyGuidancePageFactory(parent=world.home, guidance=guidance)
    world.consultation.guidance = guidance
    (url,) = full_page_urls([guidance], site_request).values()
    shown = guidance_for(world.consultation, site_request)
    assert url == "http://localhost" + full_page_url(shown, site_request)


def test_discussions_for_a_list_are_those_of_each_consultation(world, site_request, at):
    other = factories.ConsultationPageFactory(parent=world.hub, closed=True)
    factories.DiscussionPageFactory(parent=other)
    factories.DiscussionPageFactory(parent=world.consultation, comments_off=True)
    found = discussions_of([world.consultation, other], site_request, at=at)
    assert [len(found[page.pk]) for page in (world.consultation, other)] == [2, 1]
    for page in (world.consultation, other):
        assert found[page.pk] == discussion_cards(page, site_request, at=at)
        assert {card.page.get_parent().pk for card in found[page.pk]} == {page.pk}


LEAF = [
    *("pages", "images", "documents", "comments"),
    *("organisations", "guidance", "policies", "deletions"),
    "page_preview",
]


@pytest.mark.parametrize(
    ("register", "names"),
    [(register_discussions, LEAF), (register_endpoints, [*LEAF, "topics", "statistics"])],
)
def test_any_router_takes_the_endpoints(register, names, monkeypatch):
    # The last one is remembered, for what is told outside of any request.
    monkeypatch.setattr("discussion_pages.api.inside._routers", [])
    router = WagtailAPIRouter("elsewhere")
    register(router)
    assert list(router._endpoints) == names
