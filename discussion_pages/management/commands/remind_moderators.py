"""Remind moderators by e-mail before targets are missed."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from discussion_pages.services.backlog import remind_moderators


class Command(BaseCommand):
    """Tells moderators what is late or at risk. Meant to run every hour."""

    help = (
        "Tell moderators what is past its target time or soon will be. Run it every hour: each is "
        "told once a day, or once an hour where safeguarding or illegal content waits."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell them, and say how many were told."""
        told = remind_moderators(at=timezone.now())
        self.stdout.write(f"Moderators reminded: {told}")
