"""What members and reporters are told, and how."""

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
