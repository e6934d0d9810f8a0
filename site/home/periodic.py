"""What has to run by the clock, said once: systemd's timers and the container's clock follow it."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from discussion_pages.conf import setting


@dataclass(frozen=True, slots=True)
class Job:
    """A management command and when it runs, in cron's words: a number, ``*`` or ``*/n``."""

    command: str
    minute: str = "*"
    hour: str = "*"

    def is_due(self, at: datetime) -> bool:
        """Say whether it runs in the minute of ``at``, which is in the site's time zone."""
        return _meets(self.minute, at.minute) and _meets(self.hour, at.hour)

    @property
    def calendar(self) -> str:
        """The same in systemd's words."""
        hour, minute = (
            f"0{word[1:]}" if word.startswith("*/") else word.zfill(2) if word != "*" else word
            for word in (self.hour, self.minute)
        )
        return f"*-*-* {hour}:{minute}:00"


JOBS = (
    Job("publish_scheduled"),
    Job("seal_evidence", minute="*/5"),
    Job("record_deletions", minute="*/10"),
    Job("remind_moderators", minute="7"),
    Job("purge_personal_data", minute="10", hour="3"),
    Job("verify_evidence", minute="20", hour="3"),
    Job("clearsessions", minute="30", hour="3"),
    Job("check_integrity", minute="50", hour="3"),
    Job("forget_security_log", minute="35", hour="3"),
    Job("revoke_old_tokens", minute="36", hour="3"),
)
"""All of them may run twice at once, and may be late."""

TASK_JOBS = (
    Job("take_up_lost_tasks", minute="*/10"),
    Job("prune_db_task_results", minute="40", hour="3"),
)
"""What there is to do besides where tasks wait in the database."""

CACHE_JOBS = (Job("tell_caches"),)
"""What there is to do besides where the site, or proxies or CDNs before it, keep its pages."""


def jobs() -> tuple[Job, ...]:
    """Return what this site runs by the clock."""
    in_database = settings.TASKS["default"]["BACKEND"].startswith("django_tasks_db.")
    is_cached = bool(setting("CACHE") or getattr(settings, "WAGTAILFRONTENDCACHE", None))
    return JOBS + (TASK_JOBS if in_database else ()) + (CACHE_JOBS if is_cached else ())


def _meets(word: str, number: int) -> bool:
    if word.startswith("*/"):
        return number % int(word[2:]) == 0
    return word == "*" or int(word) == number
