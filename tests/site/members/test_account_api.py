"""Names and leaving by the participation API: what the account pages do, by the same rules."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from discussion_pages.api.participation.auth import Way
from discussion_pages.models import IdempotentWrite
from members.models import User
from tests.participation import Api, api_for

from .conftest import PASSWORD

pytestmark = pytest.mark.django_db

WAYS = [Way.API_TOKEN, Way.SESSION, Way.SESSION_TOKEN]


def test_a_member_reads_and_chooses_names_one_at_a_time(member):
    api = api_for(member)
    assert api.get("/me/profile").json() == {
        "display_name": f"Member {member.pk}",
        "pseudonym": "",
        "full_name": "",
        "pseudonym_length_min": 3,
        "pseudonym_length_max": 40,
        "may_be_deleted": True,
    }
    api.send("PATCH", "/me/profile", {"full_name": "River Walker"})
    changed = api.send("PATCH", "/me/profile", {"pseudonym": "  Canal   lamp "})
    assert changed.status_code == 200, changed.content
    assert changed.json()["display_name"] == "Canal lamp"
    member.refresh_from_db()
    assert (member.pseudonym, member.full_name) == ("Canal lamp", "River Walker")
    taken_away = api.send("PATCH", "/me/profile", {"pseudonym": ""})
    assert taken_away.json()["display_name"] == "River Walker"


@pytest.mark.parametrize(
    ("pseudonym", "code"),
    [("ab", "too_short"), ("x" * 41, "too_long"), ("ring@example.org", "contact_details")],
)
def test_a_name_that_the_rules_refuse_is_refused_with_their_words(member, pseudonym, code):
    answer = api_for(member).send("PATCH", "/me/profile", {"pseudonym": pseudonym})
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["pointer"], error["code"]) == ("#/pseudonym", code)
    member.refresh_from_db()
    assert member.pseudonym == ""


def test_a_name_that_somebody_goes_by_is_taken_however_it_is_written(member, make_member):
    make_member(pseudonym="Night bus")
    answer = api_for(member).send("PATCH", "/me/profile", {"pseudonym": "NIGHT BUS"})
    assert [error["code"] for error in answer.json()["errors"]] == ["taken"]


@pytest.mark.parametrize("way", WAYS)
def test_an_account_goes_with_its_password_whichever_way_one_comes(
    member, way, django_capture_on_commit_callbacks
):
    api = api_for(member, way)
    with django_capture_on_commit_callbacks(execute=True):
        answer = api.post("/me/deletion", {"password": PASSWORD})
    assert answer.status_code == 200, answer.content
    assert not User.objects.exists()
    assert not EmailAddress.objects.exists()
    (message,) = mail.outbox
    assert message.to == ["river.walker@example.org"]
    assert api.get("/me").status_code == 401


def test_an_account_that_goes_under_a_key_takes_the_kept_answer_with_it(member):
    answer = api_for(member).post("/me/deletion", {"password": PASSWORD}, idempotency_key="goodbye")
    assert answer.status_code == 200
    assert not User.objects.exists()
    assert not IdempotentWrite.objects.exists()


@pytest.mark.parametrize("password", ["\x00", "\ud800"])
def test_a_password_that_cannot_be_written_down_is_a_mistake_and_no_fault(member, password):
    answer = api_for(member).post("/me/deletion", {"password": password})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "#/password"


@pytest.mark.parametrize("password", ["", "wrong-password"])
def test_an_account_stays_without_the_right_password(member, password):
    answer = api_for(member).post("/me/deletion", {"password": password})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "#/password"
    assert password not in answer.content.decode() or not password
    assert User.objects.get() == member


def test_wrong_passwords_are_counted(member, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "2/5m/key"}
    api = api_for(member)
    codes = [
        api.post("/me/deletion", {"password": "wrong"}).json()["errors"][0]["code"]
        for _time in range(3)
    ]
    assert codes == ["incorrect_password", "incorrect_password", "too_many_login_attempts"]
    right = api.post("/me/deletion", {"password": PASSWORD})
    assert right.status_code == 422
    assert User.objects.get() == member


def test_the_only_administrator_stays(make_member):
    boss = make_member(is_superuser=True)
    api = api_for(boss)
    assert api.get("/me/profile").json()["may_be_deleted"] is False
    answer = api.post("/me/deletion", {"password": PASSWORD})
    assert (answer.status_code, answer.json()["code"]) == (409, "last_administrator")
    assert User.objects.get() == boss


def test_nobody_in_particular_has_names_or_an_account_to_delete():
    for method, path, body in (
        ("GET", "/me/profile", None),
        ("PATCH", "/me/profile", {"pseudonym": "Lamp"}),
        ("POST", "/me/deletion", {"password": PASSWORD}),
    ):
        assert api_for().send(method, path, body).status_code == 401


def test_another_site_deletes_no_account_by_a_session(member):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)
    forged = Api(client).post("/me/deletion", {"password": PASSWORD})
    assert (forged.status_code, forged.json()["code"]) == (403, "csrf")
    assert User.objects.get() == member
