"""Addresses of this API, whole: with the scheme and host of the request."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse


def address(request: HttpRequest, name: str, *, query: dict[str, Any] | None = None, **given: Any):
    """Return the address of a route by its ``url_name``."""
    namespace = request.resolver_match.namespace
    path = reverse(f"{namespace}:{name}", kwargs=given)
    return request.build_absolute_uri(f"{path}?{urlencode(query)}" if query else path)
