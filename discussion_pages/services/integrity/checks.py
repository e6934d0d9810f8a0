"""What a check is, and carrying them out."""

import logging
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from django.db.models import QuerySet
from wagtail.log_actions import log

from discussion_pages.models import DiscussionPage

logger = logging.getLogger(__name__)

BATCH = 500
REPAIRED_ACTION = "discussion_pages.integrity.repaired"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it should be.

    ``field`` of the row ``key`` of ``model`` holds ``found``; from what it is made of follows
    ``expected``. Where nothing follows, ``message`` says what is wrong and a person has to look.
    """

    check: str
    model: str
    key: Any
    field: str = ""
    found: Any = None
    expected: Any = None
    message: str = ""
    is_repairable: bool = True
    is_repaired: bool = False
    discussion: int | None = None

    def repaired(self) -> "Fault":
        """Return it as put right."""
        return replace(self, is_repaired=True)

    def __str__(self) -> str:
        where = f"{self.check}: {self.model} {self.key}" if self.key else f"{self.check}:"
        if self.message:
            return f"{where} {self.message}"
        return f"{where}: {self.field} is {self.found!r} and should be {self.expected!r}"


class Check(Protocol):
    """One kind of comparison."""

    name: str

    def find(self, *, repair: bool, at: datetime) -> Iterator[Fault]:
        """Yield what is wrong; with ``repair``, put right what can be, and say so in the fault."""


_checks: dict[str, Check] = {}


def register(check: Check) -> None:
    """Add a check. A later one of the same name replaces an earlier one."""
    _checks[check.name] = check


def names() -> list[str]:
    """Return the names of all checks, in the order in which they build on each other."""
    return list(_checks)


def check_integrity(
    *, repair: bool = False, only: Collection[str] = (), at: datetime
) -> Iterator[Fault]:
    """Yield all that is wrong on this site, as it is found.

    ``repair``: put right what can be worked out, and yield it all the same. ``only``: names of
    checks, instead of all of them.
    """
    for name, check in _checks.items():
        if only and name not in only:
            continue
        for fault in check.find(repair=repair, at=at):
            if fault.is_repaired:
                logger.warning("Put right: %s", fault)
            yield fault


def batches(rows: QuerySet, *, size: int = BATCH) -> Iterator[list[int]]:
    """Yield primary keys in order, some at a time. No cursor stays open in between."""
    last = 0
    while pks := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:size]):
        yield pks
        last = pks[-1]


def log_repairs(faults: Iterable[Fault]) -> None:
    """Write into each discussion's history how much of what was put right. Numbers only."""
    repaired: dict[int, Counter[str]] = {}
    for fault in faults:
        if fault.is_repaired and fault.discussion is not None:
            repaired.setdefault(fault.discussion, Counter())[fault.field] += 1
    for page in DiscussionPage.objects.filter(pk__in=list(repaired)):
        log(instance=page, action=REPAIRED_ACTION, data={"values": dict(repaired[page.pk])})
