"""Registering routes: what every read and every write has, said once."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status

from discussion_pages.api.participation.auth import ANYBODY, MEMBERS, Caller
from discussion_pages.api.participation.frame import add_header
from discussion_pages.api.participation.limits import Limit
from discussion_pages.api.participation.problems import Problem, Refusal
from discussion_pages.api.participation.rendering import Encoder
from discussion_pages.secret_keys import digests
from discussion_pages.services.idempotency import Done, do_once

KEY_HEADER = "Idempotency-Key"
KEY_PARAMETER = {
    "name": KEY_HEADER,
    "in": "header",
    "required": False,
    "description": (
        "A string of your own, such as a UUID. The same request under the same key, within a day,"
        " is done once and answered again. Without a log-in it has at least 16 characters, for"
        " whoever guesses it from your network is given your answer."
    ),
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
}


STRANGERS_KEY_LENGTH_MIN = 16
"""Characters. People who have not signed in share their network with others."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a write answers. ``location``: the address of what it made."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def created(cls, body: Any, *, location: str) -> "Written":
        """Say that something was made, and where it is."""
        return cls(body, 201, {"Location": location})


def reads(
    router: Router,
    path: str,
    *,
    answer: Any,
    who: list[Any] = ANYBODY,
    limit: str = "read",
    problems: tuple[int, ...] = (404,),
    **options: Any,
) -> Callable[[Callable], Callable]:
    """Register a route that reads. ``answer`` is the schema of its 200."""

    def register(function: Callable) -> Callable:
        @wraps(function)
        def read(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            _refuse_unknown_parameters(request, read)
            return function(request, *args, **kwargs)

        return router.get(
            path,
            response={200: answer} | _problems({*problems, 400, 422}),
            auth=who,
            throttle=Limit(limit),
            summary=_summary(function),
            **options,
        )(read)

    return register


def writes(
    router: Router,
    method: str,
    path: str,
    *,
    answer: dict[int, Any],
    who: list[Any] = MEMBERS,
    limit: str = "write",
    problems: tuple[int, ...] = (404, 409),
    **options: Any,
) -> Callable[[Callable], Callable]:
    """Register a route that writes, once for each ``Idempotency-Key``.

    The route returns a schema (200) or ``Written``. ``answer`` maps each status to its schema.
    """
    extra = {"parameters": [KEY_PARAMETER]} | options.pop("openapi_extra", {})

    def register(function: Callable) -> Callable:
        return router.api_operation(
            [method],
            path,
            response=answer | _problems({*problems, 400, 403, 413, 415, 422}),
            auth=who,
            throttle=Limit(limit),
            openapi_extra=extra,
            summary=_summary(function),
            **options,
        )(_once(function))

    return register


def _summary(function: Callable) -> str:
    return (function.__doc__ or "").strip().partition("\n")[0].rstrip(".")


def _problems(statuses: set[int]) -> dict[int, Any]:
    return dict.fromkeys(sorted({*statuses, 401, 403, 405, 429, 500}), Problem)


def _once(function: Callable) -> Callable:
    @wraps(function)
    def write(request: HttpRequest, *args: Any, **kwargs: Any) -> Status:
        def work() -> Done:
            result = function(request, *args, **kwargs)
            written = result if isinstance(result, Written) else Written(result)
            return Done(written.status, _plain(written.body), written.headers)

        _refuse_unknown_parameters(request, write)
        key = request.headers.get(KEY_HEADER)
        if key is None:
            done = work()
        else:
            caller: Caller = request.auth
            _refuse_guessable(key, caller)
            done = do_once(
                work,
                key=key,
                callers=_digests_of(caller),
                user=caller.person if caller.is_known else None,
                fingerprint=_fingerprint(request),
                at=timezone.now(),
            )
        for name, value in done.headers.items():
            add_header(request, name, value)
        if done.is_replay:
            add_header(request, "Idempotency-Replayed", "true")
        return Status(done.status, done.body)

    return write


def _refuse_guessable(key: str, caller: Caller) -> None:
    """Stop a key under which a neighbour on the network would be given the caller's answer.

    An answer may hold what is the caller's alone, such as the private link of a report.

    Raises:
        Refusal: nobody in particular calls, with a key that is short.
    """
    if not caller.is_known and len(key) < STRANGERS_KEY_LENGTH_MIN:
        raise Refusal(
            422,
            "idempotency_key",
            _("Without a log-in an Idempotency-Key has at least %(min)d characters: use a UUID.")
            % {"min": STRANGERS_KEY_LENGTH_MIN},
            pointer=KEY_HEADER,
        )


def _refuse_unknown_parameters(request: HttpRequest, view: Any) -> None:
    """Stop a parameter that would be passed over, or of which one value would.

    Raises:
        Refusal: the address has a parameter that the route does not know, or one twice.
    """
    known: set[str] = set()
    for model in view._ninja_operation.models:
        if model.__ninja_param_source__ == "query":
            known |= set(model.__ninja_flatten_map__)
    for name, values in request.GET.lists():
        if name not in known:
            raise Refusal(422, "unknown", _("There is no such parameter."), pointer=f"query/{name}")
        if len(values) > 1:
            raise Refusal(422, "twice", _("Give this only once."), pointer=f"query/{name}")


def _plain(body: Any) -> Any:
    """Return what is answered as JSON has it, so that it can be kept."""
    return json.loads(json.dumps(body, cls=Encoder))


def _digests_of(caller: Caller) -> list[str]:
    who = f"user:{caller.person.pk}" if caller.is_known else f"from:{caller.address}"
    return digests("discussion_pages.participation.idempotency", who, algorithm="sha256")


def _fingerprint(request: HttpRequest) -> str:
    whole = b"\n".join([request.method.encode(), request.get_full_path().encode(), request.body])
    return hashlib.sha256(whole).hexdigest()
