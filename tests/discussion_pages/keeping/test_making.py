"""One answer at a time: who makes it, who waits, and what a change in between does."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.core.management import call_command
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from discussion_pages.keeping import answers, versions
from discussion_pages.keeping.collecting import holds_until, keep, shows
from discussion_pages.middleware import KeptAnswersMiddleware

GET = RequestFactory(headers={"host": "localhost"}).get


class Page:
    """A page whose text anybody may change, and that counts how often it is made."""

    def __init__(self, meanwhile: Callable[[], Any] = lambda: None) -> None:
        self.text, self.made, self.meanwhile = "first", 0, meanwhile
        self.keys: tuple[str, ...] = ("page:1",)
        self.parameters: tuple[str, ...] = ()
        self.site = KeptAnswersMiddleware(self.make)

    def make(self, request: Any) -> HttpResponse:
        self.made += 1
        text = self.text
        self.meanwhile()
        keep(*self.parameters)
        shows(*self.keys)
        return HttpResponse(text)

    def read(self, path: str = "/") -> str:
        return self.site(GET(path)).content.decode()

    def write(self, text: str) -> None:
        self.text = text
        versions.change(["page:1"])


def test_five_hundred_readers_of_a_page_just_changed_have_it_made_once():
    page = Page(meanwhile=lambda: time.sleep(0.05))
    page.read()
    page.write("second")
    start = threading.Barrier(100)

    def reader(_number: int) -> list[str]:
        start.wait()
        return [page.read() for _time in range(5)]

    with ThreadPoolExecutor(100) as readers:
        found = [text for texts in readers.map(reader, range(100)) for text in texts]
    assert found == ["second"] * 500
    assert page.made == 2


def test_a_reader_who_looked_before_it_was_made_and_has_the_turn_after_does_not_make_it_again():
    page = Page()
    page.read()
    page.write("second")
    take = page.site.turns.take

    def late(address: answers.Address) -> Any:
        page.site.turns.take = take
        page.read()
        return take(address)

    page.site.turns.take = late
    assert page.read() == "second"
    assert page.made == 2


def test_readers_of_a_page_that_was_never_kept_have_it_made_once_too():
    page = Page(meanwhile=lambda: time.sleep(0.05))
    with ThreadPoolExecutor(30) as readers:
        assert set(readers.map(lambda _number: page.read(), range(30))) == {"first"}
    assert page.made == 1


def test_where_making_it_fails_the_next_reader_makes_it():
    page = Page()
    page.read()
    page.write("second")
    failures = iter([RuntimeError("boom")])

    def fail_once() -> None:
        time.sleep(0.05)
        if failure := next(failures, None):
            raise failure

    page.meanwhile = fail_once

    def reader(_number: int) -> str:
        try:
            return page.read()
        except RuntimeError:
            return "failed"

    with ThreadPoolExecutor(20) as readers:
        found = sorted(readers.map(reader, range(20)))
    assert found == ["failed"] + ["second"] * 19
    assert page.made == 3


def test_where_its_maker_is_killed_the_turn_runs_out(monkeypatch):
    page = Page()
    page.read()
    page.write("second")
    monkeypatch.setattr(answers, "LOCK_SECONDS", 1)
    address = answers.Address("http", "localhost", "/")
    killed = page.site.turns.take(address)
    assert killed.__enter__()  # and never again a word of it
    before = time.monotonic()
    assert page.read() == "second"
    assert 0.5 < time.monotonic() - before < 5


def test_nobody_waits_where_nothing_is_kept():
    order: list[str] = []

    def never_kept(_request: Any) -> HttpResponse:
        order.append("in")
        time.sleep(0.05)
        order.append("out")
        return HttpResponse("mine", headers={"Cache-Control": "private"})

    site = KeptAnswersMiddleware(never_kept)
    site(GET("/"))
    order.clear()
    with ThreadPoolExecutor(8) as readers:
        list(readers.map(lambda _number: site(GET("/")), range(8)))
    assert order[:4] == ["in"] * 4, "side by side"


def test_a_page_begun_before_a_change_and_done_after_it_is_not_kept():
    page = Page()
    page.read()
    page.write("second")
    page.meanwhile = lambda: page.write("third")
    assert page.read() == "second", "for whoever had asked already"
    page.meanwhile = lambda: None
    assert page.read() == "third"
    assert page.read() == "third"
    assert page.made == 3


def test_nor_is_one_that_rests_on_what_nobody_knew_of_before():
    page = Page(meanwhile=lambda: page.write("second"))
    assert page.read() == "first"
    page.meanwhile = lambda: None
    assert page.read() == "second"


def test_nor_one_that_comes_to_rest_on_more_while_that_changes():
    page = Page()
    page.read()
    versions.change(["page:1"])
    page.keys = ("page:1", "page:2")
    page.meanwhile = lambda: versions.change(["page:2"])
    page.read()
    made = page.made
    page.meanwhile = lambda: None
    page.read()
    assert page.made == made + 1


def test_a_change_of_something_else_in_between_does_not_matter():
    page = Page()
    page.read()
    page.write("second")
    page.meanwhile = lambda: versions.change(["page:3"])
    page.read()
    page.read()
    assert page.made == 2


@pytest.mark.parametrize("path", ["/", "/?page=2"])
def test_nor_where_the_last_one_is_over(path, settings, monkeypatch):
    settings.DISCUSSION_PAGES_CACHE_SECONDS = settings.DISCUSSION_PAGES_CACHE_QUERY_SECONDS = 1
    page = Page()
    page.parameters = ("page",)
    page.read(path)
    time.sleep(1.1)
    address = answers.Address("http", "localhost", "/", path.partition("?")[2])
    assert not answers.find(address).content, "only what it rested on is left"
    page.meanwhile = lambda: versions.change(["page:3"])
    page.read(path)
    page.read(path)
    assert page.made == 2


def test_what_turned_while_it_was_made_is_not_kept():
    page = Page()
    page.meanwhile = lambda: (
        holds_until(timezone.now() + timedelta(milliseconds=20), at=timezone.now())
        or time.sleep(0.03)
    )
    page.read()
    page.read()
    assert page.made == 2


def test_versions_that_a_cache_drops_make_the_page_anew_and_are_never_drawn_again():
    page = Page()
    page.read()
    first = versions.current(["page:1"])
    cache = caches["default"]
    cache.delete(versions.PREFIX + "page:1")
    page.text = "second"
    assert page.read() == "second"
    assert versions.current(["page:1"]) != first


class BrokenCache(LocMemCache):
    """A cache that fails while it is told to."""

    is_broken = True

    def _check(self) -> None:
        if BrokenCache.is_broken:
            raise ConnectionError("away")

    def get(self, *args, **kwargs):
        self._check()
        return super().get(*args, **kwargs)

    def set(self, *args, **kwargs):
        self._check()
        return super().set(*args, **kwargs)

    def add(self, *args, **kwargs):
        self._check()
        return super().add(*args, **kwargs)


@pytest.fixture
def broken(settings, monkeypatch):
    path = f"{__name__}.BrokenCache"
    settings.CACHES = settings.CACHES | {"broken": {"BACKEND": path, "LOCATION": "broken"}}
    settings.DISCUSSION_PAGES_CACHE = "broken"
    monkeypatch.setattr(versions, "PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr(BrokenCache, "is_broken", False)
    caches["broken"].clear()
    return lambda is_broken: monkeypatch.setattr(BrokenCache, "is_broken", is_broken)


def test_while_the_cache_is_away_every_page_is_made_and_the_log_says_so_once(broken, caplog):
    page = Page()
    broken(True)
    assert [page.read() for _time in range(3)] == ["first"] * 3
    assert page.made == 3
    assert len([r for r in caplog.records if r.name.startswith("discussion_pages")]) == 1


def test_what_changed_while_it_was_away_is_said_before_it_is_read_again(broken):
    page = Page()
    page.read()
    broken(True)
    page.write("second")
    broken(False)
    time.sleep(0.06)
    assert page.read() == "second"


@pytest.mark.parametrize("at", ["get", "set", "add"])
def test_a_cache_that_fails_at_any_step_keeps_nobody_from_the_page(broken, monkeypatch, at):
    page = Page()

    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise ConnectionError("away")

    monkeypatch.setattr(caches["broken"], at, fail)
    assert page.read() == "first"
    assert page.read() == "first"


@pytest.mark.django_db
def test_the_database_cache_keeps_answers_too(settings):
    settings.CACHES = settings.CACHES | {
        "table": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "kept_answers",
        }
    }
    call_command("createcachetable", verbosity=0)
    settings.DISCUSSION_PAGES_CACHE = "table"
    page = Page()
    assert [page.read(), page.read()] == ["first", "first"]
    assert page.made == 1
    page.write("second")
    assert [page.read(), page.read()] == ["second", "second"]
    assert page.made == 2
