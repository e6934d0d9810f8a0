"""Send the e-mails that wait in the outbox."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from discussion_pages.services.delivery import deliver_due
from discussion_pages.services.digest import make_digests
from discussion_pages.services.evidence_chain import seal

BATCH = 100


class Command(BaseCommand):
    """Make daily e-mails, send what is due, and seal what moderation recorded."""

    help = (
        "Makes the daily e-mails, sends what is due, and seals what moderation recorded. Run it "
        "each minute, or keep it running with --watch."
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
        made = make_digests(at=timezone.now())
        sent = 0
        while True:
            batch = deliver_due(at=timezone.now(), limit=BATCH)
            sent += batch
            if batch < BATCH:
                break
        seal()
        self.stdout.write(f"{made} daily e-mails made, {sent} e-mails sent.")
