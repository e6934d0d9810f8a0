"""Load the demonstration: four consultations with discussions, comments and accounts."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from consultations.models import ConsultationPage
from home.demo.library import DEMONSTRATION_NOTE
from home.demo.loading.load import accounts_to_print, load
from home.demo.loading.renditions import make_renditions


class Command(BaseCommand):
    """Loads what is missing and changes nothing else, so it is safe to run again."""

    help = "Load the demonstration's content and print how to sign in. Refused in production."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Let a test go without pictures in every size: they take a minute."""
        parser.add_argument(
            "--no-renditions",
            action="store_true",
            help="Leave images to be resized when a page first asks for them.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, then print.

        Raises:
            CommandError: the settings do not allow a demonstration.
        """
        if not getattr(settings, "CONSULTATIONS_DEMO_ALLOWED", False):
            raise CommandError(
                "These settings do not allow the demonstration: it makes accounts with known "
                "passwords. Use config.settings.demo or config.settings.dev."
            )
        if not ConsultationPage.objects.exists():
            self.stdout.write("Loading the demonstration. The first time takes about a minute.")
            self.stdout.flush()
        loaded = load(at=timezone.now())
        if not options["no_renditions"]:
            make_renditions()
        if loaded.made:
            self.stdout.write(
                f"Loaded {len(loaded.made)} consultations with {loaded.comments} comments."
            )
        for title in loaded.moved_on:
            self.stdout.write(f"Moved the dates of “{title}” on, so that it keeps its status.")
        if not loaded.changed:
            self.stdout.write("The demonstration is loaded already; nothing has changed.")
        self._print_accounts()

    def _print_accounts(self) -> None:
        self.stdout.write("\nSign in with:")
        for role, email, password in accounts_to_print():
            self.stdout.write(f"  {role:<10} {email:<24} {password}")
        self.stdout.write(
            f"\nStaff sign in at /{settings.ADMIN_PATH}, members at /accounts/login/."
        )
        self.stdout.write(DEMONSTRATION_NOTE)
