"""After how many seconds a limit of allauth's lets somebody go on, which its refusal does not say.

allauth answers 429 without a word on which limit it was, so all that can be are looked at: it keeps
in the cache when each was used, the newest use first.
"""

import json
import math
import time
from typing import Any

from allauth.core.internal.ratelimit import Rate, get_cache_key, get_rates
from django.core.cache import cache
from django.http import HttpRequest

APP = "allauth.account"
ACTIONS = (
    "login",
    "signup",
    "reset_password",
    "reset_password_from_key",
    "change_password",
    "manage_email",
    "reauthenticate",
)
"""Whose refusal is a 429. Of the others people are told beside a field, or by silence."""


def seconds_to_wait(request: HttpRequest) -> int:
    """Return after how many seconds no limit that is used up now stands in the way.

    Where that is not to be found, for an app's session is closed again by then: the longest that it
    can be.
    """
    limits = [
        (rate, _key_of(request, action, rate))
        for action in ACTIONS
        for rate in get_rates(app=APP, action=action)
    ]
    used = cache.get_many([key for _rate, key in limits if key])
    now = time.time()
    waits = [
        used[key][-1] + rate.duration - now
        for rate, key in limits
        if used.get(key) and len(used[key]) >= rate.amount
    ]
    unseen = [rate.duration for rate, key in limits if not key]
    return max(1, math.ceil(max(waits or unseen, default=1)))


def _key_of(request: HttpRequest, action: str, rate: Rate) -> str:
    """Return under what allauth keeps the uses. Empty: it cannot be told from the request."""
    key = _address_in(request).lower() if rate.per == "key" else None
    if key == "" or (rate.per == "user" and not request.user.is_authenticated):
        return ""
    return get_cache_key(request, app=APP, action=action, rate=rate, key=key)


def _address_in(request: HttpRequest) -> str:
    """Return the e-mail address that a form or a program asks for."""
    given: Any = request.POST
    if request.content_type == "application/json":
        try:
            given = json.loads(request.body)
        except ValueError:
            return ""
    address = given.get("email") if hasattr(given, "get") else ""
    return address if isinstance(address, str) else ""
