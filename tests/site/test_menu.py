"""The menu leads somewhere in every language, however much of a site has been translated."""

import re

import pytest
from wagtail.models import Locale

from tests import factories
from tests.kept import fresh, kept

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def guidance(world):
    return factories.SafetyGuidancePageFactory(parent=world.home, slug="staying-safe")


@pytest.fixture
def french(world, guidance):
    """Publish a page in French, under the words that its address has in English."""
    locale = Locale.objects.get_or_create(language_code="fr")[0]

    def publish(page):
        copy = page.copy_for_translation(locale)
        copy.slug = "accueil" if page == world.home else page.slug
        copy.save_revision().publish()
        return type(copy).objects.get(pk=copy.pk)

    return publish


def menu(response) -> set[str]:
    header = response.text[: response.text.index("<main")]
    footer = response.text[response.text.index("<footer") :]
    found = re.findall(r'<a href="([^"]+)"', header + footer)
    return {
        address
        for address in found
        if re.search(r"^(/fr)?/(consultations|staying-safe)/$", address)
    }


def test_the_menu_is_in_the_main_language(client, world, guidance):
    assert menu(client.get("/")) == {"/consultations/", "/staying-safe/"}


def test_without_a_french_home_page_every_address_stands_in_for_french(client, world, guidance):
    assert menu(client.get("/fr/")) == {"/fr/consultations/", "/fr/staying-safe/"}


@pytest.mark.parametrize("path", ["/fr/", "/fr/nowhere/", "/fr/search/"])
def test_what_is_not_translated_yet_is_linked_in_the_main_language(
    client, world, guidance, french, path
):
    french(world.home)
    assert menu(client.get(path)) == {"/consultations/", "/staying-safe/"}
    french(world.hub)
    assert menu(client.get(path)) == {"/fr/consultations/", "/staying-safe/"}
    french(guidance)
    found = menu(client.get(path))
    assert found == {"/fr/consultations/", "/fr/staying-safe/"}
    assert {client.get(address).status_code for address in found} == {200}


def test_a_page_that_is_kept_shows_what_has_been_translated_since(
    world, guidance, french, settings, django_capture_on_commit_callbacks
):
    settings.DISCUSSION_PAGES_CACHE = "default"
    with django_capture_on_commit_callbacks(execute=True):
        french(world.home)
        page = french(world.hub)
    assert "/fr/staying-safe/" not in menu(kept("/fr/consultations/"))
    with django_capture_on_commit_callbacks(execute=True):
        translated = french(guidance)
    assert menu(kept("/fr/consultations/")) == menu(fresh("/fr/consultations/"))
    assert "/fr/staying-safe/" in menu(kept("/fr/consultations/"))
    with django_capture_on_commit_callbacks(execute=True):
        translated.unpublish()
    assert "/staying-safe/" in menu(kept(page.get_url()))


@pytest.mark.parametrize(("path", "queries"), [("/search/", 1), ("/fr/search/", 4)])
def test_it_costs_something_in_another_language_only(
    client, world, guidance, french, path, queries, django_assert_num_queries
):
    french(world.home)
    with django_assert_num_queries(queries):
        client.get(path)
