"""Sending what the outbox holds, at least once.

An e-mail is claimed, and the claim committed, before the mail server sees it; that it was sent is
recorded after the server took it. If the process dies in between, the claim runs out and the e-mail
goes again under the same Message-ID, by which mail programs know a repeat.
"""

import logging
import smtplib
import time
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.core import mail
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from discussion_pages.conf import setting
from discussion_pages.models import OutboxMessage
from discussion_pages.rules.notices import ATTEMPTS_MAX, KEPT, STUCK_AFTER, OutboxState, retry_after
from discussion_pages.services.emails import email_of

logger = logging.getLogger(__name__)

SERVER_GONE = (smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError, smtplib.SMTPHeloError)


def deliver_soon() -> None:
    """Have due e-mails sent in the background, where that is how this site sends them.

    It never fails: what cannot be sent now stays in the outbox. Call it after the commit.
    """
    if setting("DELIVERY") != "task":
        return
    try:
        send_due_emails.enqueue()
    except Exception:
        logger.exception("E-mails wait in the outbox: the task to send them could not be started")


@task()
def send_due_emails() -> None:
    """Send what is due now."""
    deliver_due(at=timezone.now())


def deliver_due(*, at: datetime, limit: int = 100, connection: Any | None = None) -> int:
    """Send up to ``limit`` e-mails that are due; return how many the mail server took.

    Several processes may do this at once. A mail server that cannot be reached ends the run, so
    that it costs one e-mail one of its attempts, not all of them.
    """
    started = time.monotonic()
    connection = connection or mail.get_connection()
    sent = 0
    _give_up(at=at)
    try:
        for _turn in range(limit):
            now = at + timedelta(seconds=time.monotonic() - started)
            message = _claim(at=now)
            if message is None:
                break
            error = _hand_over(message, connection, at=now)
            sent += message.state == OutboxState.SENT
            if _is_server_away(error):
                break
    finally:
        with suppress(Exception):
            connection.close()
    return sent


def due(*, at: datetime) -> QuerySet[OutboxMessage]:
    """Return the e-mails to send at ``at``, the longest due first.

    A claim sets ``due_at`` to when it runs out, so one that was never answered is due again.
    """
    waiting = [OutboxState.PENDING, OutboxState.SENDING]
    return OutboxMessage.objects.filter(state__in=waiting, due_at__lte=at).order_by("due_at", "pk")


def _is_server_away(error: Exception | None) -> bool:
    """Say whether no other e-mail would fare better now. SMTP's own errors are OSErrors too."""
    if isinstance(error, smtplib.SMTPException):
        return isinstance(error, SERVER_GONE)
    return isinstance(error, OSError)


def _give_up(*, at: datetime) -> None:
    """Try no more what ended the process each time."""
    lost = OutboxMessage.objects.filter(
        state=OutboxState.SENDING, due_at__lte=at, attempts__gte=ATTEMPTS_MAX
    )
    lost.filter(kind=KEPT).update(data={})
    lost.update(state=OutboxState.FAILED.value, address="", error="NoAnswer")


def _claim(*, at: datetime) -> OutboxMessage | None:
    with transaction.atomic(durable=True):
        rows = due(at=at).select_for_update(skip_locked=True, no_key=True)
        message = rows.first()
        if message is None:
            return None
        message.state = OutboxState.SENDING.value
        message.attempts += 1
        message.due_at = at + STUCK_AFTER
        message.save(update_fields=["state", "attempts", "due_at"])
        return message


def _hand_over(message: OutboxMessage, connection: Any, *, at: datetime) -> Exception | None:
    """Give a claimed e-mail to the mail server and record what came of it."""
    try:
        email = email_of(message)
        if email is None:
            _record(message, OutboxState.CANCELLED)
            return None
        email.connection = connection
        connection.open()
        if not email.send():
            raise smtplib.SMTPException
    except Exception as error:
        _record_failure(message, error, at=at)
        return error
    _record(message, OutboxState.SENT, sent_at=at)
    return None


def _record_failure(message: OutboxMessage, error: Exception, *, at: datetime) -> None:
    """Keep the kind of error, never its words: they may hold an address."""
    name = type(error).__name__
    code = getattr(error, "smtp_code", None)
    logger.warning("E-mail %s was not sent (attempt %s): %s", message.pk, message.attempts, name)
    wait = retry_after(message.attempts)
    reason = f"{name} {code}" if isinstance(code, int) else name
    if wait is None:
        _record(message, OutboxState.FAILED, error=reason)
    else:
        _record(message, OutboxState.PENDING, error=reason, due_at=at + wait)


def _record(message: OutboxMessage, state: OutboxState, **changes: Any) -> None:
    """Write what became of an e-mail, unless its claim ran out and somebody else has it."""
    changes["state"] = state.value
    if state is not OutboxState.PENDING:
        changes["address"] = ""
        if message.kind == KEPT:
            changes["data"] = {}
    if state is OutboxState.SENT:
        changes["error"] = ""
    ours = OutboxMessage.objects.filter(
        pk=message.pk, state=OutboxState.SENDING, attempts=message.attempts
    )
    if ours.update(**changes):
        message.state = state.value
