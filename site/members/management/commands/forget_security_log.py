"""``manage.py forget_security_log``: run daily."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from members.services.security_log import forget_old_entries


class Command(BaseCommand):
    """Deletes what the security log has kept long enough."""

    help = "Delete entries of the security log that are older than SECURITY_LOG_DAYS."

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete, and say how much."""
        self.stdout.write(f"{forget_old_entries(at=timezone.now())} entries deleted.")
