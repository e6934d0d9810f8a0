"""Record what came into public reach and what left it, for mirrors of the read API."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from discussion_pages.services.publicity import record_public_objects


class Command(BaseCommand):
    """Run it once after an upgrade, and then with the scheduler. Safe to run at any time."""

    help = (
        "Record what came into public reach and what left it, for the deletions feed. Most of it "
        "is recorded as it happens; this finds what the clock or the database did by itself."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Record, and say how much."""
        found = record_public_objects(at=timezone.now())
        self.stdout.write(
            f"Came or moved: {found.came}. Went: {found.went}. Forgotten: {found.forgotten}."
        )
