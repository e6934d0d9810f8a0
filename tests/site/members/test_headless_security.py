"""What a token opens and for how long; what nobody gets by way of an app."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.headless.internal.sessionkit import authenticate_by_x_session_token
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from members.limits import ACTIONS
from members.models import User
from tests import factories

from .conftest import PASSWORD
from .test_headless import NEW_PASSWORD, SIGN_UP, App, Browser, errors, key_in_mail, log_in

STAFF_PASSWORD = "correct horse battery"


@pytest.fixture
def app(db: None) -> App:
    """Return an app's client."""
    return App()


@pytest.fixture
def browser(db: None) -> Browser:
    """Return a script on this site."""
    return Browser()


@pytest.fixture
def staff(db: None) -> User:
    """Return an administrator with a confirmed address."""
    user = factories.UserFactory(superuser=True)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def whose(token: str | None) -> User | None:
    """Return whom a token stands for, as the participation API asks."""
    found = authenticate_by_x_session_token(token or "")
    return found[0] if found else None


def test_a_token_from_before_the_log_in_is_worth_nothing_after_it(app: App) -> None:
    app.call("POST", "auth/signup", SIGN_UP)
    before = app.token
    assert before and whose(before) is None
    app.call("POST", "auth/email/verify", {"key": key_in_mail(mail.outbox[0])})
    assert app.token != before
    assert whose(app.token) == User.objects.get()
    assert whose(before) is None
    assert not Session.objects.filter(pk=before).exists()


def test_a_token_that_somebody_else_chose_is_not_taken_over(app: App, member: User) -> None:
    for chosen in ("a" * 32, "0" * 31, "A" * 32, "", " ", "é", "x" * 5000, "../../x"):
        fixed = App()
        fixed.token = chosen
        response = log_in(fixed, member.email)
        if chosen:
            assert response.status_code == 410, chosen
            assert fixed.token == chosen  # and none was given
        assert not Session.objects.filter(pk=chosen).exists()


def test_a_cookie_changes_when_its_owner_logs_in(browser: Browser, member: User) -> None:
    browser.call("POST", "auth/signup", SIGN_UP)
    before = browser.client.cookies["sessionid"].value
    csrf_before = browser.client.cookies["csrftoken"].value
    assert log_in(browser, member.email).status_code == 200
    assert browser.client.cookies["sessionid"].value != before
    assert browser.client.cookies["csrftoken"].value != csrf_before


def test_a_token_ends_with_the_log_out(app: App, member: User) -> None:
    log_in(app, member.email)
    token = app.token
    assert whose(token) == member
    app.call("DELETE", "auth/session")
    assert whose(token) is None
    assert app.call("GET", "auth/session").status_code == 410


def test_a_new_password_ends_every_other_token(app: App, member: User) -> None:
    other, browser = App(), Browser()
    for caller in (app, other, browser):
        log_in(caller, member.email)
    before = app.token
    changed = app.call(
        "POST",
        "account/password/change",
        {"current_password": PASSWORD, "new_password": NEW_PASSWORD},
    )
    assert changed.status_code == 200
    assert app.token != before
    assert whose(app.token) == member
    assert whose(before) is None
    assert whose(other.token) is None
    assert other.call("GET", "auth/session").status_code == 410
    assert browser.call("GET", "auth/session").status_code == 401


def test_a_password_replaced_by_mail_ends_all_tokens(app: App, member: User) -> None:
    log_in(app, member.email)
    stranger = App()
    stranger.call("POST", "auth/password/request", {"email": member.email})
    key = key_in_mail(mail.outbox[0])
    stranger.call("POST", "auth/password/reset", {"key": key, "password": NEW_PASSWORD})
    assert whose(app.token) is None
    assert whose(stranger.token) is None


def test_a_wrong_old_password_changes_nothing(app: App, member: User) -> None:
    log_in(app, member.email)
    response = app.call(
        "POST",
        "account/password/change",
        {"current_password": "wrong-password-1", "new_password": NEW_PASSWORD},
    )
    assert errors(response) == [("current_password", "enter_current_password")]
    assert whose(app.token) == member


def test_who_is_deactivated_is_out_at_once_and_gets_in_no_more(app: App, member: User) -> None:
    browser = Browser()
    log_in(app, member.email)
    log_in(browser, member.email)
    User.objects.filter(pk=member.pk).update(is_active=False)
    assert whose(app.token) is None
    for caller in (app, browser):
        assert caller.call("GET", "auth/session").status_code == 401
        assert caller.call("GET", "account/email").status_code == 401
    for caller in (App(), Browser()):
        response = log_in(caller, member.email)
        assert response.status_code in (400, 401)
        assert whose(caller.token) is None
        assert caller.call("GET", "auth/session").status_code == 401


def test_a_deleted_account_leaves_no_token_that_works(app: App, member: User) -> None:
    log_in(app, member.email)
    member.delete()
    assert whose(app.token) is None


def test_an_old_token_is_forgotten(app: App, member: User) -> None:
    log_in(app, member.email)
    Session.objects.update(expire_date=timezone.now())
    assert whose(app.token) is None
    assert app.call("GET", "auth/session").status_code == 410


def test_staff_get_no_more_by_an_app_than_members(app: App, staff: User) -> None:
    log_in(app, staff.email, STAFF_PASSWORD)
    assert whose(app.token) == staff
    for address in ("/admin/", "/admin/reports/", "/admin/users/", "/accounts/", "/my-data/"):
        by_token = Client().get(address, headers={"X-Session-Token": app.token})
        anonymous = Client().get(address)
        assert (by_token.status_code, by_token.get("Location")) == (
            anonymous.status_code,
            anonymous.get("Location"),
        )
        assert by_token.status_code == 302


def test_an_apps_token_opens_nothing_as_a_cookie(app: App, staff: User) -> None:
    log_in(app, staff.email, STAFF_PASSWORD)
    thief = Client()
    thief.cookies["sessionid"] = app.token
    response = thief.get("/admin/")
    assert response.status_code == 302
    assert "login" in response["Location"]
    assert thief.get("/accounts/").status_code == 302
    assert thief.get("/_allauth/browser/v1/auth/session").status_code == 401
    assert whose(app.token) == staff  # and the attempt has not spoilt it


def test_nor_where_the_session_is_read_asynchronously() -> None:
    from django.contrib.sessions.backends.signed_cookies import SessionStore

    from members.headless import APP_SESSION, without_app_sessions

    apps = SessionStore()
    apps[APP_SESSION] = True
    apps["_auth_user_id"] = "1"
    apps.save()
    ours = SessionStore()
    ours["_auth_user_id"] = "1"
    ours.save()
    store = without_app_sessions(SessionStore)
    assert asyncio.run(store(ours.session_key).aget("_auth_user_id")) == "1"
    assert asyncio.run(store(apps.session_key).aget("_auth_user_id")) is None


def test_a_cookie_opens_nothing_as_a_token(browser: Browser, member: User) -> None:
    log_in(browser, member.email)
    stolen = browser.client.cookies["sessionid"].value
    assert whose(stolen) is None
    app = App()
    app.token = stolen
    assert app.call("GET", "auth/session").status_code == 410
    assert browser.call("GET", "auth/session").status_code == 200


def test_an_app_neither_reads_nor_gets_a_cookie(app: App, member: User) -> None:
    app.client.force_login(member)
    assert app.call("GET", "auth/session").status_code == 401
    before = app.client.cookies.output()
    other = factories.UserFactory()
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
    response = log_in(app, other.email, STAFF_PASSWORD)
    assert response.status_code == 200
    assert not response.cookies
    assert app.client.cookies.output() == before


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "auth/login"),
        ("POST", "auth/signup"),
        ("DELETE", "auth/session"),
        ("POST", "auth/password/request"),
        ("POST", "auth/password/reset"),
        ("POST", "auth/email/verify"),
        ("POST", "auth/reauthenticate"),
        ("POST", "account/password/change"),
        ("POST", "account/email"),
        ("DELETE", "account/email"),
    ],
)
def test_a_browser_needs_its_csrf_token(
    browser: Browser, member: User, method: str, path: str
) -> None:
    log_in(browser, member.email)
    response = browser.client.generic(
        method, f"{browser.base}{path}", "{}", content_type="application/json"
    )
    assert response.status_code == 403
    assert response["Content-Type"].startswith("application/problem+json")
    assert response.json()["code"] == "csrf"
    assert browser.call("GET", "auth/session").status_code == 200


def test_people_get_djangos_page_about_a_missing_csrf_token() -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {})
    assert response.status_code == 403
    assert response["Content-Type"].startswith("text/html")


def test_a_page_of_another_site_cannot_log_somebody_in(browser: Browser, member: User) -> None:
    got = browser.client.get(f"{browser.base}config")
    response = browser.client.post(
        f"{browser.base}auth/login",
        {"email": member.email, "password": PASSWORD},
        content_type="application/json",
        headers={"X-CSRFToken": got["X-CSRFToken"], "Origin": "https://elsewhere.example"},
    )
    assert response.status_code == 403
    assert "sessionid" not in browser.client.cookies


def test_nothing_is_ever_kept(member: User) -> None:
    for kind in (App, Browser):
        caller = kind()
        for method, path, body in (
            ("GET", "config", None),
            ("GET", "auth/session", None),
            ("POST", "auth/login", {}),
            ("POST", "auth/login", []),
            ("POST", "auth/login", {"email": member.email, "password": PASSWORD}),
            ("POST", "auth/login", {"email": member.email, "password": PASSWORD}),
            ("GET", "auth/login", None),
            ("GET", "account/email", None),
            ("GET", "nowhere", None),
            ("DELETE", "auth/session", None),
            ("GET", "auth/session", None),
            ("OPTIONS", "auth/session", None),
        ):
            response = caller.call(method, path, body)
            _is_not_kept(response, f"{caller.base} {method} {path}")
        refused = caller.client.post(f"{caller.base}auth/login", {}, "application/json")
        _is_not_kept(refused, f"{caller.base} without CSRF token")


def _is_not_kept(response: Any, what: str) -> None:
    kept = response["Cache-Control"]
    assert "no-store" in kept and "private" in kept, what
    vary = {name.strip().lower() for name in response["Vary"].split(",")}
    assert {"cookie", "x-session-token"} <= vary, what
    assert "ETag" not in response, what


def test_too_many_attempts_are_stopped_here_too(
    app: App, member: User, client: Client, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/5m/key"}
    for _attempt in range(3):
        log_in(app, member.email, "wrong-password-1")
    response = log_in(app, member.email)
    assert response.status_code == 400
    assert [error["code"] for error in response.json()["errors"]] == ["too_many_login_attempts"]
    assert whose(app.token) is None
    # They count together, however they come.
    page = client.post("/accounts/login/", {"login": member.email, "password": PASSWORD})
    assert page.status_code == 200
    assert "too many attempts" in page.text


@pytest.mark.parametrize(
    ("action", "path", "body"),
    [
        ("login", "auth/login", {"email": "a@example.org", "password": PASSWORD}),
        ("signup", "auth/signup", {}),
        ("reset_password", "auth/password/request", {"email": "a@example.org"}),
        ("reset_password_from_key", "auth/password/reset", {}),
    ],
)
def test_each_limit_answers_429(
    app: App, settings: Settings, action: str, path: str, body: dict[str, str]
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {action: "1/m/ip"}
    assert app.call("POST", path, body).status_code != 429
    response = app.call("POST", path, body)
    assert response.status_code == 429
    assert response.json() == {"status": 429}
    assert response["Retry-After"] == "60"


def test_behind_a_proxy_each_visitor_has_a_limit_and_nobody_chooses_whose(
    app: App, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/m/ip"}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def attempt(forwarded: str) -> int:
        return app.call("POST", "auth/signup", {}, **{"X-Forwarded-For": forwarded}).status_code

    assert attempt("203.0.113.7") == 400
    assert attempt("198.51.100.1, 203.0.113.7") == 429  # what a visitor claims is not looked at
    assert attempt("203.0.113.7, 203.0.113.8") == 400


def test_the_limits_that_are_looked_at_are_ones_that_allauth_has() -> None:
    from allauth.account.app_settings import AppSettings

    class Unset(AppSettings):
        def _setting(self, name: str, default: Any) -> Any:
            return {} if name == "RATE_LIMITS" else default

    limits = Unset("ACCOUNT_").RATE_LIMITS
    assert all(limits[action] for action in ACTIONS)


def test_the_cost_of_a_look_at_the_session_and_of_a_log_in(
    app: App, member: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    log_in(app, member.email)
    with django_assert_num_queries(3):  # session, user, address
        app.call("GET", "auth/session")
    with django_assert_num_queries(0):
        App().call("GET", "auth/session")


def test_pages_that_read_no_session_still_read_none(
    client: Client, world: Any, member: User, make_member: Callable[..., User]
) -> None:
    client.force_login(member)
    assert not client.get("/api/v2/pages/").wsgi_request.session.accessed
