"""The public API asked from inside, as anybody asks it: what it gives is what may be told."""

import json
from http import HTTPStatus
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, QueryDict
from django.urls import get_resolver
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.models import Page

_routers: list[WagtailAPIRouter] = []


def remember_router(router: WagtailAPIRouter) -> None:
    """Know by which router this site serves the API, for the addresses in its answers."""
    _routers[:] = [router]


def router_in_use() -> WagtailAPIRouter:
    """Return the site's router; one without addresses where the site serves no API."""
    _patterns = get_resolver().url_patterns  # what serves the API is loaded with the addresses
    return _routers[0] if _routers else WagtailAPIRouter("")


def detail_as_anybody(
    model: type[Model], pk: int, *, page: Page, view: Any, query: str = ""
) -> dict[str, Any] | None:
    """Return what the API tells anybody of one object, or ``None`` where it is not public.

    ``page`` says of which site; ``view`` answers where the site serves no API for ``model``.

    Raises:
        RuntimeError: the API fails.
    """
    site = page.get_site()
    if site is None:
        return None
    router = router_in_use()
    _name, endpoint = router.get_model_endpoint(model) or ("", view)
    request = HttpRequest()
    request.method = "GET"
    request.META |= {"SERVER_NAME": site.hostname, "SERVER_PORT": str(site.port)}
    request.GET = QueryDict(query)
    request._wagtail_site = site
    request.wagtailapi_router = router
    try:
        response = endpoint.as_view({"get": "detail_view"})(request, pk=pk)
    except Http404:
        return None
    if response.status_code == HTTPStatus.NOT_FOUND:
        return None
    if response.status_code != HTTPStatus.OK:
        raise RuntimeError(f"The API answered {response.status_code} for {model.__name__} {pk}")
    return json.loads(response.render().content)
