"""Logging in, joining and resetting a password: how often, by account and by network."""

import pytest
from allauth.account.adapter import get_adapter
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from discussion_pages.visitors import client_address
from members.limits import seconds_to_wait
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
    assert ("Send again" in response.text) == (name == "account_reset_password")
    assert 'value="x"' not in response.text


@pytest.mark.parametrize(
    ("limit", "name", "path", "form"),
    [
        ({"login": "2/10m/ip"}, "account_login", "auth/login", {"password": "x"}),
        ({"signup": "2/10m/ip"}, "account_signup", "auth/signup", {"password": "x"}),
        ({"reset_password": "2/10m/key"}, "account_reset_password", "auth/password/request", {}),
        ({"reset_password": "9/m/ip,2/10m/key"}, "account_reset_password", None, {}),
    ],
)
def test_whoever_is_refused_is_told_when_to_come_back_to_the_second(
    world, settings: Settings, clock, limit: dict, name: str, path: str | None, form: dict
) -> None:
    settings.ACCOUNT_RATE_LIMITS = limit
    form |= {"login": "A@example.org", "email": "A@example.org", "password1": "x"}

    def by_page() -> HttpResponse:
        return Client().post(reverse(name), form)

    def by_app() -> HttpResponse:
        address = f"/_allauth/app/v1/{path}"
        return Client().post(address, form, content_type="application/json")

    for send in (by_page, by_app) if path else (by_page,):
        cache.clear()
        assert send().status_code != 429
        clock.shift(100)
        assert send().status_code != 429
        clock.shift(20.5)
        assert send()["Retry-After"] == "480"  # till ten minutes after the first
        clock.shift(479)
        assert send()["Retry-After"] == "1"
        clock.shift(1)
        assert send().status_code != 429


def test_a_member_who_changes_too_much_is_told_when_to_come_back(
    member: User, settings: Settings, clock
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"change_password": "1/10m/user", "login": "1/s/ip"}
    client = Client()
    client.force_login(member)
    address = reverse("account_change_password")
    assert client.post(address, {}).status_code == 200
    clock.shift(30)
    assert client.post(address, {})["Retry-After"] == "570"


def test_an_app_whose_session_is_closed_is_told_the_longest_time(
    rf: RequestFactory, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"manage_email": "1/20m/user"}
    request = rf.post("/_allauth/app/v1/account/email", "[", content_type="application/json")
    request.user = AnonymousUser()
    assert seconds_to_wait(request) == 1200


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
