"""Fixtures that most tests share: a small site at one known instant."""

import gc
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from _pytest import runner
from django.core.cache import cache
from django.utils import translation
from wagtail.models import Page, Site
from xdist.scheduler import LoadFileScheduling

from config.frames import roomy
from config.translations import merge_catalogues
from consultations.models import ConsultationIndexPage, ConsultationPage
from discussion_pages.models import DiscussionPage
from home.models import HomePage
from tests import factories
from tests.committed import rows_by_table, taken_away
from tests.factories import NOW
from tests.migrated import Migrated, of_this_worker
from tests.snapshots import Snapshot

FIRST = (
    "site/test_apis_tell_nothing.py",
    "packaging/test_host.py",
    "faults/test_killed_servers.py",
    "site/test_parity.py",
    "site/test_participation_schemathesis.py",
    "site/test_permissions.py",
    "browser/test_tutorial.py",
    "browser/test_journey.py",
    "browser/test_every_page.py",
    "browser/test_preview.py",
    "browser/test_moderation_journey.py",
    "browser/test_admin_pages.py",
    "browser/test_interactions.py",
    "browser/test_embed.py",
    "browser/test_api_manual.py",
    "browser/test_desk.py",
)
"""Files that take long, so that no processor is left alone with one of them at the end."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    tests = Path(__file__).parent
    names = [item.path.relative_to(tests).as_posix() for item in items]
    order = sorted(
        range(len(items)),
        key=lambda at: FIRST.index(names[at]) if names[at] in FIRST else len(FIRST),
    )
    items[:] = [items[at] for at in order]


class Scheduling(LoadFileScheduling):
    """Keep the tests of a file together, and those of the wheel, which is built for all of them."""

    def _split_scope(self, nodeid: str) -> str:
        return PACKAGING if nodeid.startswith(PACKAGING) else super()._split_scope(nodeid)


PACKAGING = "tests/packaging/"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling | None:
    """Hand out the tests so where they are handed out by files."""
    return Scheduling(config, log) if config.getoption("dist") == "loadfile" else None


def pytest_sessionstart() -> None:
    """Look up translations as cheaply as whatever serves the site does."""
    merge_catalogues()


def pytest_collection_finish() -> None:
    """Look for garbage less often: what was imported stays, and a test leaves little behind."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 50, 50)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Run each test with room for its frames, as each request has it where the site is served."""
    return roomy(runner.pytest_runtest_protocol)(item, nextitem)


@pytest.fixture(scope="session")
def migrated(django_db_modify_db_settings) -> Migrated | None:
    """Begin with a copy of a database that was migrated already, if there is one."""
    found = of_this_worker()
    if found is not None:
        found.begin()
    return found


@pytest.fixture(scope="session")
def django_db_createdb(migrated, django_db_createdb) -> bool:
    """Make the database from nothing where there is none to copy, and only there."""
    return django_db_createdb if migrated is None else not migrated.found


@pytest.fixture(scope="session")
def django_db_setup(migrated, django_db_setup, django_db_blocker) -> None:
    """Keep what was made for the other workers, and for later runs."""
    if migrated is not None:
        with django_db_blocker.unblock():
            migrated.finish()


@pytest.fixture(autouse=True)
def site_language():
    """Let no test go on in the language of a page that another asked for."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def empty_cache():
    """Let no test see what another left in the cache, or in Wagtail's map of sites."""
    cache.clear()
    Site.clear_site_root_paths_cache()


@pytest.fixture(scope="session")
def rows_at_first(django_db_setup, django_db_blocker) -> dict[str, int]:
    """Return how many rows each table of the test database begins with."""
    with django_db_blocker.unblock():
        return rows_by_table()


@pytest.fixture(autouse=True, scope="module")
def nothing_left_behind(request, django_db_blocker) -> Iterator[None]:
    """Fail where a module has committed rows, which other tests would find."""
    if not uses_database(request):
        yield
        return
    before = request.getfixturevalue("rows_at_first")
    yield
    with django_db_blocker.unblock():
        after = rows_by_table()
    left = {name: after[name] - number for name, number in before.items() if after[name] != number}
    before.update(after)
    assert not left, f"{request.node.name} left rows behind (see tests/committed.py): {left}"


def uses_database(request: pytest.FixtureRequest) -> bool:
    """Whether a test of the module that is beginning asks for the database that all share."""
    return any(
        "django_db_setup" in item.fixturenames or item.get_closest_marker("django_db")
        for item in request.session.items
        if item.path == request.path and not item.get_closest_marker("browser")
    )


@pytest.fixture
def committed(request, django_db_setup, django_db_blocker) -> Iterator[None]:
    """Open the test database without a transaction around the test; put all rows back after.

    A module whose tests need it overrides pytest-django's ``db``, by whose name alone it knows that
    a test database is needed: without one, this would be the developer's own.
    """
    assert "db" in request.fixturenames, "Override `db` with `committed`."
    with django_db_blocker.unblock(), taken_away():
        yield


@pytest.fixture
def at() -> datetime:
    """The instant at which the test takes place."""
    return NOW


@pytest.fixture
def clock():
    """Stop the clock at ``NOW`` for whatever reads it at the edge."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@dataclass
class World:
    """A site with a hub, an open consultation and a discussion in it."""

    home: HomePage
    hub: ConsultationIndexPage
    consultation: ConsultationPage
    discussion: DiscussionPage


@pytest.fixture
def world(db) -> World:
    """Return the small site that page tests walk through."""
    return WORLD.take()


@time_machine.travel(NOW, tick=False)
def make_world() -> World:
    """Make it by the factories, always at the same instant."""
    root = Page.objects.get(depth=1)
    home = factories.HomePageFactory(parent=root, slug="front")
    Site.objects.all().delete()
    Site.objects.create(
        hostname="localhost", port=80, root_page=home, is_default_site=True, site_name="Northbank"
    )
    hub = factories.ConsultationIndexPageFactory(parent=home)
    consultation = factories.ConsultationPageFactory(
        parent=hub, title="Safer streets", slug="safer-streets"
    )
    discussion = factories.DiscussionPageFactory(
        parent=consultation, title="The walk home", slug="walk-home"
    )
    return World(home, hub, consultation, discussion)


WORLD = Snapshot(make_world)


@pytest.fixture
def member(db):
    """A member of the public."""
    return factories.UserFactory(pseudonym="Lamplighter")


@pytest.fixture
def other_member(db):
    """Another member of the public."""
    return factories.UserFactory(pseudonym="Night bus")
