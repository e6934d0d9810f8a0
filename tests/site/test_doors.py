"""The admin for some networks only, and whom to tell of a weakness."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings.addresses import networks

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("192.0.2.7", 200),
        ("::ffff:192.0.2.7", 200),
        ("2001:db8:1::9", 200),
        ("192.0.3.7", 404),
        ("2001:db9::1", 404),
        ("", 404),
        ("unknown", 404),
    ],
)
def test_the_admin_is_found_from_its_networks_only(client, world, settings, address, status):
    settings.ADMIN_NETWORKS = networks(["192.0.2.0/24", " 2001:db8::/32"])
    assert client.get("/admin/login/", REMOTE_ADDR=address).status_code == status
    assert client.get("/", REMOTE_ADDR=address).status_code == 200


def test_a_forged_header_opens_no_door(client, world, settings):
    settings.ADMIN_NETWORKS = networks(["192.0.2.0/24"])
    headers = {"X-Forwarded-For": "192.0.2.7"}
    assert client.get("/admin/login/", headers=headers).status_code == 404
    settings.DISCUSSION_PAGES_TRUSTED_PROXIES = 1
    assert client.get("/admin/login/", headers=headers).status_code == 200
    headers = {"X-Forwarded-For": "192.0.2.7, 198.51.100.1"}
    assert client.get("/admin/login/", headers=headers).status_code == 404


@pytest.mark.parametrize("value", ["192.0.2.7/24", "here", "192.0.2.0/33"])
def test_what_is_no_network_stops_the_start(value):
    with pytest.raises(ImproperlyConfigured):
        networks([value])


def test_whom_to_tell_is_said_where_the_site_names_somebody(client, settings):
    place = "/.well-known/security.txt"
    assert client.get(place).status_code == 404
    settings.SECURITY_CONTACT = ["mailto:security@example.org", "https://example.org/tell"]
    lines = client.get(place).text.splitlines()
    assert lines[:2] == [
        "Contact: mailto:security@example.org",
        "Contact: https://example.org/tell",
    ]
    assert lines[2].startswith("Expires: 20")
    assert lines[3:] == ["Preferred-Languages: en, fr", f"Canonical: http://testserver{place}"]
