"""``manage.py take_up_lost_tasks``: run every ten minutes where tasks wait in the database."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from home.lost_tasks import take_up_lost_tasks


class Command(BaseCommand):
    """Gives tasks whose worker was killed to another."""

    help = "Let another worker do the tasks that a killed one left."

    def handle(self, *args: Any, **options: Any) -> None:
        """Take up, and say how much."""
        again, given_up = take_up_lost_tasks(at=timezone.now())
        self.stdout.write(f"{again} tasks taken up again, {given_up} given up.")
