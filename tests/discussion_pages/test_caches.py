"""The cache on Redis: what it does while Redis is away, and when it is back."""

import logging
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest

from discussion_pages import caches
from discussion_pages.caches import PatientRedisCache
from tests.faults.neighbours import Redis

LIMIT = "allauth:rl:account:login:10/m/ip:192.0.2.1"


@pytest.fixture
def redis() -> Iterator[Redis]:
    server = Redis()
    server.start()
    yield server
    server.kill()


@pytest.fixture(autouse=True)
def soon(monkeypatch) -> None:
    """Let nobody wait long for the next attempt."""
    monkeypatch.setattr(caches, "AWAY_FOR", 0.05)


def cache_on(redis: Redis) -> PatientRedisCache:
    return PatientRedisCache(redis.url, {})


def wait_until_tried_again() -> None:
    time.sleep(0.06)


ANSWERS: list[tuple[str, tuple[Any, ...], Any]] = [
    ("get", ("page",), None),
    ("get", ("page", "default"), "default"),
    ("get_many", (["page", "other"],), {}),
    ("has_key", ("page",), False),
    ("set", ("page", "words"), None),
    ("set_many", ({"page": "words"},), ["page"]),
    ("add", ("page", "words"), True),
    ("touch", ("page",), False),
    ("delete", ("page",), False),
    ("delete_many", (["page"],), None),
    ("get_or_set", ("page", "made"), "made"),
    ("clear", (), False),
]


@pytest.mark.parametrize(("name", "args", "answer"), ANSWERS)
def test_without_redis_it_is_an_empty_cache(redis, name, args, answer):
    cache = cache_on(redis)
    redis.kill()
    for _turn in range(2):  # asked, and not asked any more
        assert getattr(cache, name)(*args) == answer


def test_without_redis_a_number_is_not_there(redis):
    redis.kill()
    with pytest.raises(ValueError, match="not found"):
        cache_on(redis).incr("visits")


def test_limits_go_on_being_counted_in_the_process(redis):
    redis.kill()
    one, of_another_thread = cache_on(redis), cache_on(redis)
    assert one.add(f"{LIMIT}:lock", True, 10) is True
    assert of_another_thread.add(f"{LIMIT}:lock", True, 10) is False
    assert one.delete(f"{LIMIT}:lock") is True
    assert of_another_thread.add(f"{LIMIT}:lock", True, 10) is True
    one.set(LIMIT, [2.0, 1.0], 60)
    assert of_another_thread.get(LIMIT, []) == [2.0, 1.0]
    assert one.add("API_LIMITS:write:60:1:somebody", 0, 61) is True
    assert of_another_thread.incr("API_LIMITS:write:60:1:somebody") == 1
    assert one.incr("API_LIMITS:write:60:1:somebody") == 2


def test_a_host_names_limits_of_its_own(redis):
    redis.kill()
    cache = PatientRedisCache(redis.url, {"OPTIONS": {"limits": ["mine:"]}})
    cache.set("mine:somebody", 3)
    assert cache.get("mine:somebody") == 3
    assert cache.get(LIMIT) is None


def test_once_redis_is_back_it_is_used_again(redis):
    cache = cache_on(redis)
    cache.set("page", "before")
    redis.kill()
    assert cache.get("page") is None
    redis.start()
    assert cache.get("page") is None  # not asked yet
    wait_until_tried_again()
    cache.set("page", "after")
    assert cache.get("page") == "after"
    assert cache_on(redis).get("page") == "after"


def test_a_restart_in_between_is_not_noticed(redis):
    cache = cache_on(redis)
    cache.set("page", "before")
    redis.kill()
    redis.start()
    cache.set("page", "after")
    assert cache.get("page") == "after"


class Away:
    """Lets a cache's Redis be out of reach, with all that it holds."""

    def __init__(self, redis: Redis) -> None:
        self.cache = cache_on(redis)
        self.pool = self.cache._cache.get_client(None).connection_pool
        self.port = redis.port

    def __enter__(self) -> PatientRedisCache:
        self.pool.connection_kwargs["port"] = 1
        assert self.cache.get("anything") is None
        assert self.cache._circuit.is_away
        return self.cache

    def __exit__(self, *args: Any) -> None:
        self.pool.connection_kwargs["port"] = self.port
        self.pool.reset()
        wait_until_tried_again()


def count(cache: PatientRedisCache) -> None:
    with pytest.raises(ValueError, match="not found"):
        cache.incr("page")


@pytest.mark.parametrize(
    "change",
    [
        lambda cache: cache.delete("page"),
        lambda cache: cache.delete_many(["page"]),
        lambda cache: cache.clear(),
        lambda cache: cache.set("page", "new"),
        lambda cache: cache.set_many({"page": "new"}),
        count,
    ],
    ids=["delete", "delete_many", "clear", "set", "set_many", "incr"],
)
def test_what_could_not_be_deleted_is_deleted_before_anything_is_read(redis, change):
    other = cache_on(redis)
    other.set("page", 1)
    other.set("untouched", 1)
    with Away(redis) as cache:
        change(cache)
        assert other._cache.get(other.make_key("page"), None) == 1
    assert cache.get("page") is None
    assert not cache._circuit.is_away
    assert other.get("page") is None


def test_what_nobody_changed_is_kept(redis):
    other = cache_on(redis)
    other.set("untouched", 1)
    with Away(redis) as cache:
        cache.delete("page")
    assert cache.get("untouched") == 1


def test_more_deletions_than_can_be_remembered_empty_the_cache(monkeypatch, redis):
    monkeypatch.setattr(caches, "OWED_MAX", 3)
    cache_on(redis).set("untouched", 1)
    with Away(redis) as cache:
        cache.delete_many([f"page-{number}" for number in range(5)])
        assert cache._circuit.owed == set()
    assert cache.get("untouched") is None


def test_nobody_waits_long_for_a_redis_that_says_nothing(monkeypatch):
    monkeypatch.setattr(caches, "AWAY_FOR", 60)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        cache = PatientRedisCache(f"redis://127.0.0.1:{silent.getsockname()[1]}/0", {})
        started = time.monotonic()
        assert cache.get("page") is None
        assert 0.2 < time.monotonic() - started < 5
        started = time.monotonic()
        assert [cache.get("page") for _turn in range(100)] == [None] * 100
        assert time.monotonic() - started < 0.2


def test_the_log_is_told_once_in_a_while(redis, caplog):
    cache = cache_on(redis)
    redis.kill()
    with caplog.at_level(logging.WARNING):
        for _turn in range(3):
            cache.get("page")
            wait_until_tried_again()
        redis.start()
        wait_until_tried_again()
        cache.get("page")
    levels = [record.levelname for record in caplog.records]
    assert levels == ["ERROR", "WARNING"]


def test_mistakes_of_ours_are_not_hidden(redis):
    cache = cache_on(redis)
    with pytest.raises(Exception, match=r"pickle|local object"):
        cache.set("page", lambda: None)


def test_commands_share_a_client_for_each_server(redis):
    cache = cache_on(redis)
    cache.set("page", "words", 60)
    first = cache._cache.get_client("page", write=True)
    assert cache.get("page") == "words"
    assert cache._cache.get_client("other") is first
    other = PatientRedisCache(f"{redis.url},{redis.url}", {})._cache
    assert other.get_client("page", write=True) is not other.get_client("page")
