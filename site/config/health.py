"""Whether this process can do its work: for balancers, orchestrators and monitors.

Answered before everything else, so that a probe needs no https, no allowed host name and no
session. Nothing in an answer says more than which dependency is away; the log says why.
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.tasks_waiting import tasks_waiting
from discussion_pages.services.vitals import emails_waiting, webhooks_waiting

logger = logging.getLogger(__name__)

CHECK_SECONDS = 2.0
"""For how long one check may take: it is down afterwards."""
KEPT_SECONDS = 2.0
"""For how long an answer is given again, so that whoever asks often costs nothing."""
LATE = timedelta(minutes=15)
"""After which what should have gone out says that nobody sends."""


@never_cache
@require_safe
def health_live(request: HttpRequest) -> HttpResponse:
    """Answer that the process lives; asks nothing of any dependency."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def health_ready(request: HttpRequest) -> JsonResponse:
    """Answer whether to send visitors here: 200, or 503 with what is down.

    What the site outlives (``READY_TOLERATES``) makes it ``degraded``, which is 200: a cache that
    is away must not take every machine out of the balancer at once.
    """
    if settings.DRAIN_FILE and Path(settings.DRAIN_FILE).exists():
        return JsonResponse({"status": "draining"}, status=503)
    found = READINESS.checks()
    down = {name for name, state in found.items() if state != "ok"}
    status = "ready" if not down else "degraded"
    if down - set(settings.READY_TOLERATES):
        status = "unready"
    code = 503 if status == "unready" else 200
    return JsonResponse({"status": status, "checks": found}, status=code)


ADDRESSES = {"/health/live/": health_live, "/health/ready/": health_ready}


class HealthMiddleware:
    """Answers probes before anything looks at the host name, the scheme or a session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or pass on what is no probe."""
        view = ADDRESSES.get(request.path_info)
        return view(request) if view else self.get_response(request)


class Late(Exception):
    """Something waits that should have gone out."""


def database() -> None:
    """Ask the database for one row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def migrations() -> None:
    """Find out whether the database is as this release needs it; once it is, it stays so."""
    if READINESS.is_migrated:
        return
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Late("migrations are not applied")
    READINESS.is_migrated = True


def cached() -> None:
    """Write into the cache and read it back."""
    value = secrets.token_hex(4)
    cache.set("health.ready", value, 10)
    if cache.get("health.ready") != value:
        raise Late("the cache does not keep what it is given")


def media() -> None:
    """Find out whether uploads can be kept."""
    if isinstance(default_storage, FileSystemStorage):
        probe = Path(default_storage.location) / f".ready-{secrets.token_hex(4)}"
        probe.write_bytes(b"ready")
        probe.unlink()
    else:
        default_storage.exists("health/ready")


def mail() -> None:
    """Find out whether somebody sends the outbox."""
    _refuse_late(emails_waiting(at=timezone.now()).oldest_at)


def webhooks() -> None:
    """Find out whether somebody sends webhooks."""
    _refuse_late(webhooks_waiting(at=timezone.now()).oldest_at)


def tasks() -> None:
    """Find out whether a worker does what waits in the database."""
    _refuse_late(tasks_waiting().oldest_at)


def _refuse_late(since: object) -> None:
    if since is not None and since < timezone.now() - LATE:
        raise Late(f"something has waited since {since}")


CHECKS: dict[str, Callable[[], None]] = {
    "database": database,
    "migrations": migrations,
    "cache": cached,
    "media": media,
    "mail": mail,
    "webhooks": webhooks,
    "tasks": tasks,
}


class Readiness:
    """The checks, each in a thread of its own and never twice at once, and their last answer."""

    def __init__(self) -> None:
        self.is_migrated = False
        self.lock = threading.Lock()
        self.pool = ThreadPoolExecutor(len(CHECKS), thread_name_prefix="health")
        self.running: dict[str, Future[None]] = {}
        self.answer: dict[str, str] = {}
        self.until = 0.0

    def checks(self) -> dict[str, str]:
        """Return ``ok``, ``down`` or ``slow`` for each dependency, at most a moment old."""
        with self.lock:
            if time.monotonic() >= self.until:
                self.answer = self._ask()
                self.until = time.monotonic() + KEPT_SECONDS
            return self.answer

    def forget(self) -> None:
        """Ask anew the next time."""
        self.until, self.is_migrated = 0.0, False

    def _ask(self) -> dict[str, str]:
        for name, check in CHECKS.items():
            # One that hangs since an earlier answer keeps its thread, and takes no second one.
            if name not in self.running or self.running[name].done():
                self.running[name] = self.pool.submit(_run, check)
        wait_for(self.running.values(), timeout=CHECK_SECONDS)
        return {name: self._state(name, future) for name, future in self.running.items()}

    def _state(self, name: str, future: "Future[None]") -> str:
        if not future.done():
            logger.error("Not ready: %s does not answer within %s seconds", name, CHECK_SECONDS)
            return "slow"
        error = future.exception()
        if error is None:
            return "ok"
        logger.error("Not ready: %s (%s)", name, error if isinstance(error, Late) else type(error))
        return "down"


def _run(check: Callable[[], None]) -> None:
    try:
        check()
    finally:
        connections.close_all()


READINESS = Readiness()
