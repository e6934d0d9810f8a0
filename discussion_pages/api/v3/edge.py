"""What stands around every answer of the v3 API: HEAD, parameters, and what caches may keep."""

import json
from collections.abc import Iterable
from functools import wraps
from typing import Any, get_args

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.cache import (
    get_conditional_response,
    patch_cache_control,
    patch_vary_headers,
    set_response_etag,
)
from ninja.operation import Operation, PathView
from pydantic import BaseModel
from wagtail.api.v3.errors import problem_response
from wagtail.api.v3.schemas.pages import BASE_PAGE_READ_FIELDS
from wagtail.api.validators import APIFieldValidator
from wagtail.coreutils import resolve_model_string
from wagtail.models import Page

from discussion_pages.api.participation.limits import tell_limit
from discussion_pages.api.v3.guarding import current_request
from discussion_pages.api.v3.problems import invalid_problem, pointer

UNKNOWN = "extra_forbidden"


def around(pattern: URLPattern, path_view: PathView) -> URLPattern:
    """Return the address with its view surrounded by what this module does."""
    view = pattern.callback

    @wraps(view)
    def surrounded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        mark = current_request.set(request)
        try:
            answer = _refusal(request, path_view, kwargs) or view(request, *args, **kwargs)
        finally:
            current_request.reset(mark)
            if is_head:
                request.method = "HEAD"
        if answer.status_code == 405:
            answer = _no_such_method(answer)
        tell_limit(request, answer)
        answer = cached_as(request, answer)
        return _without_content(answer) if is_head else answer

    surrounded.csrf_exempt = True  # nobody is known here by a cookie
    return URLPattern(pattern.pattern, surrounded, pattern.default_args, pattern.name)


def cached_as(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Say what caches may do with an answer.

    Whatever came by a token is for that token alone. What anybody may read can be kept, as long as
    it is asked each time whether it still holds.
    """
    patch_vary_headers(answer, ["Authorization"])
    is_read = request.method in ("GET", "HEAD") and answer.status_code < 400
    if request.headers.get("Authorization") or not is_read:
        answer["Cache-Control"] = "private, no-store"
        return answer
    patch_cache_control(answer, public=True, max_age=0, must_revalidate=True)
    if answer.status_code != 200:
        return answer
    set_response_etag(answer)
    return get_conditional_response(request, etag=answer["ETag"], response=answer)


def _refusal(
    request: HttpRequest, path_view: PathView, path: dict[str, Any]
) -> HttpResponse | None:
    """Refuse parameters and keys that mean nothing to the operation: Wagtail passes them over."""
    operation = path_view._find_operation(request)
    if operation is None:
        return None
    unknown = set(request.GET) - _parameters(operation, request, path)
    if _is_ordered_by_what_is_kept(operation, request, path):
        unknown.add("order")
    found = [
        {"type": UNKNOWN, "loc": ["query", name], "msg": "Unknown parameter", "parameter": name}
        for name in sorted(unknown)
    ]
    found += [
        {"type": UNKNOWN, "loc": ["body", name], "msg": "Unknown key", "pointer": pointer([name])}
        for name in _unknown_keys(operation, request)
    ]
    return invalid_problem(found) if found else None


def _parameters(operation: Operation, request: HttpRequest, path: dict[str, Any]) -> set[str]:
    names = set(_names(operation, "query"))
    if "order" in names:  # a list, which may be filtered by the fields of what it lists
        names |= _filters(operation, request, path)
    return names


def _filters(operation: Operation, request: HttpRequest, path: dict[str, Any]) -> set[str]:
    model, base = _listed(operation, request, path)
    if model is None:
        return set(base)
    return set(
        APIFieldValidator(
            model=model,
            fields=list(request.GET),
            base_fields=list(base),
            db_fields_only=True,
            skip_invalid=True,
        ).fields
    ) - set(_kept(model))


def _kept(model: type | None) -> Iterable[str]:
    """Return the fields that are kept back for a while, and so are not there to be guessed."""
    return getattr(model, "api_unfilterable_fields", ())


def _is_ordered_by_what_is_kept(
    operation: Operation, request: HttpRequest, path: dict[str, Any]
) -> bool:
    if "order" not in request.GET:
        return False
    model, _base = _listed(operation, request, path)
    names = ",".join(request.GET.getlist("order")).split(",")
    return not {name.strip().lstrip("-") for name in names}.isdisjoint(_kept(model))


def _listed(
    operation: Operation, request: HttpRequest, path: dict[str, Any]
) -> tuple[type | None, Iterable[str]]:
    """Return what a list lists, and the names by which it can be filtered besides its fields."""
    match operation.operation_id:
        case "pages_list":
            types = request.GET.getlist("type")
            model = _model(types[0]) if len(types) == 1 else Page
            return model, BASE_PAGE_READ_FIELDS
        case "snippets_list":
            model = _model(path.get("type", ""))
            return model, [model._meta.pk.name] if model else []
        case "images_list":
            from wagtail.images import get_image_model
            from wagtail.images.api.v3.router import BASE_IMAGE_READ_FIELDS

            return get_image_model(), BASE_IMAGE_READ_FIELDS
        case "documents_list":
            from wagtail.documents import get_document_model
            from wagtail.documents.api.v3.router import BASE_DOCUMENT_READ_FIELDS

            return get_document_model(), BASE_DOCUMENT_READ_FIELDS
        case "redirects_list":
            from wagtail.contrib.redirects.api.v3.router import BASE_REDIRECT_READ_FIELDS
            from wagtail.contrib.redirects.models import Redirect

            return Redirect, BASE_REDIRECT_READ_FIELDS
    return None, []


def _model(name: str) -> type | None:
    try:
        return resolve_model_string(name)
    except (LookupError, ValueError):
        return None


def _names(operation: Operation, source: str) -> Iterable[str]:
    for model in operation.models:
        if model.__ninja_param_source__ == source:
            yield from model.__ninja_flatten_map__


def _unknown_keys(operation: Operation, request: HttpRequest) -> list[str]:
    """Return keys of a body that its schema does not know, where the schema itself lets them by."""
    known = _known_keys(operation)
    if known is None:
        return []
    if request.content_type == "application/json":
        try:
            sent = json.loads(request.body or b"null")
        except ValueError:
            return []
        return sorted(set(sent) - known) if isinstance(sent, dict) else []
    return sorted((set(request.POST) | set(request.FILES)) - known)


def _known_keys(operation: Operation) -> set[str] | None:
    names: set[str] = set()
    is_any = False
    for model in operation.models:
        source = model.__ninja_param_source__
        if source in ("form", "file"):
            # A file has no fields of its own, and so ninja makes it no map of them.
            names |= set(getattr(model, "__ninja_flatten_map__", model.model_fields))
            is_any = True
        elif source == "body":
            schemas = [field.annotation for field in model.model_fields.values()]
            if len(schemas) != 1 or not _is_plain(schemas[0]):
                return None  # a union, whose members forbid what they do not know
            for name, field in schemas[0].model_fields.items():
                names |= {name, *([field.alias] if field.alias else [])}
            is_any = True
    return names if is_any else None


def _is_plain(schema: Any) -> bool:
    return not get_args(schema) and isinstance(schema, type) and issubclass(schema, BaseModel)


def _without_content(answer: HttpResponse) -> HttpResponse:
    """Leave the headers of an answer, its length among them: not every server cuts a HEAD."""
    answer["Content-Length"] = str(len(answer.content))
    answer.content = b""
    return answer


def _no_such_method(answer: HttpResponse) -> HttpResponse:
    """Give Wagtail's plain 405 the shape of every other error; what answers GET answers HEAD."""
    allowed = {name.strip() for name in answer.headers.get("Allow", "").split(",") if name.strip()}
    if "GET" in allowed:
        allowed.add("HEAD")
    problem = problem_response(status=405, detail="Method not allowed")
    problem["Allow"] = ", ".join(sorted(allowed))
    return problem
