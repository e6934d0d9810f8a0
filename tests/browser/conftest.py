"""One browser, and one site that is served to it, for all browser tests of a run.

The site lives in a copy of the test database: what a browser does is committed, and the tests with
which these share a run must find their database as it was.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test.utils import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.content import Town, build_town
from tests.browser.watching import Watch

HERE = Path(__file__).parent
STARTER = HERE / "chromium.sh"
TIMEOUT = 30_000  # milliseconds: a busy machine is slow, not wrong
QUIET_FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
CLONE = "browser"
EMPTY_DATABASE = pytest.StashKey[str]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder, and run them after all others."""
    ours = [item for item in items if HERE in item.path.parents]
    for item in ours:
        item.add_marker(pytest.mark.browser)
        # Wagtail leaves the file of an image to the garbage collector while it makes renditions.
        item.add_marker(pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"))
        item.add_marker(pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"))
    items[:] = [item for item in items if item not in ours] + ours


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium; where there is none, CI fails and a laptop goes on."""
    if shutil.which("chromium") is None:
        reason = "Chromium is not installed, so nothing was tested in a browser."
        if os.environ.get("CI"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    flags = [*QUIET_FLAGS, "--no-sandbox"] if os.geteuid() == 0 else QUIET_FLAGS
    # Playwright keeps an event loop in this thread; Django would take it for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=TIMEOUT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=STARTER, args=flags, timeout=120_000)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def db(django_db_setup, django_db_blocker, request) -> Iterator[None]:
    """Let every connection of this process use a copy of the test database.

    Takes the place of pytest-django's fixture, whose transaction the server could not see into.
    """
    with django_db_blocker.unblock():
        own_name = connection.settings_dict["NAME"]
        request.config.stash[EMPTY_DATABASE] = own_name
        copy_name = str(connection.creation.get_test_db_clone_settings(CLONE)["NAME"])
        connections.close_all()
        _delete_journals(copy_name)
        connection.creation.clone_test_db(CLONE, verbosity=0)
        # In place: the server's threads make their connections from this very dictionary.
        connection.settings_dict["NAME"] = copy_name
        yield
        connections.close_all()
        connection.settings_dict["NAME"] = own_name
        connection.creation.destroy_test_db(verbosity=0, suffix=CLONE)
        _delete_journals(copy_name)


@pytest.fixture
def migrated_copy(db, request) -> Callable[[Path], None]:
    """Give a file a copy of the test database, which has all tables and no content (SQLite only).

    A demo that is started on it need not make them anew, which takes half a minute.
    """

    def copy(path: Path) -> None:
        if connection.vendor == "sqlite":
            path.parent.mkdir(parents=True, exist_ok=True)
            with (
                closing(sqlite3.connect(request.config.stash[EMPTY_DATABASE])) as source,
                closing(sqlite3.connect(path)) as target,
            ):
                source.backup(target)
                target.execute("DELETE FROM sqlite_sequence")  # keys begin as in a new database
                target.commit()

    return copy


@pytest.fixture(scope="session")
def town(chromium, db, tmp_path_factory) -> Iterator[Town]:
    """Serve a site with every kind of page."""
    storages = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    }
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"), STORAGES=storages):
        server = LiveServer("localhost")
        yield build_town(server.url, port=server.thread.port, at=timezone.now())
        server.stop()


@pytest.fixture
def new_context(chromium: Browser, town: Town) -> Iterator[Callable[..., BrowserContext]]:
    """Make browsers that share nothing; ``visitor`` is somebody of the town."""
    made: list[BrowserContext] = []

    def make(visitor: str | None = None, **options) -> BrowserContext:
        context = chromium.new_context(base_url=town.url, locale="en-GB", **options)
        context.set_default_timeout(TIMEOUT)
        if visitor:
            context.add_cookies(town.cookies_for(visitor))
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def watched(new_context) -> Callable[..., tuple[Page, Watch]]:
    """Open pages that tell what they asked for and complained about."""

    def make(visitor: str | None = None, **options) -> tuple[Page, Watch]:
        page = new_context(visitor, **options).new_page()
        return page, Watch(page)

    return make


@pytest.fixture(scope="session")
def kept_tab(chromium: Browser, town: Town) -> Iterator[tuple[Page, Watch]]:
    """Keep one tab open: each new one costs a process, which reads every script anew."""
    context = chromium.new_context(base_url=town.url, locale="en-GB", reduced_motion="reduce")
    context.set_default_timeout(TIMEOUT)
    page = context.new_page()
    yield page, Watch(page)
    context.close()


@pytest.fixture
def same_tab(kept_tab, town: Town) -> Iterator[Callable[..., tuple[Page, Watch]]]:
    """Open pages as ``watched`` does, in the tab that is kept, with nothing of who had it before.

    What tests do there to cookies, storage, permissions and routes is undone.
    """
    page, watch = kept_tab

    def make(visitor: str | None = None, *, viewport: dict[str, int]) -> tuple[Page, Watch]:
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        if visitor:
            page.context.add_cookies(town.cookies_for(visitor))
        watch.forget()
        return page, watch

    yield make
    page.goto("/robots.txt")  # nearly nothing, of the same site: for another, processes change
    page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    page.unroute_all()
    page.context.clear_cookies()
    page.context.clear_permissions()


def _delete_journals(name: str) -> None:
    """Leave no journal of an earlier run beside a new copy (SQLite only)."""
    if connection.vendor == "sqlite":
        for suffix in ("-wal", "-shm"):
            Path(name + suffix).unlink(missing_ok=True)
