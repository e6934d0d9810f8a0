"""Deleting what is only needed for a short while."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from discussion_pages.conf import setting
from discussion_pages.models import Claim, OutboxMessage, WebhookDelivery, WebhookEvent
from discussion_pages.rules.notices import OutboxState
from discussion_pages.rules.webhooks import DeliveryState
from discussion_pages.services.idempotency import purge_idempotent_writes
from discussion_pages.services.networks import purge_network_keys
from discussion_pages.services.previewing import purge_previews

MAIL_KEPT_FOR = timedelta(days=30)
DONE = (OutboxState.SENT, OutboxState.FAILED, OutboxState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Purged:
    """How much was deleted or emptied."""

    salts: int
    network_keys: int
    claims: int
    emails: int
    writes: int
    webhook_events: int
    previews: int


def purge(*, at: datetime) -> Purged:
    """Delete old salts and network keys, claims and previews that ran out, and old e-mails.

    E-mails go 30 days after they were written, where they have been dealt with. The answers kept
    for idempotency keys go after a day, the log of webhooks after its own days.
    """
    salts, network_keys = purge_network_keys(at)
    claims, _by_model = Claim.objects.filter(expires_at__lte=at).delete()
    old = OutboxMessage.objects.filter(state__in=DONE, created_at__lte=at - MAIL_KEPT_FOR)
    _all, by_model = old.delete()
    emails = by_model.get(OutboxMessage._meta.label, 0)
    writes = purge_idempotent_writes(at=at)
    return Purged(
        salts,
        network_keys,
        claims,
        emails,
        writes,
        _purge_webhook_events(at=at),
        purge_previews(at=at),
    )


def _purge_webhook_events(*, at: datetime) -> int:
    """Delete the log of webhooks after ``WEBHOOK_LOG_DAYS``, but for what is on its way."""
    waiting = WebhookDelivery.objects.filter(
        state__in=[DeliveryState.PENDING, DeliveryState.SENDING]
    )
    old = WebhookEvent.objects.filter(
        occurred_at__lte=at - timedelta(days=setting("WEBHOOK_LOG_DAYS"))
    )
    _all, by_model = old.exclude(pk__in=waiting.values("event")).delete()
    return by_model.get(WebhookEvent._meta.label, 0)
