"""``manage.py revoke_old_tokens``: run daily."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from members.services.tokens import revoke_old_tokens


class Command(BaseCommand):
    """Takes back API tokens that have become too old."""

    help = "Revoke API tokens that were made more than API_TOKEN_DAYS ago."

    def handle(self, *args: Any, **options: Any) -> None:
        """Revoke, and say how many."""
        self.stdout.write(f"{revoke_old_tokens(at=timezone.now())} tokens revoked.")
