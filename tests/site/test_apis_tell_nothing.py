"""Every operation of every API, asked by everybody, tells nothing that is not for who asks.

The walk is made of the OpenAPI documents and of the router, so that what is added later is walked
too; an operation that nobody gets into fails the test, for then nothing was looked at.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from itertools import count
from typing import Any
from unittest import mock
from urllib.parse import urlencode

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.api.v3.api import api as v3_api
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Page, Revision, Site

from config.api import api_router, participation_api
from config.headless import _document as headless_document
from discussion_pages.api.v3.kinds import KINDS
from discussion_pages.models import (
    Appeal,
    Decision,
    DiscussionComment,
    DiscussionSettings,
    Follow,
    ModerationPolicy,
    Notice,
    PublicObject,
    Sanction,
    Webhook,
    WebhookEvent,
)
from discussion_pages.rules.sanctions import SanctionKind
from discussion_pages.rules.states import Action
from discussion_pages.rules.webhooks import serialised
from discussion_pages.services.appealing import make_appeal
from discussion_pages.services.casework import version_of
from discussion_pages.services.claiming import claim
from discussion_pages.services.deciding import decide, escalate
from discussion_pages.services.following import follow
from discussion_pages.services.posting import post_comment, post_official_reply
from discussion_pages.services.previewing import make_preview
from discussion_pages.services.publicity import record_public_objects
from discussion_pages.services.reporting import status_token
from discussion_pages.services.sanctions import impose_sanction
from discussion_pages.services.webhook_delivery import body_of as webhook_body
from discussion_pages.services.webhook_kinds import offered_kinds
from tests import factories
from tests.conftest import WORLD, World
from tests.factories import NOW
from tests.media import make_document, make_image
from tests.participation import api_token, session_token
from tests.planting import Planted, body_of, cached_content, found_in, plant
from tests.staff import Staff, client_for, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

BASE = "/api/participation/v1"
FIRST_ACCOUNT = 910_000_000
ACCOUNT = re.compile(r"\b9100000\d\d\b")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
STAFF_NAMES = ("Mo Moderator", "Max Manager", "Ana Analyst", "Eddie Editor", "Ada Admin")
PAGE_WORDS = frozenset(
    {
        "private page",
        "draft page",
        "draft title",
        "kept outcome",
        "draft guidance",
        "draft topic",
        "unseen body",
        "draft image",
        "private document",
    }
)
"""What editors work on, and readers do not see yet or ever."""


@pytest.fixture(autouse=True)
def renditions_in_memory(monkeypatch):
    monkeypatch.setattr("wagtail.images.models.SpooledTemporaryFile", lambda **_: BytesIO())


@pytest.fixture(autouse=True)
def no_limits(settings):
    many = "1000000/m"
    settings.DISCUSSION_PAGES_API_LIMITS = dict.fromkeys(["read", "write", "report"], many)
    settings.DISCUSSION_PAGES_API_V3_LIMITS = dict.fromkeys(["read", "write"], many)
    settings.WAGTAIL_HEADLESS_PREVIEW = {"CLIENT_URLS": {"default": "https://front.example.org/"}}


@pytest.fixture(autouse=True)
def quiet(caplog):
    """Keep thousands of refusals out of the log of a failure."""
    caplog.set_level("CRITICAL", logger="django.request")


KEYS_OF_A_KIND = 2
"""How many of the oldest, and of the newest, are tried where another kind is asked for."""


@dataclass
class Known:
    """What was planted, by whom, and all keys by which anything can be asked for."""

    planted: Planted
    author: Any
    reader: Any
    stranger: Any
    staff: Staff
    pages: dict[str, int]
    keys: dict[str, list[int]]
    tokens: list[str]
    types: dict[str, list[int]]
    """Keys of snippets by the name of their type in API v3."""
    body: int
    """An organisation that a reply can speak for."""
    shown: dict[str, str] = field(default_factory=dict)
    """What the admin shows, by the name of who looks."""

    @cached_property
    def telling(self) -> list[int]:
        """Return one comment of each state, author and place: what could be told differs so."""
        rows = DiscussionComment.objects.order_by("-pk").values_list(
            "state", "user", "discussion", "redacted_at", "edit_held_at", "safeguarding_at", "pk"
        )
        return sorted({row[:-1]: row[-1] for row in rows}.values())

    @cached_property
    def every_key(self) -> list[int]:
        """Return keys of all kinds, each once: every telling comment, and a few of each other."""
        found = {*self.pages.values(), *self.telling}
        for keys in self.keys.values():
            found |= {*sorted(keys)[:KEYS_OF_A_KIND], *sorted(keys)[-KEYS_OF_A_KIND:]}
        return sorted(found)


@pytest.fixture(scope="module")
def planted(django_db_setup, django_db_blocker) -> Iterator[tuple[World, Known]]:
    """Plant once for this module; each test writes into a transaction of its own inside."""
    cache.clear()
    Site.clear_site_root_paths_cache()
    with (
        django_db_blocker.unblock(),
        time_machine.travel(NOW, tick=False),
        mock.patch("wagtail.images.models.SpooledTemporaryFile", lambda **_options: BytesIO()),
        transaction.atomic(),
    ):
        world = WORLD.take()
        with TestCase.captureOnCommitCallbacks(execute=True):
            known = plant_all(world)
        yield world, known
        transaction.set_rollback(True)


@pytest.fixture
def world(planted, db) -> World:
    return planted[0]


@pytest.fixture
def known(planted, db) -> Known:
    return planted[1]


def plant_all(world) -> Known:
    """Plant what ``plant`` does, and what the APIs know besides."""
    accounts = count(FIRST_ACCOUNT)
    Webhook.objects.create(
        name="City data platform",
        address="https://example.org/hooks/zqwebhookzq",
        events=[kind.name for kind in offered_kinds()],
        secret=serialised(b"k" * 32),
        created_at=NOW,
    )
    author = factories.UserFactory(pk=next(accounts), pseudonym="Lamplighter")
    reader = factories.UserFactory(pk=next(accounts), pseudonym="Night bus")
    stranger = factories.UserFactory(pk=next(accounts), pseudonym="Passer-by")
    staff = make_staff(world.hub, keys=accounts)
    found = plant(world, author, reader, staff.moderator)
    _decide_and_appeal(world, found, author, staff)
    pages = _plant_pages(world, found)
    policies = [world.discussion.policy]
    DiscussionSettings.objects.update(default_policy=policies[0])
    keys = {
        "comment": found.keys,
        "decision": [*Decision.objects.values_list("pk", flat=True)],
        "appeal": [*Appeal.objects.values_list("pk", flat=True)],
        "sanction": [*Sanction.objects.values_list("pk", flat=True)],
        "notice": [*Notice.objects.values_list("pk", flat=True)],
        "follow": [*Follow.objects.values_list("pk", flat=True)],
        "batch": [
            factories.OfflineResponseFactory(
                consultation=world.consultation, note=f"Kept {found.word('offline note')}"
            ).pk
        ],
        "policy": [policy.pk for policy in policies],
    }
    found.keys.extend(
        DiscussionComment.objects.exclude(pk__in=found.keys).values_list("pk", flat=True)
    )
    return Known(
        planted=found,
        author=author,
        reader=reader,
        stranger=stranger,
        staff=staff,
        pages=pages,
        keys=keys,
        tokens=[status_token(report) for report in found.reports],
        types=_snippets(),
        body=factories.OrganisationFactory().pk,
    )


def _decide_and_appeal(world, found: Planted, author, staff: Staff) -> None:
    def post(text: str, by: Any = author) -> Any:
        comment = post_comment(discussion=world.discussion, author=by, text=text, at=NOW)
        found.keys.append(comment.pk)
        return comment

    appealed = post(f"Appealed {found.word('appealed')}")
    decision = decide(
        comment=appealed,
        action=Action.REMOVE,
        moderator=staff.manager,
        reason="spam",
        note=f"Noted {found.word('note on appealed')}",
        at=NOW,
    )
    make_appeal(decision=decision, member=author, text=f"Why {found.word('appeal')}", at=NOW)
    impose_sanction(
        participant=appealed.participant,
        kind=SanctionKind.WARN,
        moderator=staff.manager,
        reason="spam",
        message=f"You were told {found.word('warning')}",
        note=f"Kept {found.word('note on sanction')}",
        at=NOW,
    )
    feared = post("I cannot go on.")
    escalate(comment=feared, moderator=staff.manager, at=NOW)
    claim(comment=DiscussionComment.objects.get(pk=found.keys[2]), moderator=staff.manager, at=NOW)
    colleague = factories.UserFactory(pseudonym="At City Hall")
    colleague.groups.set(staff.editor.groups.all())
    post("We shall light it.", colleague)
    post_official_reply(
        discussion=world.discussion,
        author=staff.editor,
        organisation=factories.OrganisationFactory(),
        text="Noted.",
        at=NOW,
    )
    follow(member=author, discussion=world.discussion, at=NOW)


def _plant_pages(world, found: Planted) -> dict[str, int]:
    """Plant what editors work on: drafts, media and snippets that no reader sees."""
    consultation = world.consultation
    consultation.outcome_summary = f"<p>Kept {found.word('kept outcome')}</p>"
    consultation.save()
    draft = Page.objects.get(title__startswith="Draft zq").specific
    private = Page.objects.get(title__startswith="Private zq")
    consultation.title = f"Later {found.word('draft title')}"
    consultation.organisation = factories.OrganisationFactory(
        name=f"Body {found.word('unseen body')}"
    )
    consultation.topics = [factories.TopicFactory(name=f"Topic {found.word('draft topic')}")]
    consultation.guidance = factories.SafetyGuidanceFactory(
        draft=True, title=f"Guidance {found.word('draft guidance')}"
    )
    consultation.hero_image = make_image(f"Image {found.word('draft image')}")
    consultation.save_revision(clean=False)
    closed = Collection.get_first_root_node().add_child(name="Closed")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    make_document(f"Paper {found.word('private document')}", collection=closed)
    Redirect.objects.create(
        old_path="/old", redirect_page=private, site=Site.objects.get(), is_permanent=True
    )
    return {
        "home": world.home.pk,
        "hub": world.hub.pk,
        "consultation": consultation.pk,
        "discussion": world.discussion.pk,
        "private": private.pk,
        "draft": draft.pk,
    }


def _snippets() -> dict[str, list[int]]:
    return {
        model._meta.label: [*model._default_manager.values_list("pk", flat=True)[:3]]
        for model in KINDS
        if not issubclass(model, Page)
    }


# -- Who asks --------------------------------------------------------------------------------------


@dataclass
class Caller:
    """Somebody who asks in one way, and the names of what was planted that they may be told."""

    name: str
    person: Any = None
    client: Client = field(default_factory=Client)
    headers: dict[str, str] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    at_work: frozenset[str] = frozenset()
    """What the admin shows to them: only staff routes may say it, and not to a member's token."""
    colleagues: frozenset[str] = frozenset()
    is_editor: bool = False
    is_thorough: bool = False
    """Asks for keys of other kinds too, where one kind could be taken for another."""

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Send a request; what it writes is taken back."""
        content = b"" if body is None else json.dumps(body).encode()
        with transaction.atomic():
            answer = self.client.generic(
                method, path, content, content_type="application/json", headers=self.headers
            )
            answer.text_found = body_of(answer) + repr(sorted(answer.items()))
            transaction.set_rollback(True)
        return answer


OWN = frozenset(
    {
        "removed",
        "rejected",
        "held",
        "held edit",
        "redacted",
        "past version",
        "withdrawn",
        "private talk",
        "appealed",
        "appeal",
        "warning",
    }
)
"""What the author wrote, or was told."""


def _by_token(name: str, person: Any, **given: Any) -> Caller:
    return Caller(
        f"{name}, by an app's token",
        person,
        headers={"X-Session-Token": session_token(person)},
        **given,
    )


def _by_session(name: str, person: Any, **given: Any) -> Caller:
    return Caller(f"{name}, by session", person, client_for(person), **given)


def _by_bearer(name: str, person: Any, **given: Any) -> Caller:
    return Caller(
        f"{name}, by Wagtail's token",
        person,
        headers={"Authorization": f"Bearer {api_token(person)}"},
        **given,
    )


def members(known: Known) -> list[Caller]:
    """Return nobody in particular and members, none of whom sees the admin."""
    own_of_reader = frozenset({"refused edit", "report of what stays"})
    return [
        Caller("nobody", is_thorough=True),
        _by_token("stranger", known.stranger),
        _by_session("stranger", known.stranger),
        _by_token("author", known.author, own=OWN),
        _by_token("reader", known.reader, own=own_of_reader),
    ]


def staff_as_members(known: Known) -> list[Caller]:
    """Return staff by way of a member's token, which tells them nothing as staff."""
    return [
        _by_token("moderator", known.staff.moderator),
        _by_token("administrator", known.staff.admin),
    ]


def staff(known: Known) -> list[Caller]:
    """Return staff with what the admin shows to each."""
    found = []
    for name in ("editor", "analyst", "moderator", "manager", "admin"):
        person = getattr(known.staff, name)
        if name not in known.shown:
            known.shown[name] = shown_in_admin(known, person)
        shown = known.shown[name]
        at_work = frozenset(found_in(shown, known.planted))
        given = {
            "at_work": at_work,
            "colleagues": frozenset(name for name in STAFF_NAMES if name in shown),
            "is_editor": name in {"editor", "admin"},
        }
        found.append(_by_bearer(name, person, is_thorough=name == "moderator", **given))
        if name == "moderator":
            found.append(_by_session(name, person, **given))
    return found


def shown_in_admin(known: Known, person: Any) -> str:
    """Return all that the admin's pages about comments and batches show to somebody."""
    client = client_for(person)
    addresses = [reverse("discussion_pages_desk")]
    for pk in known.keys["comment"]:
        addresses.append(f"{reverse('discussion_pages_desk')}?item={pk}")
        addresses.append(reverse("discussions_comments_modeladmin_inspect", args=[pk]))
    for pk in known.keys["appeal"]:
        addresses.append(reverse("discussion_pages_decide_appeal", args=[pk]))
    for pk in known.keys["sanction"]:
        addresses.append(reverse("discussions_sanctions_modeladmin_inspect", args=[pk]))
    addresses += [
        f"/admin/consultations/offline-responses/edit/{pk}/" for pk in known.keys["batch"]
    ]
    answers = [client.get(address) for address in addresses]
    return "".join(body_of(answer) for answer in answers if answer.status_code == 200)


# -- What must not be told -------------------------------------------------------------------------


def check(known: Known, caller: Caller, asked: str, text: str, *, may: frozenset[str]) -> None:
    """Fail where a text tells what ``caller`` may not know. ``may``: names of planted words."""
    told = found_in(text, known.planted, but=may)
    assert not told, (caller.name, asked, told)
    me = caller.person
    own_address = {me.email.lower()} if me else set()
    addresses = {found.lower().rstrip(".") for found in ADDRESS.findall(text)} - own_address
    assert not addresses, (caller.name, asked, addresses)
    assert "192.0.2." not in text, (caller.name, asked)
    accounts = set(ACCOUNT.findall(text)) - ({str(me.pk)} if me else set())
    assert not accounts, (caller.name, asked, accounts)
    for name in STAFF_NAMES:
        may_see = name in caller.colleagues or (me is not None and name == me.full_name)
        assert may_see or name not in text, (caller.name, asked, name)
    assert "zqwebhookzq" not in text, (caller.name, asked)


def may_read(caller: Caller, path: str) -> frozenset[str]:
    """Return what of the planted words a route of the participation API may tell somebody."""
    if "X-Session-Token" in caller.headers or not caller.at_work:
        return caller.own
    is_staff_route = path.startswith("/moderation/")
    if "/offline-responses" in path:
        return frozenset({"offline note"})  # for staff; who else asks is refused
    private = (
        frozenset({"private page", "private talk"}) if caller.person.is_superuser else frozenset()
    )
    return caller.own | private | (caller.at_work if is_staff_route else frozenset())


# -- The participation API -------------------------------------------------------------------------


@dataclass(frozen=True)
class Operation:
    """One operation of an OpenAPI document."""

    method: str
    path: str
    schema: str = ""


def operations(document: dict[str, Any]) -> Iterator[Operation]:
    """Return every operation with the name of the schema of its body."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            content = operation.get("requestBody", {}).get("content", {})
            schema = content.get("application/json", {}).get("schema", {})
            yield Operation(method.upper(), path, schema.get("$ref", "").rpartition("/")[2])


def filled(path: str, known: Known, *, narrow: bool) -> Iterator[str]:
    """Return the path with every key in place of its parameters.

    ``narrow``: only keys of the kind that it is about. A parameter that is not known here fails.
    """
    names = re.findall(r"{(\w+)}", path)
    everything = known.every_key
    choices: dict[str, list[Any]] = {
        "pk": kind_of(path, known) if narrow and "pk" in names else everything,
        "root": known.telling,
        "batch": known.keys["batch"],
        "token": [*known.tokens, "none", "1"],
        "slug": [*ModerationPolicy.objects.values_list("slug", flat=True), "none"],
    }
    if len(names) == 2:
        choices["pk"] = kind_of(path, known)
    found = [path]
    for name in names:
        found = [one.replace(f"{{{name}}}", str(value)) for one in found for value in choices[name]]
    yield from found


def kind_of(path: str, known: Known) -> list[int]:
    """Return the keys of what the first parameter of a path is about."""
    kinds = {
        "comments": known.telling,
        "decisions": known.keys["decision"],
        "appeals": known.keys["appeal"],
        "sanctions": known.keys["sanction"],
        "follows": known.keys["follow"],
        "discussions": [known.pages[name] for name in ("discussion", "private", "draft")],
        "consultations": [known.pages[name] for name in ("consultation", "draft")],
    }
    return kinds[path.partition("/{")[0].rpartition("/")[2]]


def body_for(operation: Operation, path: str, known: Known) -> Any:
    """Return a body that a route of such a schema can take. A schema without one fails."""
    version = ""
    about = re.match(r"/moderation/comments/(\d+)/", path)
    if about:
        comment = DiscussionComment.objects.filter(pk=about[1]).first()
        version = version_of(comment) if comment else "1"
    bodies: dict[str, Any] = {
        "": None,
        "AppealDecisionIn": {"outcome": "refuse", "answer": "We looked again."},
        "AppealIn": {"text": "Please look again."},
        "CommentIn": {"text": "The underpass is dark.", "confirmed": True},
        "DeletionIn": {"password": "correct horse battery"},
        "LiftIn": {"note": ""},
        "MarkIn": {"version": version},
        "ModerationDecisionIn": {"action": "hold", "reason": "spam", "version": version},
        "NoticeSettingsIn": {"moderation": "off"},
        "NoticesReadIn": {"id": None},
        "OfficialMarkIn": {"version": version, "organisation": known.body},
        "OfficialReplyIn": {"organisation": known.body, "text": "We shall light it."},
        "OfflineResponseIn": {
            "channel": "letter",
            "received_on": "2027-02-01",
            "people": 3,
            "responses": 5,
        },
        "OfflineResponseChange": {"people": 4},
        "ProfileIn": {"pseudonym": "Lantern"},
        "ReportIn": {"reason": "abuse", "text": "It hurts."},
        "ResolutionIn": {"version": version, "note": "Rang them."},
        "SanctionIn": {"kind": "suspend", "reason": "abuse"},
        "UndoIn": {"note": ""},
    }
    return bodies[operation.schema]


def test_reads_of_the_participation_api_tell_nothing(known):
    listed = [found for found in operations(participation_api.document) if found.method == "GET"]
    opened = set()
    for caller in [*members(known), *staff_as_members(known), *staff(known)]:
        for operation in listed:
            for path in filled(operation.path, known, narrow=not caller.is_thorough):
                answer = caller.ask("GET", BASE + path)
                assert answer.status_code in {200, 401, 403, 404}, (caller.name, path)
                may = may_read(caller, operation.path)
                check(known, caller, path, answer.text_found, may=may)
                if answer.status_code == 200:
                    opened.add(operation)
    assert opened == set(listed)
    kept = cached_content()
    assert not found_in(kept, known.planted), "in the cache"
    assert not ACCOUNT.findall(kept), "in the cache"


def test_writes_of_the_participation_api_tell_nothing(known):
    listed = [found for found in operations(participation_api.document) if found.method != "GET"]
    at_work = [found for found in staff(known) if found.name.startswith(("editor", "moderator"))]
    done = set()
    for caller in [*members(known), *staff_as_members(known), *at_work]:
        for operation in listed:
            if write(known, caller, operation):
                done.add(operation)
    assert done == set(listed)


def write(known: Known, caller: Caller, operation: Operation) -> bool:
    """Send a write with nothing and with what it takes, until it is done once; say whether it is.

    Look at every refusal on the way, and at what the success says.
    """
    may = may_read(caller, operation.path)
    paths = [*filled(operation.path, known, narrow=True)]
    tries = [(paths[0], {})] if operation.schema else []
    tries += [(path, body_for(operation, path, known)) for path in paths]
    for path, body in tries:
        address = BASE + path
        if operation.method == "DELETE" and path.endswith(("/pin", "/lock")):
            address += f"?version={_version_in(path)}"
        answer = caller.ask(operation.method, address, body)
        assert answer.status_code < 500, (caller.name, path, answer.content)
        check(known, caller, f"{operation.method} {path}", answer.text_found, may=may)
        if answer.status_code < 300 and body != {}:
            return True
    return False


def _version_in(path: str) -> str:
    comment = DiscussionComment.objects.filter(pk=int(path.split("/")[3])).first()
    return version_of(comment) if comment else "1"


# -- Wagtail's stable API --------------------------------------------------------------------------


def listings_v2() -> Iterator[tuple[str, str]]:
    """Return every endpoint of the router with the path of its listing."""
    for name in api_router._endpoints:
        yield name, f"/api/v2/{name}/"


def questions_v2(name: str, listing: str, known: Known, keys: list[int]) -> Iterator[str]:
    """Return all that can be asked of an endpoint."""
    comments = {
        f"{listing}?discussion={pk}&limit=100"
        for pk in (known.pages["discussion"], known.pages["private"], known.pages["draft"])
    }
    yield from {
        "comments": comments,
        "deletions": {f"{listing}?since=2027-02-10T10:00:00Z"},
        "page_preview": {f"{listing}?token=none", listing},
        "statistics": {
            f"{listing}?consultation={known.pages[name]}" for name in ("consultation", "draft")
        },
    }.get(name, {f"{listing}?fields=*&limit=100"})
    if name == "pages":
        for kind in ("discussion_pages.DiscussionPage", "consultations.ConsultationPage"):
            yield f"{listing}?type={kind}&fields=*&limit=100"
        yield f"{listing}find/?html_path=/consultations/safer-streets/"
    fields = "" if name == "comments" else "?fields=*"
    for key in keys:
        yield f"{listing}{key}/{fields}"


def test_the_stable_api_tells_nothing(world, known):
    record_public_objects(at=NOW)
    PublicObject.objects.update(recorded_at="2027-02-09T12:00:00Z")
    DiscussionComment.objects.filter(state="removed").update(changed_at=NOW)
    opened = set()
    nobody = Caller("nobody")
    # It knows nobody, so that somebody else need not try every key.
    others = [members(known)[3], staff_as_members(known)[0], staff(known)[-1]]
    for caller in [nobody, *others]:
        for name, listing in listings_v2():
            keys = known.every_key if caller is nobody else [*known.pages.values()]
            for path in questions_v2(name, listing, known, keys):
                answer = caller.ask("GET", path)
                assert answer.status_code < 500, path
                # Whoever asks, the answer is the stranger's.
                check(known, caller, path, answer.text_found, may=frozenset())
                if answer.status_code == 200:
                    opened.add(name)
    assert opened == {name for name, _listing in listings_v2()} - {"page_preview"}


def test_a_preview_tells_the_draft_of_its_token_and_nothing_else(known):
    for name, own in (("consultation", PAGE_WORDS - {"private page", "draft page"}), ("draft", {})):
        page = Page.objects.get(pk=known.pages[name]).specific.get_latest_revision_as_object()
        token = make_preview(page, editor=known.staff.editor, at=NOW)
        may = frozenset(own or {"draft page"})
        for caller in [Caller("nobody"), *members(known)[1:4]]:
            answer = caller.ask("GET", f"/api/v2/page_preview/?token={token}&fields=*")
            assert answer.status_code == 200
            check(known, caller, name, answer.text_found, may=may)
            for path in (f"/api/v2/pages/{page.pk}/", "/api/v2/pages/"):
                answer = caller.ask("GET", f"{path}?token={token}")
                check(known, caller, path, answer.text_found, may=frozenset())


# -- Wagtail's v3 API ------------------------------------------------------------------------------


def v3_operations() -> list[Operation]:
    """Return every operation of the document that the v3 API serves."""
    return [*operations(json.loads(json.dumps(v3_api.get_openapi_schema())))]


def filled_v3(path: str, known: Known) -> Iterator[str]:
    """Return a path of API v3 with every key in place of its parameters."""
    if "{type}" in path:
        for kind, keys in known.types.items():
            for key in keys or [1]:
                yield (
                    path.replace("{type}", kind)
                    .replace("{pk}", str(key))
                    .replace("{revision_id}", "1")
                )
        return
    choices: dict[str, list[Any]] = {
        "page_id": [*known.pages.values()],
        "revision_id": [*Revision.objects.values_list("pk", flat=True)],
        "type_name": ["consultations.ConsultationPage", "discussion_pages.DiscussionPage"],
    }
    for name in ("site", "redirect", "locale", "document", "image"):
        choices[f"{name}_id"] = [1, 2]
    found = [path]
    for name in re.findall(r"{(\w+)}", path):
        found = [one.replace(f"{{{name}}}", str(key)) for one in found for key in choices[name]]
    yield from found


def may_read_v3(caller: Caller) -> frozenset[str]:
    """Return what the v3 API may tell: to editors what they work on, to others nothing."""
    return PAGE_WORDS if caller.is_editor else frozenset()


def test_the_v3_api_tells_nothing(known):
    listed = v3_operations()
    opened = set()
    bearers = [found for found in staff(known) if "session" not in found.name]
    callers = [Caller("nobody"), staff_as_members(known)[1], bearers[0], bearers[2], bearers[4]]
    for caller in callers:
        for operation in listed:
            for path in filled_v3(operation.path, known):
                is_read = operation.method == "GET"
                extra = ["", "?version=draft"] if is_read and path.count("/") == 5 else [""]
                for query in extra:
                    answer = caller.ask(operation.method, path + query, None if is_read else {})
                    assert answer.status_code < 500, (caller.name, path, answer.content)
                    asked = f"{operation.method} {path}{query}"
                    check(known, caller, asked, answer.text_found, may=may_read_v3(caller))
                    if answer.status_code == 200 and is_read:
                        opened.add(operation)
    assert any(may_read_v3(caller) for caller in callers)
    reads = {found for found in listed if found.method == "GET"}
    assert {found.path for found in reads - opened} <= {
        "/api/v3/redirects/find/",
        "/api/v3/pages/find/",
        "/api/v3/images/{image_id}/",
        "/api/v3/documents/{document_id}/",
        "/api/v3/redirects/{redirect_id}/",
        "/api/v3/sites/{site_id}/",
        "/api/v3/snippets/{type}/{pk}/revisions/{revision_id}/",
    }


# -- Signing in, and webhooks ----------------------------------------------------------------------


def test_signing_in_tells_nothing_but_what_is_the_callers_own(known):
    paths = {
        (method.upper(), path.replace("{client}", client))
        for path, methods in json.loads(headless_document("en"))["paths"].items()
        for method in methods
        for client in ("app", "browser")
    }
    bodies = [{}, {"email": known.reader.email}, {"email": known.reader.email, "password": "x"}]
    for caller in [*members(known), *staff_as_members(known)]:
        for method, path in sorted(paths):
            for body in [None] if method == "GET" else bodies:
                answer = caller.ask(method, path, body)
                assert answer.status_code < 500, (method, path, answer.content)
                text = answer.text_found.replace(known.reader.email, "")  # what was sent
                check(known, caller, f"{method} {path}", text, may=frozenset())


def test_webhooks_are_told_nothing_that_is_not_public(known):
    told = []
    for event in WebhookEvent.objects.all():
        body = webhook_body(event)
        if body is not None:
            told.append(event.kind)
            check(known, Caller("receiver"), event.kind, body.decode(), may=frozenset())
    assert {"comment.published", "comment.removed", "queue.entered", "queue.left"} <= set(told)


# -- Guessing --------------------------------------------------------------------------------------


def test_nothing_hidden_is_found_by_guessing_it(world, known):
    """What is not told is not confirmed either: no search and no filter finds it."""
    outcome = world.consultation.outcome_summary
    consultations = "type=consultations.ConsultationPage"
    questions = [
        (f"/api/{version}/pages/?{consultations}", {"outcome_summary": outcome})
        for version in ("v2", "v3")
    ]
    for version in ("v2", "v3"):
        for order in ("outcome_summary", "-outcome_summary"):
            asked = f"/api/{version}/pages/?{consultations}&order={order}"
            assert Caller("nobody").ask("GET", asked).status_code in {400, 422}, asked
    for word in known.planted.secrets.values():
        questions += [
            ("/api/v2/pages/", {"search": word}),
            (f"/api/v2/pages/?{consultations}", {"search": word}),
            ("/api/v2/images/", {"search": word}),
            ("/api/v2/documents/", {"search": word}),
            ("/api/v3/pages/", {"search": word}),
            ("/api/v3/images/", {"search": word}),
            ("/api/v3/documents/", {"search": word}),
            (f"{BASE}/consultations", {"search": word}),
        ]
    for caller in members(known)[:2]:
        for path, query in questions:
            answer = caller.ask("GET", f"{path}{'&' if '?' in path else '?'}{urlencode(query)}")
            assert answer.status_code < 500, (path, query)
            if answer.status_code == 200:
                assert answer.json()["items"] == [], (caller.name, path, query)


def test_a_page_that_is_not_public_answers_like_one_that_is_not_there(known):
    nothing = 999_999
    for caller in members(known)[:2]:
        for path in (
            "/api/v2/pages/{}/",
            "/api/v3/pages/{}/",
            "/api/v3/pages/{}/?version=draft",
            "/api/v2/comments/?discussion={}",
            BASE + "/discussions/{}",
            BASE + "/discussions/{}/comments",
            BASE + "/discussions/{}/policy",
            BASE + "/consultations/{}",
            BASE + "/consultations/{}/timeline",
            BASE + "/consultations/{}/statistics",
        ):
            absent = caller.ask("GET", path.format(nothing))
            for name in ("private", "draft"):
                hidden = caller.ask("GET", path.format(known.pages[name]))
                assert hidden.status_code == absent.status_code, path
                assert hidden.content.replace(
                    str(known.pages[name]).encode(), b"N"
                ) == absent.content.replace(str(nothing).encode(), b"N"), path
