"""Tasks whose worker was killed: they stay *running* for ever, and nobody else takes them."""

from datetime import datetime, timedelta

from django.conf import settings
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

LOST_AFTER = timedelta(minutes=15)
"""Ours take seconds; those that send begin again where another left off, at any time."""
TIMES_MAX = 3


class WorkerKilled(Exception):
    """Nobody knows of what: the task may have been what killed its workers."""


def take_up_lost_tasks(*, at: datetime) -> tuple[int, int]:
    """Let another worker have what one left, and give up what three have left.

    Return how many tasks of each there were. Whatever is a task may be done twice.
    """
    lost = DBTaskResult.objects.running().filter(
        started_at__lt=at - LOST_AFTER, backend_name__in=settings.TASKS
    )
    again = given_up = 0
    for task in lost:
        if len(task.worker_ids) >= TIMES_MAX:
            task.set_failed(WorkerKilled(f"{TIMES_MAX} workers were killed while they did this."))
            given_up += 1
        else:
            # Whoever it was may have ended it since it was read.
            again += lost.filter(pk=task.pk).update(status=TaskResultStatus.READY)
    return again, given_up
