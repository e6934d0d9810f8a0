"""Sending to a real receiver: signed, tried again, given up, sent again, and only where it may.

What is received is judged by ``tests.receiving``, which shares no code with the sender.
"""

import hashlib
import socket
from datetime import timedelta
from io import StringIO

import pytest
import requests
import time_machine
from django.core.management import call_command
from wagtail.models import ModelLogEntry

from discussion_pages.models import Webhook, WebhookAttempt, WebhookDelivery, WebhookEvent
from discussion_pages.rules.webhooks import (
    ATTEMPTS_MAX,
    FAILING_MAX,
    OVERLAP,
    STUCK_AFTER,
    WAITS,
    DeliveryState,
    Problem,
    SwitchedOff,
)
from discussion_pages.services import webhook_delivery, webhook_kinds, webhook_sending, webhooks
from discussion_pages.services.deciding import remove_comment
from discussion_pages.services.refusals import Invalid, NotAllowed
from discussion_pages.services.webhook_delivery import deliver_webhooks, due_webhooks
from tests import factories
from tests.discussion_pages.services.conftest import allow
from tests.receiving import (
    CERTIFICATE,
    dripping,
    endless,
    is_signed,
    receiving,
    redirect_to,
    silent_for,
)

pytestmark = pytest.mark.django_db

EVENTS = ["comment.published", "comment.removed"]
TICK = timedelta(microseconds=1)


@pytest.fixture(autouse=True)
def loopback(settings):
    """Let webhooks go to this machine."""
    settings.DISCUSSION_PAGES_WEBHOOK_LOOPBACK = True


@pytest.fixture
def receiver():
    with receiving() as found:
        yield found


@pytest.fixture
def manager(db):
    return allow(factories.UserFactory(pseudonym="Manager"), "manage_webhook")


@pytest.fixture
def webhook(receiver, manager, at):
    return webhooks.create_webhook(
        name="City data platform", address=receiver.url, events=EVENTS, person=manager, at=at
    )


@pytest.fixture
def hurried(monkeypatch):
    """Give a receiver half a second."""
    monkeypatch.setattr(webhook_sending, "TIMEOUT_SECONDS", 0.5)


def one() -> WebhookDelivery:
    return WebhookDelivery.objects.get()


def facts(delivery=None):
    found = delivery or one()
    found.refresh_from_db()
    return found.state, found.attempts, found.response_status, found.problem


# -- Taken -----------------------------------------------------------------------------------------


def test_what_happened_arrives_signed_and_is_recorded(webhook, receiver, post, at):
    comment = post("Größe & Gewicht")
    run = deliver_webhooks(at=at)
    assert (run.tried, run.delivered) == (1, 1)
    (received,) = receiver.received
    assert is_signed(received, webhook.secret, now=at.timestamp())
    assert received.path == "/hooks"
    assert received.headers["content-type"] == "application/json"
    assert received.data["id"] == comment.pk
    assert received.data["text"] == "Größe & Gewicht"
    assert received.uid == WebhookEvent.objects.get().uid
    assert facts() == (DeliveryState.DELIVERED, 1, 204, "")
    assert one().delivered_at >= at
    attempt = WebhookAttempt.objects.get()
    assert (attempt.number, attempt.response_status, attempt.problem) == (1, 204, "")
    assert attempt.digest == hashlib.sha256(received.body).hexdigest()
    assert attempt.duration_ms is not None
    assert deliver_webhooks(at=at).tried == 0


@pytest.mark.parametrize(
    "spoiled",
    ["body", "webhook-id", "webhook-timestamp", "secret", "late", "early"],
)
def test_a_receiver_can_tell_what_was_not_sent_by_us_or_is_old(
    webhook, receiver, post, at, spoiled
):
    post()
    deliver_webhooks(at=at)
    (received,) = receiver.received
    secret, now = webhook.secret, int(received.headers["webhook-timestamp"])
    assert is_signed(received, secret, now=now + 300)
    if spoiled == "body":
        received.body += b" "
    elif spoiled == "webhook-timestamp":
        received.headers[spoiled] = str(now + 1)
    elif spoiled == "webhook-id":
        received.headers[spoiled] += "x"
    elif spoiled == "secret":
        secret = "whsec_" + "A" * 44
    assert not is_signed(received, secret, now=now + {"late": 301, "early": -301}.get(spoiled, 0))


def test_after_a_new_secret_both_sign_for_a_day(webhook, receiver, manager, post, at):
    old = webhook.secret
    webhook = webhooks.rotate_secret(webhook=webhook, person=manager, at=at)
    assert webhook.secret != old
    post()
    deliver_webhooks(at=at + OVERLAP - timedelta(seconds=1))
    first = receiver.received[0]
    now = int(first.headers["webhook-timestamp"])
    assert is_signed(first, old, now=now)
    assert is_signed(first, webhook.secret, now=now)
    webhooks.resend(delivery=one(), person=manager, at=at + OVERLAP)
    deliver_webhooks(at=at + OVERLAP)
    second = receiver.received[1]
    now = int(second.headers["webhook-timestamp"])
    assert not is_signed(second, old, now=now)
    assert is_signed(second, webhook.secret, now=now)


def test_no_credentials_cookies_or_proxies_of_this_machine_are_used(
    webhook, receiver, post, at, monkeypatch, tmp_path
):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ada password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    monkeypatch.setenv("no_proxy", "")
    post()
    assert deliver_webhooks(at=at).delivered == 1
    headers = receiver.received[0].headers
    assert not {"authorization", "cookie", "referer"} & set(headers)


def test_an_answer_without_end_is_not_read(webhook, receiver, post, at, hurried):
    receiver.answers = [endless]
    post()
    assert deliver_webhooks(at=at).delivered == 1
    assert facts() == (DeliveryState.DELIVERED, 1, 200, "")


# -- Not taken -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "status", "problem"),
    [
        (500, 500, Problem.STATUS),
        (503, 503, Problem.STATUS),
        (429, 429, Problem.STATUS),
        (404, 404, Problem.STATUS),
        (401, 401, Problem.STATUS),
        (304, 304, Problem.REDIRECT),
        (silent_for(3), None, Problem.TIMEOUT),
        (dripping, None, Problem.TIMEOUT),
        (lambda handler: None, None, Problem.CONNECTION),
    ],
    ids=["500", "503", "429", "404", "401", "304", "silence", "drip", "hangs up"],
)
def test_what_is_not_taken_waits_for_the_next_attempt(
    webhook, receiver, post, at, hurried, answer, status, problem
):
    receiver.answers = [answer]
    post()
    run = deliver_webhooks(at=at)
    assert (run.tried, run.delivered) == (1, 0)
    assert facts() == (DeliveryState.PENDING, 1, status, problem)
    wait = one().due_at - at
    assert WAITS[0] <= wait < WAITS[0] + timedelta(seconds=3)
    assert not due_webhooks(at=one().due_at - TICK).exists()
    assert deliver_webhooks(at=one().due_at).delivered == 1
    assert len(set(receiver.uids)) == 1
    assert len(receiver.received) == 2
    assert facts() == (DeliveryState.DELIVERED, 2, 204, "")
    problems = WebhookAttempt.objects.order_by("number").values_list("problem", flat=True)
    assert list(problems) == [problem, ""]


def test_each_attempt_has_a_timestamp_of_its_own(webhook, receiver, post, at):
    receiver.answers = [500]
    post()
    deliver_webhooks(at=at)
    later = at + timedelta(hours=3)
    deliver_webhooks(at=later)
    first, second = receiver.received
    assert first.uid == second.uid
    assert first.message == second.message
    assert is_signed(second, webhook.secret, now=later.timestamp())
    assert not is_signed(first, webhook.secret, now=later.timestamp())


def test_nobody_listening_is_a_failed_attempt(webhook, receiver, post, at):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        Webhook.objects.update(address=f"http://127.0.0.1:{free.getsockname()[1]}/")
        post()
        deliver_webhooks(at=at)
    assert facts() == (DeliveryState.PENDING, 1, None, Problem.CONNECTION)


def test_a_redirect_is_not_followed(webhook, receiver, post, at):
    with receiving() as elsewhere:
        receiver.answers = [redirect_to(elsewhere.url)]
        post()
        deliver_webhooks(at=at)
        assert elsewhere.received == []
    assert facts() == (DeliveryState.PENDING, 1, 307, Problem.REDIRECT)


def test_it_is_given_up_after_the_last_attempt(webhook, receiver, post, at):
    receiver.otherwise = 500
    post()
    now = at
    for wait in WAITS:
        assert deliver_webhooks(at=now).tried == 1
        assert one().state == DeliveryState.PENDING
        now = one().due_at
        assert wait
    assert deliver_webhooks(at=now).tried == 1
    assert facts() == (DeliveryState.FAILED, ATTEMPTS_MAX, 500, Problem.STATUS)
    assert len(receiver.received) == ATTEMPTS_MAX
    assert set(receiver.uids) == {one().event.uid}
    assert deliver_webhooks(at=now + timedelta(days=9)).tried == 0
    # All attempts together take more than three days, so it is switched off now.
    webhook.refresh_from_db()
    assert (webhook.is_active, webhook.switched_off_because) == (False, SwitchedOff.FAILING)
    assert webhook.failing_since == pytest.approx(at, abs=timedelta(seconds=5))
    entry = ModelLogEntry.objects.get(action=webhook_delivery.SWITCHED_OFF_ACTION)
    assert (entry.object_id, entry.user_id) == (str(webhook.pk), None)


@pytest.mark.parametrize(
    ("failing_for", "is_active"),
    [(FAILING_MAX - timedelta(minutes=1), True), (FAILING_MAX, False)],
)
def test_one_bad_hour_switches_nothing_off(webhook, receiver, post, at, failing_for, is_active):
    receiver.otherwise = 500
    post()
    WebhookDelivery.objects.update(attempts=ATTEMPTS_MAX - 1)
    Webhook.objects.update(failing_since=at - failing_for)
    deliver_webhooks(at=at)
    webhook.refresh_from_db()
    assert webhook.is_active is is_active


def test_a_success_in_between_begins_the_days_anew(webhook, receiver, post, at):
    Webhook.objects.update(failing_since=at - FAILING_MAX)
    post()
    deliver_webhooks(at=at)
    webhook.refresh_from_db()
    assert webhook.failing_since is None
    assert webhook.delivered_at >= at


def test_a_receiver_that_is_gone_is_switched_off_at_once(webhook, receiver, post, at):
    receiver.answers = [410]
    post()
    post("Another.")
    assert deliver_webhooks(at=at).tried == 1
    webhook.refresh_from_db()
    assert (webhook.is_active, webhook.switched_off_because) == (False, SwitchedOff.GONE)
    states = WebhookDelivery.objects.order_by("pk").values_list("state", "problem")
    assert list(states) == [
        (DeliveryState.FAILED, Problem.GONE),
        (DeliveryState.CANCELLED, Problem.SWITCHED_OFF),
    ]
    post("A third.")
    assert WebhookDelivery.objects.count() == 2


def test_what_waits_for_a_webhook_that_is_off_is_not_sent_later(
    webhook, receiver, manager, post, at
):
    post()
    webhooks.switch_off(webhook=webhook, person=manager, at=at)
    webhooks.switch_on(webhook=webhook, person=manager, at=at)
    assert deliver_webhooks(at=at).tried == 0
    assert facts() == (DeliveryState.CANCELLED, 0, None, Problem.SWITCHED_OFF)


def test_what_is_not_public_any_more_is_not_sent(webhook, receiver, post, at):
    comment = post("the-words-that-must-not-go-out")
    moderator = allow(factories.UserFactory(), "moderate_discussioncomment")
    remove_comment(comment=comment, moderator=moderator, reason="spam", at=at)
    deliver_webhooks(at=at)
    assert receiver.types == ["comment.removed"]
    assert b"the-words" not in receiver.received[0].body
    cancelled = WebhookDelivery.objects.get(event__kind="comment.published")
    assert facts(cancelled) == (DeliveryState.CANCELLED, 1, None, Problem.NOT_PUBLIC)


def test_what_cannot_be_made_is_tried_again_and_is_not_the_receivers_fault(
    webhook, receiver, post, at, monkeypatch, caplog
):
    def fail(event):
        raise RuntimeError("our own")

    post()
    monkeypatch.setattr(webhook_delivery, "body_of", fail)
    deliver_webhooks(at=at)
    assert facts() == (DeliveryState.PENDING, 1, None, Problem.BROKEN)
    webhook.refresh_from_db()
    assert webhook.failing_since is None
    assert "cannot be told" in caplog.text


def test_one_silent_receiver_keeps_no_other_waiting(webhook, receiver, manager, post, at, hurried):
    receiver.otherwise = silent_for(2)
    with receiving() as quick:
        webhooks.create_webhook(
            name="Press", address=quick.url, events=EVENTS, person=manager, at=at
        )
        for number in range(4):
            post(f"Lamp {number} is out.")
        run = deliver_webhooks(at=at)
        assert (run.tried, run.delivered) == (5, 4)
        assert len(quick.received) == 4
    untried = WebhookDelivery.objects.filter(webhook=webhook, attempts=0)
    assert untried.count() == 3


# -- Claims ----------------------------------------------------------------------------------------


def test_a_claim_that_ran_out_is_sent_again_under_the_same_id(webhook, receiver, post, at):
    post()
    WebhookDelivery.objects.update(state=DeliveryState.SENDING, attempts=1, due_at=at + STUCK_AFTER)
    assert deliver_webhooks(at=at + STUCK_AFTER - timedelta(seconds=1)).tried == 0
    assert deliver_webhooks(at=at + STUCK_AFTER).delivered == 1
    assert facts() == (DeliveryState.DELIVERED, 2, 204, "")


def test_what_ended_the_process_each_time_is_given_up(webhook, receiver, post, at):
    post()
    WebhookDelivery.objects.update(state=DeliveryState.SENDING, attempts=ATTEMPTS_MAX, due_at=at)
    assert deliver_webhooks(at=at).tried == 0
    assert facts() == (DeliveryState.FAILED, ATTEMPTS_MAX, None, Problem.NO_ANSWER)


def test_an_answer_to_a_claim_that_ran_out_does_not_overwrite_the_next(webhook, receiver, post, at):
    post()
    claimed = webhook_delivery._claim(at=at, without=())
    WebhookDelivery.objects.update(attempts=2)
    reply = webhook_delivery.Reply(500, Problem.STATUS, 1)
    webhook_delivery._record(claimed, reply, at=at)
    assert facts()[:2] == (DeliveryState.SENDING, 2)
    webhook.refresh_from_db()
    assert webhook.failing_since is None


# -- Again -----------------------------------------------------------------------------------------


def test_sending_again_keeps_the_id_and_begins_the_attempts_anew(
    webhook, receiver, manager, post, at
):
    receiver.answers = [500] * ATTEMPTS_MAX
    post()
    WebhookDelivery.objects.update(attempts=ATTEMPTS_MAX - 1)
    deliver_webhooks(at=at)
    assert one().state == DeliveryState.FAILED
    webhooks.resend(delivery=one(), person=manager, at=at)
    assert facts()[:2] == (DeliveryState.PENDING, ATTEMPTS_MAX)
    receiver.answers = [500]
    deliver_webhooks(at=at)
    assert one().state == DeliveryState.PENDING
    deliver_webhooks(at=at + WAITS[0] + timedelta(seconds=1))
    assert facts() == (DeliveryState.DELIVERED, ATTEMPTS_MAX + 2, 204, "")
    assert set(receiver.uids) == {one().event.uid}
    assert ModelLogEntry.objects.filter(action=webhooks.RESENT_ACTION, user=manager).count() == 1


def test_what_was_delivered_can_be_sent_again_too(webhook, receiver, manager, post, at):
    post()
    deliver_webhooks(at=at)
    webhooks.resend(delivery=one(), person=manager, at=at)
    deliver_webhooks(at=at)
    first, second = receiver.received
    assert (first.uid, first.body) == (second.uid, second.body)


def test_what_is_on_its_way_or_switched_off_is_not_sent_again(webhook, receiver, manager, post, at):
    post()
    with pytest.raises(Invalid, match="on its way"):
        webhooks.resend(delivery=one(), person=manager, at=at)
    deliver_webhooks(at=at)
    webhooks.switch_off(webhook=webhook, person=manager, at=at)
    with pytest.raises(Invalid, match="switched off"):
        webhooks.resend(delivery=one(), person=manager, at=at)


def test_a_test_goes_out_also_where_the_webhook_is_off(webhook, receiver, manager, at):
    webhooks.switch_off(webhook=webhook, person=manager, at=at)
    delivery = webhooks.send_test(webhook=webhook, person=manager, at=at)
    deliver_webhooks(at=at)
    assert facts(delivery)[0] == DeliveryState.DELIVERED
    (received,) = receiver.received
    assert received.message["type"] == "webhook.test"
    assert received.data == {"webhook": webhook.pk}
    assert is_signed(received, webhook.secret, now=at.timestamp())


# -- Where it may not go ---------------------------------------------------------------------------


def resolving(monkeypatch, *answers):
    """Have names looked up as these addresses, in turn; the last one from then on."""
    asked = []

    def look_up(host, port, *args, **kwargs):
        found = answers[min(len(asked), len(answers) - 1)]
        asked.append(host)
        return [
            (
                socket.AF_INET6 if ":" in one else socket.AF_INET,
                socket.SOCK_STREAM,
                6,
                "",
                (one, port),
            )
            for one in found
        ]

    monkeypatch.setattr(webhook_sending.socket, "getaddrinfo", look_up)
    return asked


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://10.0.0.1/",
        "https://192.168.0.1:8443/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[fd00::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://localhost/",
    ],
)
def test_no_way_of_writing_it_leads_into_a_private_network(
    receiver, manager, at, settings, address
):
    settings.DISCUSSION_PAGES_WEBHOOK_LOOPBACK = False
    with pytest.raises(Invalid) as refused:
        webhooks.create_webhook(
            name="Inside", address=address, events=EVENTS, person=manager, at=at
        )
    assert refused.value.field == "address"
    reply = webhook_sending.post(address, body=b"{}", headers={})
    assert (reply.status, reply.problem) == (None, Problem.ADDRESS)


def test_a_name_of_which_one_address_is_private_is_refused(manager, at, monkeypatch):
    resolving(monkeypatch, ["93.184.215.14", "10.0.0.1"])
    with pytest.raises(Invalid, match="private network"):
        webhooks.create_webhook(
            name="Both", address="https://example.org/", events=EVENTS, person=manager, at=at
        )


def test_a_name_that_later_leads_inside_is_not_followed_there(
    receiver, manager, post, at, settings, monkeypatch
):
    """DNS rebinding: public when it is written down, this machine when it is sent."""
    settings.DISCUSSION_PAGES_WEBHOOK_LOOPBACK = False
    resolving(monkeypatch, ["93.184.215.14"], ["127.0.0.1"])
    webhooks.create_webhook(
        name="Rebinding",
        address=f"https://example.org:{receiver.port}/",
        events=EVENTS,
        person=manager,
        at=at,
    )
    post()
    deliver_webhooks(at=at)
    assert facts() == (DeliveryState.PENDING, 1, None, Problem.ADDRESS)
    assert receiver.received == []


def test_the_checked_address_is_the_one_that_is_connected_to(receiver, at, monkeypatch, settings):
    """The name is looked up once for each request: what was checked is what is used."""
    settings.DISCUSSION_PAGES_WEBHOOK_HOSTS = ["receiver.test"]
    real = socket.getaddrinfo
    asked = []

    def look_up(host, port, *args, **kwargs):
        asked.append(host)
        return real("127.0.0.1" if host == "receiver.test" else host, port, *args, **kwargs)

    monkeypatch.setattr(webhook_sending.socket, "getaddrinfo", look_up)
    monkeypatch.setattr(webhook_sending, "address_problem", lambda *args, **kwargs: None)
    url = f"http://receiver.test:{receiver.port}/hooks"
    reply = webhook_sending.post(url, body=b"{}", headers={"webhook-id": "msg_1"})
    assert reply.status == 204
    assert asked.count("receiver.test") == 1
    assert receiver.received[0].headers["host"] == f"receiver.test:{receiver.port}"


@pytest.mark.parametrize(
    ("host", "knows_it", "status", "problem"),
    [
        ("receiver.test", True, 204, None),
        ("receiver.test", False, None, Problem.CERTIFICATE),
        ("other.test", True, None, Problem.CERTIFICATE),
    ],
)
def test_the_certificate_is_checked_against_the_name(
    monkeypatch, settings, host, knows_it, status, problem
):
    """Going to a checked address is no reason to believe that whoever is there is who it should."""
    settings.DISCUSSION_PAGES_WEBHOOK_HOSTS = [host]
    resolving(monkeypatch, ["127.0.0.1"])
    if knows_it:
        monkeypatch.setattr(requests.adapters, "DEFAULT_CA_BUNDLE_PATH", str(CERTIFICATE))
    with receiving(certificate=CERTIFICATE) as receiver:
        url = f"https://{host}:{receiver.port}/hooks"
        reply = webhook_sending.post(url, body=b"{}", headers={"webhook-id": "msg_1"})
    assert (reply.status, reply.problem) == (status, problem)
    assert len(receiver.received) == (1 if status else 0)


def test_a_server_without_tls_gets_nothing_by_https(receiver):
    reply = webhook_sending.post(f"https://127.0.0.1:{receiver.port}/", body=b"{}", headers={})
    assert (reply.status, reply.problem) == (None, Problem.CERTIFICATE)
    assert receiver.received == []


def test_a_name_that_leads_nowhere_is_refused_when_written_and_fails_when_sent(
    manager, at, monkeypatch
):
    def nowhere(*args, **kwargs):
        raise socket.gaierror

    monkeypatch.setattr(webhook_sending.socket, "getaddrinfo", nowhere)
    with pytest.raises(Invalid, match="No server has this name"):
        webhooks.create_webhook(
            name="Nowhere", address="https://nowhere.test/", events=EVENTS, person=manager, at=at
        )
    reply = webhook_sending.post("https://nowhere.test/", body=b"{}", headers={})
    assert (reply.status, reply.problem) == (None, Problem.CONNECTION)


def test_plain_http_is_sent_nowhere_else(receiver, manager, at, settings):
    settings.DISCUSSION_PAGES_WEBHOOK_LOOPBACK = False
    reply = webhook_sending.post(receiver.url, body=b"{}", headers={})
    assert (reply.status, reply.problem) == (None, Problem.ADDRESS)
    assert receiver.received == []


def test_the_sender_relies_on_what_requests_has():
    """A release that makes its connections another way would send unchecked: fail here instead."""
    made = []
    adapter = webhook_sending._CheckedAdapter(made)
    request = requests.Request("POST", "https://example.org/").prepare()
    pool = adapter.get_connection_with_tls_context(request, verify=True)
    assert issubclass(pool.ConnectionCls, webhook_sending._Checked)


# -- People ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "n" * 101}, "name"),
        ({"address": "http://example.org/"}, "address"),
        ({"events": []}, "events"),
        ({"events": ["comment.published", "comment.liked"]}, "events"),
        ({"events": ["webhook.test"]}, "events"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(receiver, manager, at, given, field):
    good = {"name": "City", "address": receiver.url, "events": EVENTS}
    with pytest.raises(Invalid) as refused:
        webhooks.create_webhook(**(good | given), person=manager, at=at)
    assert refused.value.field == field
    assert not Webhook.objects.exists()


def test_a_secret_is_long_of_its_own_and_shown_once(webhook, receiver, manager, at):
    other = webhooks.create_webhook(
        name="Other", address=receiver.url, events=EVENTS, person=manager, at=at
    )
    assert webhook.secret != other.secret
    assert len(webhook.secret) >= len("whsec_") + 44
    assert webhooks.show_secret(webhook=webhook, person=manager, at=at) == webhook.secret
    with pytest.raises(Invalid):
        webhooks.show_secret(webhook=webhook, person=manager, at=at)
    renewed = webhooks.rotate_secret(webhook=webhook, person=manager, at=at)
    assert webhooks.show_secret(webhook=renewed, person=manager, at=at) == renewed.secret


def test_only_who_manages_webhooks_does_anything_about_them(webhook, receiver, member, post, at):
    moderator = allow(factories.UserFactory(), "moderate_discussioncomment")
    post()
    deliver_webhooks(at=at)
    fields = {"name": "N", "address": receiver.url, "events": EVENTS}
    before = list(Webhook.objects.values()), list(WebhookDelivery.objects.values())
    for person in (member, moderator):
        given = {"webhook": webhook, "person": person}
        for work in (
            lambda p=person: webhooks.create_webhook(**fields, person=p, at=at),
            lambda g=given: webhooks.change_webhook(**g, **fields, at=at),
            lambda g=given: webhooks.delete_webhook(**g),
            lambda g=given: webhooks.switch_on(**g, at=at),
            lambda g=given: webhooks.switch_off(**g, at=at),
            lambda g=given: webhooks.rotate_secret(**g, at=at),
            lambda g=given: webhooks.show_secret(**g, at=at),
            lambda g=given: webhooks.send_test(**g, at=at),
            lambda p=person: webhooks.resend(delivery=one(), person=p, at=at),
        ):
            with pytest.raises(NotAllowed):
                work()
    assert (list(Webhook.objects.values()), list(WebhookDelivery.objects.values())) == before


def test_a_deleted_webhook_leaves_no_log_of_its_deliveries(webhook, manager, post, at):
    post()
    webhooks.delete_webhook(webhook=webhook, person=manager)
    assert not Webhook.objects.exists()
    assert not WebhookDelivery.objects.exists()
    assert ModelLogEntry.objects.filter(action="wagtail.delete", user=manager).exists()


# -- Who sends -------------------------------------------------------------------------------------


def test_the_command_looks_around_and_sends(webhook, receiver, post, at, monkeypatch):
    looked = []
    monkeypatch.setattr(webhook_kinds, "_sources", [lambda *, at: looked.append(at)])
    post()
    out = StringIO()
    with time_machine.travel(at, tick=False):
        call_command("send_webhooks", stdout=out)
    assert looked == [at]
    assert out.getvalue() == "1 deliveries tried, 1 taken.\n"
    assert len(receiver.received) == 1


@pytest.mark.parametrize(("who", "sent"), [("task", 1), ("command", 0)])
def test_the_setting_says_whether_a_commit_sends(
    webhook, receiver, post, settings, django_capture_on_commit_callbacks, who, sent, clock
):
    settings.DISCUSSION_PAGES_DELIVERY = who
    with django_capture_on_commit_callbacks(execute=True):
        post()
    assert len(receiver.received) == sent


def test_a_comment_is_posted_though_the_task_cannot_be_started(
    webhook, post, settings, django_capture_on_commit_callbacks, monkeypatch, caplog
):
    settings.DISCUSSION_PAGES_DELIVERY = "task"

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(type(webhook_delivery.send_due_webhooks), "enqueue", fail)
    with django_capture_on_commit_callbacks(execute=True):
        assert post().pk
    assert one().state == DeliveryState.PENDING
    assert "could not be started" in caplog.text
