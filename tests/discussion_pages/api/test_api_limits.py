"""How often one caller may read by Wagtail's API, and search by it."""

import pytest
from django.test import Client

from discussion_pages.conf import DEFAULTS
from tests.kept import kept_entries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def reads(settings):
    def allow(reads: str, search: str = "") -> None:
        settings.DISCUSSION_PAGES_API_LIMITS = DEFAULTS["API_LIMITS"] | {"read": reads}
        settings.DISCUSSION_PAGES_FORM_LIMITS = {"search": search}

    return allow


def test_one_read_too_many_is_refused_in_words(client, world, reads):
    reads("2/m")
    addresses = [f"/api/v2/pages/{world.hub.pk}/", "/api/v2/pages/"]
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    response = client.get("/api/v2/images/")
    assert response.status_code == 429
    assert set(response.json()) == {"message"} and response.json()["message"]
    assert 1 <= int(response["Retry-After"]) <= 60
    assert set(response["Cache-Control"].split(", ")) == {"private", "no-store"}


def test_a_network_is_one_caller_and_another_is_not_kept_waiting(client, world, reads):
    reads("1/m")
    statuses = [
        client.get("/api/v2/pages/", REMOTE_ADDR=address).status_code
        for address in ("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1", "192.0.2.1")
    ]
    assert statuses == [200, 429, 200, 200]


@pytest.mark.parametrize("method", ["get", "head"])
def test_searches_count_as_those_of_the_site_do(client, world, reads, method):
    reads("100/m", search="3/m")
    addresses = ["/search/?q=lamps", "/consultations/?q=lamps", "/api/v2/pages/?search=lamps"]
    ask = getattr(client, method)
    assert [ask(address).status_code for address in addresses] == [200, 200, 200]
    assert [ask(address).status_code for address in addresses] == [429, 429, 429]
    assert client.get("/api/v2/pages/").status_code == 200


def test_what_is_kept_is_given_without_counting(world, reads, settings):
    settings.DISCUSSION_PAGES_CACHE = "default"
    reads("1/m")
    assert [Client().get("/api/v2/pages/").status_code for _time in range(3)] == [200, 200, 200]
    kept = kept_entries()
    assert Client().get("/api/v2/images/").status_code == 429
    assert kept_entries() == kept, "a refusal is kept for nobody"
