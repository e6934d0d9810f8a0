"""Figures for Prometheus: what is asked and how long it takes, what is posted, what waits.

Each process counts what it does; with ``PROMETHEUS_MULTIPROC_DIR`` whichever process is asked tells
the sum of all. What waits is read from the database when it is asked for, at five queries, whatever
there is in it.
"""

import hmac
import os
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_comments.signals import comment_was_posted
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from wagtail import hooks

from config.tasks_waiting import tasks_waiting
from discussion_pages.models import DiscussionFigures
from discussion_pages.services.vitals import (
    Waiting,
    comments_waiting,
    emails_waiting,
    webhooks_waiting,
)

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

requests_answered = Counter(
    "consultations_requests", "Requests answered", ["method", "view", "status"]
)
request_seconds = Histogram(
    "consultations_request_seconds", "Time to answer a request", ["view"], buckets=SECONDS
)
comments_posted = Counter(
    "consultations_comments_posted", "Comments posted, held ones too", ["state"]
)


class MetricsMiddleware:
    """Counts and times requests by view, where somebody may read the figures.

    Raises:
        MiddlewareNotUsed: nobody may.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.METRICS_TOKEN:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Count the request once it is answered."""
        started = time.perf_counter()
        response = self.get_response(request)
        view = _view(request, response)
        method = request.method if request.method in METHODS else "other"
        requests_answered.labels(method, view, str(response.status_code)).inc()
        request_seconds.labels(view).observe(time.perf_counter() - started)
        return response


@hooks.register("before_serve_page")
def remember_page(
    page: Any, request: HttpRequest, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    """Note which kind of page answers, and which of its addresses: one view serves them all."""
    below = getattr(args[0], "__name__", "") if args else ""
    request._served = f"{type(page).__name__}.{below}" if below else type(page).__name__


def _view(request: HttpRequest, response: HttpResponse) -> str:
    """Return what answered, out of a number of names that no visitor can make grow.

    Where no address was looked up, a middleware answered: with a kept answer, or a static file.
    """
    if served := getattr(request, "_served", None):
        return served
    if match := request.resolver_match:
        return match.view_name or match.func.__name__
    if response.status_code not in (200, 304):
        return "none"
    return "static" if request.path_info.startswith(settings.STATIC_URL) else "kept"


def count_comment(sender: Any, comment: Any, **kwargs: Any) -> None:
    """Count a comment that was kept."""
    comments_posted.labels(comment.state).inc()


comment_was_posted.connect(count_comment, dispatch_uid="config.metrics.count_comment")


class WaitingCollector:
    """What waits, as the database has it. Every machine tells the same: take the greatest."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Read it."""
        at = timezone.now()
        waiting: dict[str, Waiting] = {
            "moderation": comments_waiting(),
            "mail": emails_waiting(at=at),
            "webhooks": webhooks_waiting(at=at),
            "tasks": tasks_waiting(),
        }
        count = GaugeMetricFamily("consultations_waiting", "How many wait", labels=["queue"])
        oldest = GaugeMetricFamily(
            "consultations_waiting_oldest_seconds",
            "For how long the oldest has waited",
            labels=["queue"],
        )
        failed = GaugeMetricFamily(
            "consultations_given_up", "How many will not be tried again", labels=["queue"]
        )
        for queue, found in waiting.items():
            count.add_metric([queue], found.count)
            oldest.add_metric([queue], found.seconds(at=at))
            failed.add_metric([queue], found.failed)
        published = DiscussionFigures.objects.aggregate(Sum("comment_count"))["comment_count__sum"]
        yield from (count, oldest, failed)
        yield GaugeMetricFamily(
            "consultations_comments_published", "Comments that are public", value=published or 0
        )


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Tell the figures to whoever sends the token as a bearer's; there is nothing for others.

    Raises:
        Http404: no token is set, or another one was sent.
    """
    given = request.headers.get("Authorization", "").encode()
    wanted = f"Bearer {settings.METRICS_TOKEN}".encode()
    if not settings.METRICS_TOKEN or not hmac.compare_digest(given, wanted):
        raise Http404
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    else:
        registry = REGISTRY
    figures = generate_latest(registry) + generate_latest(_waiting())
    return HttpResponse(figures, content_type=CONTENT_TYPE_LATEST)


def _waiting() -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(WaitingCollector())
    return registry
