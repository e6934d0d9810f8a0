"""The database twins of our rules."""

from datetime import datetime
from typing import Self

from django.db.models import F, Q
from wagtail.models import PageQuerySet

from consultations.rules.status import Status


class ConsultationQuerySet(PageQuerySet):
    """Consultation pages."""

    def with_status(self, status: Status, *, at: datetime) -> Self:
        """Keep consultations whose ``status_of`` is ``status`` at the aware instant ``at``."""
        published = Q(outcome_published_at__isnull=False, outcome_published_at__lte=at)
        over = Q(closes_at__isnull=False, closes_at__lte=at)
        coming = Q(opens_at__isnull=False, opens_at__gt=at)
        return self.filter(
            {
                Status.OUTCOME_PUBLISHED: published,
                Status.CLOSED: over & ~published,
                Status.UPCOMING: coming & ~over & ~published,
                Status.OPEN: ~coming & ~over & ~published,
            }[status]
        )

    def closing_soonest(self) -> Self:
        """Sort by closing time; those without one come last, the newest first among equals."""
        return self.order_by(F("closes_at").asc(nulls_last=True), "-first_published_at", "-pk")
