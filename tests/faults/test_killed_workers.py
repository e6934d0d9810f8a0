"""What a worker was doing when it was killed is done by another, unless it kills them all."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from home.lost_tasks import LOST_AFTER, take_up_lost_tasks
from tests.faults.neighbours import until
from tests.faults.serving import ROOT

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def slow(tmp_path):
    """Make a task that is slow so many times, and give its row and where it writes."""

    def make(slow_times: int) -> tuple[DBTaskResult, Path]:
        place = tmp_path / "lines"
        place.write_text("")
        DBTaskResult.objects.all().delete()
        row = DBTaskResult.objects.create(
            args_kwargs={"args": [str(place), slow_times], "kwargs": {}},
            task_path="tests.faults.slow_tasks.dawdle",
            queue_name="default",
            backend_name="default",
            run_after=get_date_max(),
        )
        return row, place

    return make


@pytest.fixture
def worker(the_town):
    """Start a worker, which ends when nothing is left to do."""
    started = []

    def start() -> subprocess.Popen:
        environment = the_town.server()._environment() | {"TASKS": "database"}
        process = subprocess.Popen(
            [sys.executable, ROOT / "site" / "manage.py", "db_worker", "--batch"],
            env=environment,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
            process.wait()


def kill_in_the_middle(worker, place: Path) -> None:
    before = place.read_text()
    process = worker()
    until(lambda: place.read_text() != before, "the task has begun", within=60)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_a_task_that_a_killed_worker_left_is_done_by_another(slow, worker):
    row, place = slow(slow_times=1)
    kill_in_the_middle(worker, place)
    assert worker().wait(60) == 0
    row.refresh_from_db()
    assert row.status == TaskResultStatus.RUNNING, "nobody takes it by themselves"
    at = row.started_at + LOST_AFTER
    assert take_up_lost_tasks(at=at) == (0, 0), "it may still be at work"
    assert take_up_lost_tasks(at=at + timedelta(seconds=1)) == (1, 0)
    assert worker().wait(60) == 0
    row.refresh_from_db()
    assert row.status == TaskResultStatus.SUCCESSFUL
    assert place.read_text() == "here\n" * 2
    assert take_up_lost_tasks(at=at + timedelta(days=1)) == (0, 0)


def test_a_task_that_three_workers_died_of_is_given_up(slow, worker, settings, capsys):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    row, place = slow(slow_times=9)
    for again, given_up in ((1, 0), (1, 0), (0, 1)):
        kill_in_the_middle(worker, place)
        DBTaskResult.objects.update(started_at=timezone.now() - LOST_AFTER - timedelta(seconds=1))
        call_command("take_up_lost_tasks")
        said = f"{again} tasks taken up again, {given_up} given up."
        assert said in capsys.readouterr().out
    row.refresh_from_db()
    assert row.status == TaskResultStatus.FAILED
    assert "WorkerKilled" in row.exception_class_path
    assert worker().wait(60) == 0 and place.read_text() == "here\n" * 3
