"""Errors as ``application/problem+json`` (RFC 9457), each pointing at the field to mend."""

import logging
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from pydantic import Field

from discussion_pages.services.refusals import Closed, Invalid, NeedsConfirmation, Refused

MEDIA_TYPE = "application/problem+json"
logger = logging.getLogger(__name__)


class ProblemField(Schema):
    """One thing to mend."""

    pointer: str = Field(
        description="Where it is: `#/text` in the body, `query/limit` in the address, or a header."
    )
    detail: str = Field(description="What is wrong with it, in words.")
    code: str = Field(description="The same for programs.")


class Passage(Schema):
    """A part of a text, from `start` (included) to `end` (excluded), in characters."""

    start: int
    end: int


class Problem(Schema):
    """An error (RFC 9457)."""

    type: str = Field(default="about:blank", description="Always `about:blank`: see `code`.")
    title: str = Field(description="The status in words.")
    status: int
    detail: str = Field(description="What happened, in words for a person.")
    code: str = Field(description="What happened, for programs; it does not change.")
    errors: list[ProblemField] = Field(default=[], description="What to mend, if anything.")
    text: str | None = Field(
        default=None,
        description="With the code `confirm`: what was sent, as it would be kept.",
    )
    passages: list[Passage] = Field(
        default=[], description="With the code `confirm`: the passages of `text` to look at."
    )
    current: dict[str, Any] | None = Field(
        default=None,
        description=(
            "Where a moderator's write came too late or does not fit (409): the comment as it is"
            " now, in the form that its own address under `/moderation/comments` answers with."
        ),
    )


class Refusal(Exception):
    """A route will not do what it was asked, for a reason that is the API's own.

    ``pointer`` names the input where it can be mended, if there is one; ``current`` is what it was
    about, as it is now, in plain JSON types.
    """

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        pointer: str = "",
        current: dict[str, Any] | None = None,
    ) -> None:
        self.status = status
        self.code = code
        self.pointer = pointer
        self.current = current
        super().__init__(detail)


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    errors: Sequence[ProblemField] = (),
    text: str | None = None,
    passages: Iterable[Passage] = (),
    current: dict[str, Any] | None = None,
) -> HttpResponse:
    """Return a problem as an answer."""
    content = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        code=code,
        errors=list(errors),
        text=text,
        passages=list(passages),
        current=current,
    )
    return HttpResponse(
        content.model_dump_json(
            exclude_none=True, exclude=None if content.passages else {"passages"}
        ),
        status=status,
        content_type=f"{MEDIA_TYPE}; charset=utf-8",
    )


def add_handlers(api: NinjaAPI) -> None:
    """Let every exception that a route may raise become a problem."""
    handlers: dict[type[Exception], Any] = {
        Refused: _refused,
        Refusal: _refusal,
        ValidationError: _invalid,
        AuthenticationError: _not_signed_in,
        PermissionDenied: _forbidden,
        Http404: _not_found,
        HttpError: _http_error,
        RequestDataTooBig: _too_big,
        SuspiciousOperation: _suspicious,
        Throttled: _too_many,
        Exception: _fault,
    }
    for exception, handler in handlers.items():
        api.add_exception_handler(exception, handler)


def not_found() -> HttpResponse:
    """Say that there is nothing for this caller at the address."""
    return problem(404, "not_found", _("There is nothing to see at this address."))


def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """A service would not: its words, its code, and where to mend it."""
    if isinstance(error, NeedsConfirmation):
        return problem(
            409,
            "confirm",
            str(error),
            errors=[ProblemField(pointer="#/text", detail=str(error), code="confirm")],
            text=error.text,
            passages=[Passage(start=start, end=end) for start, end in error.verdict.spans],
        )
    code = error.code
    errors = []
    if error.field:
        pointer = f"#/{FIELD_NAMES.get(error.field, error.field)}"
        errors = [ProblemField(pointer=pointer, detail=str(error), code=code)]
    if isinstance(error, Invalid):
        return problem(422, code, str(error), errors=errors)
    if isinstance(error, Closed):
        return problem(409, f"closed_{code}" if code != "closed" else code, str(error))
    if code == "log_in":
        return _not_signed_in(request, AuthenticationError())
    return problem(403, code, str(error), errors=errors)


FIELD_NAMES = {"comment": "text"}
"""Names of services' fields that the API calls otherwise."""


def _refusal(request: HttpRequest, error: Refusal) -> HttpResponse:
    errors = []
    if error.pointer:
        errors = [ProblemField(pointer=error.pointer, detail=str(error), code=error.code)]
    return problem(error.status, error.code, str(error), errors=errors, current=error.current)


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [_field(found) for found in error.errors]
    return problem(422, "invalid", _("Something in the request has to be mended."), errors=errors)


def _field(found: dict[str, Any]) -> ProblemField:
    """Turn what pydantic found (`loc`: source, parameter, then the way into it) into a pointer."""
    source, *way = [str(part) for part in found["loc"]] or ["body"]
    if source == "body":
        pointer = "#/" + "/".join(_escaped(part) for part in way[1:])
    else:
        pointer = f"{source}/" + "/".join(way)
    return ProblemField(pointer=pointer, detail=_words(found), code=found["type"])


def _words(found: dict[str, Any]) -> str:
    """Return pydantic's words, which are English, only where we have none of our own."""
    sentences = {
        "missing": _("This is needed."),
        "extra_forbidden": _("There is no such field."),
        "string_type": _("This has to be text."),
        "bool_type": _("This has to be true or false."),
        "bool_parsing": _("This has to be true or false."),
        "int_type": _("This has to be a whole number."),
        "int_parsing": _("This has to be a whole number."),
        "json_invalid": _("This is not JSON."),
        "date": _("Write a date as in 2027-02-28."),
        "instant": _("There is no such instant."),
        "characters": _("This text holds characters that cannot be kept."),
    }
    return sentences.get(found["type"], found["msg"])


def _escaped(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1")


def _not_signed_in(request: HttpRequest, error: Exception) -> HttpResponse:
    answer = problem(401, "log_in", _("Log in to do this."))
    answer["WWW-Authenticate"] = 'Bearer realm="participation"'
    return answer


def _forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return problem(403, "forbidden", str(error) or _("You may not do this."))


def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return not_found()


def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    code = HTTP_CODES.get(error.status_code, "error")
    return problem(error.status_code, code, str(error))


HTTP_CODES = {400: "malformed", 403: "csrf"}


def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return problem(413, "too_big", _("That is more than can be sent at once."))


def _suspicious(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
    return problem(400, "malformed", _("The request cannot be read."))


def _too_many(request: HttpRequest, error: Throttled) -> HttpResponse:
    answer = problem(429, "too_many_requests", _("Too many requests. Wait a moment."))
    answer["Retry-After"] = str(int(error.wait or 1))
    return answer


def _fault(request: HttpRequest, error: Exception) -> HttpResponse:
    """Keep our own fault out of the answer and in the log, as Django does with any other view."""
    logger.error("Fault in %s %s", request.method, request.path, exc_info=error)
    got_request_exception.send(sender=None, request=request)
    return problem(500, "fault", _("Something went wrong here. We have been told."))
