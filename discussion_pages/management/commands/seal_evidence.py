"""Seal what moderation recorded."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from discussion_pages.services.evidence_chain import seal


class Command(BaseCommand):
    """Adds entries to the hash chain. Safe to run at any time, and twice at once."""

    help = "Add what moderation has recorded since the last run to the hash chain."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Let the caller bound the work of one run."""
        parser.add_argument("--limit", type=int, help="Seal at most so many entries.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal."""
        self.stdout.write(f"Entries sealed: {seal(limit=options['limit'])}")
