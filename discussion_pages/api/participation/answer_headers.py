"""The headers of answers, as the OpenAPI document describes them.

They are written by ``frame``, ``limits``, ``operations`` and ``problems``.
"""

from typing import Any

TEXT = {"type": "string"}
HEADERS: dict[str, dict[str, Any]] = {
    "RateLimit": {
        "description": (
            "How many requests are left of the limit, and for how many seconds:"
            ' `"read";r=299;t=60`.'
        ),
        "schema": TEXT,
    },
    "RateLimit-Policy": {
        "description": (
            'The limit that the request counts for: `"read";q=300;w=60` is 300 in 60 seconds.'
        ),
        "schema": TEXT,
    },
    "Retry-After": {
        "description": "Seconds after which to try again.",
        "schema": {"type": "integer", "minimum": 1},
    },
    "ETag": {
        "description": (
            "Of answers to nobody in particular. Sent back as `If-None-Match`, it is answered with"
            " 304 and nothing else while nothing has changed."
        ),
        "schema": TEXT,
    },
    "Last-Modified": {
        "description": "When what is shown changed last, where that is known.",
        "schema": TEXT,
    },
    "Location": {
        "description": "The address of what was made, where it has one of its own.",
        "schema": {"type": "string", "format": "uri"},
    },
    "Idempotency-Replayed": {
        "description": "Where the request had been done before under its `Idempotency-Key`.",
        "schema": {"type": "string", "enum": ["true"]},
    },
    "WWW-Authenticate": {
        "description": "How to show who calls: a Bearer token is one of the ways.",
        "schema": TEXT,
    },
    "Allow": {
        "description": "The methods that the address takes.",
        "schema": TEXT,
    },
}
"""By name. None is always there: each says when it is."""

UNCOUNTED = {401, 405, 415}
"""Answers given before a request is counted."""
OF_PROBLEMS = {401: ["WWW-Authenticate"], 405: ["Allow"], 429: ["Retry-After"]}


def headers_of(status: int, method: str, *, is_open: bool) -> dict[str, Any]:
    """Return the headers that an answer may have; ``is_open``: nobody in particular may ask."""
    names = list(OF_PROBLEMS.get(status, []))
    if status not in UNCOUNTED:
        names += ["RateLimit", "RateLimit-Policy"]
    if status < 300 and method != "get":
        names.append("Idempotency-Replayed")
    if status in {200, 201}:
        names.append("Last-Modified")
    if status == 200 and method == "get" and is_open:
        names.append("ETag")
    if status == 201:
        names.append("Location")
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
