"""What was changed and perhaps never said: whoever is killed right after a commit says nothing.

So a change leaves a row in its own transaction. That it was said is marked in the cache, together
with what was said, which costs nothing. A row that is some seconds old and has no mark is a debt;
anybody pays it.
"""

import time
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from discussion_pages.keeping import shared, versions
from discussion_pages.keeping.collecting import SITE

PATIENCE = timedelta(seconds=10)
"""How long whoever changed something has to say so."""
LOOK_EVERY = 15.0
"""Seconds after which a process that writes looks for debts again."""
BATCH = 500

_looked_at = float("-inf")


def owe() -> str | None:
    """Write down that this transaction changes something, and return the key to say with it.

    One query. ``None`` where there is no transaction to write it in: then the change is kept
    already, and is said at once.
    """
    connection = transaction.get_connection()
    if not connection.in_atomic_block or connection.needs_rollback:
        return None
    return _mark(_written())


def hand_on() -> None:
    """Leave to others what could not be said and was not written down before."""
    _written()


def pay(*, at: datetime) -> int:
    """Say what has not been said by ``at``, and return how many changes that were.

    What it was that they changed is not known any more, so everything is made anew. While the cache
    is away they stay due.
    """
    from discussion_pages.models import UnsaidChange

    if not versions.is_on():
        return 0
    rows = UnsaidChange.objects.filter(made_at__lt=at - PATIENCE).order_by("pk")
    paid = 0
    while pks := list(rows.values_list("pk", flat=True)[:BATCH]):
        unsaid = _unsaid_among(pks)
        if unsaid and not versions.change([SITE]):
            break
        if unsaid:
            shared.changed([SITE])
        UnsaidChange.objects.filter(pk__in=pks).delete()
        versions.forget(_mark(pk) for pk in pks)
        paid += unsaid
    return paid


def pay_now_and_then() -> None:
    """Pay debts, if this process has not looked for any in the last seconds."""
    global _looked_at
    if versions.is_away() or time.monotonic() - _looked_at < LOOK_EVERY:
        return
    _looked_at = time.monotonic()
    pay(at=timezone.now())


def _written() -> int:
    from discussion_pages.models import UnsaidChange

    return UnsaidChange.objects.create(made_at=timezone.now()).pk


def _mark(pk: int) -> str:
    return f"said:{pk}"


def _unsaid_among(pks: Collection[int]) -> int:
    """Return how many changes have no mark. All, where the cache does not answer."""
    try:
        return len(pks) - len(versions.current(_mark(pk) for pk in pks))
    except Exception:
        versions.note_failure("what is unsaid could not be looked up")
        return len(pks)
