"""Verify what moderation recorded."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from discussion_pages.services.evidence_chain import verify


class Command(BaseCommand):
    """Walks the hash chain, compares every record with its digest, and changes nothing."""

    help = "Verify the hash chain over what moderation recorded. Exits with 1 if it is broken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a hash that was noted outside of the database."""
        parser.add_argument(
            "--expect",
            default="",
            metavar="HASH",
            help="A hash that an earlier run printed: it has to be in the chain still.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what is wrong, and how much was looked at.

        Raises:
            CommandError: something is wrong.
        """
        found = verify(expected_head=options["expect"])
        for fault in found.faults:
            self.stderr.write(fault.message)
        self.stdout.write(
            f"Entries in the chain: {found.sealed}; waiting to be sealed: {found.unsealed}; "
            f"erased: {found.erased}"
        )
        self.stdout.write(f"Last hash: {found.head or 'none yet'}")
        if not found.is_sound:
            raise CommandError(f"Faults found: {len(found.faults)}", returncode=1)
