"""What runs by the clock: when it is due, in cron's words and in systemd's."""

from datetime import datetime

import pytest
import time_machine
from django.core.management import get_commands

from home.management.commands import run_periodically
from home.periodic import CACHE_JOBS, JOBS, TASK_JOBS, Job, jobs

EACH_MINUTE = Job("publish_scheduled")
EACH_FIVE = Job("seal_evidence", minute="*/5")
HOURLY = Job("remind_moderators", minute="7")
NIGHTLY = Job("clearsessions", minute="30", hour="3")


@pytest.mark.parametrize(
    ("job", "hour", "minute", "is_due"),
    [
        (EACH_MINUTE, 0, 0, True),
        (EACH_MINUTE, 23, 59, True),
        (EACH_FIVE, 12, 0, True),
        (EACH_FIVE, 12, 4, False),
        (EACH_FIVE, 12, 55, True),
        (HOURLY, 12, 7, True),
        (HOURLY, 12, 8, False),
        (NIGHTLY, 3, 30, True),
        (NIGHTLY, 3, 31, False),
        (NIGHTLY, 15, 30, False),
    ],
)
def test_a_job_is_due_in_its_minutes(job, hour, minute, is_due):
    assert job.is_due(datetime(2026, 3, 29, hour, minute)) is is_due  # noqa: DTZ001


@pytest.mark.parametrize(
    ("job", "calendar"),
    [
        (EACH_MINUTE, "*-*-* *:*:00"),
        (EACH_FIVE, "*-*-* *:0/5:00"),
        (HOURLY, "*-*-* *:07:00"),
        (NIGHTLY, "*-*-* 03:30:00"),
    ],
)
def test_systemd_is_told_the_same(job, calendar):
    assert job.calendar == calendar


def test_every_job_is_a_command_that_there_is():
    assert {job.command for job in JOBS + TASK_JOBS + CACHE_JOBS} <= get_commands().keys()


def test_tasks_are_tidied_up_only_where_they_are_kept(settings):
    assert jobs() == JOBS
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    assert jobs() == JOBS + TASK_JOBS


def test_caches_are_told_only_where_there_are_some(settings):
    settings.WAGTAILFRONTENDCACHE = {"cdn": {"BACKEND": "wagtail.contrib.frontend_cache"}}
    assert jobs() == JOBS + CACHE_JOBS


def test_the_sites_own_cache_of_answers_is_one(settings):
    settings.DISCUSSION_PAGES_CACHE = "default"
    assert jobs() == JOBS + CACHE_JOBS


@pytest.fixture
def called(monkeypatch) -> list[str]:
    """The commands that were called, of which the first one fails."""
    found: list[str] = []

    def call(name, **options):
        found.append(name)
        if len(found) == 1:
            raise RuntimeError(name)

    monkeypatch.setattr(run_periodically, "call_command", call)
    monkeypatch.setattr(run_periodically, "close_old_connections", lambda: None)
    return found


def test_a_command_that_fails_keeps_no_other_from_running(called, caplog):
    with time_machine.travel("2026-11-29T12:10:20+00:00", tick=False):
        run_periodically.Command().handle(once=True)
    assert called == ["publish_scheduled", "seal_evidence", "record_deletions"]
    assert "publish_scheduled failed" in caplog.text


def test_no_minute_comes_twice_and_what_was_missed_is_not_made_up(monkeypatch):
    command, waited = run_periodically.Command(), []
    monkeypatch.setattr(run_periodically.time, "sleep", waited.append)
    with time_machine.travel("2026-11-29T12:10:20+00:00", tick=False):
        minute = run_periodically.timezone.localtime().replace(second=0, microsecond=0)
        assert command.next_minute(minute).minute == 11
        assert waited == [40.0]
    with time_machine.travel("2026-11-29T12:14:20+00:00", tick=False):
        assert command.next_minute(minute).minute == 14
        assert waited == [40.0, 0.0]
