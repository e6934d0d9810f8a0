"""Which other origins may call which part of the site, and with what.

A browser asks before a page of another origin reads an answer, sends a token or writes. What it is
told differs by path, and django-cors-headers has one policy for all of them; so this middleware is
the package's own with a policy for each door. Reading what is public is open to every origin.
Writing and tokens are for the origins in `API_CORS_ORIGINS`, the cookie of whoever is signed in
here for those in `API_CORS_CREDENTIAL_ORIGINS`, who may do all that the others may.
"""

from dataclasses import dataclass

from corsheaders.middleware import CorsMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.http import is_same_domain
from django.utils.translation import gettext

from discussion_pages.api.participation.problems import problem

READS = ("GET", "HEAD", "OPTIONS")
WRITES = ("POST", "PUT", "PATCH", "DELETE")
PREFLIGHT_SECONDS = 3600

ASKED_BY_ANYBODY = (
    "Accept",
    "Accept-Language",
    "Content-Type",
    "If-Modified-Since",
    "If-None-Match",
)
ASKED_BY_NAMED = (
    *ASKED_BY_ANYBODY,
    "Authorization",
    "Idempotency-Key",
    "If-Match",
    "X-Email-Verification-Key",
    "X-Password-Reset-Key",
    "X-Session-Token",
)
TOLD = (
    "ETag",
    "Idempotency-Replayed",
    "Last-Modified",
    "Link",
    "Location",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
)


@dataclass(frozen=True, slots=True)
class Door:
    """A part of the site that programs call, and who may come from elsewhere."""

    path: str
    anybody_reads: bool = False
    named_write: bool = False
    takes_cookie: bool = False

    @property
    def is_the_same_for_all(self) -> bool:
        """Whether no answer depends on the origin, so that a cache may keep one for everybody."""
        return self.anybody_reads and not self.named_write and not self.takes_cookie


DOORS = (
    # A draft is for the front end that holds its token: the view says which origin that is.
    Door("/api/v2/page_preview/"),
    Door("/api/v2/", anybody_reads=True),
    Door("/api/v3/", named_write=True),
    Door("/api/participation/", anybody_reads=True, named_write=True, takes_cookie=True),
    Door("/_allauth/openapi.json", anybody_reads=True),
    Door("/_allauth/app/", named_write=True),
    Door("/_allauth/browser/", takes_cookie=True),
)


@dataclass(frozen=True, slots=True)
class Grant:
    """What a browser is told about one origin at one door."""

    origin: str
    methods: tuple[str, ...] = READS
    asked: tuple[str, ...] = ASKED_BY_ANYBODY
    credentials: bool = False


def door_at(path: str) -> Door | None:
    """Return the door that a path belongs to; all other pages are closed to other origins."""
    return next((door for door in DOORS if path.startswith(door.path)), None)


def grant(door: Door, *, origin: str, method: str) -> Grant | None:
    """Return what a page of `origin` may do with `method` here, or None for nothing.

    A method that writes is answered with nothing at all where it is not granted: browsers would
    send a POST however short the list of methods is.
    """
    cookies = door.takes_cookie and origin in settings.API_CORS_CREDENTIAL_ORIGINS
    named = door.named_write and (
        origin in settings.API_CORS_ORIGINS or origin in settings.API_CORS_CREDENTIAL_ORIGINS
    )
    if cookies:
        return Grant(origin, READS + WRITES, (*ASKED_BY_NAMED, "X-CSRFToken"), credentials=True)
    if named:
        return Grant(origin, READS + WRITES, ASKED_BY_NAMED)
    if not door.anybody_reads or method not in READS:
        return None
    # "null" is a sandbox, a file, or a page that hides where it is from: nobody we could name.
    return Grant("*") if door.is_the_same_for_all or origin not in ("", "null") else None


class ApiCorsMiddleware(CorsMiddleware):
    """Answers preflights, refuses writes from origins that nobody named, adds the headers."""

    def check_preflight(self, request: HttpRequest) -> HttpResponseBase | None:
        """Return the answer to a preflight or the refusal of a write, else None."""
        door = door_at(request.path_info)
        if door is None:
            return None
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            return HttpResponse(headers={"Content-Length": "0"})
        origin = request.headers.get("Origin", "")
        if origin and request.method in WRITES and not _is_ours(request, origin):
            return None if grant(door, origin=origin, method=request.method) else _refusal()
        return None

    def add_response_headers(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Say to the browser what the page that asks may do."""
        door = door_at(request.path_info)
        if door is None:
            return response
        origin = request.headers.get("Origin", "")
        asks = request.headers.get("Access-Control-Request-Method", "")
        is_preflight = request.method == "OPTIONS" and bool(asks)
        if not door.is_the_same_for_all:
            patch_vary_headers(response, ["Origin"])
        if is_preflight:
            patch_vary_headers(
                response, ["Access-Control-Request-Method", "Access-Control-Request-Headers"]
            )
        given = grant(door, origin=origin, method=asks if is_preflight else request.method or "")
        if given is None or not (origin or door.is_the_same_for_all):
            return response
        response["Access-Control-Allow-Origin"] = given.origin
        told = TOLD
        if given.credentials:
            response["Access-Control-Allow-Credentials"] = "true"
            told = (*TOLD, "X-CSRFToken")
        response["Access-Control-Expose-Headers"] = ", ".join(told)
        if is_preflight:
            response["Access-Control-Allow-Methods"] = ", ".join(given.methods)
            response["Access-Control-Allow-Headers"] = ", ".join(given.asked)
            response["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
        return response


def _is_ours(request: HttpRequest, origin: str) -> bool:
    """Return whether a request comes from a page of this site, under any of its addresses."""
    if origin == f"{request.scheme}://{request.get_host()}":
        return True
    scheme, _separator, host = origin.partition("://")
    for trusted in settings.CSRF_TRUSTED_ORIGINS:
        trusted_scheme, _separator, pattern = trusted.partition("://")
        if scheme == trusted_scheme and is_same_domain(host, pattern.removeprefix("*")):
            return True
    return False


def _refusal() -> HttpResponse:
    detail = gettext("Pages of this origin may read here, but neither write nor sign in.")
    response = problem(403, "origin_not_allowed", detail)
    response["Cache-Control"] = "no-store"
    return response
