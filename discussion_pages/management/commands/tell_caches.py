"""Tell caches, our own and those before the site, what has changed and was not said at once."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from discussion_pages.keeping import debts
from discussion_pages.keeping.shared import tell_what_is_due


class Command(BaseCommand):
    """Run it each minute where answers are kept, or ``WAGTAILFRONTENDCACHE`` names caches."""

    help = (
        "Say what was changed by processes that ended before they could say so, and purge from "
        "proxies and CDNs the addresses that have changed and are still due."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell them, and say how much was told."""
        at = timezone.now()
        said = debts.pay(at=at)
        told, failed = tell_what_is_due(at=at)
        self.stdout.write(f"Said for others: {said}. Told: {told}. Still due: {failed}.")
