"""The person behind a request.

Asking ``request.user`` of a visitor without a session cookie would open the session and make every
page private to its reader; this does not.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from discussion_pages.conf import setting


def visitor_of(request: HttpRequest) -> Any:
    """Return the signed-in user, or an ``AnonymousUser`` without touching the session."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return request.user
    return AnonymousUser()


def has_message_cookie(request: HttpRequest) -> bool:
    """Say whether Django's cookie storage holds a message for this visitor."""
    return "messages" in request.COOKIES


def client_address(request: HttpRequest) -> str:
    """Return the visitor's IP address, without a port, as the outermost trusted proxy saw it."""
    proxies = setting("TRUSTED_PROXIES")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    addresses = [part.strip() for part in forwarded.split(",") if part.strip()]
    if proxies and len(addresses) >= proxies:
        return _without_port(addresses[-proxies])
    return request.META.get("REMOTE_ADDR", "")


def _without_port(address: str) -> str:
    """Take off the port that some proxies add: ``192.0.2.1:4711``, ``[2001:db8::1]:4711``."""
    if address.startswith("["):
        return address[1:].partition("]")[0]
    if address.count(":") == 1:
        return address.partition(":")[0]
    return address
