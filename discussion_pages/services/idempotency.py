"""Doing a write once, however often it is sent under the same key.

After draft-ietf-httpapi-idempotency-key-header. The key, the write and its answer are one
transaction: where the write is refused, or the process dies, the key is free again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from discussion_pages.keeping.changes import changed, changed_so_far
from discussion_pages.models import IdempotentWrite
from discussion_pages.services.refusals import Invalid

KEPT_FOR = timedelta(hours=24)
KEY_LENGTH_MAX = 255


@dataclass(frozen=True, slots=True)
class Done:
    """The answer to a write: its status, its body in plain JSON types, and headers of its own."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)
    is_replay: bool = False


def do_once(
    work: Callable[[], Done],
    *,
    key: str,
    callers: Sequence[str],
    user: Any | None,
    fingerprint: str,
    at: datetime,
) -> Done:
    """Do ``work``, or return what it answered when it was done under this key.

    Two requests under one key at once: the second waits for the first, and gets its answer.
    ``callers`` are the names of one caller under each secret key: the key is claimed under all of
    them, so that servers which agree on one of them agree on what was done.

    Raises:
        Invalid: the key is malformed, or was used for another request within the last day.
        Refused: whatever ``work`` raises; then nothing is kept.
    """
    if not (0 < len(key) <= KEY_LENGTH_MAX and key.isascii() and key.isprintable()):
        raise Invalid(
            "idempotency_key",
            _("An Idempotency-Key has 1 to %(max)d printable ASCII characters.")
            % {"max": KEY_LENGTH_MAX},
        )
    with transaction.atomic():
        rows = IdempotentWrite.objects.filter(caller__in=callers, key=key)
        rows.filter(created_at__lte=at - KEPT_FOR).delete()
        claims = [
            IdempotentWrite(
                user=user, caller=caller, key=key, fingerprint=fingerprint, created_at=at
            )
            for caller in sorted(callers)  # in one order, so that no two wait for each other
        ]
        if not _are_ours(claims):
            return _answer_again(rows.earliest("pk"), fingerprint)
        done = work()
        # All that are left: they are gone where the work deleted the caller's account.
        rows.update(
            status=done.status,
            body=done.body,
            headers=done.headers,
            changed_keys=changed_so_far(),
        )
        return done


def purge_idempotent_writes(*, at: datetime) -> int:
    """Delete what was kept for a day. Returns how many."""
    deleted, _by_model = IdempotentWrite.objects.filter(created_at__lte=at - KEPT_FOR).delete()
    return deleted


def _are_ours(claims: list[IdempotentWrite]) -> bool:
    """Claim the key; whether nobody did so before."""
    try:
        with transaction.atomic():  # waits here for another one under the same key
            IdempotentWrite.objects.bulk_create(claims)
    except IntegrityError:
        return False
    return True


def _answer_again(row: IdempotentWrite, fingerprint: str) -> Done:
    if row.fingerprint != fingerprint:
        raise Invalid(
            "idempotency_key_reused",
            _("This Idempotency-Key was used for another request. Use a new one for each."),
        )
    # Whoever did it may have been killed before they could say what it changed for readers.
    changed(*(row.changed_keys or ()))
    return Done(row.status or 200, row.body, row.headers, is_replay=True)
