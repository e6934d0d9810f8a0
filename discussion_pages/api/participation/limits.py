"""How often one caller may ask, told in the headers of draft-ietf-httpapi-ratelimit-headers.

A window of time is counted in the default cache, by its atomic counter: exact across processes on
Redis, and for each process on its own where the cache is in the process.
"""

import ipaddress
import math
import time
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from ninja.throttling import BaseThrottle

from discussion_pages.api.participation.auth import Caller
from discussion_pages.conf import setting
from discussion_pages.rules.quotas import Quota, read_quota


@dataclass(frozen=True, slots=True)
class Standing:
    """How a caller stands with a limit after this request."""

    name: str
    quota: Quota
    left: int
    resets_in: int
    """Seconds."""


class Limit(BaseThrottle):
    """A named limit, whose quota is in the setting ``DISCUSSION_PAGES_API_LIMITS``."""

    quotas = "API_LIMITS"

    def __init__(self, name: str) -> None:
        self.name = name

    def ident(self, request: HttpRequest) -> str:
        """Name whom to count, without keeping who or where they are."""
        caller: Caller = request.auth
        return ident_of(caller.person.pk if caller.is_known else None, caller.address)

    def allow_request(self, request: HttpRequest) -> bool:
        """Count the request, and say whether it is within the quota."""
        quota = read_quota(setting(self.quotas)[self.name])
        now = time.time()
        window = int(now // quota.seconds)
        ends_at = (window + 1) * quota.seconds
        key = f"{self.quotas}:{self.name}:{quota.seconds}:{window}:{self.ident(request)}"
        cache.add(key, 0, timeout=quota.seconds + 1)
        try:
            used = cache.incr(key)
        except ValueError:  # it ran out of the cache in between
            used = 1
        request.participation_limit = Standing(
            self.name, quota, max(0, quota.requests - used), math.ceil(ends_at - now)
        )
        request.participation_wait = max(1, math.ceil(ends_at - now))
        return used <= quota.requests

    def wait(self) -> float | None:
        """Leave it to the frame: one object serves all requests, so it can keep no time."""
        return None


def tell_limit(request: HttpRequest, response: HttpResponse) -> None:
    """Write the headers that say how the caller stands."""
    standing = getattr(request, "participation_limit", None)
    if standing is None:
        return
    quota = standing.quota
    response["RateLimit-Policy"] = f'"{standing.name}";q={quota.requests};w={quota.seconds}'
    response["RateLimit"] = f'"{standing.name}";r={standing.left};t={standing.resets_in}'
    if response.status_code == 429:
        response["Retry-After"] = str(request.participation_wait)


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
