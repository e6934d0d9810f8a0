"""Who may do what by the participation API's staff routes, in each way of signing in."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

from config.api import participation_api
from discussion_pages.api.participation.auth import Way
from discussion_pages.models import DiscussionComment
from discussion_pages.rules.sanctions import SanctionKind
from discussion_pages.services import deciding, posting
from discussion_pages.services.appealing import make_appeal
from discussion_pages.services.casework import version_of
from discussion_pages.services.sanctions import impose_sanction
from tests import factories
from tests.factories import NOW
from tests.participation import api_for
from tests.staff import make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

MODERATORS = {"moderator", "manager", "admin"}
SPEAKERS = {"editor", *MODERATORS}
READERS = {"editor", "analyst", *MODERATORS}
ENTERERS = {"editor", "admin"}
OFFLINE_READERS = {"editor", "analyst", "admin"}
SECRET = "Words that nobody may read yet"


@dataclass(frozen=True)
class Route:
    """A route, what is sent, and who may. ``{name}`` stands for a key or a version."""

    method: str
    path: str
    who: set[str]
    body: dict[str, Any] | None = None
    query: str = ""
    key: str = ""
    """What the address is about, so that one that is not there can be asked for instead."""


COMMENT = "/moderation/comments/{pk}"
BATCHES = "/consultations/{consultation}/offline-responses"
BATCH = {"channel": "letter", "received_on": "2027-02-01", "people": 3, "responses": 5}

ROUTES = [
    Route("GET", "/moderation/queue", MODERATORS),
    Route("PUT", COMMENT + "/claim", MODERATORS, key="held"),
    Route("DELETE", COMMENT + "/claim", MODERATORS, key="held"),
    Route("GET", "/moderation/comments", READERS),
    Route("GET", COMMENT, READERS, key="held"),
    Route("POST", COMMENT + "/decisions", MODERATORS, {"action": "approve"}, key="held"),
    Route("POST", "/moderation/decisions/{pk}/undo", MODERATORS, {}, key="decision"),
    Route("PUT", COMMENT + "/pin", MODERATORS, {}, key="published"),
    Route("DELETE", COMMENT + "/pin", MODERATORS, key="published", query="?version={version}"),
    Route("PUT", COMMENT + "/lock", MODERATORS, {}, key="published"),
    Route("DELETE", COMMENT + "/lock", MODERATORS, key="published", query="?version={version}"),
    Route("PUT", COMMENT + "/escalation", MODERATORS, {}, key="published"),
    Route(
        "POST",
        COMMENT + "/escalation/resolution",
        MODERATORS,
        {"note": "Rang them."},
        key="feared",
    ),
    Route(
        "PUT",
        COMMENT + "/official",
        MODERATORS,
        {"organisation": "{organisation}"},
        key="by_staff",
    ),
    Route(
        "POST",
        "/moderation/discussions/{pk}/official-replies",
        SPEAKERS,
        {"organisation": "{organisation}", "text": "Noted."},
        key="discussion",
    ),
    Route("GET", "/moderation/appeals", MODERATORS),
    Route("GET", "/moderation/appeals/{pk}", MODERATORS, key="appeal"),
    Route(
        "POST",
        "/moderation/appeals/{pk}/decision",
        MODERATORS,
        {"outcome": "refuse", "answer": "We looked again."},
        key="appeal",
    ),
    Route("GET", "/moderation/sanctions", MODERATORS),
    Route("GET", "/moderation/sanctions/{pk}", MODERATORS, key="sanction"),
    Route("POST", "/moderation/sanctions/{pk}/lift", MODERATORS, {}, key="sanction"),
    Route("GET", COMMENT + "/sanctions", MODERATORS, key="published"),
    Route(
        "POST",
        COMMENT + "/sanctions",
        MODERATORS,
        {"kind": "suspend", "reason": "abuse"},
        key="published",
    ),
    Route("GET", "/moderation/figures", READERS),
    Route("GET", BATCHES.replace("{consultation}", "{pk}"), OFFLINE_READERS, key="consultation"),
    Route("POST", BATCHES.replace("{consultation}", "{pk}"), ENTERERS, BATCH, key="consultation"),
    Route("GET", BATCHES + "/{pk}", OFFLINE_READERS, key="batch"),
    Route("PATCH", BATCHES + "/{pk}", ENTERERS, {"people": 4}, key="batch"),
    Route("DELETE", BATCHES + "/{pk}", ENTERERS, key="batch"),
]
IDS = [f"{route.method} {route.path}" for route in ROUTES]


@pytest.fixture
def people(world, member):
    staff = make_staff(world.hub)
    return {
        "member": member,
        "editor": staff.editor,
        "moderator": staff.moderator,
        "manager": staff.manager,
        "analyst": staff.analyst,
        "admin": staff.admin,
    }


@pytest.fixture
def keys(world, member, other_member, people):
    """Return what the addresses are about, decided by somebody who is none of ``people``."""
    decider = factories.UserFactory(superuser=True)

    def post(text, author=member, mode="after"):
        world.discussion.moderation_mode = mode
        world.discussion.save()
        made = posting.post_comment(discussion=world.discussion, author=author, text=text, at=NOW)
        return DiscussionComment.objects.get(pk=made.pk)

    removed, feared = post("The subway is flooded."), post("I cannot go on.", other_member)
    decision = deciding.remove_comment(comment=removed, moderator=decider, reason="spam", at=NOW)
    appealed = deciding.remove_comment(
        comment=post("An advert."), moderator=decider, reason="spam", at=NOW
    )
    deciding.escalate(comment=feared, moderator=decider, at=NOW)
    sanction = impose_sanction(
        participant=removed.participant,
        kind=SanctionKind.WARN,
        moderator=decider,
        reason="spam",
        at=NOW,
    )
    return {
        "published": post("The underpass is dark.").pk,
        "by_staff": post("We shall light it.", people["editor"]).pk,
        "held": post(SECRET, other_member, "before").pk,
        "feared": feared.pk,
        "decision": decision.pk,
        "appeal": make_appeal(decision=appealed, member=member, text="Why?", at=NOW).pk,
        "sanction": sanction.pk,
        "discussion": world.discussion.pk,
        "consultation": world.consultation.pk,
        "organisation": factories.OrganisationFactory().pk,
        "batch": factories.OfflineResponseFactory(consultation=world.consultation).pk,
    }


@pytest.fixture
def ask(keys):
    """Send a route's request, and take back whatever it did."""

    def send(api, route, *, pk=None):
        about = DiscussionComment.objects.filter(pk=keys.get(route.key, 0)).first()
        version = version_of(about) if about and COMMENT in route.path else ""
        names = keys | {"pk": pk or keys.get(route.key), "version": version}
        body = route.body
        if body is not None:
            body = {
                name: keys["organisation"] if value == "{organisation}" else value
                for name, value in body.items()
            }
            if COMMENT in route.path and not route.path.endswith("/sanctions"):
                body["version"] = version
        with transaction.atomic():
            answer = api.send(route.method, (route.path + route.query).format(**names), body)
            transaction.set_rollback(True)
        return answer

    return send


def test_every_staff_route_is_in_the_table():
    listed = {
        (method.upper(), path)
        for path, operations in participation_api.document["paths"].items()
        if path.startswith("/moderation/") or "/offline-responses" in path
        for method in operations
    }
    named = set()
    for route in ROUTES:
        path = route.path
        if path.startswith("/consultations/"):
            path = path.replace("{pk}", "{batch}").replace("{consultation}", "{pk}")
            if "/{batch}/offline" in path:
                path = path.replace("{batch}", "{pk}")
        named.add((route.method, path))
    assert named == listed


@pytest.mark.parametrize("route", ROUTES, ids=IDS)
def test_only_those_whose_work_it_is_are_let_in(people, ask, route):
    for way in (Way.API_TOKEN, Way.SESSION):
        let_in = set()
        for name, person in people.items():
            answer = ask(api_for(person, way), route)
            if name in route.who:
                assert answer.status_code in {200, 201, 204}, (name, answer.content)
                let_in.add(name)
                continue
            assert answer.status_code == 403, (name, answer.content)
            assert answer.json()["code"] in {"forbidden", "offline"}
            assert answer["Cache-Control"] == "private, no-store"
        assert let_in == route.who


@pytest.mark.parametrize("route", ROUTES, ids=IDS)
def test_nobody_in_particular_is_asked_to_log_in(ask, route):
    answer = ask(api_for(), route)
    assert (answer.status_code, answer.json()["code"]) == (401, "log_in")


@pytest.mark.parametrize("route", ROUTES, ids=IDS)
def test_a_members_token_opens_no_door_even_for_staff(people, ask, route):
    for name, person in people.items():
        answer = ask(api_for(person, Way.SESSION_TOKEN), route)
        assert answer.status_code == 403, name
        assert answer.json()["detail"].startswith("A member's token")
        assert SECRET not in answer.content.decode()


@pytest.mark.parametrize(
    "route", [route for route in ROUTES if route.key], ids=[name for name in IDS if "{" in name]
)
def test_a_refusal_tells_nothing_about_what_is_there(people, ask, route):
    for name in set(people) - route.who:
        api = api_for(people[name])
        there, not_there = ask(api, route), ask(api, route, pk=999999)
        assert there.status_code == not_there.status_code == 403
        assert there.json() == not_there.json()
        assert SECRET not in there.content.decode()
    nothing = ask(api_for(people["admin"]), route, pk=999999)
    assert (nothing.status_code, nothing.json()["code"]) == (404, "not_found")


def test_a_staff_account_that_is_closed_is_let_in_nowhere(people, ask):
    person = people["moderator"]
    api = api_for(person)
    person.is_active = False
    person.save()
    for route in ROUTES:
        assert ask(api, route).status_code == 401
