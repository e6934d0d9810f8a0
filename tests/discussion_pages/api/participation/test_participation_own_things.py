"""Who reaches what is a member's own: every route about it, by every caller there is.

Staff have no other rights here than members: what they may see of others is at their desk.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import transaction
from django.http import HttpResponse

from discussion_pages.api.participation.auth import Way
from discussion_pages.api.participation.routes import (
    appeals,
    contributions,
    following,
    me,
    notices,
    reports,
)
from discussion_pages.models import Appeal, DiscussionComment, Follow, Report, Sanction
from discussion_pages.services.appealing import make_appeal
from discussion_pages.services.deciding import remove_comment
from discussion_pages.services.following import follow
from discussion_pages.services.reporting import report_comment, status_token
from discussion_pages.services.sanctions import impose_sanction
from members.api import router as account
from tests import factories
from tests.participation import api_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

ROUTERS = (reports, following, me, contributions, appeals, notices)
CALLERS = ("anonymous", "owner", "app", "other", "moderator", "admin")
"""``app`` is the owner by the token of an app; ``other`` is another member."""
LOG_IN, NOT_THERE = 401, 404


def for_all(status: int, **but: int) -> tuple[int, ...]:
    return tuple(but.get(caller, status) for caller in CALLERS)


def own(status: int = 200) -> tuple[int, ...]:
    """What belongs to the owner alone."""
    return for_all(NOT_THERE, anonymous=LOG_IN, owner=status, app=status)


def members(status: int = 200) -> tuple[int, ...]:
    """What each member has for themselves."""
    return for_all(status, anonymous=LOG_IN)


TABLE: list[tuple[str, str, Any, tuple[int, ...]]] = [
    ("POST", "/comments/{comment}/reports", {"reason": "abuse"}, for_all(201)),
    ("POST", "/comments/{removed}/reports", {"reason": "abuse"}, for_all(404, owner=403, app=403)),
    ("GET", "/reports/{token}", None, for_all(200)),
    ("GET", "/reports/{forged_token}", None, for_all(NOT_THERE)),
    ("GET", "/discussions/{discussion}/follow", None, members()),
    ("PUT", "/discussions/{discussion}/follow", None, members()),
    ("DELETE", "/discussions/{discussion}/follow", None, members()),
    ("PUT", "/discussions/{discussion}/threads/{comment}/follow", None, members()),
    ("DELETE", "/discussions/{discussion}/threads/{comment}/follow", None, members()),
    ("PUT", "/discussions/{discussion}/threads/{removed}/follow", None, members(NOT_THERE)),
    ("PUT", "/discussions/{draft}/follow", None, members(NOT_THERE)),
    ("GET", "/me/follows", None, members()),
    ("DELETE", "/me/follows/{follow}", None, own()),
    ("GET", "/me", None, members()),
    ("GET", "/me/data", None, members()),
    ("GET", "/me/contributions", None, members()),
    ("GET", "/me/reports", None, members()),
    ("GET", "/me/sanctions", None, members()),
    ("GET", "/me/comments/{removed}/appeals", None, own()),
    ("POST", "/me/comments/{removed}/appeals", {"text": "It was fair."}, own(201)),
    ("GET", "/me/sanctions/{sanction}/appeals", None, own()),
    ("POST", "/me/sanctions/{sanction}/appeals", {"text": "It was fair."}, own(201)),
    ("GET", "/me/appeals", None, members()),
    ("GET", "/me/appeals/{appeal}", None, own()),
    ("POST", "/me/appeals/{appeal}/withdrawal", None, own()),
    ("GET", "/me/notices", None, members()),
    ("POST", "/me/notices/read", {}, members()),
    ("POST", "/me/notices/read", {"id": "{notice}"}, own()),
    ("GET", "/me/notice-settings", None, members()),
    ("PATCH", "/me/notice-settings", {"following": "off"}, members()),
    ("GET", "/me/profile", None, members()),
    ("PATCH", "/me/profile", {"full_name": "River Walker"}, members()),
    ("POST", "/me/deletion", {"password": "not it"}, members(422)),
]


@dataclass
class Own:
    """One of everything that a member has, and people who have none of it."""

    people: dict[str, Any]
    keys: dict[str, Any]


@pytest.fixture
def things(world, member, other_member, moderator, post, at) -> Own:
    moderator.pseudonym = "Meadow Lane"
    moderator.save()
    moderator.user_permissions.add(Permission.objects.get(codename="impose_sanction"))
    comment = post("A comment for all to read.", author=other_member)
    appealed, removed = post("My first rude words."), post("My second rude words.")
    for each in (appealed, removed):
        remove_comment(
            comment=each, moderator=moderator, reason="abuse", note="A note for us.", at=at
        )
    report = report_comment(
        comment=comment, reason="spam", text="What I told in trust.", reporter=member, at=at
    )
    sanction = impose_sanction(
        participant=member.discussion_participant,
        kind="warn",
        reason="abuse",
        note="A note for us.",
        moderator=moderator,
        at=at,
    )
    appeal = make_appeal(
        decision=appealed.decisions.get(), member=member, text="In trust, too.", at=at
    )
    followed = follow(member=member, discussion=world.discussion, at=at - timedelta(days=1))
    draft = factories.DiscussionPageFactory(
        parent=world.consultation, title="Draft", slug="draft", live=False
    )
    token = status_token(report)
    return Own(
        {
            "anonymous": None,
            "owner": member,
            "app": member,
            "other": other_member,
            "moderator": moderator,
            "admin": factories.UserFactory(superuser=True, pseudonym="The boss"),
        },
        {
            "discussion": world.discussion.pk,
            "draft": draft.pk,
            "comment": comment.pk,
            "removed": removed.pk,
            "token": token,
            "forged_token": token[:-2],
            "follow": followed.pk,
            "sanction": sanction.pk,
            "appeal": appeal.pk,
            "notice": member.discussion_notices.first().pk,
        },
    )


def ask(things: Own, caller: str, method: str, path: str, body: Any) -> HttpResponse:
    way = Way.SESSION_TOKEN if caller == "app" else Way.API_TOKEN
    if body == {"id": "{notice}"}:
        body = {"id": things.keys["notice"]}
    return api_for(things.people[caller], way).send(method, path.format(**things.keys), body)


@pytest.mark.parametrize(("method", "path", "body", "statuses"), TABLE)
def test_callers_reach_their_own_things_and_learn_nothing_of_others(
    things, method, path, body, statuses
):
    before = counts()
    for caller, status in zip(CALLERS, statuses, strict=True):
        with transaction.atomic():
            answer = ask(things, caller, method, path, body)
            assert answer.status_code == status, (caller, answer.content)
            assert answer["Cache-Control"] == "private, no-store"
            if status >= 400 or method == "GET":
                assert counts() == before, caller
            told = answer.content.decode()
            for secret in hidden_from(things, caller, path):
                assert secret not in told, (caller, secret)
            transaction.set_rollback(True)


def counts() -> list[int]:
    models = (DiscussionComment, Report, Follow, Appeal, Sanction)
    return [
        *(model.objects.count() for model in models),
        Appeal.objects.filter(state="open").count(),
    ]


def test_every_route_about_ones_own_is_in_the_table():
    routes = {
        (method, pattern(path))
        for router in (*(module.router for module in ROUTERS), account)
        for path, view in router.path_operations.items()
        for operation in view.operations
        for method in operation.methods
    }
    assert routes == {(method, pattern(path)) for method, path, _body, _statuses in TABLE}


def pattern(path: str) -> str:
    """Return a path with its keys left blank."""
    parts = ["{}" if part.startswith("{") else part for part in path.split("/")]
    return "/".join(parts)


def hidden_from(things: Own, caller: str, path: str) -> list[str]:
    """Return what a caller must not be told at an address."""
    is_owner = caller in {"owner", "app"}
    about_oneself = path in {"/me", "/me/data", "/me/profile"}
    hidden = ["A note for us."]
    if not (caller == "moderator" and about_oneself):
        hidden += ["moderator-47@example.com", "Meadow Lane"]
    if not is_owner:
        hidden += ["What I told in trust.", "In trust, too.", "My second rude words."]
    if path != "/me/data":
        hidden += [person.email for person in things.people.values() if person]
    if path == "/reports/{token}":
        hidden += [things.people[person].pseudonym for person in ("owner", "other")]
    return hidden
