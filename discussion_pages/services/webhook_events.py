"""What happened, written for webhooks in the transaction in which it did.

Where no webhook is switched on this costs nothing: whoever locks a comment brings along whether one
is (``tree.lock_branch``); a new comment asks once.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connections, router, transaction
from django.db.models import Exists, QuerySet

from discussion_pages.models import (
    DiscussionComment,
    DiscussionPage,
    Webhook,
    WebhookDelivery,
    WebhookEvent,
)
from discussion_pages.rules.queue import Urgency
from discussion_pages.rules.states import State
from discussion_pages.rules.webhooks import EventKind
from discussion_pages.services.public import public_pages
from discussion_pages.services.webhook_delivery import deliver_webhooks_soon

HAS_WEBHOOKS = "has_webhooks"


def with_webhooks(comments: QuerySet) -> QuerySet:
    """Let a query of comments fetch whether any webhook is switched on."""
    return comments.annotate(**{HAS_WEBHOOKS: Exists(Webhook.objects.filter(is_active=True))})


def happened(
    kind: str,
    *,
    subject: int | None = None,
    facts: dict[str, Any] | None = None,
    webhooks: Iterable[Webhook] | None = None,
    occurred_at: datetime | None = None,
    at: datetime,
) -> WebhookEvent | None:
    """Tell the webhooks that want this kind, in the caller's transaction.

    ``facts`` holds codes and instants only. ``webhooks``: these, whatever they want; without it,
    all that are switched on and want it. ``occurred_at``: when it happened, if not just now.
    Returns ``None`` where nobody wants it.
    """
    receivers = wanting(kind) if webhooks is None else list(webhooks)
    if not receivers:
        return None
    with transaction.atomic():
        event = WebhookEvent.objects.create(
            uid=f"msg_{uuid.uuid4().hex}",
            kind=kind,
            subject=subject,
            facts=facts or {},
            occurred_at=occurred_at or at,
        )
        WebhookDelivery.objects.bulk_create(
            WebhookDelivery(webhook=webhook, event=event, created_at=at, due_at=at)
            for webhook in receivers
        )
        transaction.on_commit(deliver_webhooks_soon)
    return event


def comment_moved(comment: DiscussionComment, *, was_published: bool, at: datetime) -> None:
    """Tell that a comment has become public, or is not any more. Nothing of private pages."""
    is_published = comment.state == State.PUBLISHED
    if is_published == was_published or not _has_webhooks(comment):
        return
    kind = EventKind.COMMENT_PUBLISHED if is_published else EventKind.COMMENT_REMOVED
    webhooks = wanting(kind)
    if webhooks and _is_public(comment.discussion_id):
        happened(kind, subject=comment.pk, webhooks=webhooks, at=at)


def place_changed(comment: DiscussionComment, *, before: int, at: datetime) -> None:
    """Tell that a comment has come to wait for moderators, waits more urgently, or no more.

    The smaller number is the more urgent, ``Urgency.NONE`` is none.
    """
    now = comment.urgency
    if now == before or not _has_webhooks(comment):
        return
    if now == Urgency.NONE:
        kind = EventKind.QUEUE_LEFT
    elif before == Urgency.NONE or now < before:
        kind = EventKind.QUEUE_ENTERED
    else:
        return
    webhooks = wanting(kind)
    if webhooks:
        facts = {
            "discussion": comment.discussion_id,
            "urgency": int(now),
            "previous_urgency": int(before),
        }
        happened(kind, subject=comment.pk, facts=facts, webhooks=webhooks, at=at)


def _has_webhooks(comment: DiscussionComment) -> bool:
    if not hasattr(comment, HAS_WEBHOOKS):
        setattr(comment, HAS_WEBHOOKS, Webhook.objects.filter(is_active=True).exists())
    return getattr(comment, HAS_WEBHOOKS)


def wanting(kind: str) -> list[Webhook]:
    """Return the webhooks that are switched on and want to be told of ``kind``. One query.

    PostgreSQL would check only at the commit that a webhook still exists, and somebody's comment
    would fail with a webhook that is just being deleted. A lock on their keys hinders nobody but
    a deletion; one that is being deleted is passed over. SQLite has one writer at a time.
    """
    active = Webhook.objects.filter(is_active=True).order_by("pk")
    found: Iterable[Webhook] = active
    if connections[router.db_for_write(Webhook)].vendor == "postgresql":
        sql, params = active.query.sql_with_params()
        found = Webhook.objects.raw(f"{sql} FOR KEY SHARE SKIP LOCKED", params)
    return [webhook for webhook in found if webhook.wants(kind)]


def _is_public(discussion_pk: int) -> bool:
    return public_pages(DiscussionPage).filter(pk=discussion_pk).exists()
