"""Telling people something once: on the site, and by e-mail where they want it."""

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language

from discussion_pages.models import DiscussionComment, Notice, NoticePreference, OutboxMessage
from discussion_pages.rules.notices import Delivery, NoticeKind, topic_of
from discussion_pages.services.delivery import deliver_soon


def tell(
    recipient: Any,
    kind: NoticeKind,
    *,
    key: str,
    data: dict[str, Any],
    comment: DiscussionComment | None = None,
    at: datetime,
) -> Notice | None:
    """Tell a member something, once for each ``key``, in the caller's transaction.

    ``data`` (JSON) holds what the words are made of; see ``services.notice_words``. E-mail goes out
    after the commit. ``None`` where the account is gone or was told before.
    """
    if recipient is None or not recipient.is_active:
        return None
    notice, is_new = Notice.objects.get_or_create(
        recipient=recipient,
        key=key,
        defaults={"kind": kind, "data": data, "comment": comment, "created_at": at},
    )
    if not is_new:
        return None
    if delivery_for(recipient, kind) is Delivery.IMMEDIATELY:
        message = _write(f"notice:{notice.pk}", kind, data, recipient=recipient, at=at)
        message.notices.add(notice)
    return notice


def tell_address(
    address: str, kind: NoticeKind, *, key: str, data: dict[str, Any], language: str, at: datetime
) -> OutboxMessage | None:
    """Tell somebody without an account something by e-mail, once for each ``key``."""
    if OutboxMessage.objects.filter(key=key).exists():
        return None
    return _write(key, kind, data, address=address, language=language, at=at)


def delivery_for(recipient: Any, kind: NoticeKind) -> Delivery:
    """Return when ``recipient`` wants e-mail about that kind."""
    preference = NoticePreference.objects.filter(user=recipient).first() or NoticePreference()
    return Delivery(getattr(preference, topic_of(kind).value))


def language_of(recipient: Any) -> str:
    """Return the language to write to a member in: the one they chose, else the site's."""
    preference = NoticePreference.objects.filter(user=recipient).first()
    return (preference.language if preference else "") or settings.LANGUAGE_CODE


def _write(
    key: str,
    kind: NoticeKind,
    data: dict[str, Any],
    *,
    recipient: Any | None = None,
    address: str = "",
    language: str = "",
    at: datetime,
) -> OutboxMessage:
    if not language:
        language = language_of(recipient) if recipient is not None else get_language() or ""
    message = OutboxMessage.objects.create(
        key=key,
        recipient=recipient,
        address=address,
        language=language,
        kind=kind,
        data=data,
        message_id=f"<{uuid.uuid4()}@{_domain()}>",
        created_at=at,
        due_at=at,
    )
    transaction.on_commit(deliver_soon)
    return message


def _domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
