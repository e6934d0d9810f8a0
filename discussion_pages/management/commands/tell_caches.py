"""Tell caches before the site what has changed and could not be said at once."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from discussion_pages.keeping.shared import tell_what_is_due


class Command(BaseCommand):
    """Run it each minute where ``WAGTAILFRONTENDCACHE`` names caches."""

    help = "Purge from proxies and CDNs the addresses that have changed and are still due."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell them, and say how many were told."""
        told, failed = tell_what_is_due(at=timezone.now())
        self.stdout.write(f"Told: {told}. Still due: {failed}.")
