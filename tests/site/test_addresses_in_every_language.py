"""What the site says of its addresses holds for each of its languages."""

import re

import pytest
from wagtail.models import Locale, PageViewRestriction

from tests import factories

THREE_LANGUAGES = [("en", "English"), ("fr", "French"), ("cy", "Welsh")]


@pytest.fixture
def french(world):
    """The tree of the site in French, down to a discussion."""
    locale = Locale.objects.create(language_code="fr")
    for page in (world.home, world.hub, world.consultation, world.discussion):
        copy = page.copy_for_translation(locale)
        copy.slug = {world.home: "accueil", world.discussion: "le-retour"}.get(page, page.slug)
        copy.save_revision().publish()
    return locale


def mapped(client):
    return re.findall(r"<loc>http://localhost(.*?)</loc>", client.get("/sitemap.xml").text)


@pytest.mark.parametrize("area", ["accounts", "search"])
def test_robots_are_kept_from_each_languages_own_addresses(client, settings, area):
    settings.LANGUAGES = THREE_LANGUAGES
    lines = client.get("/robots.txt").text.splitlines()
    found = [line for line in lines if area in line]
    assert found == [f"Disallow: {prefix}/{area}/" for prefix in ("", "/fr", "/cy")]


def test_the_site_map_lists_the_pages_of_every_language(client, world, french):
    assert mapped(client) == [
        "/",
        "/consultations/",
        "/consultations/safer-streets/",
        "/consultations/safer-streets/walk-home/",
        "/fr/",
        "/fr/consultations/",
        "/fr/consultations/safer-streets/",
        "/fr/consultations/safer-streets/le-retour/",
    ]


def test_the_site_map_leaves_out_what_is_private_or_an_alias(client, world, french):
    PageViewRestriction.objects.create(
        page=world.discussion.get_translation(french), restriction_type="login"
    )
    world.consultation.create_alias(parent=world.hub, update_slug="twin")
    found = mapped(client)
    assert "/fr/consultations/safer-streets/" in found
    assert not [address for address in found if "le-retour" in address or "twin" in address]


def test_the_site_map_costs_the_same_however_many_pages(
    client, world, french, django_assert_max_num_queries
):
    for number in range(5):
        page = factories.ConsultationPageFactory(parent=world.hub, slug=f"more-{number}")
        page.copy_for_translation(french).save_revision().publish()
    client.get("/search/")  # finds the site's roots, which stay in the cache
    with django_assert_max_num_queries(14):
        assert len(mapped(client)) == 18


@pytest.mark.parametrize("home", ["published", "draft", "none"])
@pytest.mark.parametrize(("prefix", "said"), [("", "logged out"), ("/fr", "déconnecté")])
def test_who_logs_out_goes_on_in_the_same_language(
    client, world, member, request, home, prefix, said
):
    if home != "none":
        french = request.getfixturevalue("french")
        if home == "draft":
            world.home.get_translation(french).unpublish()
    client.force_login(member)
    response = client.post(f"{prefix}/accounts/logout/")
    assert response["Location"] == f"{prefix}/"
    page = client.get(response["Location"])
    assert page.status_code == 200
    assert f'lang="{prefix.strip("/") or "en"}"' in page.text and said in page.text
