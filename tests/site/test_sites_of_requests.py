"""The site that answers a request is the one that Wagtail would find, at the cost of one query."""

import pytest
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import Locale, Site

from discussion_pages.sites import site_of_request
from home.front_door import serve, site_of
from tests.factories import HomePageFactory

pytestmark = pytest.mark.django_db

DEFAULT, NAMED, TWICE, TWICE_TOO, ALSO_DEFAULT = "default", "named", "twice", "twice too", "both"
SITES = {
    DEFAULT: {"hostname": "elsewhere.example", "port": 80, "is_default_site": True},
    NAMED: {"hostname": "asked.example", "port": 80},
    TWICE: {"hostname": "twice.example", "port": 80},
    TWICE_TOO: {"hostname": "twice.example", "port": 8000},
    ALSO_DEFAULT: {"hostname": "twice.example", "port": 443, "is_default_site": True},
}


def asked(host: str):
    """Return a request for a host, whose server listens at the port that it names."""
    _name, _, port = host.partition(":")
    return RequestFactory().get("/", headers={"host": host}, SERVER_PORT=port or "80")


@pytest.mark.parametrize(
    ("sites", "host", "expected"),
    [
        ((DEFAULT, NAMED), "asked.example", NAMED),
        ((DEFAULT, NAMED), "asked.example:8000", NAMED),
        ((DEFAULT, NAMED), "unknown.example", DEFAULT),
        ((DEFAULT, NAMED), "elsewhere.example:8000", DEFAULT),
        ((DEFAULT, TWICE, TWICE_TOO), "twice.example", TWICE),
        ((DEFAULT, TWICE, TWICE_TOO), "twice.example:8000", TWICE_TOO),
        ((DEFAULT, TWICE, TWICE_TOO), "twice.example:9000", DEFAULT),
        ((ALSO_DEFAULT, TWICE, TWICE_TOO), "twice.example:8000", TWICE_TOO),
        ((ALSO_DEFAULT, TWICE, TWICE_TOO), "twice.example:9000", ALSO_DEFAULT),
        ((NAMED,), "asked.example:8000", NAMED),
        ((NAMED,), "unknown.example", None),
        ((TWICE, TWICE_TOO), "twice.example:9000", None),
        ((), "unknown.example", None),
    ],
)
def test_the_site_is_the_one_that_wagtail_finds(world, settings, sites, host, expected):
    settings.ALLOWED_HOSTS = ["*"]
    Site.objects.all().delete()
    made = {name: Site.objects.create(root_page=world.home, **SITES[name]) for name in sites}
    for found in (site_of(asked(host)), site_of_request(asked(host))):
        assert found == made.get(expected)
        assert found == Site.find_for_request(asked(host))


def test_site_locale_and_home_page_come_by_one_query(world, django_assert_num_queries):
    with django_assert_num_queries(1):
        site = site_of(asked("localhost"))
        assert site.root_page.localized.specific == world.home
        assert type(site.root_page) is type(world.home)
        assert site.root_page.title == "Home"


def test_the_site_of_a_request_is_asked_for_once(world, django_assert_num_queries):
    request = asked("localhost")
    with django_assert_num_queries(1):
        assert site_of_request(request).root_page.pk == world.home.pk
        assert site_of_request(request) is Site.find_for_request(request)


def test_another_language_has_a_home_page_of_its_own(world):
    french = Locale.objects.create(language_code="fr")
    page = world.home.copy_for_translation(french)
    page.save_revision().publish()
    site = site_of(asked("localhost"))
    with translation.override("fr"):
        assert site.root_page.localized.pk == page.pk
    with translation.override("en"):
        assert site.root_page.localized.pk == world.home.pk


def test_a_language_without_a_home_page_has_the_usual_one(world):
    Locale.objects.create(language_code="fr")
    with translation.override("fr"):
        assert site_of(asked("localhost")).root_page.localized == world.home


def test_a_root_page_of_another_type_is_served_as_ever(client, world):
    Site.objects.update(root_page=world.hub)
    Site.clear_site_root_paths_cache()
    assert site_of(asked("localhost")).root_page.specific == world.hub
    assert "Safer streets" in client.get("/").text


def test_two_hosts_have_two_front_doors(client, world, settings):
    settings.ALLOWED_HOSTS = ["*"]
    other = HomePageFactory(parent=world.home.get_parent(), title="Southbank", slug="south")
    Site.objects.create(hostname="south.example", port=80, root_page=other)
    assert "Southbank" in client.get("/", headers={"host": "south.example"}).text
    assert "Southbank" not in client.get("/", headers={"host": "localhost"}).text


def test_wagtail_is_told_which_site_was_found(world, django_assert_num_queries):
    request = asked("localhost")
    serve(request, "")
    with django_assert_num_queries(0):
        assert Site.find_for_request(request).root_page == world.home
