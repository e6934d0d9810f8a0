"""Run by the clock what has to run by the clock, in one process."""

import logging
import time
from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from home.periodic import jobs

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """For containers, where no systemd and no cron is. Meant to run once."""

    help = (
        "Runs publish_scheduled, remind_moderators and the other commands of home.periodic at "
        "their times until it is stopped. Where systemd's timers or cron run them, it has no use."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Let the caller have one minute's work only."""
        parser.add_argument("--once", action="store_true", help="Run what this minute brings, end.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run what each minute brings, also minutes that an earlier command took."""
        minute = timezone.localtime().replace(second=0, microsecond=0)
        self.run_minute(minute)
        while not options["once"]:
            minute = self.next_minute(minute)
            self.run_minute(minute)

    def next_minute(self, last: datetime) -> datetime:
        """Wait until another minute has begun, and return it; what was missed is not made up."""
        after = last + timedelta(minutes=1)
        time.sleep(max(0.0, (after - timezone.now()).total_seconds()))
        return max(after, timezone.localtime().replace(second=0, microsecond=0))

    def run_minute(self, minute: datetime) -> None:
        """Run what is due in ``minute``; a command that fails keeps no other from running."""
        for job in jobs():
            if job.is_due(minute):
                close_old_connections()
                try:
                    call_command(job.command, stdout=self.stdout, stderr=self.stderr)
                except Exception:
                    logger.exception("%s failed", job.command)
