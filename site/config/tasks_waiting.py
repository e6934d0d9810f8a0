"""Tasks that wait in the database for a worker."""

from django.conf import settings
from django.db.models import Count, Min, Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from discussion_pages.services.vitals import Waiting


def tasks_waiting() -> Waiting:
    """Count tasks that could have begun, and those that failed; none where none are kept."""
    if not settings.TASKS["default"]["BACKEND"].startswith("django_tasks_db."):
        return Waiting(0, None)
    ready = Q(status=TaskResultStatus.READY) & (
        Q(run_after__lte=timezone.now()) | Q(run_after=get_date_max())
    )
    found = DBTaskResult.objects.exclude(status=TaskResultStatus.SUCCESSFUL).order_by()
    return Waiting(
        **found.aggregate(
            count=Count("pk", filter=ready),
            oldest_at=Min("enqueued_at", filter=ready),
            failed=Count("pk", filter=Q(status=TaskResultStatus.FAILED)),
        )
    )
