"""Signing in by API, as its page says: every command there is run, every promise asked for."""

import json
import re
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from wagtail.models import APIToken

from discussion_pages.models import DiscussionComment
from discussion_pages.rules.states import State
from members.models import User
from tests import factories
from tests.shell import Shell, differences, expected_status, fences

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

PAGE = Path(__file__).resolve().parents[2] / "docs/reference/authentication.md"


def key_in_the_last_mail() -> str:
    """Return the key at the end of the link in the mail that came last."""
    for message in reversed(mail.outbox):
        found = re.search(
            r"https://consultations\.example\.org/\S*?/([^/\s]+)/$", message.body, re.M
        )
        if found:
            return found[1]
    raise AssertionError("no mail has a key")


def test_every_command_of_the_page_works_as_it_stands_there(world, settings):
    settings.API_CORS_ORIGINS = ["https://front.example"]
    shell = Shell(given={"DISCUSSION": str(world.discussion.pk), "KEY": key_in_the_last_mail})
    ran = 0
    for fence in fences(PAGE):
        where = f"{PAGE.name}, line {fence.line}"
        if fence.language == "sh":
            answers = shell.run(fence.text)
            status = expected_status(fence.text)
            assert [answer.status_code for answer in answers] == ([status] if status else []), where
            ran += len(answers)
        elif fence.language == "json":
            assert not differences(json.loads(fence.text), shell.answers[-1].json()), where
    assert ran >= 15
    (preflight,) = shell.answers
    assert "x-session-token" in preflight["Access-Control-Allow-Headers"].lower()
    assert DiscussionComment.objects.filter(state=State.PUBLISHED).count() == 2
    assert User.objects.get().pseudonym == "Heron"
    assert APIToken.objects.get().revoked_at is not None


NOBODY, TOKEN, COOKIE, BEARER = "nobody", "token", "cookie", "bearer"
WAYS = (NOBODY, TOKEN, COOKIE, BEARER)
COMMENTS = "/api/participation/v1/discussions/{discussion}/comments"
SCOPES = {
    # What the page says of each way, and what it comes to for an administrator.
    "[`/api/v2/`](api.md), public content": (
        ("reads", "as nobody", "as nobody", "as nobody"),
        ("GET", "/api/v2/pages/"),
        (200, 200, 200, 200),
    ),
    "`/api/participation/v1/`, what is public": (
        ("reads", "reads", "reads", "reads"),
        ("GET", COMMENTS),
        (200, 200, 200, 200),
    ),
    "`/api/participation/v1/`, taking part": (
        ("–", "the member", "the member", "the user"),
        ("POST", COMMENTS),
        (401, 201, 201, 201),
    ),
    "`/api/participation/v1/moderation/`, for staff": (
        ("–", "never, for staff neither", "what the user may", "what the user may"),
        ("GET", "/api/participation/v1/moderation/queue"),
        (401, 403, 200, 200),
    ),
    "[`/api/v3/`](api-v3.md), staff automation": (
        ("what is public", "as nobody", "as nobody", "the user"),
        ("GET", "/api/v3/whoami/"),
        (401, 401, 401, 200),
    ),
    "`/_allauth/app/v1/`, the account": (
        ("joins, logs in", "the member's own", "as nobody", "as nobody"),
        ("GET", "/_allauth/app/v1/account/email"),
        (401, 200, 401, 401),
    ),
    "`/_allauth/browser/v1/`, the account": (
        ("joins, logs in", "as nobody", "the member's own", "as nobody"),
        ("GET", "/_allauth/browser/v1/account/email"),
        (401, 401, 200, 401),
    ),
    "pages of the site, `/admin/`": (
        ("what is public", "as nobody", "what the user may", "as nobody"),
        ("GET", "/admin/discussions/comments/"),
        (302, 302, 200, 302),
    ),
}


def scopes_of_the_page() -> dict[str, tuple[str, ...]]:
    """Return the rows of the table "What each way opens"."""
    table = PAGE.read_text().partition("## What each way opens")[2].partition("\n* ")[0]
    rows = [
        [cell.strip().replace("**", "") for cell in line.strip("|").split("|")]
        for line in table.splitlines()
        if line.startswith("|")
    ]
    return {where: tuple(cells) for where, *cells in rows[2:]}


@pytest.fixture
def boss(world):
    """Return an administrator, who has most to lose, with an address to log in by."""
    user = factories.UserFactory(superuser=True)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def as_boss(boss):
    """Return a function that gives a client and the headers by which the boss comes each way."""

    def come(way):
        if way == TOKEN:
            answer = Client().post(
                "/_allauth/app/v1/auth/login",
                {"email": boss.email, "password": "correct horse battery"},
                "application/json",
            )
            return Client(), {"X-Session-Token": answer.json()["meta"]["session_token"]}
        if way == BEARER:
            token = APIToken.create_token(user=boss, name="for a test")[1]
            return Client(), {"Authorization": f"Bearer {token}"}
        client = Client()
        if way == COOKIE:
            client.force_login(boss)
        return client, {}

    return come


def test_the_scopes_of_the_page_are_those_of_this_test():
    assert scopes_of_the_page() == {where: cells for where, (cells, *_rest) in SCOPES.items()}


@pytest.mark.parametrize("where", SCOPES)
@pytest.mark.parametrize("way", WAYS)
def test_each_way_opens_what_the_page_says(where, way, world, as_boss):
    _cells, (method, path), statuses = SCOPES[where]
    client, headers = as_boss(way)
    answer = client.generic(
        method,
        path.format(discussion=world.discussion.pk),
        '{"text": "More lamps."}' if method == "POST" else "",
        content_type="application/json",
        headers=headers,
    )
    assert answer.status_code == statuses[WAYS.index(way)]


@pytest.mark.parametrize("way", [TOKEN, COOKIE, BEARER])
def test_what_says_as_nobody_is_the_very_answer_that_nobody_gets(way, world, as_boss):
    client, headers = as_boss(way)
    for _where, (cells, (method, path), _statuses) in SCOPES.items():
        if cells[WAYS.index(way)] != "as nobody":
            continue
        answer = client.generic(method, path, headers=headers)
        nobody = Client().generic(method, path)
        assert (answer.status_code, answer.content) == (nobody.status_code, nobody.content), path


def test_a_token_that_does_not_hold_is_refused_and_not_taken_for_nobody(world, as_boss, boss):
    path = COMMENTS.format(discussion=world.discussion.pk)
    held = [as_boss(TOKEN)[1], as_boss(BEARER)[1]]
    for headers in held:
        assert Client().get(path, headers=headers).status_code == 200
    boss.is_active = False
    boss.save()
    for headers in (
        *held,
        {"X-Session-Token": "x"},
        {"X-Session-Token": ""},
        {"Authorization": "Bearer wagtail_x"},
        {"Authorization": "Basic eDp4"},
    ):
        assert Client().get(path, headers=headers).status_code == 401, headers
