"""What this app adds to keeping answers: its keys, its instants, and what follows from a change."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Min, Q
from wagtail.models import Page

from consultations.models import ConsultationPage
from discussion_pages.keeping.collecting import EVERY_FIGURE, children_key, figures_key

COLUMNS = ("opens_at", "closes_at", "outcome_published_at")


def counts_key(pk: int | None) -> str:
    """Return the key of how many have responded to a consultation."""
    return f"counts:{pk}"


def edges_of(page: ConsultationPage) -> tuple[datetime | None, ...]:
    """Return the instants at which a consultation's status changes."""
    return page.opens_at, page.closes_at, page.outcome_published_at


def edges_ahead(at: datetime) -> list[datetime | None]:
    """Return the next instants at which the status of any consultation changes. One query."""
    soonest = {name: Min(name, filter=Q(**{f"{name}__gt": at})) for name in COLUMNS}
    return list(ConsultationPage.objects.live().aggregate(**soonest).values())


def counts_that_follow(keys: set[str]) -> set[str]:
    """Return the counts that change with these keys.

    Those of a consultation, and of its aliases, follow from the figures of the discussions below
    it, and from which discussions are there.
    """
    discussions = _numbers(keys, figures_key(None).removesuffix("None"))
    above = _numbers(keys, children_key(None).removesuffix("None"))
    own = _numbers(keys, counts_key(None).removesuffix("None"))
    if not discussions and not above and not own:
        return set()
    paths = Page.objects.filter(pk__in=discussions).order_by().values_list("path", flat=True)
    parents = {path[: -Page.steplen] for path in paths}
    sources = Q(path__in=parents) | Q(pk__in=above | own)
    found = set(ConsultationPage.objects.filter(sources).order_by().values_list("pk", flat=True))
    aliases = ConsultationPage.objects.filter(
        Q(alias_of__in=found) | Q(alias_of__alias_of__in=found)
    )
    found |= set(aliases.order_by().values_list("pk", flat=True))
    return {counts_key(pk) for pk in found} | ({EVERY_FIGURE} if found else set())


def _numbers(keys: Iterable[str], prefix: str) -> set[int]:
    return {int(key.removeprefix(prefix)) for key in keys if key.startswith(prefix)}
