"""Webhooks: what is told, how it is signed, when it is tried again, and when we stop.

Signing follows the Standard Webhooks specification 1.0.0, so that receivers can verify with the
libraries that exist for it.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum


class EventKind(StrEnum):
    """What discussions tell. An app that composes them may register kinds of its own."""

    COMMENT_PUBLISHED = "comment.published"
    COMMENT_REMOVED = "comment.removed"
    QUEUE_ENTERED = "queue.entered"
    QUEUE_LEFT = "queue.left"
    TEST = "webhook.test"


class DeliveryState(StrEnum):
    """Where a delivery stands. ``SENDING`` holds from before the receiver until our record."""

    PENDING = "pending"
    SENDING = "sending"
    DELIVERED = "delivered"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Problem(StrEnum):
    """Why an attempt failed, or a delivery was not sent. Never the receiver's own words."""

    TIMEOUT = "timeout"
    CONNECTION = "connection"
    CERTIFICATE = "certificate"
    ADDRESS = "address"
    REDIRECT = "redirect"
    STATUS = "status"
    GONE = "gone"
    NO_ANSWER = "no_answer"
    BROKEN = "broken"
    NOT_PUBLIC = "not_public"
    SWITCHED_OFF = "switched_off"


class SwitchedOff(StrEnum):
    """Why a webhook is off."""

    BY_HAND = "by_hand"
    GONE = "gone"
    FAILING = "failing"


SECRET_PREFIX = "whsec_"
SECRET_BYTES = 32
"""The specification asks for 24 to 64."""
OVERLAP = timedelta(hours=24)
"""How long after a new secret the one before goes on signing too."""
TIMEOUT_SECONDS = 10
"""How long a receiver has, from our looking up its name to its answer's last header."""
STUCK_AFTER = timedelta(minutes=10)
"""After so long without a record, whoever was sending is taken to be gone."""
FAILING_MAX = timedelta(days=3)
"""After so long without one delivery, a webhook that has used up its attempts is switched off."""
WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""How long to wait after the first, second … failed attempt, as the specification recommends."""
ATTEMPTS_MAX = len(WAITS) + 1


def retry_after(attempts: int) -> timedelta | None:
    """Return how long to wait after so many failed attempts (from 1); ``None`` to give up."""
    return WAITS[attempts - 1] if attempts < ATTEMPTS_MAX else None


def is_hopeless(*, attempts: int, failing_since: datetime | None, at: datetime) -> bool:
    """Say whether to switch a webhook off after the failed attempt number ``attempts``.

    Only where a delivery has used up its attempts, so that a receiver that hears from us once a
    month is not given up for one bad hour; and only after ``FAILING_MAX`` without any success.
    """
    if failing_since is None or retry_after(attempts) is not None:
        return False
    return at - failing_since >= FAILING_MAX


def is_taken(status: int) -> bool:
    """Say whether a receiver with this answer has taken the delivery."""
    return 200 <= status < 300


def serialised(key: bytes) -> str:
    """Return a secret as people copy it."""
    return SECRET_PREFIX + base64.b64encode(key).decode()


def signature(secret: str, *, uid: str, timestamp: int, body: bytes) -> str:
    """Return ``v1,`` and the base64 of the HMAC-SHA256 over ``uid.timestamp.body``.

    ``timestamp`` is that of the attempt, in whole seconds since 1970.

    Raises:
        binascii.Error: what follows the secret's prefix is not base64.
    """
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)
    content = f"{uid}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()


def signatures(secrets: Iterable[str], *, uid: str, timestamp: int, body: bytes) -> str:
    """Return the header's value: one signature for each secret in force, divided by spaces."""
    return " ".join(
        signature(secret, uid=uid, timestamp=timestamp, body=body) for secret in secrets
    )
