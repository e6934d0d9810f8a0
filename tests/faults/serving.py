"""The production server on a database of its own, and people who come to it."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.db import connection, connections
from wagtail.models import Page, Site

from consultations.models import ConsultationPage
from discussion_pages.models import DiscussionPage
from tests import factories
from tests.faults.neighbours import free_port, until

ROOT = Path(__file__).resolve().parents[2]
TROUBLE = (OSError, HTTPException)
"""What somebody sees of a server that is killed while it answers."""
CSRF = "a" * 32
SESSION_COOKIE, CSRF_COOKIE = "__Host-sessionid", "__Host-csrftoken"
"""As production names them."""


@contextmanager
def database_of_our_own(folder: Path) -> Iterator[str]:
    """Copy the test database, let everything here use the copy, and return its address.

    What is committed there goes with it, so nothing has to be cleaned up.
    """
    own = connection.settings_dict
    kept = own["NAME"]
    name = _copy(folder)
    connections.close_all()
    own["NAME"] = name
    _forget()
    try:
        yield database_url()
    finally:
        connections.close_all()
        own["NAME"] = kept
        _forget()
        if connection.vendor == "postgresql":
            _on_the_cluster(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def database_url() -> str:
    """Return the address of the database that is used here now."""
    own = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{own['NAME']}"
    who = f"{own['USER']}:{own['PASSWORD']}".rstrip(":")
    return f"postgres://{who}@{own['HOST']}:{own['PORT'] or 5432}/{own['NAME']}"


def _copy(folder: Path) -> str:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        name = str(folder / "db.sqlite3")
        copy = sqlite3.connect(name)
        connection.connection.backup(copy)
        copy.close()
        return name
    name, source = f"faults_{uuid.uuid4().hex[:12]}", connection.settings_dict["NAME"]
    connections.close_all()
    _on_the_cluster(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        f"WHERE datname = '{source}' AND pid <> pg_backend_pid()",
        f'CREATE DATABASE "{name}" TEMPLATE "{source}"',
    )
    return name


def _on_the_cluster(*statements: str) -> None:
    import psycopg

    own = connection.settings_dict
    with psycopg.connect(
        host=own["HOST"],
        port=own["PORT"] or 5432,
        user=own["USER"],
        password=own["PASSWORD"],
        dbname="postgres",
        autocommit=True,
    ) as one:
        for statement in statements:
            one.execute(statement)


def _forget() -> None:
    Site.clear_site_root_paths_cache()
    cache.clear()


@dataclass
class Server:
    """Gunicorn with production's settings, whose environment a test may change before it starts."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    workers: int = 2
    threads: int = 4
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.launch()
        self.wait()

    def wait(self) -> None:
        """Wait until it answers."""
        until(self._is_up, f"the server answers; {self.folder / 'server.log'}", within=60)

    def launch(self) -> None:
        """Start it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        log = (self.folder / "server.log").open("ab")
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn"),
                *("--config", str(ROOT / "tests" / "faults" / "gunicorn_conf.py"), "config.wsgi"),
            ],
            env=self._environment(),
            cwd=ROOT,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        log.close()

    def stop(self) -> None:
        """Let it finish what it is doing, and go."""
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.kill()
            self.process = None

    def kill(self) -> None:
        """End all of its processes at once, as if the power had failed."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def worker_pids(self) -> list[int]:
        """Return the processes that answer."""
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def log(self) -> str:
        """Return what it has said."""
        return (self.folder / "server.log").read_text(errors="replace")

    def _is_up(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.log()
        try:
            return Person(self).get("/health/live/").status == 200
        except TROUBLE:
            return False

    def _environment(self) -> dict[str, str]:
        return (
            {name: value for name, value in os.environ.items() if name != "REDIS_URL"}
            | {
                "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
                "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
                "SITE_VAR_DIR": str(self.folder),
                "DATABASE_URL": database_url(),
                "SECRET_KEY": settings.SECRET_KEY,  # so that sessions made here hold there
                "ALLOWED_HOSTS": "127.0.0.1",
                "SITE_BASE_URL": f"https://127.0.0.1:{self.port}",
                "BIND": f"127.0.0.1:{self.port}",
                "WEB_CONCURRENCY": str(self.workers),
                "WEB_THREADS": str(self.threads),
            }
            | self.environment
        )


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str
    cookies: dict[str, str]

    @property
    def json(self) -> Any:
        """The body, read."""
        return json.loads(self.text)


@dataclass
class Person:
    """A browser or a program, with the cookies of whoever it belongs to."""

    server: Server
    cookies: dict[str, str] = field(default_factory=dict)
    user: Any = None
    patience: float = 30.0
    address: str = "192.0.2.1"

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page."""
        return self.ask("GET", path, **headers)

    def ask(
        self, method: str, path: str, body: bytes | str | None = None, **headers: str
    ) -> Answer:
        """Send one request, as the proxy would pass it on, on a connection of its own.

        Raises:
            OSError: nobody answers, or not in time.
            HTTPException: whoever answered stopped in the middle.
        """
        sent = {
            "Host": f"127.0.0.1:{self.server.port}",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": self.address,
            "Referer": f"https://127.0.0.1:{self.server.port}/",
            "Connection": "close",
        } | {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        line = HTTPConnection("127.0.0.1", self.server.port, timeout=self.patience)
        try:
            line.request(method, path, body, sent)
            response = line.getresponse()
            text = response.read().decode(errors="replace")
        finally:
            line.close()
        given = {}
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _equals, value = cookie.partition(";")[0].partition("=")
            given[name] = value
        self.cookies |= given
        return Answer(response.status, dict(response.headers), text, given)

    def submit(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form as a browser does."""
        kind = "application/x-www-form-urlencoded"
        return self.ask("POST", path, urlencode(fields), Content_Type=kind)

    def form_of(self, path: str, holding: str = "comment") -> dict[str, str]:
        """Open a page and return the fields of its form, as a browser would send them back."""
        answer = self.get(path)
        assert answer.status == 200, answer.text[:500]
        return fields_of(answer.text, holding)

    def post_by_api(
        self, discussion: DiscussionPage, text: str, key: str, *, reply_to: int | None = None
    ) -> Answer:
        """Post a comment, or a reply to one, as a program does: under a key."""
        place = f"discussions/{discussion.pk}/comments"
        if reply_to is not None:
            place = f"comments/{reply_to}/replies"
        return self.ask(
            "POST",
            f"/api/participation/v1/{place}",
            json.dumps({"text": text}),
            Content_Type="application/json",
            Idempotency_Key=key,
            X_CSRFToken=CSRF,
        )


def fields_of(html: str, holding: str) -> dict[str, str]:
    """Return the inputs with a value of the first form that has a field of that name."""
    for form in re.findall(r"<form\b.*?</form>", html, re.DOTALL):
        if f'name="{holding}"' not in form:
            continue
        found = {}
        for tag in re.findall(r"<input\b[^>]*>", form):
            given = dict(re.findall(r'(\w[\w-]*)="([^"]*)"', tag))
            if given.get("name") and given.get("type") not in {"submit", "file"}:
                found[given["name"]] = unescape(given.get("value", ""))
        for name, text in re.findall(
            r'<textarea\b[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL
        ):
            found[name] = unescape(text).removeprefix("\n")
        return found
    raise AssertionError(f"no form with {holding}")


@dataclass
class Town:
    """A site with an open discussion, on a database that goes when the tests are over."""

    folder: Path
    discussion: DiscussionPage
    consultation: ConsultationPage
    path: str
    """Of the discussion's page."""

    def server(self, name: str = "one", **given: Any) -> Server:
        """Return a server that is not started yet."""
        environment = {"WARM": f"/health/live/ {self.path} {self.api}"}
        return Server(self.folder / name, environment | given.pop("environment", {}), **given)

    @property
    def api(self) -> str:
        """The address at which comments are read and written by programs."""
        return f"/api/participation/v1/discussions/{self.discussion.pk}/comments"

    def member(self, server: Server, **given: Any) -> Person:
        """Return a member who is signed in."""
        user = factories.UserFactory(**given)
        return signed_in(server, user)


def signed_in(server: Server, user: Any) -> Person:
    """Return somebody with a session in the database."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    cookies = {SESSION_COOKIE: session.session_key, CSRF_COOKIE: CSRF}
    return Person(server, cookies, user, address=f"192.0.2.{user.pk % 250 + 1}")


@contextmanager
def town(folder: Path) -> Iterator[Town]:
    """Make the site."""
    with database_of_our_own(folder):
        root = Page.objects.get(depth=1)
        home = factories.HomePageFactory(parent=root, slug="front")
        Site.objects.all().delete()
        Site.objects.create(
            hostname="127.0.0.1", port=443, root_page=home, is_default_site=True, site_name="Town"
        )
        hub = factories.ConsultationIndexPageFactory(parent=home)
        consultation = factories.ConsultationPageFactory(
            parent=hub, title="Streets", slug="streets", opens_at=None, closes_at=None
        )
        discussion = factories.DiscussionPageFactory(
            parent=consultation, title="The walk home", slug="walk-home"
        )
        path = urlsplit(discussion.full_url).path
        yield Town(folder, discussion, consultation, path)


@contextmanager
def running(*servers: Server) -> Iterator[Server]:
    """Start servers, and take them away again whatever happens. Gives the first."""
    try:
        for server in servers:
            server.launch()
        for server in servers:
            server.wait()
        yield servers[0]
    finally:
        for server in servers:
            if server.process is not None:
                server.kill()
