"""Versions of what answers show. A version is drawn at random and never used twice.

Another version is all that a change leaves behind. A cache that drops one makes whatever rests on
it stale; one that cannot be reached keeps nobody from an answer, which is then made anew.
"""

import logging
import secrets
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import suppress

from django.core.cache import BaseCache, caches

from discussion_pages.conf import setting

logger = logging.getLogger(__name__)

PREFIX = "discussion_pages.v:"
JOURNAL = "*"
"""Changes with every change, before what has changed does."""
KEPT_SECONDS = 7 * 24 * 60 * 60
PATIENCE_SECONDS = 1.0
"""How long a cache that failed is left alone."""

_unsaid: set[str] = set()
_lock = threading.Lock()
_failed_at = float("-inf")


def is_on() -> bool:
    """Say whether the site keeps answers at all."""
    return bool(setting("CACHE"))


def cache() -> BaseCache:
    """Return the cache that the site names."""
    return caches[setting("CACHE")]


def is_away() -> bool:
    """Say whether the cache has just failed, so that asking it again would only take time."""
    return time.monotonic() - _failed_at < PATIENCE_SECONDS


def note_failure(what: str) -> None:
    """Log that the cache failed (the caller is handling its error), and leave it alone a while."""
    global _failed_at
    if not is_away():
        is_told = isinstance(sys.exc_info()[1], Away)
        logger.warning("The cache of answers is away: %s", what, exc_info=not is_told)
    _failed_at = time.monotonic()


def current(keys: Iterable[str]) -> dict[str, int]:
    """Return the versions of these as they are now; what has none is left out. One round trip."""
    names = {PREFIX + key: key for key in keys}
    return {names[name]: version for name, version in cache().get_many(names).items()}


class Away(Exception):
    """The cache takes no versions at the moment, and says nothing of why."""


def read(keys: Iterable[str]) -> dict[str, int]:
    """Return the versions of these, drawing those that are missing.

    Raises:
        Away: some cannot be drawn.
    """
    wanted = set(keys)
    found = current(wanted)
    missing = [key for key in wanted if key not in found]
    for key in missing:
        cache().add(PREFIX + key, _draw(), KEPT_SECONDS)
    if missing:
        found |= current(missing)
    if len(found) < len(wanted):
        raise Away
    return found


def change(keys: Iterable[str]) -> bool:
    """Give these new versions, and say whether that could be said. It never fails.

    What could not be said is said at the next chance, by this process if it lives to see it.
    The journal comes first. Whoever finds it unchanged after reading a version knows that the
    version is as old as the journal.
    """
    with _lock:
        wanted = set(keys) | _unsaid
        _unsaid.clear()
    if not wanted:
        return True
    try:
        cache().set(PREFIX + JOURNAL, _draw(), KEPT_SECONDS)
        failed = cache().set_many({PREFIX + key: _draw() for key in wanted}, KEPT_SECONDS)
        if failed:
            raise Away
    except Exception:
        with _lock:
            _unsaid.update(wanted)
        note_failure("what has changed could not be said yet")
        return False
    return True


def forget(keys: Iterable[str]) -> None:
    """Drop the versions of what no answer rests on. It never fails."""
    try:
        cache().delete_many([PREFIX + key for key in keys])
    except Exception:
        note_failure("what is not needed any more could not be deleted")


def say_what_is_unsaid() -> None:
    """Say what could not be said while the cache was away."""
    if _unsaid and not is_away():
        change(())


def forget_failure() -> None:
    """Ask the cache again at once, with nothing left to say: for tests."""
    global _failed_at
    _failed_at = float("-inf")
    with suppress(KeyError):
        _unsaid.clear()


def _draw() -> int:
    return secrets.randbits(62)
