"""What waits, in numbers: for whoever watches over the site. One query for each kind of thing."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from discussion_pages.models import DiscussionComment, OutboxMessage, WebhookDelivery
from discussion_pages.rules.notices import OutboxState
from discussion_pages.rules.webhooks import DeliveryState


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many wait, since when the one that waits longest, and how many were given up."""

    count: int
    oldest_at: datetime | None
    failed: int = 0

    def seconds(self, *, at: datetime) -> float:
        """Return for how long the oldest has waited at ``at``."""
        return max(0.0, (at - self.oldest_at).total_seconds()) if self.oldest_at else 0.0


def comments_waiting() -> Waiting:
    """Count what a moderator has to look at."""
    found = DiscussionComment.objects.filter(urgency__gt=0).order_by()
    return Waiting(**found.aggregate(count=Count("pk"), oldest_at=Min("queued_at")))


def emails_waiting(*, at: datetime) -> Waiting:
    """Count e-mails that are due at ``at``, and those that will not be tried again."""
    return _due(
        OutboxMessage,
        waiting=(OutboxState.PENDING, OutboxState.SENDING),
        failed=OutboxState.FAILED,
        at=at,
    )


def webhooks_waiting(*, at: datetime) -> Waiting:
    """Count deliveries that are due at ``at``, and those that will not be tried again.

    What waits for a webhook that is switched off is not late.
    """
    return _due(
        WebhookDelivery,
        waiting=(DeliveryState.PENDING, DeliveryState.SENDING),
        failed=DeliveryState.FAILED,
        at=at,
        late=Q(webhook__is_active=True),
    )


def _due(
    model: type[OutboxMessage] | type[WebhookDelivery],
    *,
    waiting: tuple[str, str],
    failed: str,
    at: datetime,
    late: Q | None = None,
) -> Waiting:
    due = Q(state__in=waiting, due_at__lte=at)
    if late is not None:
        due &= late
    found = model._default_manager.filter(state__in=[*waiting, failed]).order_by()
    return Waiting(
        **found.aggregate(
            count=Count("pk", filter=due),
            oldest_at=Min("due_at", filter=due),
            failed=Count("pk", filter=Q(state=failed)),
        )
    )
