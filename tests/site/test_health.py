"""Probes: what a balancer is told, and what it costs to ask."""

import json
import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from config import health
from config.health import CHECKS, READINESS
from discussion_pages.models import OutboxMessage

READY = "/health/ready/"


@pytest.fixture(autouse=True)
def nothing_remembered(tmp_path, settings):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        }
    }
    READINESS.forget()
    yield
    READINESS.forget()


def asked(client):
    response = client.get(READY)
    return response.status_code, json.loads(response.content)


def break_check(monkeypatch, name):
    def fail():
        raise OSError("10.0.0.1 refused postgres://u:secret@db")

    monkeypatch.setitem(CHECKS, name, fail)


@pytest.mark.django_db
def test_a_site_that_can_do_its_work_is_ready(client):
    code, answer = asked(client)
    assert (code, answer["status"]) == (200, "ready")
    assert set(answer["checks"]) == {
        *("database", "migrations", "cache", "media"),
        *("mail", "webhooks", "tasks"),
    }
    assert set(answer["checks"].values()) == {"ok"}


@pytest.mark.django_db
def test_a_probe_needs_no_https_no_host_name_and_no_trailing_cache(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["consultations.example.org"]
    for address in ("/health/live/", READY):
        response = Client(SERVER_NAME="10.1.2.3").get(address)
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["database", "migrations", "media"])
def test_without_what_it_cannot_do_without_the_site_is_not_ready(client, monkeypatch, name):
    break_check(monkeypatch, name)
    code, answer = asked(client)
    assert (code, answer["status"], answer["checks"][name]) == (503, "unready", "down")


@pytest.mark.django_db
def test_what_the_site_outlives_takes_no_machine_away(client, monkeypatch, settings):
    break_check(monkeypatch, "cache")
    code, answer = asked(client)
    assert (code, answer["status"], answer["checks"]["cache"]) == (200, "degraded", "down")
    settings.READY_TOLERATES = []
    assert asked(client)[0] == 503


@pytest.mark.django_db
def test_an_answer_betrays_nothing_of_the_error(client, monkeypatch, caplog):
    break_check(monkeypatch, "database")
    text = client.get(READY).content.decode()
    assert "secret" not in text and "10.0.0.1" not in text
    assert "Not ready: database" in caplog.text and "secret" not in caplog.text


@pytest.mark.django_db
def test_a_dependency_that_hangs_holds_nobody_for_long(client, monkeypatch):
    monkeypatch.setattr(health, "CHECK_SECONDS", 0.1)
    begun = []

    def hang():
        begun.append(time.monotonic())
        time.sleep(0.6)

    monkeypatch.setitem(CHECKS, "media", hang)
    started = time.monotonic()
    assert asked(client)[1]["checks"]["media"] == "slow"
    READINESS.until = 0.0
    assert asked(client)[1]["checks"]["media"] == "slow"
    assert time.monotonic() - started < 0.5
    assert len(begun) == 1  # the one that hangs is not begun twice
    time.sleep(0.6)


@pytest.mark.django_db
def test_whoever_asks_often_gets_the_same_answer_for_a_while(client, monkeypatch):
    asked(client)
    break_check(monkeypatch, "database")
    assert asked(client)[0] == 200
    READINESS.until = 0.0
    assert asked(client)[0] == 503


@pytest.mark.django_db
def test_a_site_that_is_being_taken_away_says_so(client, settings, tmp_path):
    settings.DRAIN_FILE = str(tmp_path / "draining")
    assert asked(client)[0] == 200
    (tmp_path / "draining").touch()
    assert asked(client) == (503, {"status": "draining"})


@pytest.mark.django_db
def test_a_database_of_an_earlier_release_is_not_ready(monkeypatch):
    monkeypatch.setattr(
        "config.health.MigrationExecutor.migration_plan", lambda *arguments: ["0099_new"]
    )
    with pytest.raises(health.Late):
        health.migrations()


def test_a_cache_that_keeps_nothing_is_down(monkeypatch):
    monkeypatch.setattr(cache, "get", lambda *arguments: None)
    with pytest.raises(health.Late):
        health.cached()


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "is_late"), [(14, False), (16, True)])
def test_an_outbox_that_nobody_sends_is_late(minutes, is_late):
    due = timezone.now() - timedelta(minutes=minutes)
    OutboxMessage.objects.create(key="k", message_id="m", kind="notice", created_at=due, due_at=due)
    if is_late:
        with pytest.raises(health.Late):
            health.mail()
    else:
        health.mail()


@pytest.mark.django_db
def test_the_check_of_the_database_asks_it(django_assert_num_queries):
    with django_assert_num_queries(1):
        health.database()
    assert connection.connection is not None
