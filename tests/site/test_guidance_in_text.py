"""Safety guidance as a block in a page's text, beside the panel of the page itself."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from discussion_pages.models import DiscussionSettings
from tests import factories
from tests.staff import client_for, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

URLS = {
    "consultation": "/consultations/safer-streets/",
    "discussion": "/consultations/safer-streets/walk-home/",
}
PANEL = '<section class="wc-safety"'


@pytest.fixture
def guidance(world):
    made = factories.SafetyGuidanceFactory(title="Getting help")
    factories.SafetyGuidancePageFactory(parent=world.home, guidance=made)
    settings = DiscussionSettings.objects.get_or_create(site=world.home.get_site())[0]
    settings.default_guidance = made
    settings.save()
    return made


@pytest.fixture(params=["consultation", "discussion", "sensitive discussion"])
def page(request, world):
    found = getattr(world, request.param.split()[-1])
    if request.param.startswith("sensitive"):
        found.is_sensitive = True
    return found


@pytest.fixture
def show(client, page):
    """Put blocks with these guidances into the text, and return the page as a visitor gets it."""

    def go(*guidances):
        page.body = [
            {"type": "safety_guidance", "value": {"guidance": each and each.pk}, "id": f"b{number}"}
            for number, each in enumerate(guidances)
        ]
        page.save_revision().publish()
        response = client.get(URLS[type(page).__name__.removesuffix("Page").lower()])
        assert response.status_code == 200
        return response.content.decode()

    return go


def ids(html):
    return re.findall(r'\sid="([^"]+)"', html)


def assert_it_is_sound(html):
    """Every id is there once, and every link and label within the page has its target."""
    assert len(ids(html)) == len(set(ids(html)))
    for target in re.findall(r'(?:href="#|aria-labelledby=")([^"]+)"', html):
        assert target in ids(html), target


def test_without_a_block_the_page_has_its_own_panel(show, guidance):
    html = show()
    assert html.count(PANEL) == 1
    assert 'id="staying-safe" aria-labelledby="staying-safe-heading"' in html
    assert_it_is_sound(html)


@pytest.mark.parametrize("is_named", [False, True], ids=["left blank", "named"])
def test_the_same_guidance_stands_once_and_links_to_it_lead_to_the_block(show, guidance, is_named):
    html = show(guidance if is_named else None)
    assert html.count(PANEL) == 1
    assert re.search(r'<div id="staying-safe">\s*<section class="wc-safety" id="guidance-b0"', html)
    assert html.count('href="/staying-safe/">\n') == 1
    assert_it_is_sound(html)


def test_a_block_with_other_guidance_stands_beside_the_panel(show, guidance):
    other = factories.SafetyGuidanceFactory(title="At night")
    html = show(other)
    assert html.count(PANEL) == 2
    assert 'id="guidance-b0"' in html
    assert '<section class="wc-safety" id="staying-safe"' in html
    assert_it_is_sound(html)


def test_a_draft_in_a_block_gives_way_to_the_pages_guidance(show, guidance):
    html = show(factories.SafetyGuidanceFactory(title="Not yet", draft=True))
    assert "Not yet" not in html
    assert html.count(PANEL) == 1
    assert_it_is_sound(html)


def test_two_blocks_have_ids_of_their_own(show, guidance):
    html = show(factories.SafetyGuidanceFactory(title="At night"), None, guidance)
    assert {"guidance-b0", "guidance-b1", "guidance-b2"} <= set(ids(html))
    assert html.index('<div id="staying-safe">') < html.index('id="guidance-b1"')
    assert_it_is_sound(html)


def test_without_any_guidance_neither_block_nor_panel_shows(show):
    html = show(None)
    assert PANEL not in html
    assert_it_is_sound(html)


def test_the_editors_preview_has_one_panel_too(show, guidance, page, world):
    show(None)
    editor = client_for(make_staff(world.hub).editor)
    html = editor.get(f"/admin/pages/{page.pk}/view_draft/").content.decode()
    assert html.count(PANEL) == 1
    assert ids(html).count("staying-safe") == 1
    assert len(ids(html)) == len(set(ids(html)))


def test_leaving_the_panel_out_costs_no_query(show, guidance, page, client):
    url = URLS[type(page).__name__.removesuffix("Page").lower()]

    def count():
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url, {"again": "1"})
        return len(queries)

    show(factories.SafetyGuidanceFactory())
    beside = count()
    show(guidance)
    assert count() == beside
