"""Reminding moderators before a target time is missed."""

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.utils import timezone

from discussion_pages import permissions
from discussion_pages.rules.notices import NoticeKind
from discussion_pages.rules.queue import Urgency
from discussion_pages.services.notices import tell
from discussion_pages.services.statistics import WaitingRow, waiting

PRESSING = frozenset({Urgency.SAFEGUARDING, Urgency.ILLEGAL})
"""What is worth a reminder every hour; everything else is worth one a day."""


def remind_moderators(*, at: datetime) -> int:
    """Tell every moderator what is late or at risk, once a day, what is pressing once an hour.

    Returns how many were told. Nobody is told where every target is safe.
    """
    rows = [row for row in waiting(at=at) if row.late or row.at_risk]
    if not rows:
        return 0
    now = timezone.localtime(at)
    is_pressing = any(row.urgency in PRESSING for row in rows)
    key = f"backlog:{now:%Y-%m-%dT%H}" if is_pressing else f"backlog:{now:%Y-%m-%d}"
    data = {"rows": [_facts(row) for row in rows]}
    told = [tell(person, NoticeKind.BACKLOG, key=key, data=data, at=at) for person in moderators()]
    return sum(notice is not None for notice in told)


def moderators() -> QuerySet[Any]:
    """Return the active people who hold the right to moderate; administrators if nobody does."""
    app_label, codename = permissions.MODERATE.split(".")
    right = Permission.objects.filter(content_type__app_label=app_label, codename=codename)
    people = get_user_model().objects.filter(is_active=True).order_by("pk")
    found = people.filter(
        Q(groups__permissions__in=right) | Q(user_permissions__in=right)
    ).distinct()
    return found if found.exists() else people.filter(is_superuser=True)


def _facts(row: WaitingRow) -> dict[str, int]:
    return {
        "urgency": row.urgency.value,
        "count": row.count,
        "late": row.late,
        "at_risk": row.at_risk,
    }
