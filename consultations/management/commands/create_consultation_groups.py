"""Make the four groups of staff."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Page

from consultations.admin.groups import create_groups
from consultations.models import ConsultationIndexPage


class Command(BaseCommand):
    """Makes the groups of editors, moderators, managers and analysts. Safe to run again."""

    help = (
        "Create or complete the groups Consultation editors, Comment moderators, Moderation "
        "managers and Consultation analysts. Wagtail's own groups are left alone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Let the caller say where editors work."""
        parser.add_argument(
            "--root",
            type=int,
            action="append",
            default=[],
            metavar="PAGE_ID",
            help="A page below which editors work; may be given several times. "
            "Default: every consultation hub.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them.

        Raises:
            CommandError: there is no page with that number, or migrations have not all run.
        """
        roots = self._roots(options["root"])
        if not roots:
            self.stderr.write(
                "There is no consultation hub yet, so editors may work on no page. Run this again "
                "when there is one, or name a page with --root."
            )
        try:
            groups = create_groups(roots=roots)
        except LookupError as error:
            raise CommandError(
                f"The permission {error} is missing. Run all migrations first."
            ) from error
        for group in groups:
            self.stdout.write(f"{group.name}: {group.permissions.count()} permissions")
        for root in roots:
            self.stdout.write(f"Editors work below “{root.title}” ({root.url_path})")

    def _roots(self, pks: list[int]) -> list[Page]:
        if not pks:
            return list(Page.objects.type(ConsultationIndexPage).order_by("path"))
        found = Page.objects.in_bulk(pks)
        for pk in pks:
            if pk not in found:
                raise CommandError(f"There is no page with the number {pk}.")
        return [found[pk] for pk in pks]
