"""Whether rows that hold several facts hold facts that go together."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, QuerySet

from discussion_pages.models import (
    Appeal,
    IdempotentWrite,
    OutboxMessage,
    Report,
    WebhookDelivery,
    WordRule,
)
from discussion_pages.rules.appeals import AppealState
from discussion_pages.rules.notices import OutboxState
from discussion_pages.rules.reports import ReportState
from discussion_pages.rules.webhooks import DeliveryState, EventKind, Problem
from discussion_pages.rules.words import normalised
from discussion_pages.services.integrity.checks import Fault
from discussion_pages.services.integrity.rows import RowsCheck

OVERDUE = timedelta(days=1)
"""After which somebody should hear that nobody sends."""
MAILS_DONE = frozenset({OutboxState.SENT, OutboxState.FAILED, OutboxState.CANCELLED})


class RecordsCheck:
    """Reports and appeals that are settled say when, and those that wait do not."""

    name = "records"

    def find(self, *, repair: bool, at: datetime) -> Iterator[Fault]:
        """Yield what does not go together. A person has to tell which of the two is wrong."""
        for check in (_Reports(), _Appeals()):
            yield from check.find(repair=repair, at=at)


class _Reports(RowsCheck):
    name = RecordsCheck.name
    model = Report

    def read(self, pks: Collection[int]) -> list[Any]:
        return list(
            Report.objects.filter(pk__in=pks)
            .order_by("pk")
            .values("pk", "state", "settled_at", "comment__discussion_id")
        )

    def judge(self, row: dict[str, Any], *, at: datetime) -> Iterator[Fault]:
        if (row["state"] == ReportState.RECEIVED) != (row["settled_at"] is None):
            yield self.problem(row, f"is {row['state']} and was settled at {row['settled_at']}")


class _Appeals(RowsCheck):
    name = RecordsCheck.name
    model = Appeal

    def read(self, pks: Collection[int]) -> list[Any]:
        return list(
            Appeal.objects.filter(pk__in=pks).order_by("pk").values("pk", "state", "decided_at")
        )

    def judge(self, row: dict[str, Any], *, at: datetime) -> Iterator[Fault]:
        if (row["state"] == AppealState.OPEN) != (row["decided_at"] is None):
            yield self.problem(row, f"is {row['state']} and was decided at {row['decided_at']}")


class MailCheck(RowsCheck):
    """E-mails: what is done keeps no address, and what is due goes out."""

    name = "mail"
    model = OutboxMessage

    def read(self, pks: Collection[int]) -> list[Any]:
        """Return where e-mails stand."""
        fields = ("pk", "state", "address", "sent_at", "due_at")
        return list(OutboxMessage.objects.filter(pk__in=pks).order_by("pk").values(*fields))

    def judge(self, row: dict[str, Any], *, at: datetime) -> Iterator[Fault]:
        """Compare the state with the rest. The address itself is nobody's business here."""
        is_done = row["state"] in MAILS_DONE
        if is_done and row["address"]:
            yield self.fault(row | {"address": "kept"}, "address", "")
        if (row["state"] == OutboxState.SENT) != (row["sent_at"] is not None):
            yield self.problem(row, f"is {row['state']} and was sent at {row['sent_at']}")
        if not is_done and row["due_at"] < at - OVERDUE:
            yield self.problem(row, f"has been due since {row['due_at']}: does send_notices run?")


class WebhooksCheck(RowsCheck):
    """Deliveries: what was taken says when, and nothing waits for what is switched off."""

    name = "webhooks"
    model = WebhookDelivery

    def read(self, pks: Collection[int]) -> list[Any]:
        """Return where deliveries stand, and the last attempt that was written down."""
        return list(
            WebhookDelivery.objects.filter(pk__in=pks)
            .annotate(last_attempt=Max("attempt_rows__number"))
            .order_by("pk")
            .values(
                *("pk", "state", "delivered_at", "due_at", "attempts", "last_attempt"),
                *("webhook__is_active", "event__kind"),
            )
        )

    def judge(self, row: dict[str, Any], *, at: datetime) -> Iterator[Fault]:
        """Compare the state with the rest."""
        state = row["state"]
        is_expected = row["webhook__is_active"] or row["event__kind"] == EventKind.TEST
        if (state == DeliveryState.DELIVERED) and row["delivered_at"] is None:
            yield self.problem(row, "was taken and does not say when")
        if row["attempts"] != (row["last_attempt"] or 0):
            yield self.fault(row, "attempts", row["last_attempt"] or 0, is_repairable=False)
        if state == DeliveryState.PENDING and not is_expected:
            yield self.fault(row, "state", DeliveryState.CANCELLED.value)
        elif state in {DeliveryState.PENDING, DeliveryState.SENDING} and (
            is_expected and row["due_at"] < at - OVERDUE
        ):
            yield self.problem(row, f"has been due since {row['due_at']}: does send_webhooks run?")

    def put_right(self, fault: Fault) -> bool:
        """Cancel what waits for a webhook that is switched off, and say why."""
        rows = WebhookDelivery.objects.filter(pk=fault.key)
        return bool(rows.update(state=fault.expected, problem=Problem.SWITCHED_OFF.value))


class WordsCheck(RowsCheck):
    """The keys by which words are looked for."""

    name = "words"
    model = WordRule

    def read(self, pks: Collection[int]) -> list[Any]:
        """Return phrases and their keys."""
        rules = WordRule.objects.filter(pk__in=pks).order_by("pk")
        return list(rules.values("pk", "phrase", "phrase_key"))

    def judge(self, row: dict[str, Any], *, at: datetime) -> Iterator[Fault]:
        """Make the key anew."""
        key = normalised(row["phrase"])
        if row["phrase_key"] != key:
            yield self.fault(row, "phrase_key", key)

    def put_right(self, fault: Fault) -> bool:
        """Write the key, unless another rule has it."""
        if WordRule.objects.filter(phrase_key=fault.expected).exclude(pk=fault.key).exists():
            return False
        return super().put_right(fault)


class KeysCheck(RowsCheck):
    """Writes under an idempotency key: kept with their answer, or not at all."""

    name = "idempotency"
    model = IdempotentWrite

    def rows(self) -> QuerySet:
        """Return those without an answer, of which there are none."""
        return IdempotentWrite.objects.filter(status=None)

    def read(self, pks: Collection[int]) -> list[Any]:
        """Return what was answered."""
        return list(
            IdempotentWrite.objects.filter(pk__in=pks).order_by("pk").values("pk", "status")
        )

    def judge(self, row: dict[str, Any], *, at: datetime) -> Iterator[Fault]:
        """Find what was never done."""
        if row["status"] is None:
            yield self.fault(row, "status", "an answer")

    def put_right(self, fault: Fault) -> bool:
        """Set the key free, so that the write can be sent again."""
        deleted, _by_model = IdempotentWrite.objects.filter(pk=fault.key, status=None).delete()
        return bool(deleted)
