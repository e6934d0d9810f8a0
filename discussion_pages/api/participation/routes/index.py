"""Where everything is."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import NoReverseMatch
from ninja import Router, Schema
from pydantic import Field

from discussion_pages.api.participation.addresses import address
from discussion_pages.api.participation.operations import reads

if TYPE_CHECKING:
    from discussion_pages.api.participation.api import ParticipationAPI


class RouteOut(Schema):
    """Something that can be read."""

    name: str = Field(description="Its operation in the OpenAPI document.")
    summary: str
    url: str = Field(description="Its address; what stands in braces, such as `{pk}`, is yours.")


class IndexOut(Schema):
    """What this API is, and where everything is."""

    title: str
    version: str
    openapi_url: str = Field(description="The OpenAPI document, for programs.")
    docs_url: str | None = Field(description="The documentation, for people.")
    routes: list[RouteOut] = Field(description="All that can be read. Writes: see the document.")


def make_router(api: "ParticipationAPI") -> Router:
    """Return the router of one API, which alone knows all that it is composed of."""
    router = Router(tags=["Index"])

    @reads(router, "/", answer=IndexOut, url_name="index")
    def get_index(request: HttpRequest) -> dict[str, Any]:
        """Find out what can be read here."""
        return {
            "title": api.title,
            "version": api.version,
            "openapi_url": address(request, "openapi"),
            "docs_url": _docs_url(request),
            "routes": _routes(api, address(request, "index").rstrip("/")),
        }

    return router


def _routes(api: "ParticipationAPI", here: str) -> list[dict[str, str]]:
    return [
        {
            "name": operations["get"]["operationId"],
            "summary": operations["get"]["summary"],
            "url": here + path,
        }
        for path, operations in api.document["paths"].items()
        if "get" in operations
    ]


def _docs_url(request: HttpRequest) -> str | None:
    try:
        return address(request, "docs")
    except NoReverseMatch:
        return None
