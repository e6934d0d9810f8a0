"""Delete what is only needed for a short while."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from discussion_pages.services.purging import purge


class Command(BaseCommand):
    """Run it once a day. Safe to run at any time."""

    help = (
        "Delete the networks of reports and the salts of their digests after 30 days, e-mails "
        "30 days after they were written, claims and previews of drafts that ran out, the answers "
        "that the participation API keeps for a day, and the log of webhooks after its days."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete, and say how much."""
        purged = purge(at=timezone.now())
        self.stdout.write(f"Salts deleted: {purged.salts}")
        self.stdout.write(f"Reports without a network now: {purged.network_keys}")
        self.stdout.write(f"Claims deleted: {purged.claims}")
        self.stdout.write(f"E-mails deleted: {purged.emails}")
        self.stdout.write(f"Answers of the API deleted: {purged.writes}")
        self.stdout.write(f"Events of webhooks deleted: {purged.webhook_events}")
        self.stdout.write(f"Previews deleted: {purged.previews}")
