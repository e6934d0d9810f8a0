"""Tell other systems what has happened."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from discussion_pages.services.webhook_delivery import deliver_webhooks
from discussion_pages.services.webhook_kinds import look_around

BATCH = 100


class Command(BaseCommand):
    """Look for what time has brought, and send webhooks what is due."""

    help = (
        "Looks for what time has brought (a consultation opens, closes soon, closes; its outcome "
        "is published) and sends webhooks what is due. Run it each minute, or keep it running with "
        "--watch."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add how often to look again."""
        parser.add_argument(
            "--watch",
            type=int,
            metavar="SECONDS",
            help="Keep running, and look again after so many seconds.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run once, or until stopped."""
        self.run_once()
        while options["watch"]:
            time.sleep(options["watch"])
            close_old_connections()
            self.run_once()

    def run_once(self) -> None:
        """Do what is due now."""
        look_around(at=timezone.now())
        tried = delivered = 0
        while True:
            run = deliver_webhooks(at=timezone.now(), limit=BATCH)
            tried, delivered = tried + run.tried, delivered + run.delivered
            if run.tried < BATCH:
                break
        self.stdout.write(f"{tried} deliveries tried, {delivered} taken.")
