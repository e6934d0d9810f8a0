"""Which other origins may call what: preflights and answers, each door by each origin."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from config.cors import DOORS, PREFLIGHT_SECONDS
from config.settings.addresses import frontend_urls, origins

NAMED = "https://front.example"
TRUSTED = "https://account.testserver"
STRANGER = "https://elsewhere.example"
ALMOST = "https://front.example.elsewhere.example"
PORT = "https://front.example:8443"
PLAIN = "http://front.example"
ORIGINS = (NAMED, TRUSTED, STRANGER, ALMOST, PORT, PLAIN, "null")

DRAFT = "/api/v2/page_preview/"  # who may read it is tested with previews
CONTENT = "/api/v2/pages/"
STAFF = "/api/v3/pages/"
PARTICIPATION = "/api/participation/v1/nowhere/"
APP = "/_allauth/app/v1/auth/login"
BROWSER = "/_allauth/browser/v1/auth/login"
DOCUMENT = "/_allauth/openapi.json"
CLOSED = (
    "/",
    "/consultations/",
    "/accounts/login/",
    "/admin/login/",
    "/documents/1/x.pdf",
    "/apis/",
)
PATHS = (CONTENT, STAFF, PARTICIPATION, APP, BROWSER, DOCUMENT, *CLOSED)
SAFE = ("GET", "HEAD")
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Allowed:
    """What a browser is told: whom it may show the answer, and whether cookies go along."""

    origin: str | None = None
    credentials: bool = False
    writes: bool = False


NOTHING = Allowed()
ANYBODY = Allowed("*")


def named(origin: str) -> Allowed:
    return Allowed(origin, writes=True)


def trusted(origin: str) -> Allowed:
    return Allowed(origin, credentials=True, writes=True)


def expected(path: str, origin: str, method: str) -> Allowed:
    """Say what docs/reference/authentication.md says, in other words than the code."""
    by_door = {
        CONTENT: {"*": ANYBODY},
        DOCUMENT: {"*": ANYBODY},
        STAFF: {NAMED: named(NAMED), TRUSTED: named(TRUSTED)},
        APP: {NAMED: named(NAMED), TRUSTED: named(TRUSTED)},
        BROWSER: {TRUSTED: trusted(TRUSTED)},
        PARTICIPATION: {
            NAMED: named(NAMED),
            TRUSTED: trusted(TRUSTED),
            "null": NOTHING,
            "*": ANYBODY,
        },
    }
    rules = by_door.get(path, {})
    found = rules.get(origin, rules.get("*", NOTHING))
    return NOTHING if method in UNSAFE and not found.writes else found


@pytest.fixture(autouse=True)
def two_front_ends(settings, db):
    settings.API_CORS_ORIGINS = [NAMED]
    settings.API_CORS_CREDENTIAL_ORIGINS = [TRUSTED]
    settings.CSRF_TRUSTED_ORIGINS = [TRUSTED]


def preflight(path: str, origin: str, method: str, headers: str = "") -> Any:
    asks = {"Origin": origin, "Access-Control-Request-Method": method}
    if headers:
        asks["Access-Control-Request-Headers"] = headers
    return Client().options(path, headers=asks)


def names(response: Any, header: str) -> set[str]:
    return {name.strip().lower() for name in response.get(header, "").split(",") if name.strip()}


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("path", PATHS)
def test_a_preflight_is_answered_by_the_table(path, origin):
    for method in (*SAFE, *UNSAFE):
        allowed = expected(path, origin, method)
        response = preflight(path, origin, method, "x-session-token, content-type")
        assert response.get("Access-Control-Allow-Origin") == allowed.origin, method
        assert ("Access-Control-Allow-Credentials" in response) is allowed.credentials, method
        if allowed is NOTHING:
            assert not [name for name in response.headers if name.startswith("Access-Control")]
            continue
        assert response.status_code == 200
        assert response.content == b""
        assert response["Access-Control-Max-Age"] == str(PREFLIGHT_SECONDS)
        methods = names(response, "Access-Control-Allow-Methods")
        assert methods == {
            name.lower() for name in (*SAFE, "OPTIONS", *(UNSAFE if allowed.writes else ()))
        }
        asked = names(response, "Access-Control-Allow-Headers")
        tokens = {"authorization", "x-session-token", "idempotency-key"}
        assert tokens & asked == (tokens if allowed.writes else set())
        assert {"content-type", "if-none-match"} <= asked
        assert ("x-csrftoken" in asked) is allowed.credentials


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("path", PATHS)
def test_an_answer_is_shown_by_the_table(path, origin, world):
    allowed = expected(path, origin, "GET")
    response = Client().get(path, headers={"Origin": origin})
    assert response.get("Access-Control-Allow-Origin") == allowed.origin
    assert ("Access-Control-Allow-Credentials" in response) is allowed.credentials
    if allowed is NOTHING:
        assert not [name for name in response.headers if name.startswith("Access-Control")]
    else:
        told = names(response, "Access-Control-Expose-Headers")
        assert told == {
            "etag",
            "idempotency-replayed",
            "last-modified",
            "link",
            "location",
            "ratelimit",
            "ratelimit-policy",
            "retry-after",
            *(["x-csrftoken"] if allowed.credentials else []),
        }


@pytest.mark.parametrize("path", [STAFF, PARTICIPATION, APP, BROWSER])
@pytest.mark.parametrize("method", UNSAFE)
@pytest.mark.parametrize("origin", [STRANGER, ALMOST, PORT, PLAIN, "null", "HTTPS://FRONT.EXAMPLE"])
def test_a_write_from_an_origin_that_nobody_named_is_refused_itself(path, method, origin):
    """A browser sends some requests without asking first; so the answer alone protects nothing."""
    response = Client().generic(method, path, "{}", "text/plain", headers={"Origin": origin})
    assert response.status_code == 403
    assert response["Content-Type"].startswith("application/problem+json")
    assert response.json()["code"] == "origin_not_allowed"
    assert "Access-Control-Allow-Origin" not in response
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": NAMED},
        {"Origin": TRUSTED},
        {"Origin": "http://testserver"},
    ],
    ids=["no browser", "named", "named with cookies", "this site"],
)
def test_a_write_from_elsewhere_reaches_the_log_in_where_it_may(headers):
    response = Client().post(APP, {}, "application/json", headers=headers)
    assert response.status_code == 400
    assert response.json()["errors"]


def test_addresses_of_this_site_behind_another_name_are_this_site(settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://www.example.org", "https://*.example.net"]
    for origin, status in (
        ("https://www.example.org", 400),
        ("https://a.example.net", 400),
        ("http://www.example.org", 403),
        ("https://example.net.elsewhere.example", 403),
    ):
        response = Client().post(APP, {}, "application/json", headers={"Origin": origin})
        assert response.status_code == status, origin


def test_nobody_named_means_that_others_read_and_do_no_more(settings):
    settings.API_CORS_ORIGINS = settings.API_CORS_CREDENTIAL_ORIGINS = []
    for path in (CONTENT, PARTICIPATION):
        assert preflight(path, NAMED, "GET")["Access-Control-Allow-Origin"] == "*"
    for path in (STAFF, APP, BROWSER):
        assert "Access-Control-Allow-Origin" not in preflight(path, NAMED, "GET")
    for path in (CONTENT, PARTICIPATION, STAFF, APP, BROWSER):
        assert "Access-Control-Allow-Origin" not in preflight(path, NAMED, "POST")


def test_a_cache_is_told_what_an_answer_depends_on(world):
    for path in (STAFF, PARTICIPATION, APP, BROWSER):
        for headers in ({}, {"Origin": NAMED}, {"Origin": STRANGER}):
            assert "origin" in names(Client().get(path, headers=headers), "Vary"), path
        assert {
            "origin",
            "access-control-request-method",
            "access-control-request-headers",
        } <= names(preflight(path, STRANGER, "GET"), "Vary")
    # What everybody gets alike is one entry in a cache, whoever asks first.
    for path in (CONTENT, DOCUMENT):
        for headers in ({}, {"Origin": NAMED}, {"Origin": "null"}):
            response = Client().get(path, headers=headers)
            assert response["Access-Control-Allow-Origin"] == "*"
            assert "origin" not in names(response, "Vary")
    for path in CLOSED:
        assert "origin" not in names(Client().get(path), "Vary")


def test_a_refusal_by_the_site_can_be_read_by_the_origin_that_may(world):
    response = Client().get("/_allauth/app/v1/auth/session", headers={"Origin": NAMED})
    assert response.status_code == 401
    assert response["Access-Control-Allow-Origin"] == NAMED


def test_a_script_of_a_trusted_origin_gets_its_csrf_token_and_signs_in(member):
    browser = Client(enforce_csrf_checks=True)
    headers = {"Origin": TRUSTED}
    got = browser.get("/_allauth/browser/v1/config", headers=headers)
    assert got["Access-Control-Allow-Origin"] == TRUSTED
    body = {"email": member.email, "password": "wrong"}
    for csrf, status in ((got["X-CSRFToken"], 400), ("x" * 64, 403)):
        response = browser.post(
            BROWSER, body, "application/json", headers=headers | {"X-CSRFToken": csrf}
        )
        assert response.status_code == status


def test_every_door_is_in_these_tables():
    assert {door.path for door in DOORS} == {
        next(door.path for door in DOORS if path.startswith(door.path))
        for path in (CONTENT, DRAFT, STAFF, PARTICIPATION, APP, BROWSER, DOCUMENT)
    }


def test_no_origin_is_named_where_the_environment_names_none():
    from config.settings import base

    assert base.API_CORS_ORIGINS == base.API_CORS_CREDENTIAL_ORIGINS == []


@pytest.mark.parametrize(
    "value",
    [
        "https://front.example",
        "http://localhost:3000",
        "http://127.0.0.1:8001",
        "http://[::1]:8001",
        "https://xn--bcher-kva.example",
    ],
)
def test_an_origin_is_taken_as_browsers_write_it(value):
    assert origins("API_CORS_ORIGINS", ["", f" {value} "]) == [value]


@pytest.mark.parametrize(
    "value",
    [
        "*",
        "null",
        "front.example",
        "//front.example",
        "https://",
        "https://front.example/",
        "https://front.example/path",
        "https://front.example?x=1",
        "https://front.example#x",
        "https://me:pass@front.example",
        "https://front.example:443",
        "http://front.example:80",
        "https://front.example:port",
        "https://Front.example",
        "HTTPS://front.example",
        "https://bücher.example",
        "https://*.front.example",
        "https://front.example https://other.example",
        "ftp://front.example",
        "javascript:alert(1)",
        "https://[::1",
    ],
)
def test_anything_else_stops_the_start(value):
    with pytest.raises(ImproperlyConfigured, match="API_CORS_CREDENTIAL_ORIGINS"):
        origins("API_CORS_CREDENTIAL_ORIGINS", [value])


def test_only_forms_may_come_from_all_names_below_one():
    assert origins("CSRF_TRUSTED_ORIGINS", ["https://*.example.org"], wildcards=True)
    for value in ("https://*", "https://a.*.example", "https://*.*.example", "https://*x.example"):
        with pytest.raises(ImproperlyConfigured):
            origins("CSRF_TRUSTED_ORIGINS", [value], wildcards=True)


@pytest.mark.parametrize(
    "urls",
    [
        [],
        "https://front.example",
        {"account_login": "https://front.example/"},
        {"account_signup": "/join"},
        {"account_signup": "front.example/join"},
        {"account_signup": None},
        {"account_confirm_email": "https://front.example/confirm"},
        {"account_reset_password_from_key": "https://front.example/password"},
    ],
)
def test_a_front_ends_addresses_are_checked_at_the_start(urls):
    with pytest.raises(ImproperlyConfigured, match="HEADLESS_FRONTEND_URLS"):
        frontend_urls(urls)


def test_a_front_ends_addresses_are_taken_as_they_are():
    urls = {
        "account_confirm_email": "https://front.example/confirm/{key}",
        "account_reset_password_from_key": "https://front.example/password?key={key}",
        "account_reset_password": "https://front.example/password",
        "account_signup": "https://front.example/join",
    }
    assert frontend_urls(urls) == urls
    assert frontend_urls({}) == {}
