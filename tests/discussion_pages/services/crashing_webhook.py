"""A process that sends webhooks and is killed on the way: ``crashing_webhook.py STEP INSTANT``."""

import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

import django
from django.db import connection


def die(*args: Any, **kwargs: Any) -> None:
    """End as if the power had failed."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_in_the_claim(execute: Callable[..., Any], sql: str, *args: Any) -> Any:
    """Die once the claim is written and not yet committed."""
    answer = execute(sql, *args)
    if sql.startswith("INSERT") and "discussion_pages_webhookattempt" in sql:
        die()
    return answer


def main(step: str, instant: str) -> None:
    """Send what is due at ``instant``, and be killed at ``step``."""
    django.setup()
    from django.conf import settings

    settings.DISCUSSION_PAGES_WEBHOOK_LOOPBACK = True
    from discussion_pages.services import webhook_delivery

    at = datetime.fromisoformat(instant)
    if step == "claiming":
        with connection.execute_wrapper(die_in_the_claim):
            webhook_delivery.deliver_webhooks(at=at)
    elif step == "claimed":
        webhook_delivery.post = die
    elif step == "accepted":
        webhook_delivery._record = die
    webhook_delivery.deliver_webhooks(at=at)
    die()


if __name__ == "__main__":
    main(*sys.argv[1:])
