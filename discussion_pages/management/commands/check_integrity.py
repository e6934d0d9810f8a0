"""Compare what is stored twice with what it is made from, and repair it."""

import json
from argparse import ArgumentParser
from collections import Counter
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from discussion_pages.services.integrity import check_integrity, names


class Command(BaseCommand):
    """Only reports, unless it is told to repair. It may run while the site serves."""

    help = (
        "Recount every stored figure, check how comments hang together, verify the evidence and "
        "look for what does not fit. Exits with 1 where something is wrong and not repaired."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to check, whether to repair, and how to say it."""
        parser.add_argument(
            "--repair", action="store_true", help="Put right what can be worked out."
        )
        parser.add_argument(
            "--json",
            action="store_true",
            help="Print a JSON object for each fault, and a last one.",
        )
        parser.add_argument(
            "--only",
            action="append",
            default=[],
            choices=names(),
            metavar="CHECK",
            help=f"Carry out this check alone; may be given again. One of: {', '.join(names())}.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what is wrong as it is found, and how much at the end.

        Raises:
            CommandError: something is wrong, and was not repaired.
        """
        counts: Counter[str] = Counter()
        found = check_integrity(repair=options["repair"], only=options["only"], at=timezone.now())
        for fault in found:
            counts["repaired" if fault.is_repaired else "wrong"] += 1
            if options["json"]:
                self._print(asdict(fault))
            else:
                self.stdout.write(f"{fault}{' (repaired)' if fault.is_repaired else ''}")
        wrong, repaired = counts["wrong"], counts["repaired"]
        if options["json"]:
            self._print({"wrong": wrong, "repaired": repaired})
        else:
            self.stdout.write(f"Wrong: {wrong}; repaired: {repaired}")
        if wrong:
            raise CommandError(f"Faults that remain: {wrong}", returncode=1)

    def _print(self, values: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(values, cls=DjangoJSONEncoder))
