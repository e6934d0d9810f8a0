"""Where webhooks may go: no way into a private network, however it is written."""

import pytest

from discussion_pages.rules.addresses import (
    AddressProblem,
    address_problem,
    is_public,
    may_connect,
)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.0.8",
        "192.0.2.1",
        "198.18.0.1",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:a00:1::",
        "2001:0:1:2:3:4:80ff:fffe",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "100::1",
        "localhost",
        "",
        "1.2.3",
    ],
)
def test_what_is_not_of_the_public_internet_is_refused(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "8.8.8.8",
        "172.15.255.255",
        "172.32.0.1",
        "100.128.0.1",
        "2606:4700:4700::1111",
        "::ffff:1.1.1.1",
        "2002:101:101::",
        "64:ff9b::101:101",
    ],
)
def test_what_is_of_the_public_internet_is_not(address):
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("https://example.org/hooks", None),
        ("https://example.org:8443/hooks?token=1", None),
        ("https://[2606:4700:4700::1111]/", None),
        ("https://93.184.215.14/", None),
        ("http://example.org/", AddressProblem.NOT_HTTPS),
        ("http://127.0.0.1:9000/", AddressProblem.NOT_HTTPS),
        ("https://ada:secret@example.org/", AddressProblem.CREDENTIALS),
        ("https://ada@example.org/", AddressProblem.CREDENTIALS),
        ("https://@example.org/", AddressProblem.CREDENTIALS),
        ("ftp://example.org/", AddressProblem.MALFORMED),
        ("file:///etc/passwd", AddressProblem.MALFORMED),
        ("gopher://example.org/", AddressProblem.MALFORMED),
        ("//example.org/", AddressProblem.MALFORMED),
        ("example.org", AddressProblem.MALFORMED),
        ("", AddressProblem.MALFORMED),
        ("https://", AddressProblem.MALFORMED),
        ("https:///hooks", AddressProblem.MALFORMED),
        ("https://example.org:99999/", AddressProblem.MALFORMED),
        ("https://example.org:x/", AddressProblem.MALFORMED),
        ("https://[::1/", AddressProblem.MALFORMED),
        ("https://example.org/#part", AddressProblem.MALFORMED),
        ("https://exa mple.org/", AddressProblem.MALFORMED),
        ("https://example.org\\@127.0.0.1/", AddressProblem.MALFORMED),
        ("https://example.org/\r\nX: 1", AddressProblem.MALFORMED),
        ("https://exämple.org/", AddressProblem.MALFORMED),
        ("https://example.org/" + "a" * 500, AddressProblem.TOO_LONG),
    ],
)
def test_how_an_address_has_to_be_written(url, problem):
    assert address_problem(url, allows_loopback=False) == problem


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://localhost:9000/", None),
        ("http://127.0.0.1:9000/", None),
        ("http://[::1]:9000/", None),
        ("http://10.0.0.1/", AddressProblem.NOT_HTTPS),
        ("http://localhost.example.org/", AddressProblem.NOT_HTTPS),
        ("http://ada@localhost/", AddressProblem.CREDENTIALS),
    ],
)
def test_plain_http_is_for_this_machine_and_only_where_that_is_allowed(url, problem):
    assert address_problem(url, allows_loopback=True) == problem


@pytest.mark.parametrize(
    ("address", "host", "loopback", "may"),
    [
        ("1.1.1.1", "example.org", False, True),
        ("10.0.0.1", "example.org", False, False),
        ("10.0.0.1", "data.internal", False, True),
        ("10.0.0.1", "DATA.internal.", False, True),
        ("127.0.0.1", "data.internal", False, True),
        ("10.0.0.1", "other.data.internal", False, False),
        ("127.0.0.1", "localhost", False, False),
        ("127.0.0.1", "localhost", True, True),
        ("::1", "localhost", True, True),
        ("10.0.0.1", "localhost", True, False),
    ],
)
def test_a_host_may_trust_names_and_a_developer_this_machine(address, host, loopback, may):
    found = may_connect(
        address, host=host, trusted_hosts=["data.internal"], allows_loopback=loopback
    )
    assert found is may
