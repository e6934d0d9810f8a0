"""The database twins of our rules."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db.models import Case, F, Q, Value, When
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

    def closing_before(self, until: datetime, *, at: datetime) -> Self:
        """Keep what ``rules.status.closes_before`` keeps: open or to come at ``at``, not later."""
        return self.filter(
            Q(closes_at__lt=until) | Q(outcome_published_at__lt=until),
            Q(closes_at__isnull=True) | Q(closes_at__gt=at),
            Q(outcome_published_at__isnull=True) | Q(outcome_published_at__gt=at),
        )

    def is_about(self, slugs: Iterable[str]) -> Self:
        """Keep consultations with any of these topics: the twin of ``rules.topics.is_about``."""
        about = self.model._default_manager.filter(topics__slug__in=list(slugs))
        return self.filter(pk__in=about.order_by().values("pk"))

    def closing_soonest(self, *, at: datetime) -> Self:
        """Sort by what there is least time left for at ``at``.

        What is open comes first, then what is to come, each by closing time with those that never
        close last; then what is over, the latest first. The newest page first among equals.
        """
        over = Q(closes_at__lte=at) | Q(outcome_published_at__lte=at)
        rank = Case(
            When(over, then=Value(2)), When(opens_at__gt=at, then=Value(1)), default=Value(0)
        )
        ahead = Case(When(~over, then=F("closes_at")))
        return self.order_by(
            rank,
            ahead.asc(nulls_last=True),
            F("closes_at").desc(nulls_last=True),
            "-first_published_at",
            "-pk",
        )
