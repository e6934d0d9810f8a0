"""Whatever sends or seals in the background is killed again and again on its way."""

import os
import random
import signal
import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.mail.backends.smtp import EmailBackend
from django.db import connections
from django.utils import timezone

from discussion_pages.models import EvidenceEntry, OutboxMessage, Webhook, WebhookDelivery
from discussion_pages.rules.notices import NoticeKind, OutboxState
from discussion_pages.rules.webhooks import DeliveryState, EventKind
from discussion_pages.services.delivery import deliver_due
from discussion_pages.services.evidence_chain import seal, verify
from discussion_pages.services.notices import tell
from discussion_pages.services.posting import post_comment
from discussion_pages.services.webhook_delivery import deliver_webhooks
from discussion_pages.services.webhook_events import happened
from tests import factories
from tests.discussion_pages.services.test_delivery_crashes import MailServer
from tests.faults.neighbours import until
from tests.receiving import receiving

pytestmark = [
    pytest.mark.usefixtures("db"),
    # Python warns of threads beside a fork; ours only serve sockets, and the child touches none.
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]

MANY = 40
KILLS = 6
LATER = timedelta(minutes=11)
"""After which a claim that nobody answered runs out."""


def start(work: Callable[[], object]) -> int:
    """Do ``work`` in a process of its own, on connections of its own."""
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        try:
            work()
        finally:
            os._exit(0)
    return pid


def kill_on_the_way(work: Callable[[int], object], progress: Callable[[], int]) -> None:
    """Begin ``work`` again and again, and kill it each time once it has done a little more."""
    dice = random.Random(3)
    for number in range(KILLS):
        goal = progress() + dice.randint(1, 4)
        pid = start(lambda number=number: work(number))
        until(lambda goal=goal: progress() >= goal, "it gets on")
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def test_no_email_is_lost_and_only_what_was_on_its_way_goes_twice(the_town, settings):
    settings.DISCUSSION_PAGES_DELIVERY = "command"
    at = timezone.now()
    reader = factories.UserFactory()
    data = {"discussion": "The walk home", "action": "approve"}
    for number in range(MANY):
        tell(reader, NoticeKind.DECIDED, key=f"decision:{number}", data=data, at=at)
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def send(turn: int) -> None:
            port = server.server_address[1]
            backend = EmailBackend(host="127.0.0.1", port=port, timeout=20)
            deliver_due(at=at + turn * LATER, connection=backend)

        kill_on_the_way(send, lambda: len(server.taken))
        send(KILLS)
        server.shutdown()
        taken = Counter(server.message_ids)
    messages = OutboxMessage.objects.filter(recipient=reader)
    assert set(messages.values_list("state", flat=True)) == {OutboxState.SENT}
    assert taken.keys() == set(messages.values_list("message_id", flat=True))
    assert len(taken) == MANY
    assert sum(taken.values()) - MANY <= KILLS  # one for each kill at the most
    assert max(taken.values()) <= 2


def test_no_webhook_is_lost_and_only_what_was_on_its_way_goes_twice(the_town, settings):
    settings.DISCUSSION_PAGES_DELIVERY = "command"
    settings.DISCUSSION_PAGES_WEBHOOK_LOOPBACK = True
    at = timezone.now()
    with receiving() as receiver:
        webhook = Webhook.objects.create(
            name="One",
            address=receiver.url,
            secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            created_at=at,
        )
        for _number in range(MANY):
            happened(EventKind.TEST, subject=webhook.pk, webhooks=[webhook], at=at)
        kill_on_the_way(
            lambda turn: deliver_webhooks(at=at + turn * LATER), lambda: len(receiver.received)
        )
        deliver_webhooks(at=at + KILLS * LATER)
        came = Counter(receiver.uids)
    deliveries = WebhookDelivery.objects.filter(webhook=webhook)
    assert set(deliveries.values_list("state", flat=True)) == {DeliveryState.DELIVERED}
    assert len(came) == MANY
    assert sum(came.values()) - MANY <= KILLS
    assert max(came.values()) <= 2


def test_the_chain_of_evidence_is_whole_however_often_its_sealing_was_killed(the_town):
    at = timezone.now()
    author = factories.UserFactory()
    for number in range(MANY):
        given = {"discussion": the_town.discussion, "author": author, "at": at}
        post_comment(text=f"evidence {number}", **given)

    def seal_slowly(_turn: int) -> None:
        while seal(limit=1):
            pass

    kill_on_the_way(
        seal_slowly, lambda: EvidenceEntry.objects.filter(sequence__isnull=False).count()
    )
    seal()
    found = verify()
    assert found.is_sound, found.faults
    assert found.unsealed == 0
    assert found.sealed >= MANY
