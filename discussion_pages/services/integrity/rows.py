"""The frame of a check that goes through one table, row by row."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from discussion_pages.keeping.changes import comments_changed
from discussion_pages.models import DiscussionComment
from discussion_pages.services.integrity.checks import BATCH, Fault, batches, log_repairs
from discussion_pages.services.tree import lock_comments


class RowsCheck:
    """Compares fields of a table's rows with what they follow from.

    ``read`` returns what is needed to judge some rows, and is asked twice: first for whole batches,
    then for those rows alone that looked wrong, with their rows locked.
    """

    name: str
    model: type[Model]
    size = BATCH

    def rows(self) -> QuerySet:
        """Return the rows to look at."""
        return self.model._default_manager.all()

    def read(self, pks: Collection[int]) -> list[Any]:
        """Return a dictionary for each of these rows, with ``pk``."""
        raise NotImplementedError

    def judge(self, row: dict[str, Any], *, at: datetime) -> Iterator[Fault]:
        """Yield what is wrong with one row. It changes nothing."""
        raise NotImplementedError

    def lock(self, pks: Collection[int]) -> None:
        """Lock these rows, in the order of their keys, until the transaction ends."""
        rows = self.model._default_manager.filter(pk__in=pks).order_by("pk")
        list(rows.select_for_update(no_key=True).values_list("pk", flat=True))

    def put_right(self, fault: Fault) -> bool:
        """Write what is expected; ``False`` where that cannot be."""
        rows = self.model._default_manager.filter(pk=fault.key)
        return bool(rows.update(**{fault.field: fault.expected}))

    def announce(self, repaired: Collection[Fault], *, at: datetime) -> None:
        """Say that readers see what was put right, where ``put_right`` has not said so itself."""

    def find(self, *, repair: bool, at: datetime) -> Iterator[Fault]:
        """Yield what is wrong, batch by batch."""
        for pks in batches(self.rows(), size=self.size):
            yield from self.find_among(pks, repair=repair, at=at)

    def find_among(self, pks: Collection[int], *, repair: bool, at: datetime) -> list[Fault]:
        """Return what is wrong among some rows."""
        suspects = [row["pk"] for row in self.read(pks) if any(self.judge(row, at=at))]
        if not suspects:
            return []
        with transaction.atomic():
            self.lock(suspects)
            faults = [fault for row in self.read(suspects) for fault in self.judge(row, at=at)]
            if repair:
                faults = [self._repaired(fault) for fault in faults]
                log_repairs(faults)
                if repaired := [fault for fault in faults if fault.is_repaired]:
                    self.announce(repaired, at=at)
        return faults

    def fault(self, row: dict[str, Any], field: str, expected: Any, **given: Any) -> Fault:
        """Return the fault that a field of a row is not as expected."""
        return Fault(
            self.name,
            self.model.__name__,
            row["pk"],
            field=field,
            found=row.get(field),
            expected=expected,
            discussion=row.get("discussion_id"),
            **given,
        )

    def problem(self, row: dict[str, Any], message: str) -> Fault:
        """Return a fault that a person has to look at."""
        return Fault(
            self.name,
            self.model.__name__,
            row["pk"],
            message=message,
            is_repairable=False,
            discussion=row.get("discussion_id"),
        )

    def _repaired(self, fault: Fault) -> Fault:
        return fault.repaired() if fault.is_repairable and self.put_right(fault) else fault


class CommentRowsCheck(RowsCheck):
    """A check of comments, which says what readers and mirrors see otherwise once it is repaired.

    ``mirrored`` names the fields that mirrors of the read API keep and are told of.
    """

    model = DiscussionComment
    mirrored: frozenset[str]

    def lock(self, pks: Collection[int]) -> None:
        """Lock comments as whoever writes them does."""
        lock_comments(pks)

    def announce(self, repaired: Collection[Fault], *, at: datetime) -> None:
        """Make kept pages anew, and let mirrors read anew what readers see or once saw."""
        comments_changed(fault.key for fault in repaired)
        _move_changed_at((f.key for f in repaired if f.field in self.mirrored), at=at)


def _move_changed_at(pks: Iterable[int], *, at: datetime) -> None:
    seen = Q(visible=1) | Q(first_published_at__isnull=False)
    DiscussionComment.objects.filter(seen, pk__in=set(pks)).update(changed_at=at)
