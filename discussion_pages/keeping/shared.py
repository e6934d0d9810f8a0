"""Caches between here and the reader: what they hold, and telling them when it has changed.

A ledger says which addresses may be held there, and what each of them shows. A kept answer that
others may keep too has its lines in the ledger for as long as it is right.
"""

import logging
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from wagtail.contrib.frontend_cache.utils import get_backends

from discussion_pages.conf import setting
from discussion_pages.keeping import versions
from discussion_pages.keeping.answers import Address, Answer

logger = logging.getLogger(__name__)

DUE = ""
BATCH = 200
WAGTAILS_LOG = logging.getLogger("wagtail.frontendcache")
FORGET_AFTER = timedelta(hours=1)


def is_on() -> bool:
    """Say whether there are caches before us that can be told."""
    return bool(getattr(settings, "WAGTAILFRONTENDCACHE", None)) and most_seconds() > 0


def most_seconds() -> int:
    """Return for how long they may hold an answer at most."""
    return setting("CACHE_SHARED_SECONDS")


def address_key(url: str) -> str:
    """Return the key of the ledger's lines about one address."""
    return f"shared:{sha256(url.encode()).hexdigest()[:32]}"


def may_be_shared(address: Address) -> bool:
    """Say whether others may keep what is at an address: one that names all that it differs by.

    Not every cache heeds what an answer says it varies by, so the language has to be in the path.
    """
    return is_on() and not address.language


def note(address: Address, found: dict[str, int], *, until: datetime) -> bool:
    """Write into the ledger what is shown at an address; ``False`` where that is true no more.

    A change that came before the lines were there cannot have found them: so the versions are
    compared once more. It never fails: what cannot be written down is not shared.
    """
    from discussion_pages.models import SharedAddress

    try:
        rows = [SharedAddress(key=key, url=address.url, until=until) for key in found]
        with transaction.atomic():
            SharedAddress.objects.bulk_create(
                rows,
                update_conflicts=True,
                unique_fields=["key", "url"],
                update_fields=["until"],
            )
        return Answer(found).rests_on_what_is_so()
    except Exception:
        logger.exception("An address could not be written down, so that it is not shared")
        return False


def changed(keys: Collection[str]) -> None:
    """Have caches told of every address that shows one of these. It never fails.

    The versions of the keys are new by now. The lines go, then the kept answers of those addresses,
    then the caches are told: whatever is given out in between is told away as well.
    """
    from discussion_pages.models import SharedAddress

    if not is_on():
        return
    try:
        with transaction.atomic():
            concerned = SharedAddress.objects.filter(key__in=keys).exclude(key=DUE)
            # In the database's order, in which `_settle` locks them too.
            urls = list(concerned.order_by("url").values_list("url", flat=True).distinct())
            for some in _batches(urls):
                SharedAddress.objects.filter(url__in=some).exclude(key=DUE).delete()
                SharedAddress.objects.bulk_create(
                    [SharedAddress(key=DUE, url=url, until=timezone.now()) for url in some],
                    update_conflicts=True,  # somebody may be telling of an earlier change
                    unique_fields=["key", "url"],
                    update_fields=["until"],
                )
        if urls:
            versions.change(address_key(url) for url in urls)
            tell_caches.enqueue()
    except Exception:
        logger.exception("Caches before the site could not be told; they forget by themselves")


@task()
def tell_caches() -> None:
    """Tell caches what is due."""
    tell_what_is_due(at=timezone.now())


def tell_what_is_due(*, at: datetime) -> tuple[int, int]:
    """Tell caches of all addresses that have changed; return how many they were told, and not.

    What fails stays due, and what changed again meanwhile. Lines that no cache can rest on any more
    are deleted.
    """
    from discussion_pages.models import SharedAddress

    due = list(SharedAddress.objects.filter(key=DUE).order_by("pk").values_list("url", "until"))
    told = 0
    for some in _batches(due):
        failed = _purge({url for url, _until in some})
        done = {url: until for url, until in some if url not in failed}
        _settle(done)
        told += len(done)
    SharedAddress.objects.exclude(key=DUE).filter(until__lt=at - FORGET_AFTER).delete()
    return told, len(due) - told


def _settle(told: dict[str, datetime]) -> None:
    """Delete what caches were told of, but for what has changed since it was read.

    The rows are locked in the order in which whoever changes something writes them.
    """
    from discussion_pages.models import SharedAddress

    rows = SharedAddress.objects.filter(key=DUE, url__in=list(told)).order_by("url")
    with transaction.atomic():
        locked = rows.select_for_update(no_key=True).values_list("pk", "url", "until")
        settled = [pk for pk, url, until in locked if until == told[url]]
        SharedAddress.objects.filter(pk__in=settled).delete()


def _purge(urls: set[str]) -> set[str]:
    """Purge some addresses; return those that a cache may still hold."""
    failed: set[str] = set()
    for backend in get_backends().values():
        theirs = sorted(u for u in urls if backend.invalidates_hostname(urlsplit(u).netloc))
        try:
            with _heard_errors() as errors:
                backend.purge_batch(theirs)
        except Exception:
            logger.exception("A cache before the site could not be told")
            errors = ["raised"]
        if errors:
            failed |= set(theirs)
    return failed


@contextmanager
def _heard_errors() -> Iterator[list[str]]:
    """Hear what Wagtail's backends only log: that a cache did not take it."""
    heard: list[str] = []
    me = threading.get_ident()

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread == me:
                heard.append(record.getMessage())

    ear = Ear(logging.ERROR)
    WAGTAILS_LOG.addHandler(ear)
    try:
        yield heard
    finally:
        WAGTAILS_LOG.removeHandler(ear)


def _batches(rows: list[Any]) -> Iterator[list[Any]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))
