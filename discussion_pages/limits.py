"""How often somebody may ask: counted in the default cache.

Exact across processes on Redis and Memcached, and for each process on its own where the cache is in
the process. A cache without a counter of its own, such as Django's in the database or in files,
counts across processes too, but of requests at the same moment it may miss some.
Whoever has signed in is counted by their account; everybody else by where they ask from, an IPv4
address or the /64 that an IPv6 subscriber has to choose from. Neither can be read from the cache.
"""

import ipaddress
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.cache import DEFAULT_CACHE_ALIAS, cache, caches
from django.core.cache.backends.base import BaseCache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from discussion_pages.conf import setting
from discussion_pages.rules.quotas import Quota, read_quota
from discussion_pages.visitors import client_address, visitor_of

View = Callable[..., HttpResponse]
FORMS = "FORM_LIMITS"
NETWORK = "_network"
"""What the name of a quota ends in that everybody behind one address shares."""
NOT_SHOWN_AGAIN = frozenset({"csrfmiddlewaretoken", "code"})
"""Fields of forms; nor is any that has to do with a password."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands with a limit after this request."""

    name: str
    quota: Quota
    used: int
    resets_in: int
    """Seconds, from 1."""

    @property
    def left(self) -> int:
        """How many requests are left in this window of time."""
        return max(0, self.quota.requests - self.used)

    @property
    def is_within(self) -> bool:
        """Whether this request is still granted."""
        return self.used <= self.quota.requests


def count(name: str, *, quota: Quota, who: str, setting_name: str) -> Standing:
    """Count a request of somebody, and return how they stand."""
    now = time.time()
    window = int(now // quota.seconds)
    key = f"{setting_name}:{name}:{quota.seconds}:{window}:{who}"
    used = _one_more(key, seconds=quota.seconds + 1)
    ends_at = (window + 1) * quota.seconds
    return Standing(name, quota, used, max(1, math.ceil(ends_at - now)))


def has_counter(backend: type[BaseCache]) -> bool:
    """Say whether a kind of cache adds to a number at once, without reading it first."""
    return backend.incr is not BaseCache.incr


def _one_more(key: str, *, seconds: int) -> int:
    """Add one to a number that lasts for ``seconds`` at least, and return it."""
    if not has_counter(type(caches[DEFAULT_CACHE_ALIAS])):
        # Django's would leave it the usual five minutes of the cache, however long the window is.
        used = cache.get(key, 0) + 1
        cache.set(key, used, timeout=seconds)
        return used
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out of the cache in between
        return 1


def count_form(request: HttpRequest, name: str) -> Standing | None:
    """Count a form by account and by network; return the limit that is passed, if one is."""
    quotas = setting(FORMS)
    for key, who in _counted(request, name):
        if not quotas.get(key):
            continue
        standing = count(key, quota=read_quota(quotas[key]), who=who, setting_name=FORMS)
        if not standing.is_within:
            return standing
    return None


def _counted(request: HttpRequest, name: str) -> Iterator[tuple[str, str]]:
    person, address = visitor_of(request), client_address(request)
    if person.is_authenticated:
        yield name, ident_of(person.pk, address)
        yield name + NETWORK, ident_of(None, address)
    else:
        yield name, ident_of(None, address)


def limited(name: str, *, methods: tuple[str, ...] = ("POST",)) -> Callable[[View], View]:
    """Limit a view by `DISCUSSION_PAGES_FORM_LIMITS`; too much is answered with all that was typed.

    Stands below ``csrf_protect``, so that another site's pages use up nobody's limit.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            standing = count_form(request, name) if request.method in methods else None
            if standing is not None:
                return too_many_requests(request, wait=standing.resets_in)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def too_many_requests(request: HttpRequest, *, wait: int) -> HttpResponse:
    """Answer 429 with a page that holds what was typed, and a button that sends it again."""
    typed = request.GET if request.method in {"GET", "HEAD"} else request.POST
    kept = [
        (name, value, "\n" in value or len(value) > 60)
        for name, values in typed.lists()
        for value in values
        if name not in NOT_SHOWN_AGAIN and "password" not in name
    ]
    context = {
        "typed": kept,
        "is_shown": any(is_long for _name, _value, is_long in kept),
        "may_resend": not any("password" in name for name in typed),
        "minutes": math.ceil(wait / 60),
    }
    response = render(request, "discussion_pages/too_many_requests.html", context, status=429)
    response["Retry-After"] = str(wait)
    response["Cache-Control"] = "private, no-store"
    return response


def ident_of(person: Any, address: str) -> str:
    """Name somebody by their key, or else by where they ask from, so that neither can be read."""
    who = f"from:{_place(address)}" if person is None else f"user:{person}"
    return salted_hmac("discussion_pages.participation.limits", who).hexdigest()


def _place(address: str) -> str:
    """Return an IPv4 address, or the /64 that an IPv6 subscriber has to choose from."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    if parsed.version == 4:
        return str(parsed)
    plain = str(parsed).partition("%")[0]
    return str(ipaddress.ip_network(f"{plain}/64", strict=False))
