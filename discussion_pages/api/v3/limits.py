"""How often one caller may ask the v3 API: a token's user, or an address."""

import math
import time
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from ninja.operation import Operation
from ninja.throttling import BaseThrottle

from discussion_pages.conf import setting
from discussion_pages.visitors import client_address

PERIODS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
"""Seconds."""


def read_quota(text: str) -> tuple[int, int]:
    """Read "30/m": requests, and the seconds in which they may come.

    Raises:
        ValueError: it is not of that form.
    """
    number, slash, period = text.partition("/")
    if not slash or period not in PERIODS or not number.isdecimal() or int(number) < 1:
        raise ValueError(text)
    return int(number), PERIODS[period]


class V3Limit(BaseThrottle):
    """Counts in windows of time, in the default cache.

    Ninja's own throttles either never count a stranger here (Wagtail sets an anonymous user as
    ``auth``) or count them all as one, believe any forwarded address, and keep their count on an
    object that all threads share.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def allow_request(self, request: HttpRequest) -> bool:
        """Count the request, and say whether it is within the quota."""
        requests, seconds = read_quota(setting("API_V3_LIMITS")[self.name])
        now = time.time()
        window = int(now // seconds)
        key = f"api_v3:{self.name}:{window}:{_ident(request)}"
        cache.add(key, 0, timeout=seconds + 1)
        try:
            used = cache.incr(key)
        except ValueError:  # it ran out of the cache in between
            used = 1
        ends_in = max(1, math.ceil((window + 1) * seconds - now))
        request.v3_limit = {
            "RateLimit-Policy": f'"{self.name}";q={requests};w={seconds}',
            "RateLimit": f'"{self.name}";r={max(0, requests - used)};t={ends_in}',
        }
        if used > requests:
            request.v3_limit["Retry-After"] = str(ends_in)
        return used <= requests

    def wait(self) -> None:
        """Leave it to ``tell``: one object serves all requests, so it can keep no time."""


READ, WRITE = V3Limit("read"), V3Limit("write")


def limit(operation: Operation) -> None:
    """Limit an operation by what it does."""
    operation.throttle_objects = [READ if operation.methods == ["GET"] else WRITE]


def tell(request: HttpRequest, response: Any) -> None:
    """Write the headers that say how the caller stands."""
    for name, value in getattr(request, "v3_limit", {}).items():
        response[name] = value


def _ident(request: HttpRequest) -> str:
    """Name a caller without keeping who or where they are."""
    user = request.user
    who = f"user:{user.pk}" if user.is_authenticated else f"from:{client_address(request)}"
    return salted_hmac("discussion_pages.api_v3.limits", who).hexdigest()
