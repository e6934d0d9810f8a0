"""Two-step log-in: setting it up, logging in with it, and that nobody works here without it."""

import re
import time
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from wagtail.models import ModelLogEntry

from members.adapters import SecondFactorAdapter
from members.models import User
from members.services.second_factors import may_reset
from members.services.security_log import Happening
from tests.participation import api_token, session_token

from .conftest import PASSWORD

ADMIN = "/admin/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
QUEUE = "/api/participation/v1/moderation/queue"


def code_of(secret: str = SECRET, *, steps: int = 0) -> str:
    """Return the code that an app shows, so many half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def wrong_code(secret: str = SECRET) -> str:
    """Return six digits that no app shows now."""
    shown = {code_of(secret, steps=steps) for steps in range(-2, 3)}
    return next(f"{number:06}" for number in range(9) if f"{number:06}" not in shown)


@pytest.fixture(autouse=True)
def demanded(settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = True


@pytest.fixture
def boss(make_member: Callable[..., User]) -> User:
    """Return an administrator without a second factor."""
    return make_member(email="boss@example.org", is_superuser=True, is_staff=True)


@pytest.fixture
def guarded(boss: User) -> User:
    """Return the administrator with a second factor."""
    TOTP.activate(boss, SECRET)
    return boss


def by_the_front_door(client: Client, user: User) -> str:
    """Log in with the password at the public page; return where that leads."""
    form = {"login": user.email, "password": PASSWORD}
    return client.post(reverse("account_login"), form).headers.get("Location", "")


def by_the_admins_door(client: Client, user: User) -> str:
    """Log in with the password at the admin's page; return where that leads."""
    form = {"username": user.email, "password": PASSWORD}
    return client.post(reverse("wagtailadmin_login"), form).headers.get("Location", "")


DOORS = pytest.mark.parametrize("enter", [by_the_front_door, by_the_admins_door])


@DOORS
def test_a_password_alone_opens_no_session_of_somebody_with_a_second_factor(client, guarded, enter):
    assert enter(client, guarded) == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    assert client.get(ADMIN).status_code == 302


@DOORS
def test_a_code_beside_the_password_opens_the_admin(client, guarded, enter):
    enter(client, guarded)
    response = client.post(reverse("mfa_authenticate"), {"code": code_of()})
    assert response.status_code == 302
    assert client.get(ADMIN).status_code == 200


def test_the_admins_door_leads_where_somebody_wanted_to_go(client, guarded):
    wanted = reverse("wagtailusers_users:index")
    form = {"username": guarded.email, "password": PASSWORD, "next": wanted}
    client.post(reverse("wagtailadmin_login"), form)
    response = client.post(reverse("mfa_authenticate"), {"code": code_of()})
    assert response["Location"] == wanted


@DOORS
def test_somebody_without_a_second_factor_is_led_to_set_one_up(client, boss, enter):
    enter(client, boss)
    response = client.get(ADMIN)
    assert response["Location"] == f"{reverse('mfa_activate_totp')}?next=%2Fadmin%2F"
    page = client.get(response["Location"], follow=True)
    assert "Is it still you?" in page.text  # the password once more


@pytest.fixture
def set_up(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks):
    """Set up an app in a browser, as the pages say."""

    def run(client: Client) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            response = _set_up(client)
        # What runs after the commit runs within the request, but for a test's transaction.
        response.wsgi_request.session.save()

    return run


def _set_up(client: Client) -> HttpResponse:
    place = reverse("mfa_activate_totp")
    client.post(f"{reverse('account_reauthenticate')}?next={place}", {"password": PASSWORD})
    page = client.get(place)
    secret = page.context["form"].secret
    assert secret in strip_tags(page.text)  # shown in parts that can be read off
    assert f"<span>{secret[:4]}</span><span>{secret[4:8]}</span>" in page.text
    assert "data:image/svg+xml;base64," in page.text
    response = client.post(place, {"code": code_of(secret)})
    assert response["Location"] == reverse("mfa_view_recovery_codes")
    return response


def test_setting_up_opens_the_admin_shows_codes_and_tells_the_owner(client, boss, set_up):
    by_the_front_door(client, boss)
    set_up(client)
    page = client.get(reverse("mfa_view_recovery_codes"))
    assert len(page.context["unused_codes"]) == 10
    assert page.context["unused_codes"][0] in page.text
    assert "account__nav" not in page.text  # which on a telephone would stand before the codes
    assert f'href="{reverse("mfa_index")}"' in page.text
    menu = client.get(reverse("mfa_generate_recovery_codes")).text
    assert f'<a href="{reverse("mfa_index")}" aria-current="true">' in menu
    assert client.get(ADMIN).status_code == 200
    assert [message.subject for message in mail.outbox] == ["Two-step log-in is on"]


def test_a_recovery_code_lets_in_once(client, boss, set_up):
    by_the_front_door(client, boss)
    set_up(client)
    code = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][3]
    client.post(reverse("account_logout"))
    by_the_admins_door(client, boss)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get(ADMIN).status_code == 200
    again = Client()
    by_the_admins_door(again, boss)
    again.post(reverse("mfa_authenticate"), {"code": code})
    assert again.get(ADMIN).status_code == 302


def test_a_code_opens_one_session_only(client, guarded):
    code = code_of()
    for browser, expected in ((client, 200), (Client(), 302)):
        by_the_admins_door(browser, guarded)
        browser.post(reverse("mfa_authenticate"), {"code": code})
        assert browser.get(ADMIN).status_code == expected


def test_wrong_codes_are_limited_and_say_what_to_do(client, guarded, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/5m/key"}
    by_the_admins_door(client, guarded)
    for _attempt in range(3):
        page = client.post(reverse("mfa_authenticate"), {"code": wrong_code()})
        assert "That code does not fit" in page.text
    page = client.post(reverse("mfa_authenticate"), {"code": code_of()})
    assert "too many attempts" in page.text
    assert "_auth_user_id" not in client.session
    failed = ModelLogEntry.objects.filter(action=Happening.LOG_IN_FAILED)
    assert [entry.data for entry in failed] == [{"step": "code"}] * 3


def test_a_session_from_before_is_asked_for_a_code(client, boss):
    by_the_front_door(client, boss)
    TOTP.activate(boss, SECRET)
    response = client.get(ADMIN)
    assert response["Location"] == f"{reverse('mfa_reauthenticate')}?next=%2Fadmin%2F"
    back = client.post(response["Location"], {"code": code_of()})
    assert back["Location"] == ADMIN
    assert client.get(ADMIN).status_code == 200


def test_a_script_of_the_admin_is_refused_not_led_away(client, boss):
    client.force_login(boss)
    response = client.get(ADMIN, headers={"X-Requested-With": "XMLHttpRequest"})
    assert response.status_code == 403


def test_the_log_out_and_what_everybody_gets_stay_open(client, boss):
    client.force_login(boss)
    assert client.get(reverse("wagtailadmin_javascript_catalog")).status_code == 200
    client.post(reverse("wagtailadmin_logout"))
    assert "_auth_user_id" not in client.session


def test_members_are_not_asked(client, member):
    client.force_login(member)
    assert client.get(reverse("members:account")).status_code == 200
    assert client.get(ADMIN)["Location"].startswith(reverse("wagtailadmin_login"))


def test_nobody_is_asked_where_it_is_not_demanded(client, boss, settings):
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(boss)
    assert client.get(ADMIN).status_code == 200


@pytest.mark.parametrize("door", ["app", "browser"])
def test_the_doors_of_apps_and_scripts_ask_for_the_code_too(client, guarded, door):
    place = f"/_allauth/{door}/v1/auth"
    token = {}
    csrf = {}
    form = {"email": guarded.email, "password": PASSWORD}
    response = client.post(f"{place}/login", form, content_type="application/json", headers=csrf)
    assert response.status_code == 401
    flows = {flow["id"]: flow for flow in response.json()["data"]["flows"]}
    assert flows["mfa_authenticate"]["is_pending"]
    if door == "app":
        token = {"X-Session-Token": response.json()["meta"]["session_token"]}
    assert client.get(ADMIN).status_code == 302
    assert client.get(QUEUE, headers=token).status_code == 401
    response = client.post(
        f"{place}/2fa/authenticate",
        {"code": code_of()},
        content_type="application/json",
        headers=token,
    )
    assert response.status_code == 200


def test_staff_work_by_api_only_in_a_session_with_a_second_factor(client, guarded, boss):
    client.force_login(boss)
    response = client.get(QUEUE)
    assert response.status_code == 403
    assert response.json()["detail"] == "Confirm your second factor in the admin first."
    shown = Client()
    by_the_admins_door(shown, guarded)
    shown.post(reverse("mfa_authenticate"), {"code": code_of()})
    assert shown.get(QUEUE).status_code == 200


def test_tokens_are_credentials_of_their_own(client, boss):
    bearer = {"Authorization": f"Bearer {api_token(boss)}"}
    assert client.get(QUEUE, headers=bearer).status_code == 200
    app = {"X-Session-Token": session_token(boss)}
    assert client.get(QUEUE, headers=app).status_code == 403


def test_the_secret_is_kept_under_lock_and_key(client, boss, settings, set_up):
    by_the_front_door(client, boss)
    set_up(client)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    totp = Authenticator.objects.get(type="totp")
    secret = SecondFactorAdapter().decrypt(totp.data["secret"])
    assert secret not in kept
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert SecondFactorAdapter().decrypt(totp.data["secret"]) == secret


def test_a_password_does_not_stand_in_for_the_code_of_somebody_who_has_one(client, guarded):
    by_the_admins_door(client, guarded)
    client.post(reverse("mfa_authenticate"), {"code": code_of()})
    page = client.get(reverse("mfa_deactivate_totp"))
    assert page["Location"].startswith(reverse("mfa_reauthenticate"))
    asked = client.get(f"{reverse('account_reauthenticate')}?next=/")
    assert asked["Location"].startswith(reverse("mfa_reauthenticate"))


def test_another_administrator_switches_it_off(
    client, guarded, make_member, settings, django_capture_on_commit_callbacks
):
    settings.STAFF_SECOND_FACTOR = False
    other = make_member(email="other@example.org", is_superuser=True)
    client.force_login(other)
    place = reverse("members_reset_second_factor", args=[guarded.pk])
    assert place in client.get(reverse("wagtailusers_users:index")).text
    assert "Do this only when you are sure" in client.get(place).text
    with django_capture_on_commit_callbacks(execute=True):
        client.post(place)
    assert not Authenticator.objects.filter(user=guarded).exists()
    assert [message.to for message in mail.outbox] == [[guarded.email]]
    entry = ModelLogEntry.objects.get(action=Happening.SECOND_FACTOR_RESET)
    assert (entry.user, entry.object_id) == (other, str(guarded.pk))
    assert place not in client.get(reverse("wagtailusers_users:index")).text
    assert client.get(place).status_code == 302  # Wagtail leads whom it refuses to its home


def test_the_page_that_switches_it_off_says_in_its_title_what_it_does_and_for_whom(
    client, guarded, make_member, settings
):
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(make_member(email="other@example.org", is_superuser=True))
    page = client.get(reverse("members_reset_second_factor", args=[guarded.pk])).text
    title = " ".join(re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1].split())
    assert title.startswith(f"Switch off two-step log-in: {guarded} - ")


def test_who_may_switch_it_off(guarded, boss, member, make_member):
    editor = make_member(email="editor@example.org")
    other = make_member(email="other@example.org", is_superuser=True)
    TOTP.activate(member, SECRET)
    assert [may_reset(user=guarded, by=who) for who in (guarded, member, editor, other)] == [
        False,
        False,
        False,
        True,
    ]
    assert may_reset(user=member, by=other)
    assert not may_reset(user=editor, by=other)  # has none


def test_a_session_ends_its_powers_with_the_factor_it_was_opened_by(client, guarded):
    by_the_admins_door(client, guarded)
    client.post(reverse("mfa_authenticate"), {"code": code_of()})
    assert client.get(ADMIN).status_code == 200
    Authenticator.objects.all().delete()
    assert client.get(ADMIN).status_code == 302


def test_every_page_of_it_is_in_the_skin(client, boss, set_up):
    by_the_front_door(client, boss)
    assert "Set it up" in client.get(reverse("mfa_index")).text
    set_up(client)
    for name, words in {
        "mfa_index": "10 codes are left.",
        "mfa_deactivate_totp": "your recovery codes end",
        "mfa_generate_recovery_codes": "none of the old ones works",
    }.items():
        page = client.get(reverse(name))
        assert words in page.text, name
        assert 'aria-label="Your account"' in page.text
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
