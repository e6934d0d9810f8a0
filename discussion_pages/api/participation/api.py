"""The API as a whole: its addresses, its OpenAPI document, and what no route answers."""

import json
import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import NoReverseMatch, URLPattern, path, re_path, reverse
from ninja import NinjaAPI, Router
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from discussion_pages import url_converters  # noqa: F401 (registers "key")
from discussion_pages.api.participation import manual, problems
from discussion_pages.api.participation.auth import UNLISTED, Nobody
from discussion_pages.api.participation.frame import SAFE_METHODS, framed
from discussion_pages.api.participation.rendering import Renderer
from discussion_pages.api.participation.routes import index

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
        for prefix, router in [("", index.make_router(self)), *routers]:
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
        document = json.loads(json.dumps(document))  # a copy of its own, in plain types
        _leave_out_what_nothing_names(document)
        return document

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Name each operation for the function that does it: clients are generated from these."""
        return operation.view_func.__name__

    def _get_urls(self) -> list[Any]:
        urls: list[Any] = [
            path("openapi.json", framed(self._openapi), name="openapi"),
            path("docs/", self._manual, name="docs"),
        ]
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

    def _manual(self, request: HttpRequest) -> HttpResponse:
        """Show the page for people."""
        if request.method not in SAFE_METHODS:
            return HttpResponseNotAllowed(SAFE_METHODS)
        return render(request, "discussion_pages/api_manual.html", self._manual_of(request))

    def _manual_of(self, request: HttpRequest) -> dict[str, Any]:
        document_url = reverse(f"{self.urls_namespace}:openapi")
        try:
            embed_url = reverse("discussions:embed")
        except NoReverseMatch:
            embed_url = None
        return {
            "title": self.title,
            "version": self.version,
            "subjects": manual.sections_by_subject(self.document),
            "shapes": manual.shapes(self.document),
            "document_url": document_url,
            "base_url": request.build_absolute_uri(document_url).removesuffix("/openapi.json"),
            "embed_url": embed_url,
        }


def _mend(operation: dict[str, Any]) -> None:
    """Say "no sign-in" as OpenAPI does, leave out what is no scheme, and name problems' type."""
    needs = operation.get("security", [])
    is_open = {Nobody.__name__: []} in needs
    listed = [need for need in needs if not UNLISTED & set(need)]
    operation["security"] = [*listed, {}] if is_open else listed
    for parameter in operation["parameters"]:
        parameter["schema"] = _plain_choice(parameter["schema"])
    for answer in operation["responses"].values():
        content = answer.get("content", {}).get("application/json")
        if content and content["schema"].get("$ref", "").endswith("/Problem"):
            answer["content"] = {problems.MEDIA_TYPE: content}


def _plain_choice(schema: dict[str, Any]) -> dict[str, Any]:
    """Write a choice with a default, which ninja nests in ``allOf``, as the choice it is."""
    nested = schema.get("allOf", [])
    if len(nested) != 1:
        return schema
    return nested[0] | {name: value for name, value in schema.items() if name != "allOf"}


def _leave_out_what_nothing_names(document: dict[str, Any]) -> None:
    """Drop the schemas of query strings, which the parameters spell out already."""
    schemas = document["components"]["schemas"]
    named: set[str] = set()
    waiting = _references(document["paths"])
    while waiting:
        name = waiting.pop()
        if name not in named:
            named.add(name)
            waiting |= _references(schemas[name])
    document["components"]["schemas"] = {name: schemas[name] for name in sorted(named)}


def _references(part: Any) -> set[str]:
    found = re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(part))
    return set(found)


def _nothing(request: HttpRequest) -> HttpResponse:
    return problems.not_found()
