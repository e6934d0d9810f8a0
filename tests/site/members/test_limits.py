"""Logging in, joining and resetting a password: how often, by account and by network."""

import pytest
from allauth.account.adapter import get_adapter
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from discussion_pages.visitors import client_address
from members.models import User

from .conftest import PASSWORD


@pytest.mark.parametrize(
    ("name", "limit", "form"),
    [
        ("account_login", "login", {"login": "a@example.org", "password": "x"}),
        ("wagtailadmin_login", "login", {"username": "a@example.org", "password": "x"}),
        ("account_signup", "signup", {"email": "a@example.org", "password1": "x"}),
        ("account_reset_password", "reset_password", {"email": "a@example.org"}),
    ],
)
def test_too_many_forms_from_one_network_are_answered_in_the_skin(
    client: Client, world, settings: Settings, name: str, limit: str, form: dict[str, str]
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {limit: "1/m/ip"}
    assert client.post(reverse(name), form).status_code in {200, 302}
    response = client.post(reverse(name), form)
    assert response.status_code == 429
    assert response["Retry-After"] == "60"
    assert "Too many at once" in response.text
    assert 'class="masthead"' in response.text
    # A password never comes back; an address alone does, with a button.
    assert ("Send it again" in response.text) == (name == "account_reset_password")
    assert 'value="x"' not in response.text


def test_wrong_passwords_are_counted_for_the_account_wherever_they_come_from(
    member: User, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "2/5m/key"}
    form = {"login": member.email, "password": "wrong-password"}
    for last in range(2):
        Client(REMOTE_ADDR=f"192.0.2.{last}").post(reverse("account_login"), form)
    browser = Client(REMOTE_ADDR="198.51.100.1")
    page = browser.post(reverse("account_login"), form | {"password": PASSWORD})
    assert "too many attempts" in page.text


@pytest.mark.parametrize("proxies", [0, 1, 2])
@pytest.mark.parametrize(
    "forwarded", ["", "203.0.113.5", "198.51.100.1, 203.0.113.5", "1.1.1.1, 2.2.2.2, 3.3.3.3"]
)
def test_accounts_and_discussions_agree_where_somebody_comes_from(
    settings: Settings, proxies: int, forwarded: str
) -> None:
    settings.DISCUSSION_PAGES_TRUSTED_PROXIES = settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.9", headers=headers)
    if len(forwarded.split(",")) < proxies or (proxies and not forwarded):
        return  # fewer proxies than there are: both fall back, each in its own way
    assert get_adapter().get_client_ip(request) == client_address(request)
