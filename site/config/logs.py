"""The log as lines of JSON, one for each event, without anything about people.

Each line that belongs to a request has its id: the one that the proxy gave it, so that its log and
ours can be laid side by side.
"""

import json
import logging
import re
import traceback
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any

from config.scrubbing import scrub

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
FORM = re.compile(r"[A-Za-z0-9._-]{8,64}")

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request that is being answered; "" where there is none."""


class RequestIdMiddleware:
    """Knows each request by the id that the proxy gave it, else by a new one, and says it."""

    def __init__(self, get_response: "Callable[[HttpRequest], HttpResponse]") -> None:
        self.get_response = get_response

    def __call__(self, request: "HttpRequest") -> "HttpResponse":
        """Remember the id for the log while the request is answered."""
        given = request.headers.get(HEADER, "")
        # Django logs a refusal when all middleware has ended: the request still has the id then.
        request.request_id = given if FORM.fullmatch(given) else uuid.uuid4().hex
        token = request_id.set(request.request_id)
        try:
            response = self.get_response(request)
            response[HEADER] = request.request_id
            return response
        finally:
            request_id.reset(token)


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON.

    Of an error it tells its kind, its words without what is personal, and where it happened; never
    the values of variables. Django hangs the request to some records: only its method and route are
    told, never its path, which may hold a key.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, tz=UTC).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": scrub(record.getMessage()),
        }
        request = getattr(record, "request", None)
        if found := getattr(request, "request_id", "") or request_id.get():
            line["request_id"] = found
        if (status := getattr(record, "status_code", None)) is not None:
            line["status"] = status
        if hasattr(request, "method"):
            line["method"] = request.method
            match = getattr(request, "resolver_match", None)
            line["route"] = match.route if match else ""
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = _told(*record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def _told(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> dict[str, Any]:
    frames = traceback.extract_tb(trace)
    return {
        "kind": f"{kind.__module__}.{kind.__qualname__}",
        "message": scrub(str(error)),
        "where": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }


def logging_config(form: str, *, level: str = "INFO") -> dict[str, Any]:
    """Return the configuration of the log in a ``form``: ``text`` or ``json``."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "text": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
            "json": {"()": "config.logs.JsonFormatter"},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": form}},
        "root": {"handlers": ["console"], "level": level},
        # Django's own handler writes to the console too: once is enough.
        "loggers": {"django": {"handlers": [], "level": level, "propagate": True}},
    }
