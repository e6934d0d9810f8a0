"""The v3 API's document: mended until it is valid OpenAPI 3.1, made once, served from memory."""

import hashlib
import json
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from ninja import NinjaAPI
from ninja.openapi.schema import get_schema
from wagtail.admin.auth import require_admin_access
from wagtail.api.v3.api import api

from discussion_pages.api.v3.edge import cached_as
from discussion_pages.api.v3.shims import IS_8_0

PROBLEM = "ProblemDetail"
PROBLEM_SCHEMA = {
    "type": "object",
    "title": PROBLEM,
    "description": "An error (RFC 9457).",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "description": "What to mend.",
            "items": {
                "type": "object",
                "properties": {
                    "type": {"type": "string", "description": "For programs."},
                    "msg": {"type": "string", "description": "For people."},
                    "loc": {"type": "array", "items": {"type": ["string", "integer"]}},
                    "pointer": {"type": "string", "description": "Where, as a JSON pointer."},
                    "parameter": {"type": "string", "description": "Which parameter."},
                },
            },
        },
    },
    "required": ["type", "title", "status"],
}
REFUSALS = {
    "400": "A parameter or the body cannot be read.",
    "401": "A token is needed, or the one sent is not valid.",
    "403": "The token's user may not do this.",
    "404": "There is nothing here for this caller.",
    "409": "The state of things forbids it.",
    "422": "Something in the request has to be mended: see `errors`.",
    "429": "Too many requests: see `Retry-After`.",
}
DESCRIPTION = (
    "Wagtail's v3 API, a preview: what stands here may change with the next minor version of "
    "Wagtail. For staff automation, with a bearer token; a token's powers are its user's. Pages "
    "of this suite serve `editable`, which is what a write takes."
)


def document(path_prefix: str) -> dict[str, Any]:
    """Return the document, valid where Wagtail's is not."""
    with translation.override("en"):
        made = get_schema(api=api, path_prefix=path_prefix)
        # Labels are translated when they are written, so write them now.
        found = json.loads(json.dumps(made, cls=DjangoJSONEncoder))
    found["info"]["description"] = DESCRIPTION
    if IS_8_0:
        _say_that_no_token_is_needed(found)
        _say_what_is_refused(found)
    return found


def _say_that_no_token_is_needed(found: dict[str, Any]) -> None:
    """Wagtail declares anonymity as a scheme of HTTP authentication without a name: not valid."""
    found["components"]["securitySchemes"].pop("AllowAnonymous", None)
    for operation in _operations(found):
        if "security" in operation:
            operation["security"] = [
                {} if "AllowAnonymous" in each else each for each in operation["security"]
            ]


def _say_what_is_refused(found: dict[str, Any]) -> None:
    """Wagtail documents no error at all."""
    found["components"]["schemas"][PROBLEM] = PROBLEM_SCHEMA
    for operation in _operations(found):
        answers = operation["responses"]
        for status, words in REFUSALS.items():
            answers.setdefault(
                status,
                {
                    "description": words,
                    "content": {
                        "application/problem+json": {
                            "schema": {"$ref": f"#/components/schemas/{PROBLEM}"}
                        }
                    },
                },
            )


def _operations(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [operation for path in found["paths"].values() for operation in path.values()]


@lru_cache(maxsize=4)
def _written(path_prefix: str) -> tuple[bytes, str]:
    text = json.dumps(document(path_prefix)).encode()
    return text, hashlib.sha256(text).hexdigest()[:32]


def openapi_json(request: HttpRequest) -> HttpResponse:
    """Serve the document. Making it takes half a second, so that is done once in a process."""
    _refuse_if_off()
    text, tag = _written(api.get_root_path({}))
    answer = HttpResponse(text, content_type="application/json")
    answer["ETag"] = f'"{tag}"'
    return cached_as(request, answer)


@require_admin_access
def docs(request: HttpRequest) -> HttpResponse:
    """Show the document to staff. Without the app "ninja" its script would come from elsewhere."""
    _refuse_if_off()
    if "ninja" not in settings.INSTALLED_APPS:
        raise Http404
    answer = api.docs.render_page(request, api)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _refuse_if_off() -> None:
    if not getattr(settings, "WAGTAILAPI_DOCS_ENABLED", True):
        raise Http404


def make_document_from_memory(served: NinjaAPI) -> None:
    """Let whoever asks the API for its document (a management command) have the mended one."""
    served.get_openapi_schema = lambda *, path_prefix=None, path_params=None: document(
        path_prefix or served.get_root_path(path_params or {})
    )
