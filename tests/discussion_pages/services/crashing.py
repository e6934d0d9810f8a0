"""A process that sends what is due and is killed on the way: ``crashing.py STEP INSTANT PORT``."""

import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

import django
from django.core.mail.backends.smtp import EmailBackend
from django.db import connection


def die() -> None:
    """End as if the power had failed."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_in_the_claim(execute: Callable[..., Any], sql: str, *args: Any) -> Any:
    """Die once the claim is written and not yet committed."""
    answer = execute(sql, *args)
    if (
        sql.startswith("UPDATE")
        and "discussion_pages_outboxmessage" in sql
        and "NoAnswer" not in (str(args[0]))
    ):
        die()
    return answer


class DiesBefore(EmailBackend):
    """Dies before the mail server is spoken to."""

    def open(self) -> bool | None:
        """Die."""
        die()
        return super().open()


class DiesAfter(EmailBackend):
    """Dies when the mail server has taken the e-mail."""

    def send_messages(self, messages: Any) -> int:
        """Send and die."""
        taken = super().send_messages(messages)
        die()
        return taken


def main(step: str, instant: str, port: str) -> None:
    """Send what is due at ``instant``, and be killed at ``step``."""
    django.setup()
    from discussion_pages.services.delivery import deliver_due

    backends = {"claimed": DiesBefore, "accepted": DiesAfter}
    backend = backends.get(step, EmailBackend)(host="127.0.0.1", port=int(port), timeout=20)
    at = datetime.fromisoformat(instant)
    if step == "claiming":
        with connection.execute_wrapper(die_in_the_claim):
            deliver_due(at=at, connection=backend)
    deliver_due(at=at, connection=backend)
    die()


if __name__ == "__main__":
    main(*sys.argv[1:])
