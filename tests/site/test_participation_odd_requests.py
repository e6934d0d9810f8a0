"""Requests that no client of ours would send get a problem that says why, and never a fault.

Schemathesis tries what a schema can be broken by; this is what lies below and beside any schema.
"""

import json
from typing import Any

import pytest
from django.test import Client

from consultations.models import OfflineResponse
from discussion_pages.api.participation.auth import Way
from discussion_pages.services.posting import post_comment
from tests import factories
from tests.factories import NOW
from tests.participation import BASE, Api, api_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

BODIES: dict[str, tuple[bytes, int, str]] = {
    # what is sent, the status, the code (of the first field to mend, where there is one)
    "not in UTF-8": (b'{"text": "\xff\xfe"}', 400, "malformed"),
    "in UTF-16 with half a pair": (b"\xff\xfe{\x00\x00\xd8", 400, "malformed"),
    "not JSON": (b"text=Lamps", 400, "malformed"),
    "cut off": (b'{"text": "La', 400, "malformed"),
    "nothing": (b"", 422, "missing"),
    "a thousand brackets deep": (b"[" * 200_000, 400, "malformed"),
    "objects in objects": (b'{"text":' * 100_000, 400, "malformed"),
    "a number of many digits": (b'{"text": 1' + b"0" * 5000 + b"}", 400, "malformed"),
    "more than is taken at once": (b'{"text": "' + b"a" * 3_000_000 + b'"}', 413, "too_big"),
    "not a number": (b'{"text": NaN}', 422, "string_type"),
    "infinity": (b'{"text": -Infinity}', 422, "string_type"),
    "a list": (b"[]", 422, "model_attributes_type"),
    "null": (b"null", 422, "model_attributes_type"),
    "a string": (b'"Lamps"', 422, "model_attributes_type"),
    "a null character": (b'{"text": "La\\u0000mps"}', 422, "characters"),
    "half a pair": (b'{"text": "La\\ud800mps"}', 422, "characters"),
    "a list for a text": (b'{"text": ["Lamps"]}', 422, "string_type"),
    "a name with a slash": (b'{"text": "a", "a/b~c": 1}', 422, "extra_forbidden"),
    "a name that is no text": (b'{"text": "a", "\\ud800": 1}', 422, "string_unicode"),
    "a very long name": (b'{"text": "a", "' + b"n" * 100_000 + b'": 1}', 422, "extra_forbidden"),
}

READS: dict[str, tuple[str, int]] = {
    "twice": ("/consultations?limit=1&limit=2", 422),
    "an unknown parameter": ("/consultations?colour=red", 422),
    "a name not in UTF-8": ("/consultations?%ff=1", 422),
    "a null character in a name": ("/consultations?%00=1", 422),
    "a null character": ("/consultations?locale=%00", 422),
    "a null character in words": ("/consultations?search=a%00b", 422),
    "a parameter two thousand times": ("/consultations?" + "a=1&" * 2000, 422),
    "digits of another script": ("/consultations?limit=%D9%A3", 422),
    "a number with an exponent": ("/consultations?limit=1e1", 422),
    "a number of many digits": ("/consultations?limit=" + "9" * 5000, 422),
    "a number that no column holds": ("/discussions?parent=" + "9" * 30, 422),
    "an order that there is not": ("/consultations?order=random", 422),
    "a state that there is not": ("/discussions?state=shut", 422),
    "the first instant, east of it": (
        "/consultations?closing_before=0001-01-01T00:00:00%2B14:00",
        422,
    ),
    "the last instant, west of it": (
        "/consultations?closing_before=9999-12-31T23:59:59-14:00",
        422,
    ),
    "the first instant": ("/consultations?closing_before=0001-01-01T00:00:00Z", 422),
    "the last instant": ("/consultations?updated_since=9999-12-31T23:59:59Z", 422),
    "long ago": ("/consultations?closing_before=0001-02-01T00:00:00Z", 200),
    "far off": ("/consultations?updated_since=9999-12-01T23:59:59-14:00", 200),
    "seconds for an instant": ("/consultations?updated_since=0.5", 422),
    "seconds since 1970 for an instant": ("/consultations?closing_before=1801742400", 422),
    "an instant without offset": ("/consultations?closing_before=2027-02-10T12:00:00", 422),
    "a year of five digits": ("/consultations?closing_before=10000-01-01T00:00:00Z", 422),
    "a cursor of nothing": ("/consultations?after=", 422),
    "a cursor that was tampered with": ("/consultations?after=WyJ0aXRsZSIsIiIsMV0:x:y", 422),
    "a cursor not in ASCII": ("/consultations?after=%C3%A9", 422),
    "a cursor that goes on and on": ("/consultations?after=" + "a" * 5000, 422),
    "a key that is nought": ("/discussions/0", 404),
    "a key below nought": ("/discussions/-1", 404),
    "a key of many digits": ("/discussions/" + "9" * 5000, 404),
    "a key in digits of another script": ("/discussions/%D9%A3", 404),
    "a key with a null character": ("/discussions/1%00", 404),
    "a key that is encoded": ("/discussions/%2e%2e%2fme", 404),
    "a key of another kind": ("/discussions/one", 404),
    "a private link of nothing": ("/reports/%00", 404),
    "a private link not in UTF-8": ("/reports/%ff%fe", 404),
    "a private link that goes on and on": ("/reports/" + "a" * 5000, 404),
    "a name of a policy not in ASCII": ("/policies/caf%C3%A9", 404),
    "no such address": ("/%F0%9F%92%A1", 404),
}

LANGUAGES = [
    "*",
    "x" * 5000,
    "fr;q=NaN, en;q=1e9",
    "../../etc/passwd",
    "zh-%00",
    "en-\xff",
    ",;=",
    "",
]
KEYS = ["", " ", "é" * 16, "x" * 256, "a\tb" * 8, "short", "\x7f" * 20]
TOKENS = ["", " ", "x" * 10_000, "é", "a b", "null", "'; drop table"]


def expect(answer: Any, status: int) -> dict[str, Any]:
    """Check that an answer is a problem of that status, in the form that all have."""
    assert answer.status_code == status, answer.content[:500]
    assert answer["Content-Type"] == "application/problem+json; charset=utf-8"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["detail"]
    assert problem["code"]
    assert "Traceback" not in answer.content.decode()
    return problem


@pytest.fixture
def member_api(member) -> Api:
    return api_for(member, Way.SESSION_TOKEN)


@pytest.mark.parametrize("kind", BODIES)
def test_a_body_that_cannot_be_read_is_told_so(world, member_api, kind):
    body, status, code = BODIES[kind]
    answer = member_api.client.generic(
        "POST",
        f"{BASE}/discussions/{world.discussion.pk}/comments",
        body,
        content_type="application/json",
        headers=member_api.headers,
    )
    problem = expect(answer, status)
    codes = [error["code"] for error in problem["errors"]]
    assert code in (codes or [problem["code"]])


@pytest.mark.parametrize("kind", READS)
def test_an_odd_address_is_answered(world, kind):
    path, status = READS[kind]
    answer = Client().get(BASE + path)
    if status == 200:
        assert answer.status_code == 200, answer.content
        return
    expect(answer, status)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_that_is_none_is_answered_in_ours(world, language):
    answer = Client().get(f"{BASE}/consultations", headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert answer["Content-Language"] in {"en", "fr"}


@pytest.mark.parametrize("key", KEYS)
def test_a_key_that_is_none_is_refused_before_anything_is_done(world, member_api, key):
    answer = member_api.post(
        f"/discussions/{world.discussion.pk}/comments",
        {"text": "Lamps."},
        **{"Idempotency-Key": key},
    )
    if answer.status_code == 201:
        assert key in {" ", "short"}
        return
    assert expect(answer, 422)["code"] == "idempotency_key"


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("header", ["X-Session-Token", "Authorization"])
def test_a_token_that_does_not_hold_is_never_taken_for_nobody(world, header, token):
    value = f"Bearer {token}" if header == "Authorization" else token
    for path in ("/consultations", "/me"):
        expect(Client().get(BASE + path, headers={header: value}), 401)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "OPTIONS", "PROPFIND", "X" * 99])
def test_a_method_that_an_address_does_not_take_is_told_which_it_does(world, method):
    answer = Client().generic(method, f"{BASE}/consultations")
    expect(answer, 405)
    assert answer["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "json",
    ],
)
def test_whatever_a_form_of_another_site_can_send_is_not_taken(world, member_api, content_type):
    answer = member_api.client.generic(
        "POST",
        f"{BASE}/discussions/{world.discussion.pk}/comments",
        json.dumps({"text": "Lamps."}),
        content_type=content_type,
        headers=member_api.headers,
    )
    expect(answer, 415)


VALUES: dict[str, tuple[str, Any]] = {
    "a day before the calendar": ("received_on", "0000-01-01"),
    "a number for a day": ("received_on", 0),
    "a number as text for a day": ("received_on", "0"),
    "an hour of a day": ("received_on", "2027-02-01T12:00:00Z"),
    "people that no column holds": ("people", 2**31),
    "people fewer than none": ("people", -1),
    "a text for a number": ("people", "3"),
    "a yes for a number": ("people", True),
    "not a whole number": ("people", 1.5),
    "null for a number": ("people", None),
    "an unknown way": ("channel", "pigeon"),
}


@pytest.mark.parametrize("kind", VALUES)
def test_a_value_of_another_type_is_not_made_to_fit(world, kind):
    name, value = VALUES[kind]
    body = {"channel": "letter", "received_on": "2027-02-01", "people": 3, "responses": 5}
    api = api_for(factories.UserFactory(superuser=True))
    answer = api.post(
        f"/consultations/{world.consultation.pk}/offline-responses", body | {name: value}
    )
    [error] = expect(answer, 422)["errors"]
    assert error["pointer"] == f"#/{name}"
    assert not OfflineResponse.objects.exists()


@pytest.mark.parametrize("value", [1, 0, "true", "yes", None])
def test_only_true_and_false_say_yes_and_no(world, member_api, value):
    answer = member_api.post(
        f"/discussions/{world.discussion.pk}/comments", {"text": "Lamps.", "confirmed": value}
    )
    [error] = expect(answer, 422)["errors"]
    assert (error["pointer"], error["code"]) == ("#/confirmed", "bool_type")


@pytest.mark.parametrize(
    "ends_at",
    ["9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", 4e9, "4e9"],
)
def test_a_sanction_ends_at_an_instant_that_there_is_everywhere(world, member, ends_at):
    comment = post_comment(discussion=world.discussion, author=member, text="Lamps.", at=NOW)
    answer = api_for(factories.UserFactory(superuser=True)).post(
        f"/moderation/comments/{comment.pk}/sanctions",
        {"kind": "mute", "reason": "abuse", "ends_at": ends_at},
    )
    [error] = expect(answer, 422)["errors"]
    assert error["pointer"] == "#/ends_at"


@pytest.mark.parametrize("name", ["discussion", "parent"])
def test_a_key_that_no_column_holds_finds_nothing(world, name):
    api = api_for(factories.UserFactory(superuser=True))
    for path in ("/moderation/comments", "/moderation/queue", "/moderation/figures"):
        answer = api.get(path, {name: 2**70})
        assert answer.status_code in {200, 422}, (path, answer.content)
