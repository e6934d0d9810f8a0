"""The API as a whole: its addresses, its OpenAPI document, and what no route answers."""

import json
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import NoReverseMatch, URLPattern, path, re_path, reverse
from ninja import NinjaAPI, Router
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from discussion_pages import url_converters  # noqa: F401 (registers "key")
from discussion_pages.api.participation import manual, problems
from discussion_pages.api.participation.answer_headers import HEADERS, headers_of
from discussion_pages.api.participation.auth import UNLISTED, Nobody
from discussion_pages.api.participation.frame import SAFE_METHODS, framed, in_language_asked_for
from discussion_pages.api.participation.references import named_schemas
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
            for method, operation in operations.items():
                _mend(operation, method)
        document["components"]["headers"] = HEADERS
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
            path("docs/", in_language_asked_for(self._manual), name="docs"),
            path("docs/<slug:slug>/", in_language_asked_for(self._manual), name="docs-subject"),
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

    def _manual(self, request: HttpRequest, slug: str = "") -> HttpResponse:
        """Show the pages for people: what holds everywhere, or one subject."""
        if request.method not in SAFE_METHODS:
            return HttpResponseNotAllowed(SAFE_METHODS)
        subjects = manual.subjects(self.document)
        here = next((subject for subject in subjects if subject.slug == slug), None)
        if slug and here is None:
            raise Http404
        given = {
            "title": f"{here.name}: {self.title}" if here else self.title,
            "home_url": reverse(f"{self.urls_namespace}:docs"),
            "subjects": subjects,
            "here": here,
        }
        if here:
            shapes = manual.shapes_of_subject(self.document, here)
            return render(
                request, "discussion_pages/api_manual_subject.html", given | {"shapes": shapes}
            )
        return render(request, "discussion_pages/api_manual.html", given | self._facts(request))

    def _facts(self, request: HttpRequest) -> dict[str, Any]:
        document_url = reverse(f"{self.urls_namespace}:openapi")
        try:
            embed_url = reverse("discussions:embed")
        except NoReverseMatch:
            embed_url = None
        return {
            "version": self.version,
            "shapes": manual.shapes_of_problems(self.document),
            "has_examples": bool(manual.examples()),
            "document_url": document_url,
            "base_url": request.build_absolute_uri(document_url).removesuffix("/openapi.json"),
            "embed_url": embed_url,
        }


def _mend(operation: dict[str, Any], method: str) -> None:
    """Say "no sign-in" as OpenAPI does, leave out what is no scheme, and name problems' type.

    The headers of answers, of which ninja knows nothing, are added.
    """
    needs = operation.get("security", [])
    is_open = {Nobody.__name__: []} in needs
    listed = [need for need in needs if not UNLISTED & set(need)]
    operation["security"] = [*listed, {}] if is_open else listed
    for parameter in operation["parameters"]:
        parameter["schema"] = _plain_choice(parameter["schema"])
    for status, answer in operation["responses"].items():
        answer["headers"] = headers_of(int(status), method, is_open=is_open)
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
    named = named_schemas(document["paths"], schemas)
    document["components"]["schemas"] = {name: schemas[name] for name in sorted(named)}


def _nothing(request: HttpRequest) -> HttpResponse:
    return problems.not_found()
