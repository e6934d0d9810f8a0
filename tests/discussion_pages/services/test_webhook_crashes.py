"""A process that dies while it sends loses nothing, and a repeat can be known as one.

Real processes are killed (SIGKILL) at each step, and real requests go over a socket. These tests
commit, and clean up after themselves.
"""

import os
import signal
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from discussion_pages.models import Webhook, WebhookAttempt, WebhookDelivery
from discussion_pages.rules.webhooks import STUCK_AFTER, DeliveryState, EventKind, serialised
from discussion_pages.services.webhook_delivery import deliver_webhooks, due_webhooks
from discussion_pages.services.webhook_events import happened
from tests.discussion_pages.services.test_delivery_crashes import all_at_once
from tests.receiving import is_signed, receiving

SCRIPT = Path(__file__).with_name("crashing_webhook.py")
ROOT = SCRIPT.parents[3]


@pytest.fixture
def receiver():
    with receiving() as found:
        yield found


@pytest.fixture
def db(committed) -> None:
    """Let other connections see what these tests do, in place of a transaction for each."""


@pytest.fixture
def webhook(db, receiver, settings, at):
    """A webhook that other processes can see."""
    settings.DISCUSSION_PAGES_WEBHOOK_LOOPBACK = True
    return Webhook.objects.create(
        name="City",
        address=receiver.url,
        events=[],
        secret=serialised(b"k" * 32),
        created_at=at,
    )


def tell(webhook, at):
    event = happened(EventKind.TEST, subject=webhook.pk, webhooks=[webhook], at=at)
    return event.deliveries.get()


def send_and_be_killed(step, *, at):
    """Run a process on the very database of this test, until it is killed at ``step``."""
    database = connection.settings_dict
    url = f"sqlite:///{database['NAME']}"
    if connection.vendor == "postgresql":
        who = f"{database['USER']}:{database['PASSWORD']}".rstrip(":")
        url = f"postgres://{who}@{database['HOST']}:{database['PORT'] or 5432}/{database['NAME']}"
    done = subprocess.run(
        [sys.executable, str(SCRIPT), step, at.isoformat()],
        env=os.environ | {"DATABASE_URL": url, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}"},
        cwd=ROOT,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


@pytest.mark.parametrize(
    ("step", "state", "attempts", "taken_before", "taken_after"),
    [
        ("claiming", DeliveryState.PENDING, 0, 0, 1),
        ("claimed", DeliveryState.SENDING, 1, 0, 1),
        ("accepted", DeliveryState.SENDING, 1, 1, 2),
        ("recorded", DeliveryState.DELIVERED, 1, 1, 1),
    ],
)
def test_a_killed_process_loses_nothing_and_a_repeat_carries_the_same_id(
    webhook, receiver, at, step, state, attempts, taken_before, taken_after
):
    delivery = tell(webhook, at)
    send_and_be_killed(step, at=at)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (state, attempts)
    assert len(receiver.received) == taken_before
    if state is DeliveryState.SENDING:
        almost = at + STUCK_AFTER - timedelta(microseconds=1)
        assert not due_webhooks(at=almost).exists()  # whoever has claimed it may yet be sending
    later = at + STUCK_AFTER + timedelta(minutes=1)
    deliver_webhooks(at=later)
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.DELIVERED
    assert len(receiver.received) == taken_after
    assert set(receiver.uids) == {delivery.event.uid}
    assert all(
        is_signed(one, webhook.secret, now=int(one.headers["webhook-timestamp"]))
        for one in receiver.received
    )
    numbers = WebhookAttempt.objects.filter(delivery=delivery).values_list("number", flat=True)
    assert list(numbers) == list(range(1, delivery.attempts + 1))


def test_several_processes_send_each_delivery_once(webhook, receiver, at):
    for _number in range(20):
        tell(webhook, at)
    runs = all_at_once(lambda: deliver_webhooks(at=at), 4)
    assert sum(run.delivered for run in runs) == 20
    assert set(Counter(receiver.uids).values()) == {1}
    assert len(receiver.received) == 20
    assert set(WebhookDelivery.objects.values_list("state", "attempts")) == {
        (DeliveryState.DELIVERED, 1)
    }
