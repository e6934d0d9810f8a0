from datetime import timedelta

import pytest

from discussion_pages.rules.previews import front_end_problem, is_over, origin_of, preview_url
from tests.factories import NOW

TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("after", "over"),
    [
        (timedelta(0), False),
        (timedelta(minutes=60) - TICK, False),
        (timedelta(minutes=60), True),
        (timedelta(days=1), True),
    ],
)
def test_a_preview_ends_when_its_minutes_are_over_and_not_before(after, over):
    assert is_over(made_at=NOW, minutes=60, at=NOW + after) is over


@pytest.mark.parametrize(
    "address",
    [
        "https://front.example.org",
        "https://front.example.org/",
        "https://front.example.org:8443/preview/",
        "http://localhost:3000",
        "http://[::1]:3000/",
        "{SITE_ROOT_URL}",
        "{SITE_ROOT_URL}/preview/",
    ],
)
def test_an_address_of_a_front_end(address):
    assert front_end_problem(address) is None


@pytest.mark.parametrize(
    "address",
    [
        None,
        7,
        "",
        "front.example.org",
        "//front.example.org",
        "javascript:alert(1)",
        "ftp://front.example.org",
        "https://",
        "https:///path",
        "https://front.example.org:port/",
        "https://front.example.org:99999/",
        "https://[::1/",
        "https://user:word@front.example.org/",
        "https://front.example.org/?page=1",
        "https://front.example.org/#top",
        "https://front.example.org/ and more",
        "https://front.example.org/\n",
        " https://front.example.org/",
        "https://front.example.org; script-src *",
        "https://front.example.org/;script-src *",
        "https://*.example.org/",
        "https://fränt.example/",
        "https://front.example.org/{SITE}/",
        "https://a.example,https://b.example",
    ],
)
def test_what_is_no_address_of_a_front_end(address):
    assert front_end_problem(address)


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://Front.example.org/preview/", "https://front.example.org"),
        ("https://front.example.org:443/", "https://front.example.org"),
        ("http://front.example.org:443/", "http://front.example.org:443"),
        ("http://localhost:3000/", "http://localhost:3000"),
        ("http://[::1]:80/", "http://[::1]"),
    ],
)
def test_an_origin_is_written_as_browsers_write_it(address, origin):
    assert origin_of(address) == origin


def test_a_token_is_quoted_in_the_address():
    url = preview_url("https://front.example.org/", content_type="a.b", token="x:y&z")
    assert url == "https://front.example.org/?content_type=a.b&token=x%3Ay%26z"
