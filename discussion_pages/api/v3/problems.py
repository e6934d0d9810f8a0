"""Errors of the v3 API: Wagtail's problems, each with a pointer at what to mend."""

import json
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError
from ninja.errors import ValidationError as NinjaValidationError
from pydantic import ValidationError as PydanticValidationError
from wagtail.api.v3.errors import problem_response
from wagtail.utils.forms import FormValidationError

Loc = Sequence[str | int]


def add_handlers(api: NinjaAPI) -> None:
    """Answer every refusal of input with 422 and pointers, and a missing token as a problem."""
    for error in (NinjaValidationError, PydanticValidationError, DjangoValidationError):
        api.add_exception_handler(error, invalid)
    api.add_exception_handler(AuthenticationError, not_authenticated)


def not_authenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Say that a token is needed, or that the one sent is none."""
    answer = problem_response(status=401, detail="Authentication required")
    answer["WWW-Authenticate"] = "Bearer"
    return answer


def invalid(request: HttpRequest, error: Any) -> HttpResponse:
    """Name what is wrong, and where, as a JSON pointer into the body or the name of a parameter."""
    match error:
        case FormValidationError():
            found = [
                _at(path, code, message)
                for path, messages in error.loc_errors
                for message, code in messages
            ]
        case DjangoValidationError():
            found = _of_a_model(error)
        case NinjaValidationError():
            found = [_of_a_schema(each, request) for each in error.errors]
        case _:
            found = [_of_a_schema(each, request) for each in error.errors(include_url=False)]
    return invalid_problem(found)


def invalid_problem(found: list[dict[str, Any]]) -> HttpResponse:
    """Return the 422 that holds these errors."""
    return problem_response(status=422, detail="Validation failed", errors=found)


def _at(path: Loc, code: str, message: str) -> dict[str, Any]:
    way = [part for part in path if part != NON_FIELD_ERRORS]
    return {"type": code, "loc": list(path), "msg": message, "pointer": pointer(way)}


def pointer(way: Loc) -> str:
    """Return a JSON pointer (RFC 6901, as a fragment) into the body."""
    parts = [str(part).replace("~", "~0").replace("/", "~1") for part in way]
    return "#/" + "/".join(parts) if parts else "#"


def _of_a_model(error: DjangoValidationError) -> list[dict[str, Any]]:
    if not hasattr(error, "error_dict"):
        return [_at((), error.__dict__.get("code") or "invalid", text) for text in error.messages]
    return [
        _at((name,), each.code or "invalid", text)
        for name, errors in error.error_dict.items()
        for each in errors
        for text in each.messages
    ]


def _of_a_schema(found: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    """Add the pointer, or the parameter's name, to what a schema found. The input stays unsaid."""
    told = {key: found[key] for key in ("type", "loc", "msg") if key in found}
    told["loc"] = loc = list(found.get("loc", ()))
    if loc and loc[0] in ("query", "path", "form", "file"):
        return {**told, "parameter": str(loc[-1])}
    way = loc[2:] if loc[:1] == ["body"] else loc
    return {**told, "pointer": pointer(_way_in_body(way, found["type"], request))}


def _way_in_body(loc: Loc, kind: str, request: HttpRequest) -> list[str | int]:
    """Leave out the names of a union's members, which stand in ``loc`` and not in the body."""
    way: list[str | int] = []
    here = _body(request)
    for position, part in enumerate(loc):
        is_last = position == len(loc) - 1
        if _has(here, part):
            here = here[part]
        elif not (is_last and kind == "missing"):
            continue
        way.append(part)
    return way


def _has(here: Any, part: str | int) -> bool:
    if isinstance(here, list):
        return isinstance(part, int) and part < len(here)
    return isinstance(here, dict) and part in here


def _body(request: HttpRequest) -> Any:
    try:
        return json.loads(request.body)
    except Exception:  # not JSON, or read as a form: nothing to point into
        return None
