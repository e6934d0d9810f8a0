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
    """Return the visitor's IP address as the outermost trusted proxy saw it."""
    proxies = setting("TRUSTED_PROXIES")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    addresses = [part.strip() for part in forwarded.split(",") if part.strip()]
    if proxies and len(addresses) >= proxies:
        return addresses[-proxies]
    return request.META.get("REMOTE_ADDR", "")
