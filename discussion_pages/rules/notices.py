"""What members and reporters are told, and how."""

from datetime import datetime, timedelta
from enum import StrEnum


class NoticeKind(StrEnum):
    """What a notice is about."""

    HELD = "held"
    DECIDED = "decided"
    UNDONE = "undone"
    SAFEGUARDING = "safeguarding"
    APPEAL_RECEIVED = "appeal_received"
    APPEAL_DECIDED = "appeal_decided"
    SANCTION = "sanction"
    SANCTION_LIFTED = "sanction_lifted"
    REPORT_RECEIVED = "report_received"
    REPORT_DECIDED = "report_decided"
    REPLY = "reply"
    NEW_COMMENT = "new_comment"
    BACKLOG = "backlog"


class Delivery(StrEnum):
    """When a member wants e-mail."""

    IMMEDIATELY = "immediately"
    DAILY = "daily"
    OFF = "off"


class Topic(StrEnum):
    """What a member sets the delivery for."""

    MODERATION = "moderation"
    FOLLOWING = "following"


FOLLOWING = frozenset({NoticeKind.REPLY, NoticeKind.NEW_COMMENT})


DIGEST = "digest"
"""The kind of an e-mail that holds a day's notices; not a kind of notice."""


KEPT = "kept"
"""The kind of an e-mail of another part of the site that the mail server could not take at once."""


def topic_of(kind: NoticeKind) -> Topic:
    """Return which of a member's two settings a notice obeys."""
    return Topic.FOLLOWING if NoticeKind(kind) in FOLLOWING else Topic.MODERATION


class OutboxState(StrEnum):
    """Where an e-mail stands. ``SENDING`` holds from before the mail server until our record."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"


ATTEMPTS_MAX = 8
STUCK_AFTER = timedelta(minutes=10)
"""After so long without a record, whoever was sending an e-mail is taken to be gone."""
RETRY_FIRST = timedelta(minutes=1)
RETRY_MAX = timedelta(hours=6)


def retry_after(attempts: int) -> timedelta | None:
    """Return how long to wait after so many failed attempts; ``None`` to give up."""
    if attempts >= ATTEMPTS_MAX:
        return None
    return min(RETRY_FIRST * 2 ** (attempts - 1), RETRY_MAX)


def digest_due_since(local: datetime, *, hour: int) -> datetime | None:
    """Return since when today's digest is due, by the wall clock of ``local``; ``None`` if not yet.

    It covers what was told before that instant, so that a second run finds nothing new to add.
    """
    due = local.replace(hour=hour, minute=0, second=0, microsecond=0, fold=0)
    return due if local >= due else None
