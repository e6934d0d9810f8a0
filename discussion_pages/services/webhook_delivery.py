"""Sending what webhooks are to be told, at least once.

A delivery is claimed, and the claim committed, before the receiver hears of it; what came of it is
recorded after. If the process dies in between, the claim runs out and the delivery goes again under
the same ``webhook-id``. What it says is made for each attempt, from what is public at that moment.
"""

import hashlib
import json
import logging
import time
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import override
from django_tasks import task
from wagtail.log_actions import log

from discussion_pages.conf import setting
from discussion_pages.models import Webhook, WebhookAttempt, WebhookDelivery, WebhookEvent
from discussion_pages.rules.webhooks import (
    ATTEMPTS_MAX,
    STUCK_AFTER,
    DeliveryState,
    EventKind,
    Problem,
    SwitchedOff,
    is_hopeless,
    retry_after,
    signatures,
)
from discussion_pages.services.webhook_kinds import kind_named
from discussion_pages.services.webhook_sending import Reply, post

logger = logging.getLogger(__name__)

USER_AGENT = "wagtail-consultations-webhooks/1"
SWITCHED_OFF_ACTION = "discussion_pages.webhook.switched_off"
IN_A_TASK = 20
"""How many deliveries one background task makes; the command makes the others."""


@dataclass(frozen=True, slots=True)
class Run:
    """How many deliveries were tried, and how many of them receivers took."""

    tried: int
    delivered: int


def deliver_webhooks_soon() -> None:
    """Have due deliveries sent in the background, where that is how this site sends.

    It never fails: what cannot be sent now stays in the log. Call it after the commit.
    """
    if setting("DELIVERY") != "task":
        return
    try:
        send_due_webhooks.enqueue()
    except Exception:
        logger.exception("Webhooks wait: the task to send them could not be started")


@task()
def send_due_webhooks() -> None:
    """Send what is due now."""
    deliver_webhooks(at=timezone.now(), limit=IN_A_TASK)


def deliver_webhooks(*, at: datetime, limit: int = 100) -> Run:
    """Send up to ``limit`` deliveries that are due.

    Several processes may do this at once. A receiver that does not answer at all is left alone for
    the rest of the run, so that it keeps nobody else waiting.
    """
    started = time.monotonic()
    silent: set[int] = set()
    tried = delivered = 0
    _give_up(at=at)
    while tried < limit:
        delivery = _claim(at=_after(at, started), without=silent)
        if delivery is None:
            break
        tried += 1
        reply = _send(delivery, at=_after(at, started))
        if reply is not None:
            _record(delivery, reply, at=_after(at, started))
            delivered += reply.is_taken
            if reply.status is None and reply.problem is not Problem.BROKEN:
                silent.add(delivery.webhook_id)
    return Run(tried, delivered)


def due_webhooks(*, at: datetime) -> QuerySet[WebhookDelivery]:
    """Return the deliveries to send at ``at``, the longest due first.

    A claim sets ``due_at`` to when it runs out, so one that was never answered is due again. What
    is switched off gets nothing but a test.
    """
    waiting = [DeliveryState.PENDING, DeliveryState.SENDING]
    return WebhookDelivery.objects.filter(
        Q(webhook__is_active=True) | Q(event__kind=EventKind.TEST),
        state__in=waiting,
        due_at__lte=at,
    ).order_by("due_at", "pk")


def body_of(event: WebhookEvent) -> bytes | None:
    """Return what an event tells at this moment, as it is sent; ``None``: nothing any more."""
    kind = kind_named(event.kind)
    if kind is None:
        return None
    with override(settings.LANGUAGE_CODE):
        data = kind.build(event)
    if data is None:
        return None
    occurred_at = timezone.localtime(event.occurred_at, timezone.get_default_timezone())
    message = {"type": event.kind, "timestamp": occurred_at.isoformat(), "data": data}
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()


def secrets_of(webhook: Webhook, *, at: datetime) -> list[str]:
    """Return the secrets in force: the new one and, for a while, the one before."""
    until = webhook.previous_secret_until
    is_overlapping = bool(webhook.previous_secret) and until is not None and at < until
    return [webhook.secret, *([webhook.previous_secret] if is_overlapping else [])]


def headers_for(
    webhook: Webhook, event: WebhookEvent, body: bytes, *, at: datetime
) -> dict[str, str]:
    """Return the headers of an attempt at ``at``."""
    timestamp = int(at.timestamp())
    return {
        "Content-Type": "application/json",
        "User-Agent": USER_AGENT,
        "Accept-Encoding": "identity",
        "webhook-id": event.uid,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signatures(
            secrets_of(webhook, at=at), uid=event.uid, timestamp=timestamp, body=body
        ),
    }


def switch_off(webhook: Webhook, because: SwitchedOff, *, by: Any | None, at: datetime) -> bool:
    """Send nothing to a webhook any more, and write that into the log. ``False``: it was off.

    What waits for it is not sent later either, when nobody expects it.
    """
    with transaction.atomic():
        changed = Webhook.objects.filter(pk=webhook.pk, is_active=True).update(
            is_active=False, switched_off_at=at, switched_off_because=because.value
        )
        if not changed:
            return False
        webhook.refresh_from_db()
        WebhookDelivery.objects.filter(webhook=webhook, state=DeliveryState.PENDING).exclude(
            event__kind=EventKind.TEST
        ).update(state=DeliveryState.CANCELLED.value, problem=Problem.SWITCHED_OFF.value)
        log(
            instance=webhook,
            action=SWITCHED_OFF_ACTION,
            user=by,
            data={"because": because.value},
        )
    logger.warning("Webhook %s is switched off: %s", webhook.pk, because.value)
    return True


def _after(at: datetime, started: float) -> datetime:
    return at + timedelta(seconds=time.monotonic() - started)


def _give_up(*, at: datetime) -> None:
    """Try no more what ended the process each time."""
    WebhookDelivery.objects.filter(
        state=DeliveryState.SENDING,
        due_at__lte=at,
        attempts__gte=F("attempts_before") + ATTEMPTS_MAX,
    ).update(state=DeliveryState.FAILED.value, problem=Problem.NO_ANSWER.value)


def _claim(*, at: datetime, without: Collection[int]) -> WebhookDelivery | None:
    with transaction.atomic(durable=True):
        rows = due_webhooks(at=at).exclude(webhook__in=without)
        rows = rows.select_for_update(skip_locked=True, of=("self",), no_key=True)
        delivery = rows.select_related("webhook", "event").first()
        if delivery is None:
            return None
        delivery.state = DeliveryState.SENDING.value
        delivery.attempts += 1
        delivery.due_at = at + STUCK_AFTER
        delivery.save(update_fields=["state", "attempts", "due_at"])
        WebhookAttempt.objects.create(delivery=delivery, number=delivery.attempts, started_at=at)
        return delivery


def _send(delivery: WebhookDelivery, *, at: datetime) -> Reply | None:
    """Make the message and hand it over; ``None`` where there is nothing to tell any more."""
    try:
        body = body_of(delivery.event)
    except Exception:
        logger.exception("Event %s cannot be told", delivery.event_id)
        return Reply(None, Problem.BROKEN, 0)
    if body is None:
        _finish(delivery, DeliveryState.CANCELLED, Reply(None, Problem.NOT_PUBLIC, 0))
        return None
    _attempt_of(delivery).update(digest=hashlib.sha256(body).hexdigest())
    headers = headers_for(delivery.webhook, delivery.event, body, at=at)
    return post(delivery.webhook.address, body=body, headers=headers)


def _record(delivery: WebhookDelivery, reply: Reply, *, at: datetime) -> None:
    webhook = delivery.webhook
    if reply.is_taken:
        if _finish(delivery, DeliveryState.DELIVERED, reply, delivered_at=at):
            Webhook.objects.filter(pk=webhook.pk).update(failing_since=None, delivered_at=at)
        return
    logger.warning(
        "Delivery %s was not taken (attempt %s): %s",
        delivery.pk,
        delivery.attempts,
        reply.problem,
    )
    attempts = delivery.attempts_this_time
    is_gone = reply.problem is Problem.GONE
    wait = None if is_gone else retry_after(attempts)
    if wait is None:
        is_ours = _finish(delivery, DeliveryState.FAILED, reply)
    else:
        is_ours = _finish(delivery, DeliveryState.PENDING, reply, due_at=at + wait)
    if not is_ours or reply.problem is Problem.BROKEN:
        return
    Webhook.objects.filter(pk=webhook.pk, failing_since=None).update(failing_since=at)
    webhook.refresh_from_db(fields=["failing_since"])
    if is_gone:
        switch_off(webhook, SwitchedOff.GONE, by=None, at=at)
    elif is_hopeless(attempts=attempts, failing_since=webhook.failing_since, at=at):
        switch_off(webhook, SwitchedOff.FAILING, by=None, at=at)


def _finish(delivery: WebhookDelivery, state: DeliveryState, reply: Reply, **changes: Any) -> bool:
    """Write what became of an attempt, unless its claim ran out and somebody else has it."""
    problem = reply.problem.value if reply.problem else ""
    outcome = {"response_status": reply.status, "problem": problem}
    _attempt_of(delivery).update(duration_ms=reply.duration_ms, **outcome)
    ours = WebhookDelivery.objects.filter(
        pk=delivery.pk, state=DeliveryState.SENDING, attempts=delivery.attempts
    )
    return bool(ours.update(state=state.value, **outcome, **changes))


def _attempt_of(delivery: WebhookDelivery) -> QuerySet[WebhookAttempt]:
    return WebhookAttempt.objects.filter(delivery=delivery, number=delivery.attempts)
