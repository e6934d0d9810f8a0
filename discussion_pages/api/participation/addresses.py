"""Addresses of this API, whole: with the scheme and host of the request."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


def address(request: HttpRequest, name: str, *, query: dict[str, Any] | None = None, **given: Any):
    """Return the address of a route by its ``url_name``."""
    namespace = request.resolver_match.namespace
    path = reverse(f"{namespace}:{name}", kwargs=given)
    words = {key: _word(value) for key, value in (query or {}).items()}
    return request.build_absolute_uri(f"{path}?{urlencode(words)}" if words else path)


def whole(request: HttpRequest, path: str | None) -> str | None:
    """Return the whole address of a page of the website; ``None`` where there is no path."""
    return request.build_absolute_uri(path) if path else None


def page_address(request: HttpRequest, name: str, *given: Any) -> str | None:
    """Return the address of a page of ours by its name, where the host includes these pages."""
    try:
        return whole(request, reverse(f"discussions:{name}", args=given))
    except NoReverseMatch:
        return None


def _word(value: Any) -> Any:
    """Write true and false as JSON does."""
    return str(value).lower() if isinstance(value, bool) else value
