"""Erase evidence whose time is over."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from discussion_pages.dates import day_text
from discussion_pages.services.retention import KINDS, Retention, apply, plan


class Command(BaseCommand):
    """Says what is due, and erases it only when told to."""

    help = (
        "List what retention would erase in each discussion. With --apply, erase it: texts that "
        "are not public, earlier versions, reports, appeals, notes and messages. Published "
        "comments and all counts stay; what is under a legal hold is not touched."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Let the caller mean it, and choose how it is written."""
        parser.add_argument("--apply", action="store_true", help="Erase. This cannot be undone.")
        parser.add_argument("--json", action="store_true", help="Write JSON instead of a table.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Report, and erase if told to."""
        at = timezone.now()
        found = plan(at)
        run = apply(at) if options["apply"] else None
        if options["json"]:
            report = {
                "at": at.isoformat(),
                "applied": run is not None,
                "discussions": [_as_json(each) for each in found],
                "erased": run.counts if run else None,
            }
            self.stdout.write(json.dumps(report, indent=2, ensure_ascii=False))
            return
        self._table(found)
        if run is None:
            self.stdout.write("Nothing was erased. Run again with --apply to erase what is due.")
        else:
            self.stdout.write(f"Erased. The report is kept as retention run {run.pk}.")

    def _table(self, found: list[Retention]) -> None:
        for each in found:
            self.stdout.write(f"{each.discussion.title} (page {each.discussion.pk})")
            self.stdout.write(f"  {_standing(each)}")
            if each.is_due:
                numbers = (f"{kind} {each.counts[kind]}" for kind in KINDS)
                self.stdout.write(f"  {'Kept' if each.is_held else 'Due'}: {', '.join(numbers)}")
        if not found:
            self.stdout.write("There are no discussions with comments.")


def _standing(found: Retention) -> str:
    if found.is_held:
        return "Under a legal hold: nothing is erased."
    if found.kept_until is None:
        return "No end yet."
    return f"Evidence is kept until {day_text(found.kept_until)}."


def _as_json(found: Retention) -> dict[str, Any]:
    return {
        "page": found.discussion.pk,
        "title": found.discussion.title,
        "ended_at": found.ended_at.isoformat() if found.ended_at else None,
        "kept_until": found.kept_until.isoformat() if found.kept_until else None,
        "legal_hold": found.is_held,
        "due": found.is_due,
        "counts": found.counts,
    }
