"""A cache on Redis that the site outlives.

Django's own backend raises while Redis is away, and then every page that asks the cache fails. This
one answers as an empty cache does: pages are made anew, and nothing is kept. Two things it does not
let go of:

* Limits are counted in the process meanwhile. So a limit on sign-in still holds, once for each
  process, instead of holding nobody back or everybody.
* What should have been deleted is deleted once Redis is back, before anything is read from it.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")

LIMITS = ("allauth:rl:", "API_LIMITS:", "API_V3_LIMITS:", "FORM_LIMITS:")
"""How keys begin by which requests are limited."""
PATIENCE = 0.25
"""Seconds that one request waits for Redis, before all of them do without it for a while."""
AWAY_FOR = 2.0
"""Seconds after which one request tries again."""
TELL_EVERY = 60.0
"""Seconds between two lines in the log while Redis stays away."""
COUNTED_HERE_MAX = 100_000
"""Limits that one process counts for itself."""
OWED_MAX = 10_000
"""Deletions to remember. Where more are due, everything is deleted."""


class _Circuit:
    """What this process knows of one Redis, shared by its threads."""

    def __init__(self, name: str) -> None:
        self.lock = threading.Lock()
        self.name = name
        self.is_away = False
        self.try_at = 0.0
        self.tell_at = 0.0
        self.owed: set[str] = set()
        self.owes_all = False

    def may_ask(self) -> bool:
        """Say whether to ask Redis now. While it is away, one caller at a time tries again."""
        if not self.is_away:
            return True
        with self.lock:
            now = time.monotonic()
            if self.is_away and now < self.try_at:
                return False
            self.try_at = now + AWAY_FOR
            return True

    def failed(self, error: Exception) -> None:
        """Do without Redis for a while; the log hears of it once in a while."""
        with self.lock:
            now = time.monotonic()
            self.is_away, self.try_at = True, now + AWAY_FOR
            if now < self.tell_at:
                return
            self.tell_at = now + TELL_EVERY
        logger.error(
            "The cache on Redis does not answer (%s): pages are made anew, and limits are counted "
            "in each process",
            type(error).__name__,
        )

    def answered(self) -> None:
        """Use Redis again."""
        if not self.is_away:
            return
        with self.lock:
            if not self.is_away:
                return
            self.is_away, self.tell_at = False, 0.0
        logger.warning("The cache on Redis answers again")

    def owe(self, keys: Iterable[str]) -> None:
        """Remember what could not be deleted."""
        with self.lock:
            self.owed.update(keys)
            if len(self.owed) > OWED_MAX:
                self.owed.clear()
                self.owes_all = True

    def owe_all(self) -> None:
        """Remember that the cache could not be emptied."""
        with self.lock:
            self.owed.clear()
            self.owes_all = True

    def take_owed(self) -> tuple[set[str], bool]:
        """Return what is to be deleted, and whether that is everything."""
        with self.lock:
            owed, owes_all = self.owed, self.owes_all
            self.owed, self.owes_all = set(), False
            return owed, owes_all


_circuits: dict[tuple[str, ...], _Circuit] = {}
_circuits_lock = threading.Lock()


class _KeptClients(RedisCacheClient):
    """Makes redis-py's client once for each server. Django makes one for each command."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._clients: dict[Any, Any] = {}

    def get_client(self, key: str | None = None, *, write: bool = False) -> Any:
        """Return the client of the server that is to be asked."""
        pool = self._get_connection_pool(write)
        if pool not in self._clients:
            self._clients[pool] = self._client(connection_pool=pool)
        return self._clients[pool]


class PatientRedisCache(RedisCache):
    """Django's cache on Redis, which is an empty cache while Redis is away.

    ``OPTIONS`` takes what Django's takes, and ``limits``: how more keys begin that count requests.
    """

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        from redis.backoff import NoBackoff
        from redis.exceptions import ConnectionError as RedisConnectionError
        from redis.retry import Retry

        options = dict(params.get("OPTIONS") or {})
        self._limits = (*LIMITS, *options.pop("limits", ()))
        options.setdefault("socket_connect_timeout", PATIENCE)
        options.setdefault("socket_timeout", PATIENCE)
        # Once more at once: a connection that a restart of Redis cut says so only when it is used.
        options.setdefault("retry", Retry(NoBackoff(), 1, supported_errors=(RedisConnectionError,)))
        super().__init__(server, params | {"OPTIONS": options})
        self._class = _KeptClients
        name = tuple(self._servers)
        with _circuits_lock:
            self._circuit = _circuits.setdefault(name, _Circuit(repr(name)))
        self._here = LocMemCache(
            f"limits of {name!r}", params | {"OPTIONS": {"MAX_ENTRIES": COUNTED_HERE_MAX}}
        )

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Store a value unless there is one; where nothing can be stored, say it was."""
        return self._try(
            lambda: super(PatientRedisCache, self).add(key, value, timeout, version),
            self._or_here(key, lambda here: here.add(key, value, timeout, version), True),
        )

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Return a value, or the default."""
        return self._try(
            lambda: super(PatientRedisCache, self).get(key, default, version),
            self._or_here(key, lambda here: here.get(key, default, version), default),
        )

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Store a value. An older one is deleted as soon as it can be."""
        self._try(
            lambda: super(PatientRedisCache, self).set(key, value, timeout, version),
            self._or_here(key, lambda here: here.set(key, value, timeout, version), None),
            owed=[key],
            version=version,
        )

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value for longer."""
        return self._try(
            lambda: super(PatientRedisCache, self).touch(key, timeout, version),
            self._or_here(key, lambda here: here.touch(key, timeout, version), False),
        )

    def delete(self, key: str, version: int | None = None) -> bool:
        """Delete a value, now or as soon as it can be."""
        return self._try(
            lambda: super(PatientRedisCache, self).delete(key, version),
            self._or_here(key, lambda here: here.delete(key, version), False),
            owed=[key],
            version=version,
        )

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        """Return those values that are there."""
        wanted = list(keys)
        return self._try(lambda: super(PatientRedisCache, self).get_many(wanted, version), dict)

    def has_key(self, key: str, version: int | None = None) -> bool:
        """Say whether there is a value."""
        return self._try(
            lambda: super(PatientRedisCache, self).has_key(key, version),
            self._or_here(key, lambda here: here.has_key(key, version), False),
        )

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add to a number.

        Raises:
            ValueError: there is none.
        """
        return self._try(
            lambda: super(PatientRedisCache, self).incr(key, delta, version),
            lambda: self._here.incr(key, delta, version),
            owed=[] if self._counts(key) else [key],
            version=version,
        )

    def set_many(
        self, data: dict[str, Any], timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> list[str]:
        """Store values, and return the keys of those that were not."""
        return self._try(
            lambda: super(PatientRedisCache, self).set_many(data, timeout, version),
            lambda: list(data),
            owed=list(data),
            version=version,
        )

    def delete_many(self, keys: Iterable[str], version: int | None = None) -> None:
        """Delete values, now or as soon as it can be."""
        unwanted = list(keys)
        self._try(
            lambda: super(PatientRedisCache, self).delete_many(unwanted, version),
            lambda: self._here.delete_many(unwanted, version),
            owed=unwanted,
            version=version,
        )

    def clear(self) -> bool:
        """Delete everything, now or as soon as it can be."""
        self._here.clear()

        def later() -> bool:
            self._circuit.owe_all()
            return False

        return self._try(lambda: super(PatientRedisCache, self).clear(), later)

    def _try(
        self,
        ask: Callable[[], Answer],
        otherwise: Callable[[], Answer],
        *,
        owed: Iterable[str] = (),
        version: int | None = None,
    ) -> Answer:
        """Ask Redis, or do without. ``owed``: keys whose values must not outlive this."""
        from redis import exceptions

        away = (
            exceptions.ConnectionError,
            exceptions.TimeoutError,
            exceptions.ReadOnlyError,
            exceptions.OutOfMemoryError,
            OSError,
        )
        circuit = self._circuit
        if circuit.may_ask():
            try:
                self._pay()
                answer = ask()
            except away as error:
                circuit.failed(error)
            else:
                circuit.answered()
                return answer
        circuit.owe(self.make_and_validate_key(key, version=version) for key in owed)
        return otherwise()

    def _pay(self) -> None:
        """Delete what was to be deleted while Redis was away."""
        circuit = self._circuit
        if not (circuit.owed or circuit.owes_all):
            return
        owed, owes_all = circuit.take_owed()
        try:
            if owes_all:
                self._cache.clear()
            elif owed:
                self._cache.delete_many(owed)
        except BaseException:
            circuit.owe(owed)
            if owes_all:
                circuit.owe_all()
            raise

    def _or_here(
        self, key: str, count: Callable[[LocMemCache], Answer], otherwise: Answer
    ) -> Callable[[], Answer]:
        """Return how to do without Redis: a limit is counted here, the rest is not there."""
        return (lambda: count(self._here)) if self._counts(key) else (lambda: otherwise)

    def _counts(self, key: str) -> bool:
        return key.startswith(self._limits)
