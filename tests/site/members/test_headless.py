"""Signing in without our pages: sign-up to a new password by JSON, for apps and for browsers."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from pytest_django import Settings

from members.models import User
from tests import factories

from .conftest import PASSWORD

NEW_PASSWORD = "granite-teapot-71"
SIGN_UP = {
    "email": "New.Member@Example.org",
    "password": PASSWORD,
    "pseudonym": "Night Owl",
    "agreement": True,
}


class App:
    """A program that keeps its session token, as a phone's app does, and no cookie."""

    base = "/_allauth/app/v1/"

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.token: str | None = None

    def headers(self) -> dict[str, str]:
        return {"X-Session-Token": self.token} if self.token else {}

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        response = self.client.generic(
            method,
            f"{self.base}{path}",
            b"" if body is None else json.dumps(body),
            content_type="application/json",
            headers=self.headers() | headers,
        )
        if response.headers["Content-Type"] == "application/json":
            self.token = response.json().get("meta", {}).get("session_token", self.token)
        return response


class Browser(App):
    """A script on this site: cookie, and the CSRF token that the answers bring."""

    base = "/_allauth/browser/v1/"

    def headers(self) -> dict[str, str]:
        got = self.client.get(f"{self.base}config")
        return {"X-CSRFToken": got["X-CSRFToken"]}


@pytest.fixture(params=[App, Browser], ids=["app", "browser"])
def caller(request: pytest.FixtureRequest, db: None) -> App:
    """Return each kind of client in turn."""
    return request.param()


@pytest.fixture
def app(db: None) -> App:
    """Return an app's client."""
    return App()


def log_in(caller: App, email: str, password: str = PASSWORD) -> Any:
    return caller.call("POST", "auth/login", {"email": email, "password": password})


def key_in_mail(message: mail.EmailMessage) -> str:
    """Return the key at the end of the link that a mail holds."""
    found = re.search(r"https?://\S+?/([^/\s?]+)/?(\?\S*)?$", str(message.body), re.M)
    assert found
    return found.group(1)


def errors(response: Any) -> list[tuple[str, str]]:
    return [(error["param"], error["code"]) for error in response.json()["errors"]]


def pending(response: Any) -> list[str]:
    return [flow["id"] for flow in response.json()["data"]["flows"] if flow.get("is_pending")]


def test_somebody_joins_confirms_and_is_signed_in(caller: App) -> None:
    joined = caller.call("POST", "auth/signup", SIGN_UP)
    assert joined.status_code == 401
    assert joined.json()["meta"]["is_authenticated"] is False
    assert pending(joined) == ["verify_email"]
    assert [message.to for message in mail.outbox] == [["new.member@example.org"]]

    key = key_in_mail(mail.outbox[0])
    asked = caller.call("GET", "auth/email/verify", **{"X-Email-Verification-Key": key})
    assert asked.json()["data"]["email"] == "new.member@example.org"
    assert not EmailAddress.objects.get().verified

    confirmed = caller.call("POST", "auth/email/verify", {"key": key})
    assert confirmed.status_code == 200
    assert confirmed.json()["data"]["user"] == {
        "display": "Night Owl",
        "email": "new.member@example.org",
        "has_usable_password": True,
    }
    member = User.objects.get()
    assert (member.pseudonym, member.wanted_pseudonym) == ("Night Owl", "")
    assert member.agreed_at is not None
    assert caller.call("GET", "auth/session").json()["meta"]["is_authenticated"] is True


def test_the_same_rules_give_the_same_errors_at_the_same_fields(
    caller: App, client: Client, make_member: Callable[..., User]
) -> None:
    make_member(pseudonym="Heron")
    for wrong in (
        {"agreement": False},
        {"pseudonym": "The Mayor’s Office"},
        {"pseudonym": "HERON"},
        {"pseudonym": "ab"},
        {"email": "nobody"},
        {"password": "short"},
        {"password": "1234567890"},
        {"pseudonym": "x@example.org", "agreement": False, "email": ""},
    ):
        sent = SIGN_UP | wrong
        response = caller.call("POST", "auth/signup", sent)
        assert response.status_code == 400
        form = client.post(
            "/accounts/signup/",
            {
                "email": sent["email"],
                "password1": sent["password"],
                "pseudonym": sent["pseudonym"],
                **({"agreement": "on"} if sent["agreement"] else {}),
            },
        ).context["form"]
        by_page = {
            (field.replace("password1", "password"), error["message"], error["code"])
            for field, found in form.errors.get_json_data().items()
            for error in found
        }
        by_api = {
            (error["param"], error["message"], error["code"]) for error in response.json()["errors"]
        }
        assert by_api == by_page, wrong
    assert User.objects.count() == 1


def test_leaving_fields_out_or_sending_other_things_is_refused_and_not_an_error(
    caller: App, make_member: Callable[..., User]
) -> None:
    make_member(email="known@example.org")
    assert errors(caller.call("POST", "auth/signup", {})) == [
        ("email", "required"),
        ("agreement", "required"),
        ("password", "required"),
    ]
    for odd in (None, 5, [], {"a": 1}, "\x00", "\ud800", "a:b:\ud800", "x" * 10_000):
        for name in SIGN_UP:
            assert caller.call("POST", "auth/signup", SIGN_UP | {name: odd}).status_code in (
                400,
                401,
                409,
            )
        for name in ("email", "password"):
            body = {"email": "known@example.org", "password": PASSWORD} | {name: odd}
            assert caller.call("POST", "auth/login", body).status_code == 400
        assert caller.call("POST", "auth/email/verify", {"key": odd}).status_code == 400
        assert caller.call("POST", "auth/password/reset", {"key": odd}).status_code == 400
    deep, long = '{"a": ' + "[" * 100_000, '{"a": ' + "1" * 5000 + "}"
    for body in ("{", "[]", "\x00", '{"a": "' + "x" * 100_000, deep, long, "NaN", b"\xff"):
        response = caller.client.generic(
            "POST",
            f"{caller.base}auth/login",
            body,
            content_type="application/json",
            headers=caller.headers(),
        )
        assert response.status_code == 400


@pytest.mark.parametrize("known", [True, False])
def test_signing_up_does_not_tell_whether_an_address_has_an_account(
    caller: App, make_member: Callable[..., User], known: bool
) -> None:
    make_member(email="known@example.org")
    address = "known@example.org" if known else "unknown@example.org"
    response = caller.call("POST", "auth/signup", SIGN_UP | {"email": address})
    told = response.json()
    token = told["meta"].pop("session_token", None)
    assert bool(token) is (type(caller) is App)
    assert (response.status_code, told) == (
        401,
        {
            "status": 401,
            "data": {
                "flows": [
                    {"id": "login"},
                    {"id": "signup"},
                    {"id": "verify_email", "is_pending": True},
                ]
            },
            "meta": {"is_authenticated": False},
        },
    )
    later = caller.call("GET", "auth/session")
    assert (later.status_code, pending(later)) == (401, ["verify_email"])
    assert [message.to for message in mail.outbox] == [[address]]


@pytest.mark.parametrize("known", [True, False])
def test_asking_for_a_new_password_does_not_tell_either(
    caller: App, make_member: Callable[..., User], known: bool
) -> None:
    if known:
        make_member(email="somebody@example.org")
    response = caller.call("POST", "auth/password/request", {"email": "somebody@example.org"})
    assert (response.status_code, response.json()) == (200, {"status": 200})
    assert len(mail.outbox) == 1


def test_a_wrong_password_and_an_unknown_address_are_refused_alike(
    caller: App, member: User
) -> None:
    answers = [
        log_in(caller, member.email, "wrong-password-1"),
        log_in(caller, "nobody@example.org"),
    ]
    assert [answer.status_code for answer in answers] == [400, 400]
    assert answers[0].json() == answers[1].json()
    assert errors(answers[0]) == [("password", "email_password_mismatch")]


def test_somebody_logs_in_and_out(caller: App, member: User) -> None:
    assert caller.call("GET", "auth/session").status_code == 401
    response = log_in(caller, "River.Walker@EXAMPLE.org")
    assert response.status_code == 200
    assert response.json()["data"]["user"]["display"] == f"Member {member.pk}"
    assert caller.call("GET", "auth/session").status_code == 200
    assert log_in(caller, member.email).status_code == 409
    assert caller.call("DELETE", "auth/session").status_code == 401
    assert caller.call("GET", "auth/session").status_code in (401, 410)


def test_the_session_tells_nothing_but_ones_own_name_and_address(caller: App) -> None:
    staff = factories.UserFactory(
        superuser=True, email="chief@example.org", first_name="Ada", last_name="Chief"
    )
    EmailAddress.objects.create(user=staff, email=staff.email, verified=True, primary=True)
    log_in(caller, staff.email, "correct horse battery")
    told = caller.call("GET", "auth/session").json()
    (method,) = told["data"]["methods"]
    assert told == {
        "status": 200,
        "data": {
            "user": {
                "display": staff.pseudonym,
                "email": "chief@example.org",
                "has_usable_password": True,
            },
            "methods": [{"method": "password", "at": method["at"], "email": "chief@example.org"}],
        },
        "meta": {"is_authenticated": True},
    }


def test_nobody_is_signed_in_before_the_address_is_confirmed(caller: App) -> None:
    caller.call("POST", "auth/signup", SIGN_UP)
    other = type(caller)()
    response = log_in(other, SIGN_UP["email"])
    assert (response.status_code, pending(response)) == (401, ["verify_email"])
    assert other.call("GET", "auth/session").status_code == 401
    assert other.call("GET", "account/email").status_code == 401


def test_who_confirms_on_another_device_logs_in_afterwards(caller: App) -> None:
    caller.call("POST", "auth/signup", SIGN_UP)
    phone = type(caller)()
    key = key_in_mail(mail.outbox[0])
    assert phone.call("POST", "auth/email/verify", {"key": key}).status_code == 401
    assert EmailAddress.objects.get().verified
    assert log_in(phone, SIGN_UP["email"]).status_code == 200


def test_a_key_that_is_wrong_or_was_meant_for_somebody_else_confirms_nothing(
    caller: App, make_member: Callable[..., User]
) -> None:
    caller.call("POST", "auth/signup", SIGN_UP)
    key = key_in_mail(mail.outbox[0])
    for wrong in ("", "x", f"{key}x", key[::-1]):
        response = caller.call("POST", "auth/email/verify", {"key": wrong})
        assert response.status_code == 400
        assert errors(response)[0][0] == "key"
    # Meanwhile another account has come to be with the address, made by staff.
    User.objects.filter(email="new.member@example.org").update(email="elsewhere@example.org")
    User.objects.create_user("new.member@example.org", PASSWORD)
    response = caller.call("POST", "auth/email/verify", {"key": key})
    assert (response.status_code, errors(response)) == (400, [("key", "email_taken")])
    assert not EmailAddress.objects.filter(verified=True).exists()


def test_who_comes_second_keeps_no_pseudonym_and_gets_no_cookie_for_a_message(app: App) -> None:
    app.call("POST", "auth/signup", SIGN_UP)
    second = App()
    second.call("POST", "auth/signup", SIGN_UP | {"email": "second@example.org"})
    app.call("POST", "auth/email/verify", {"key": key_in_mail(mail.outbox[0])})
    response = second.call("POST", "auth/email/verify", {"key": key_in_mail(mail.outbox[1])})
    assert response.json()["data"]["user"]["display"].startswith("Member ")
    assert not second.client.cookies


def test_a_forgotten_password_is_replaced_by_the_key_in_the_mail(caller: App, member: User) -> None:
    caller.call("POST", "auth/password/request", {"email": member.email})
    key = key_in_mail(mail.outbox[0])
    asked = caller.call("GET", "auth/password/reset", **{"X-Password-Reset-Key": key})
    assert asked.json()["data"] == {"user": {"display": f"Member {member.pk}"}}
    weak = caller.call("POST", "auth/password/reset", {"key": key, "password": "short"})
    assert errors(weak) == [("password", "password_too_short")]
    done = caller.call("POST", "auth/password/reset", {"key": key, "password": NEW_PASSWORD})
    assert done.status_code == 401  # nobody is signed in by it
    again = caller.call("POST", "auth/password/reset", {"key": key, "password": PASSWORD})
    assert errors(again) == [("key", "invalid_password_reset")]
    assert log_in(caller, member.email, NEW_PASSWORD).status_code == 200


def test_a_new_address_holds_once_confirmed_and_takes_the_password_again(
    caller: App, member: User
) -> None:
    log_in(caller, member.email)
    asked = caller.call("POST", "account/email", {"email": "New.Address@example.org"})
    assert asked.status_code == 401
    assert asked.json()["data"]["flows"] == [{"id": "reauthenticate"}]
    assert asked.json()["meta"]["is_authenticated"] is True
    wrong = caller.call("POST", "auth/reauthenticate", {"password": "wrong-password-1"})
    assert errors(wrong) == [("password", "incorrect_password")]
    assert caller.call("POST", "auth/reauthenticate", {"password": PASSWORD}).status_code == 200
    listed = caller.call("POST", "account/email", {"email": "New.Address@example.org"})
    # allauth names no order.
    assert sorted(listed.json()["data"], key=lambda one: not one["primary"]) == [
        {"email": "river.walker@example.org", "verified": True, "primary": True},
        {"email": "new.address@example.org", "verified": False, "primary": False},
    ]
    message = next(message for message in mail.outbox if message.to == ["new.address@example.org"])
    # Whoever reads a mistyped letter box must not learn the right address.
    stranger = type(caller)()
    told = stranger.call(
        "GET", "auth/email/verify", **{"X-Email-Verification-Key": key_in_mail(message)}
    )
    assert told.json()["data"] == {
        "email": "new.address@example.org",
        "user": {"display": f"Member {member.pk}"},
    }
    caller.call("POST", "auth/email/verify", {"key": key_in_mail(message)})
    member.refresh_from_db()
    assert member.email == "new.address@example.org"


def test_a_link_leads_to_our_own_page_unless_a_front_end_takes_it(
    caller: App, member: User, settings: Settings
) -> None:
    caller.call("POST", "auth/signup", SIGN_UP)
    caller.call("POST", "auth/password/request", {"email": member.email})
    assert "http://testserver/accounts/confirm-email/" in mail.outbox[0].body
    assert "http://testserver/accounts/password/reset/key/" in mail.outbox[1].body

    settings.HEADLESS_FRONTEND_URLS = {
        "account_confirm_email": "https://front.example/confirm?key={key}",
        "account_reset_password_from_key": "https://front.example/password/{key}",
    }
    # The place somebody came from is our own page's business, and stays out of the other's link.
    caller.call("POST", "auth/signup?next=/search/", SIGN_UP | {"email": "third@example.org"})
    caller.call("POST", "auth/password/request", {"email": member.email})
    confirm = re.search(r"https://front\.example/confirm\?key=(\S+)", mail.outbox[2].body)
    assert confirm and "next" not in confirm.group()
    assert "https://front.example/password/" in mail.outbox[3].body
    assert "testserver/accounts" not in mail.outbox[2].body + mail.outbox[3].body


def test_what_is_not_switched_on_is_not_there(caller: App) -> None:
    assert caller.call("GET", "config").json()["data"] == {
        "account": {
            "login_methods": ["email"],
            "is_open_for_signup": True,
            "email_verification_by_code_enabled": False,
            "login_by_code_enabled": False,
            "password_reset_by_code_enabled": False,
            "authentication_method": "email",
        },
        "mfa": {"supported_types": ["recovery_codes", "totp"], "passkey_login_enabled": False},
    }
    for path in ("auth/code/request", "auth/provider/token", "auth/webauthn/authenticate"):
        assert caller.call("POST", path, {}).status_code == 404


@pytest.mark.django_db
def test_the_document_describes_our_fields_and_loads_nothing(client: Client) -> None:
    from openapi_spec_validator import validate

    response = client.get("/_allauth/openapi.json")
    document = response.json()
    validate(document)
    schemas = document["components"]["schemas"]
    assert set(schemas["User"]["properties"]) == {"display", "email", "has_usable_password"}
    assert schemas["BaseSignup"]["required"] == ["email", "agreement"]
    assert "pseudonym" in schemas["BaseSignup"]["properties"]
    assert not any("provider" in path or "webauthn" in path for path in document["paths"])
    assert "/_allauth/{client}/v1/auth/2fa/authenticate" in document["paths"]
    assert client.get("/_allauth/openapi.yaml").url == "/_allauth/openapi.json"
    assert client.get("/_allauth/openapi.html").status_code == 404
