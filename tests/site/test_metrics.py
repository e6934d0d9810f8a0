"""Figures for Prometheus: for whoever has the token, at the same queries whatever there is."""

import os
import re
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.exceptions import MiddlewareNotUsed
from prometheus_client import REGISTRY

from config.metrics import MetricsMiddleware
from discussion_pages.models import DiscussionComment, OutboxMessage
from discussion_pages.services.posting import post_comment

TOKEN = "a-token-for-tests"


@pytest.fixture
def watched(settings, client):
    """A site with figures, and the one who may read them."""
    settings.METRICS_TOKEN = TOKEN
    client.handler.load_middleware()
    return client


def figures(client):
    response = client.get("/metrics/", headers={"Authorization": f"Bearer {TOKEN}"})
    assert response.status_code == 200
    return response.content.decode()


def value(name, **labels):
    return REGISTRY.get_sample_value(name, labels) or 0.0


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer another"}, {"Authorization": "x"}]
)
def test_nobody_else_learns_that_there_are_figures(world, watched, headers):
    assert watched.get("/metrics/", headers=headers).status_code == 404


def test_without_a_token_there_are_none(world, client, settings):
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics/", headers={"Authorization": "Bearer "}).status_code == 404
    with pytest.raises(MiddlewareNotUsed):
        MetricsMiddleware(lambda request: None)


@pytest.mark.parametrize(
    ("path", "view", "status"),
    [
        ("/consultations/safer-streets/walk-home/", "DiscussionPage.discussion", "200"),
        ("/consultations/nowhere/", "wagtail_serve", "404"),
        ("/search/?q=bus", "search", "200"),
        ("/robots.txt", "config.views.robots_txt", "200"),
        ("/nothing.php", "none", "404"),
    ],
)
def test_requests_are_counted_and_timed_by_view(world, watched, path, view, status):
    path = path.replace("/consultations/safer-streets/walk-home/", world.discussion.url)
    labels = {"method": "GET", "view": view, "status": status}
    before = value("consultations_requests_total", **labels)
    timed = value("consultations_request_seconds_count", view=view)
    watched.get(path)
    assert value("consultations_requests_total", **labels) == before + 1, figures(watched)
    assert value("consultations_request_seconds_count", view=view) == timed + 1


def test_an_answer_that_was_kept_is_counted_as_one(world, watched, settings):
    settings.DISCUSSION_PAGES_CACHE = "default"
    labels = {"method": "GET", "view": "kept", "status": "200"}
    before = value("consultations_requests_total", **labels)
    for _visitor in range(2):
        watched.get(world.discussion.url)
    assert value("consultations_requests_total", **labels) == before + 1


def test_comments_are_counted_as_they_are_posted(
    world, member, at, django_capture_on_commit_callbacks
):
    before = value("consultations_comments_posted_total", state="published")
    with django_capture_on_commit_callbacks(execute=True):
        post_comment(discussion=world.discussion, author=member, text="Light the path.", at=at)
    assert value("consultations_comments_posted_total", state="published") == before + 1


def test_what_waits_is_told_with_how_long(world, member, watched, clock, at):
    OutboxMessage.objects.create(
        key="k", message_id="m", kind="notice", created_at=at, due_at=at - timedelta(seconds=90)
    )
    OutboxMessage.objects.create(
        key="l", message_id="n", kind="notice", state="failed", created_at=at, due_at=at
    )
    held = post_comment(discussion=world.discussion, author=member, text="Light it.", at=at)
    DiscussionComment.objects.filter(pk=held.pk).update(
        urgency=2, queued_at=at - timedelta(hours=1)
    )
    told = figures(watched)
    assert 'consultations_waiting{queue="mail"} 1.0' in told
    assert 'consultations_waiting_oldest_seconds{queue="mail"} 90.0' in told
    assert 'consultations_given_up{queue="mail"} 1.0' in told
    assert 'consultations_waiting{queue="tasks"} 0.0' in told
    assert 'consultations_waiting_oldest_seconds{queue="moderation"} 3600.0' in told
    assert "consultations_comments_published 1.0" in told


def test_figures_cost_the_same_queries_whatever_waits(
    world, member, at, watched, django_assert_num_queries
):
    figures(watched)
    with django_assert_num_queries(4):
        figures(watched)
    for number in range(5):
        post_comment(discussion=world.discussion, author=member, text=f"Light {number}.", at=at)
    with django_assert_num_queries(4):
        figures(watched)


def test_no_figure_holds_an_address_or_a_name(world, watched, member):
    watched.force_login(member)
    watched.get("/search/?q=my+illness")
    told = figures(watched)
    assert "illness" not in told and member.email not in told and member.pseudonym not in told


def test_figures_of_several_processes_are_added_up(tmp_path):
    counting = (
        "from prometheus_client import Counter, CollectorRegistry, generate_latest\n"
        "from prometheus_client.multiprocess import MultiProcessCollector\n"
        "Counter('consultations_requests', '', ['view']).labels('home').inc(3)\n"
        "registry = CollectorRegistry()\n"
        "MultiProcessCollector(registry)\n"
        "print(generate_latest(registry).decode())\n"
    )
    environment = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    for _process in range(2):
        told = subprocess.run(
            [sys.executable, "-c", counting],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    assert re.search(r'consultations_requests_total\{view="home"\} 6\.0', told)
