"""What the documentation says of webhooks is what is sent, and its code judges real messages."""

import json
import re
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from consultations.services.moments import tell_moments
from discussion_pages.models import Webhook, WebhookEvent
from discussion_pages.rules.states import State
from discussion_pages.rules.webhooks import ATTEMPTS_MAX, WAITS, serialised
from discussion_pages.services import webhooks
from discussion_pages.services.deciding import approve_comment, remove_comment
from discussion_pages.services.posting import post_comment
from discussion_pages.services.reporting import report_comment
from discussion_pages.services.webhook_delivery import body_of, deliver_webhooks
from discussion_pages.services.webhook_kinds import kinds, offered_kinds
from tests import factories
from tests.receiving import receiving
from tests.tools import tool

DOCS = Path(__file__).resolve().parents[2] / "docs"
REFERENCE = (DOCS / "reference/webhooks.md").read_text()
HOW_TO = (DOCS / "how-to/receive-webhooks.md").read_text()
SECRET = serialised(b"k" * 32)
EXAMPLES = {
    example["type"]: example
    for example in map(json.loads, re.findall(r"```json\n(.*?)```", REFERENCE, re.S))
}
NULLABLE = {
    "closes_at",
    "opens_at",
    "outcome_published_at",
    "organisation",
    "edited_at",
    "urgency",
    "previous_urgency",
    "in_reply_to",
    "parent",
}


def code(language):
    (found,) = re.findall(rf"```{language}\n(.*?)```", HOW_TO, re.S)
    return found


def shape(value, name=""):
    """Return names and kinds of what a document holds, without what differs from case to case."""
    if isinstance(value, dict) and name not in NULLABLE:
        return {key: shape(inner, key) for key, inner in value.items()}
    return "…" if name in NULLABLE else type(value).__name__


def test_every_kind_of_event_is_in_the_table():
    named = re.findall(r"^\| `([a-z_.]+)` \|", REFERENCE.partition("## The message")[0], re.M)
    assert named == [
        "consultation.opened",
        "consultation.closing_soon",
        "consultation.closed",
        "consultation.outcome_published",
        "comment.published",
        "comment.removed",
        "queue.entered",
        "queue.left",
        "webhook.test",
    ]
    assert set(named) == {kind.name for kind in kinds()}


def test_the_table_of_waits_is_the_rule():
    table = REFERENCE.partition("## Attempts")[2].partition("## ")[0]
    rows = re.findall(r"^\| (\d+) \| (\d+) (\w+) \|$", table, re.M)
    said = [timedelta(**{unit: int(number)}) for _attempt, number, unit in rows]
    assert said == list(WAITS)
    assert f"| {ATTEMPTS_MAX} | none: it is given up |" in table


@pytest.fixture
def told(world, member, other_member, at):
    """Let everything happen that webhooks tell, and return a message of each kind."""
    webhook = Webhook.objects.create(
        name="City",
        address="https://example.org/",
        events=[kind.name for kind in offered_kinds()],
        secret=SECRET,
        created_at=at,
    )
    world.consultation.closes_at = at + timedelta(days=1)
    world.consultation.opens_at = at - timedelta(days=1)
    world.consultation.save()
    given = {"discussion": world.discussion, "at": at}
    root = post_comment(author=other_member, text="All lamps are out.", **given)
    comment = post_comment(author=member, text="This one too.", reply_to=root, **given)
    manager = factories.UserFactory(superuser=True)
    report_comment(comment=comment, reporter=other_member, reason="spam", at=at)
    approve_comment(comment=comment, moderator=manager, at=at)
    tell_moments(at=at)
    webhooks.send_test(webhook=webhook, person=manager, at=at)
    found = {}
    for event in WebhookEvent.objects.order_by("pk"):
        found[event.kind] = json.loads(body_of(event))
    remove_comment(comment=comment, moderator=manager, reason="spam", at=at)
    comment.refresh_from_db()
    assert comment.state == State.REMOVED
    removed = WebhookEvent.objects.get(kind="comment.removed")
    found[removed.kind] = json.loads(body_of(removed))
    return found


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_every_example_has_the_shape_of_what_is_sent(told):
    for kind, example in EXAMPLES.items():
        assert shape(example) == shape(told[kind]), kind
    summaries = {shape_of: shape(told[shape_of]) for shape_of in told if "consultation" in shape_of}
    assert set(summaries) == {"consultation.opened", "consultation.closing_soon"}
    assert len({json.dumps(each) for each in summaries.values()}) == 1
    assert set(EXAMPLES) >= set(told) - set(summaries)


@pytest.fixture
def message(db, settings, at):
    """A message as it came to a real receiver."""
    settings.DISCUSSION_PAGES_WEBHOOK_LOOPBACK = True
    with receiving() as receiver:
        webhook = Webhook.objects.create(
            name="City", address=receiver.url, events=[], secret=SECRET, created_at=at
        )
        manager = factories.UserFactory(superuser=True)
        webhooks.send_test(webhook=webhook, person=manager, at=at)
        webhooks.rotate_secret(webhook=webhook, person=manager, at=at)
        deliver_webhooks(at=at)
        (received,) = receiver.received
    assert " " in received.headers["webhook-signature"]
    return received


CASES = {
    "genuine": ({}, b"", SECRET, 0, True),
    "nearly old": ({}, b"", SECRET, 299, True),
    "old": ({}, b"", SECRET, 302, False),
    "from the future": ({}, b"", SECRET, -302, False),
    "another body": ({}, b" ", SECRET, 0, False),
    "another secret": ({}, b"", serialised(b"x" * 32), 0, False),
    "another id": ({"webhook-id": "msg_2"}, b"", SECRET, 0, False),
    "a timestamp that is none": ({"webhook-timestamp": "soon"}, b"", SECRET, 0, False),
    "no signature": ({"webhook-signature": ""}, b"", SECRET, 0, False),
    "nonsense": ({"webhook-signature": "v1,é x"}, b"", SECRET, 0, False),
}


@pytest.mark.parametrize("case", CASES)
def test_the_code_in_python_judges_right(message, case):
    changed, more, secret, later, genuine = CASES[case]
    names = {}
    exec(compile(code("python"), "receive-webhooks.md", "exec"), names)
    sent_at = int(message.headers["webhook-timestamp"])
    with time_machine.travel(sent_at + later, tick=False):
        found = names["is_genuine"](message.headers | changed, message.body + more, secret)
    assert found is genuine


def test_the_code_in_node_judges_right(message, tmp_path):
    (tmp_path / "genuine.mjs").write_text(code("js"))
    sent_at = int(message.headers["webhook-timestamp"])
    cases = [
        {
            "headers": message.headers | changed,
            "body": (message.body + more).decode(),
            "secret": secret,
            "now": (sent_at + later) * 1000,
        }
        for changed, more, secret, later, _genuine in CASES.values()
    ]
    (tmp_path / "run.mjs").write_text(
        'import { isGenuine } from "./genuine.mjs";\n'
        f"const cases = {json.dumps(cases)};\n"
        "console.log(JSON.stringify(cases.map((one) => {\n"
        "  Date.now = () => one.now;\n"
        "  return isGenuine(one.headers, Buffer.from(one.body), one.secret);\n"
        "})));\n"
    )
    done = subprocess.run(
        [tool("node"), "run.mjs"],
        cwd=tmp_path,
        capture_output=True,
        timeout=60,
        check=True,
        text=True,
    )
    assert json.loads(done.stdout) == [case[-1] for case in CASES.values()]
