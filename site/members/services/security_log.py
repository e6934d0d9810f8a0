"""What happens at the doors of the admin, kept in Wagtail's own log: its Site history shows it.

An entry is about an account, named by its number: so nothing of it has to be erased with the
account. Addresses and networks are not kept.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from members.models import User

PREFIX = "members."


class Happening(StrEnum):
    """What is logged; each is an action of Wagtail's log."""

    LOGGED_IN = "members.log_in"
    LOG_IN_FAILED = "members.log_in_failed"
    SECOND_FACTOR_ON = "members.second_factor_on"
    SECOND_FACTOR_OFF = "members.second_factor_off"
    SECOND_FACTOR_RESET = "members.second_factor_reset"
    NEW_RECOVERY_CODES = "members.new_recovery_codes"
    RIGHTS_CHANGED = "members.rights_changed"
    EXPORTED = "members.exported"


def note(happening: Happening, *, about: Any, by: Any = None, **data: Any) -> None:
    """Keep what happened to an account or a group; without `by`, Wagtail knows who is at work."""
    title = f"{about._meta.verbose_name} {about.pk}" if isinstance(about, User) else str(about)
    log(about, happening, user=by, title=title, data=data)


def note_rights(*, about: Any, added: Iterable[Any] = (), removed: Iterable[Any] = ()) -> None:
    """Keep which rights or groups came and went, by their names."""
    changes = {
        "added": sorted(map(str, added)),
        "removed": sorted(map(str, removed)),
    }
    if any(changes.values()):
        note(Happening.RIGHTS_CHANGED, about=about, **changes)


def forget_old_entries(*, at: datetime) -> int:
    """Delete what is older than `SECURITY_LOG_DAYS`, and return how many entries that were."""
    before = at - timedelta(days=settings.SECURITY_LOG_DAYS)
    old = ModelLogEntry.objects.filter(action__startswith=PREFIX, timestamp__lt=before)
    return old.delete()[0]
