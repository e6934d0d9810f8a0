"""A story in which every operation of the participation API is called once as it is meant to be.

It takes place on an invented site at one known instant, a minute after the other. Whatever the
database makes up (keys) and whatever is secret (tokens) is the same each time, so that what is
asked and answered can be written down and compared.
"""

import itertools
import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any
from unittest import mock
from urllib.parse import urlencode
from zlib import crc32

from django.db import connection
from django.db.models import AutoField, Max, Model
from django.test import override_settings
from django_comments.models import Comment, CommentFlag
from time_machine import Traveller
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Revision, Site

from consultations.models import ConsultationPage, OfflineResponse, Topic
from discussion_pages.models import (
    Appeal,
    CommentRevision,
    Decision,
    DiscussionPage,
    DiscussionSettings,
    Follow,
    ModerationPolicy,
    Notice,
    Organisation,
    OutboxMessage,
    Participant,
    Report,
    SafetyGuidance,
    Sanction,
)
from discussion_pages.services.default_policies import publish_policy
from discussion_pages.services.reporting import status_token
from tests import factories
from tests.bulk import insert_comments
from tests.factories import NOW
from tests.media import make_document, make_image
from tests.participation import BASE, api_token, session_token
from tests.shell import Shell
from tests.staff import Staff, make_staff
from timeline_blocks.examples import milestone_example, publication_example

HOST = "consultations.example.org"
PASSWORD = "correct horse battery"
METHODS = ("get", "post", "put", "patch", "delete")
SHOWN_OF_A_LIST = 2
LINE = 90
"""Characters of a body that stands on one line."""

FIRST_KEYS: dict[type[Model], int] = {
    Page: 11,
    Organisation: 3,
    Topic: 4,
    ModerationPolicy: 2,
    SafetyGuidance: 6,
    Revision: 91,
    get_document_model(): 8,
    get_image_model(): 21,
    OfflineResponse: 31,
    Comment: 101,
    CommentRevision: 161,
    CommentFlag: 191,
    Notice: 201,
    OutboxMessage: 241,
    Decision: 301,
    Report: 401,
    Sanction: 51,
    Appeal: 61,
    Follow: 71,
}
"""From which key on each kind of thing is numbered, far enough apart to tell them by."""

REFERENCES = [f"R4QM7TKE{number}" for number in range(2, 10)]
"""Of reports, which draw theirs by lot."""


@dataclass
class Town:
    """The site of the story, and the people in it."""

    consultation: ConsultationPage
    walk_home: DiscussionPage
    night_buses: DiscussionPage
    city_hall: Organisation
    staff: Staff
    lamplighter: Any
    night_bus: Any
    river_walker: Any


@dataclass
class Examples:
    """Sends requests as lines for curl, and keeps what was asked and answered, by operation."""

    document: dict[str, Any]
    clock: Traveller
    shell: Shell = field(default_factory=Shell)
    found: dict[str, dict[str, Any]] = field(default_factory=dict)
    headers: list[tuple[str, int, set[str]]] = field(default_factory=list)
    """Operation, status and names of the headers of every answer."""
    secrets: dict[str, str] = field(default_factory=dict)
    """What is never shown, and the name of the variable that is shown for it."""

    def show(self, operation: str, person: Any = None, body: Any = None, **given: Any) -> Any:
        """Call an operation, keep it as its example, and return what was answered."""
        assert operation not in self.found, f"{operation} has its example already"
        request, status, answer = self._call(operation, person, body, given)
        shown = json.loads(self._without_secrets(json.dumps(shortened(answer))))
        self.found[operation] = {"request": request, "status": status, "answer": shown}
        return answer

    def do(self, operation: str, person: Any = None, body: Any = None, **given: Any) -> Any:
        """Call an operation because the story needs it; nothing is kept."""
        return self._call(operation, person, body, given)[2]

    def _call(
        self, operation: str, person: Any, body: Any, given: dict[str, Any]
    ) -> tuple[str, int, Any]:
        self.clock.shift(timedelta(minutes=1))
        set_keys()
        request = self._without_secrets(self._line(operation, person, body, given))
        (answer,) = self.shell.run(request)
        assert 200 <= answer.status_code < 300, f"{request}\n{answer.content.decode()}"
        self.headers.append((operation, answer.status_code, set(answer.headers)))
        return request, answer.status_code, json.loads(answer.content) if answer.content else None

    def _line(self, operation: str, person: Any, body: Any, given: dict[str, Any]) -> str:
        method, path = self._where(operation)
        query = {name: value for name, value in given.items() if f"{{{name}}}" not in path}
        url = f"https://{HOST}{BASE}{path.format(**given)}"
        if query:
            url = f'"{url}?{urlencode(query)}"'
        parts = ["curl" if method == "GET" else f"curl -X {method}"]
        if person is not None:
            parts.append(self._proof_of(person))
        if method != "GET":
            parts.append('-H "Idempotency-Key: $(uuidgen)"')
        if body is not None:
            sent = _written(body)
            for secret, name in self.secrets.items():
                sent = sent.replace(secret, f"""'"{name}"'""")
            parts += ['-H "Content-Type: application/json"', f"-d '{sent}'"]
        if len(parts) == 1:
            return f"{parts[0]} {url}"
        return " \\\n  ".join([*parts, url])

    def _where(self, operation: str) -> tuple[str, str]:
        return next(
            (method.upper(), path)
            for path, operations in self.document["paths"].items()
            for method in METHODS
            if method in operations and operations[method]["operationId"] == operation
        )

    def _proof_of(self, person: Any) -> str:
        if person.groups.exists():
            self.shell.variables["API_TOKEN"] = api_token(person)
            return '-H "Authorization: Bearer $API_TOKEN"'
        self.shell.variables["SESSION_TOKEN"] = session_token(person)
        return '-H "X-Session-Token: $SESSION_TOKEN"'

    def hide(self, name: str, secrets: list[str]) -> None:
        """Show ``$NAME`` wherever one of these stands; where it is sent, it is the first."""
        self.secrets |= dict.fromkeys(secrets, f"${name}")
        self.shell.variables[name] = secrets[0]

    def _without_secrets(self, text: str) -> str:
        for secret, name in self.secrets.items():
            text = text.replace(secret, name)
        return text


def shortened(answer: Any) -> Any:
    """Keep the first things of every list, for reading."""
    if isinstance(answer, dict):
        return {name: shortened(value) for name, value in answer.items()}
    if isinstance(answer, list):
        return [shortened(each) for each in answer[:SHOWN_OF_A_LIST]]
    return answer


def _written(body: Any) -> str:
    line = json.dumps(body, ensure_ascii=False)
    assert "'" not in line, "a quote would end the shell's word"
    if len(line) <= LINE:
        return line
    return json.dumps(body, ensure_ascii=False, indent=2).replace("\n", "\n  ")


def set_keys() -> None:
    """Let the next row of each table have the key that it would have on any database.

    Neither what ran before nor an insert that came to nothing leaves a trace. SQLite forgets this
    with the transaction; PostgreSQL keeps it, which does no harm, for no row has a higher key.
    """
    with connection.cursor() as cursor:
        for model, first in FIRST_KEYS.items():
            column = model._meta.pk
            assert isinstance(column, AutoField), f"{model} has no numbers of its own"
            table = model._meta.db_table
            top = model._base_manager.aggregate(top=Max("pk"))["top"] or 0
            key = max(first, top + 1)
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, key - 1]
                )
            else:
                quoted = connection.ops.quote_name(table)
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), %s, false)",
                    [quoted, column.column, key],
                )


@contextmanager
def fixed_chance() -> Iterator[None]:
    """Give the one thing that is drawn by lot and shown, and keep uploads to this story."""
    storages = {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    drawn = iter(REFERENCES)
    with (
        override_settings(STORAGES=storages),
        mock.patch("discussion_pages.services.reporting.new_reference", lambda: next(drawn)),
        # Wagtail leaves its temporary files to the garbage collector.
        mock.patch("wagtail.images.models.SpooledTemporaryFile", lambda **_options: BytesIO()),
    ):
        yield


def build_town() -> Town:
    """Make the site: a consultation with two discussions, its policy, and its people."""
    with mock.patch("uuid.uuid4", _numbered_uuids()):  # of blocks and people
        return _build_town()


def _numbered_uuids() -> Callable[[], uuid.UUID]:
    numbers = itertools.count(1)
    return lambda: uuid.UUID(int=next(numbers), version=4)


def _build_town() -> Town:
    set_keys()
    home = factories.HomePageFactory(parent=Page.objects.get(depth=1), slug="front")
    Site.objects.all().delete()
    site = Site.objects.create(
        hostname=HOST, port=443, root_page=home, is_default_site=True, site_name="Northbank"
    )
    policy = _policy()
    guidance = factories.SafetyGuidanceFactory(title="Staying safe")
    DiscussionSettings.objects.create(site=site, default_policy=policy, default_guidance=guidance)
    hub = factories.ConsultationIndexPageFactory(parent=home)
    city_hall = factories.OrganisationFactory(
        name="Northbank City Hall", url="https://northbank.example.org/"
    )
    consultation = _consultation(hub, city_hall)
    common = {"parent": consultation, "organisation": city_hall, "policy": policy}
    walk_home = factories.DiscussionPageFactory(
        title="The walk home",
        slug="walk-home",
        body=[
            ("text", "<p>Think of the last time you walked home after dark.</p>"),
            (
                "prompt",
                {
                    "heading": "What do you think?",
                    "question_list": ["Where is it too dark?", "What would help first?"],
                },
            ),
        ],
        **common,
    )
    night_buses = factories.DiscussionPageFactory(
        title="Night buses",
        slug="night-buses",
        summary="Do the night buses stop where you need them?",
        **common,
    )
    insert_comments(night_buses, roots=40, at=NOW - timedelta(days=3))
    night_buses.moderation_mode = "before"
    for page in (home, hub, consultation, walk_home, night_buses):
        page.save_revision().publish()
    return Town(
        consultation,
        walk_home,
        night_buses,
        city_hall,
        make_staff(hub),
        *(_member(name) for name in ("Lamplighter", "Night bus", "River walker")),
    )


def _member(name: str) -> Any:
    email = f"{name.replace(' ', '-').lower()}@example.org"
    person = factories.UserFactory(pseudonym=name, email=email)
    Participant.objects.create(user=person, key=uuid.UUID(int=crc32(email.encode()), version=4))
    return person


def _policy() -> ModerationPolicy:
    policy = factories.ModerationPolicyFactory(
        hours="Monday to Friday, 9am to 5pm.",
        appeals_decided_by="A moderator who was not part of the first decision.",
        contact_name="The moderation team",
        contact_phone="020 7946 0000",
    )
    return publish_policy(policy)


def _consultation(hub: Page, city_hall: Organisation) -> ConsultationPage:
    page = factories.ConsultationPageFactory(
        parent=hub,
        title="Safer streets after dark",
        slug="safer-streets",
        organisation=city_hall,
        summary="What should change in our streets after dark, and what comes first?",
        body=[
            ("text", "<p>From November it is dark when most of us walk home.</p>"),
            ("document", {"document": make_document("The map of lamps"), "title": ""}),
        ],
        open_to_change="<p>Where the new lamps stand.</p>",
        decided_by="<p>The cabinet, in the spring.</p>",
        next_steps="<p>We read everything and say what changes.</p>",
        hero_image=make_image("A street at night"),
        hero_alt="A lit street beside the river",
        timeline=[
            (
                "stage",
                {
                    "heading": "We ask",
                    "summary": "Say where it is dark.",
                    "entries": [
                        ("milestone", milestone_example()),
                        ("publication", publication_example()),
                    ],
                },
            )
        ],
        contact_name="The night team",
    )
    page.topics = [
        factories.TopicFactory(name="Street lighting", slug="street-lighting"),
        factories.TopicFactory(name="Walking", slug="walking"),
    ]
    page.save()
    return page


def tell(town: Town, examples: Examples) -> None:
    """Tell the story, in an order that makes sense."""
    people = (town.lamplighter, town.night_bus, town.river_walker)
    examples.hide("EMAIL", [person.email for person in people])
    examples.hide("PASSWORD", [PASSWORD])
    tokens = [status_token(Report(reference=reference)) for reference in REFERENCES]
    examples.hide("REPORT_TOKEN", tokens)
    _look_around(town, examples)
    _introduce_oneself(town, examples)
    comment = _comment(town, examples)
    rude = _report(town, examples)
    _follow(town, examples, comment)
    _read_what_waits(town, examples)
    _mark(town, examples, comment)
    _decide(town, examples, rude)
    _sanction(town, examples, rude)
    _read_what_happened(town, examples)
    _appeal(town, examples, rude)
    _answer_appeals(town, examples)
    _count(town, examples)
    _leave(town, examples)


def _look_around(town: Town, examples: Examples) -> None:
    consultation, discussion = town.consultation.pk, town.walk_home.pk
    examples.show("get_index")
    examples.show("list_topics")
    examples.show("list_consultations", status="open", topic="walking")
    examples.show("get_consultation", pk=consultation)
    examples.show("get_timeline", pk=consultation)
    examples.show("list_discussions", parent=consultation, state="open")
    examples.show("get_discussion", pk=discussion)
    examples.show("get_site_policy")
    examples.show("get_policy", slug="how-we-moderate")
    examples.show("get_discussion_policy", pk=discussion)


def _introduce_oneself(town: Town, examples: Examples) -> None:
    member = town.lamplighter
    examples.show("get_me", member)
    examples.show("get_profile", member)
    examples.show("change_profile", member, {"pseudonym": "Bridge lamplighter"})
    examples.show("get_notice_settings", member)
    examples.show("change_notice_settings", member, {"moderation": "off", "following": "daily"})


def _comment(town: Town, examples: Examples) -> int:
    member, other, discussion = town.lamplighter, town.night_bus, town.walk_home.pk
    first = examples.show(
        "create_comment",
        member,
        {"text": "The lamps under the railway bridge are out."},
        pk=discussion,
    )["id"]
    text = "The lamps under the railway bridge have been out since November."
    examples.show("change_comment", member, {"text": text}, pk=first)
    reply = examples.show(
        "create_reply", other, {"text": "I take the long way round because of it."}, pk=first
    )["id"]
    examples.show("put_like", other, pk=first)
    examples.show("delete_like", other, pk=first)
    examples.do("put_like", other, pk=first)
    second = examples.do(
        "create_comment", other, {"text": "The stop by the theatre is fine."}, pk=discussion
    )["id"]
    examples.show("get_comment", pk=first)
    examples.show("get_place", pk=reply)
    examples.show("list_threads", pk=discussion, order="oldest", limit=1)
    examples.show("list_replies", pk=discussion, root=first)
    examples.show("create_withdrawal", other, pk=second)
    examples.do(
        "create_comment", member, {"text": "Route 9 ends too early."}, pk=town.night_buses.pk
    )
    examples.show("list_waiting", member, pk=town.night_buses.pk)
    return first


def _report(town: Town, examples: Examples) -> int:
    rude = examples.do(
        "create_comment",
        town.river_walker,
        {"text": "Only a fool walks there. Take a taxi."},
        pk=town.walk_home.pk,
    )["id"]
    body = {"reason": "abuse", "text": "It insults people who walk."}
    examples.show("create_report", None, body, pk=rude)
    examples.show("get_report", token="$REPORT_TOKEN")
    examples.do("create_report", town.lamplighter, {"reason": "abuse"}, pk=rude)
    examples.show("list_own_reports", town.lamplighter)
    return rude


def _follow(town: Town, examples: Examples, comment: int) -> None:
    member, discussion = town.night_bus, town.walk_home.pk
    examples.show("follow_discussion", member, pk=discussion)
    examples.show("follow_thread", member, pk=discussion, root=comment)
    examples.show("get_following", member, pk=discussion)
    follows = examples.show("list_follows", member)["items"]
    examples.show("unfollow_thread", member, pk=discussion, root=comment)
    examples.show("unfollow_discussion", member, pk=discussion)
    assert len(follows) == 2
    examples.do("follow_discussion", member, pk=town.night_buses.pk)
    follow = examples.do("list_follows", member)["items"][0]["id"]
    examples.show("delete_follow", member, pk=follow)


def _read_what_waits(town: Town, examples: Examples) -> None:
    moderator = town.staff.moderator
    waiting = examples.show("list_queue", moderator, urgency="held")["items"][0]["id"]
    examples.show("put_claim", moderator, pk=waiting)
    examples.show("delete_claim", moderator, pk=waiting)
    examples.show("list_moderated_comments", moderator, state="waiting")


def _mark(town: Town, examples: Examples, comment: int) -> None:
    moderator = town.staff.moderator

    def version(pk: int) -> str:
        return examples.do("get_moderated_comment", moderator, pk=pk)["desk"]["version"]

    note = "It names the place best."
    examples.show("put_pin", moderator, {"version": version(comment), "note": note}, pk=comment)
    examples.show("delete_pin", moderator, pk=comment, version=version(comment))
    note = "We answer here first."
    examples.show("put_lock", moderator, {"version": version(comment), "note": note}, pk=comment)
    examples.show("delete_lock", moderator, pk=comment, version=version(comment))
    worrying = examples.do(
        "create_comment",
        town.night_bus,
        {"text": "Somebody follows me on that path every evening."},
        pk=town.walk_home.pk,
    )["id"]
    note = "The author may be in danger."
    examples.show(
        "put_escalation", moderator, {"version": version(worrying), "note": note}, pk=worrying
    )
    note = "Night patrol told; the author has their number."
    examples.show(
        "create_resolution", moderator, {"version": version(worrying), "note": note}, pk=worrying
    )
    examples.show(
        "create_official_reply",
        moderator,
        {
            "organisation": town.city_hall.pk,
            "reply_to": comment,
            "text": "Thank you. The lamps under the bridge are repaired this week.",
        },
        pk=town.walk_home.pk,
    )
    answer = examples.do(
        "create_reply", town.staff.editor, {"text": "They were repaired today."}, pk=comment
    )["id"]
    examples.show(
        "put_official",
        moderator,
        {"version": version(answer), "organisation": town.city_hall.pk},
        pk=answer,
    )


def _decide(town: Town, examples: Examples, rude: int) -> None:
    moderator = town.staff.moderator
    read = examples.show("get_moderated_comment", moderator, pk=rude)
    hold = {"action": "hold", "reason": "abuse", "version": read["desk"]["version"]}
    held = examples.do("create_decision", moderator, hold, pk=rude)
    undo = {
        "note": "Held by mistake: it is clear enough.",
        "version": held["comment"]["desk"]["version"],
    }
    read = examples.show("create_undo", moderator, undo, pk=held["id"])["comment"]
    remove = {
        "action": "remove",
        "version": read["desk"]["version"],
        "reason": "abuse",
        "words": ["Only a fool walks there."],
        "message": "Say what you think of the path, not of those who walk there.",
    }
    examples.show("create_decision", moderator, remove, pk=rude)


def _sanction(town: Town, examples: Examples, rude: int) -> None:
    moderator = town.staff.moderator
    examples.show("list_comment_sanctions", moderator, pk=rude)
    mute = {
        "kind": "mute",
        "reason": "abuse",
        "ends_at": "2027-02-17T12:00:00Z",
        "message": "You can write again in a week.",
    }
    sanction = examples.show("create_sanction", moderator, mute, pk=rude)["id"]
    examples.show("list_moderated_sanctions", moderator, in_force="true")
    examples.show("get_moderated_sanction", moderator, pk=sanction)


def _read_what_happened(town: Town, examples: Examples) -> None:
    member = town.river_walker
    notices = examples.show("list_notices", member)["items"]
    examples.show("mark_notices_read", member, {"id": notices[0]["id"]})
    examples.show("list_contributions", member)
    examples.show("list_sanctions", member)


def _appeal(town: Town, examples: Examples, rude: int) -> None:
    member = town.river_walker
    sanction = examples.do("list_sanctions", member)["items"][0]["id"]
    examples.show("get_comment_case", member, pk=rude)
    text = "I meant that the path is dangerous, and nobody in particular."
    examples.show("create_comment_appeal", member, {"text": text}, pk=rude)
    examples.show("get_sanction_case", member, pk=sanction)
    text = "A week is long for one sentence."
    appeal = examples.show("create_sanction_appeal", member, {"text": text}, pk=sanction)["id"]
    examples.show("list_appeals", member)
    examples.show("get_appeal", member, pk=appeal)
    examples.show("create_appeal_withdrawal", member, pk=appeal)


def _answer_appeals(town: Town, examples: Examples) -> None:
    manager = town.staff.manager
    found = examples.show("list_moderated_appeals", manager, state="open")["items"]
    examples.show("get_moderated_appeal", manager, pk=found[0]["id"])
    answer = {
        "outcome": "refuse",
        "answer": "The sentence is about those who walk there, so the decision stands.",
    }
    examples.show("decide_appeal", manager, answer, pk=found[0]["id"])
    sanction = examples.do("list_moderated_sanctions", manager)["items"][0]["id"]
    examples.show("lift_sanction", manager, {"note": "The member has apologised."}, pk=sanction)


def _count(town: Town, examples: Examples) -> None:
    editor, consultation = town.staff.editor, town.consultation.pk
    letters = {"channel": "letter", "received_on": "2027-02-08", "people": 12, "responses": 15}
    batch = examples.show("create_offline_response", editor, letters, pk=consultation)["id"]
    examples.show("change_offline_response", editor, {"people": 13}, pk=consultation, batch=batch)
    examples.show("get_offline_response", editor, pk=consultation, batch=batch)
    examples.show("list_offline_responses", editor, pk=consultation, channel="letter")
    examples.show("delete_offline_response", editor, pk=consultation, batch=batch)
    examples.show("get_statistics", pk=consultation)
    examples.show("get_moderation_figures", town.staff.manager, days="30")


def _leave(town: Town, examples: Examples) -> None:
    examples.show("get_own_data", town.river_walker)
    examples.show("create_deletion", town.river_walker, {"password": PASSWORD})
