"""Forget the networks that reports came from."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from discussion_pages.services.networks import purge_network_keys


class Command(BaseCommand):
    """Run it once a day. Safe to run at any time."""

    help = "Forget the networks of reports, and the salts of their digests, after 30 days."

    def handle(self, *args: Any, **options: Any) -> None:
        """Forget, and say how much."""
        salts, reports = purge_network_keys(timezone.now())
        self.stdout.write(f"Salts deleted: {salts}. Reports without a network now: {reports}.")
