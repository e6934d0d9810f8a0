"""The API as a whole: its addresses, its OpenAPI document, and what no route answers."""

import json
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from ninja import NinjaAPI, Router
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from discussion_pages import url_converters  # noqa: F401 (registers "key")
from discussion_pages.api.participation import problems
from discussion_pages.api.participation.auth import UNLISTED, Nobody
from discussion_pages.api.participation.frame import framed
from discussion_pages.api.participation.rendering import Renderer

VERSION = "1.0.0"
NAMESPACE = "participation"
TITLE = "Participation API"
DESCRIPTION = """\
Consultations and discussions as they stand now, and all that members and moderators can do in them.

Every error is `application/problem+json`. Every write takes an `Idempotency-Key`.
"""


class ParticipationAPI(NinjaAPI):
    """A NinjaAPI with our headers around every answer, and problems for all errors."""

    def __init__(self, routers: Iterable[tuple[str, Router]], **options: Any) -> None:
        super().__init__(
            title=TITLE,
            version=VERSION,
            description=DESCRIPTION,
            urls_namespace=NAMESPACE,
            docs_url=None,
            openapi_url=None,
            renderer=Renderer(),
            **options,
        )
        problems.add_handlers(self)
        for prefix, router in routers:
            self.add_router(prefix, router)

    @cached_property
    def document(self) -> dict[str, Any]:
        """The OpenAPI 3.1 document; its paths are relative to its one server, where it is."""
        document = dict(OpenAPISchema(self, ""))
        document["servers"] = [{"url": "."}]
        for operations in document["paths"].values():
            for operation in operations.values():
                _mend(operation)
        schemes = document["components"]["securitySchemes"]
        for name in UNLISTED & set(schemes):
            del schemes[name]
        return json.loads(json.dumps(document))

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Name each operation for the function that does it: clients are generated from these."""
        return operation.view_func.__name__

    def _get_urls(self) -> list[Any]:
        urls: list[Any] = [path("openapi.json", framed(self._openapi), name="openapi")]
        for pattern in super()._get_urls():
            if isinstance(pattern, URLPattern) and pattern.name != "api-root":
                pattern.callback = framed(pattern.callback)
                urls.append(pattern)
        urls.append(re_path(r"", framed(_nothing), name="nothing"))
        return urls

    def _openapi(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse(
            json.dumps(self.document), content_type="application/openapi+json; charset=utf-8"
        )


def _mend(operation: dict[str, Any]) -> None:
    """Say "no sign-in" as OpenAPI does, leave out what is no scheme, and name problems' type."""
    needs = operation.get("security", [])
    is_open = {Nobody.__name__: []} in needs
    listed = [need for need in needs if not UNLISTED & set(need)]
    operation["security"] = [*listed, {}] if is_open else listed
    for answer in operation["responses"].values():
        content = answer.get("content", {}).get("application/json")
        if content and content["schema"].get("$ref", "").endswith("/Problem"):
            answer["content"] = {problems.MEDIA_TYPE: content}


def _nothing(request: HttpRequest) -> HttpResponse:
    return problems.not_found()
