"""What every answer of the participation API has around it: headers, and errors of one form."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import http_date, parse_etags, quote_etag
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _

from discussion_pages.api.participation.auth import SESSION_TOKEN_HEADER, Way
from discussion_pages.api.participation.limits import tell_limit
from discussion_pages.api.participation.problems import problem
from discussion_pages.keeping.collecting import keep_whatever_it_reads, speaks_as_asked
from discussion_pages.rules.keeping import LEGITIMATE

View = Callable[..., HttpResponse]
SAFE_METHODS = ("GET", "HEAD")
VARY = ["Accept-Language", "Authorization", SESSION_TOKEN_HEADER, "Cookie"]
KNOWN_BY = ("HTTP_AUTHORIZATION", "HTTP_X_SESSION_TOKEN")


def in_language_asked_for(view: View) -> View:
    """Wrap a view so that it speaks as ``Accept-Language`` asks.

    An address of the API names no language, for which Django's middleware takes the site's.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = get_language_from_request(request)
        with override(language):
            request.LANGUAGE_CODE = language
            speaks_as_asked()
            response = view(request, *args, **kwargs)
        response["Content-Language"] = language
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response

    return answer


def framed(view: View) -> View:
    """Wrap the view of one address."""

    @wraps(view)
    @in_language_asked_for
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = _refuse_other_media(request) or view(_as_get(request), *args, **kwargs)
        if response.status_code == 405:
            response = _not_allowed(response)
        tell_limit(request, response)
        for name, value in getattr(request, "participation_headers", {}).items():
            response[name] = value
        return _keepable(request, response)

    answer.csrf_exempt = True  # a session's proof is checked with the session (``auth``)
    return answer


def add_header(request: HttpRequest, name: str, value: str) -> None:
    """Let a route give its answer a header."""
    if not hasattr(request, "participation_headers"):
        request.participation_headers = {}
    request.participation_headers[name] = value


def changed_at(request: HttpRequest, *instants: datetime | None) -> None:
    """Say when what is answered changed last, of what is known: the newest of ``instants``."""
    known = [instant for instant in instants if instant is not None]
    if known:
        add_header(request, "Last-Modified", http_date(max(known).timestamp()))


def keep_private(request: HttpRequest) -> None:
    """Say that the answer is for whoever holds the address, which is itself a key to it.

    It is kept out of caches, of search engines and of the ``Referer`` of whatever is opened next.
    """
    request.participation_is_private = True
    add_header(request, "Referrer-Policy", "no-referrer")
    add_header(request, "X-Robots-Tag", "noindex")


def _as_get(request: HttpRequest) -> HttpRequest:
    """Let ninja, which knows no HEAD, answer one as it answers GET; the server drops the body."""
    if request.method == "HEAD":
        request.participation_was_head = True
        request.method = "GET"
    return request


def _refuse_other_media(request: HttpRequest) -> HttpResponse | None:
    """Take JSON alone, so that no plain form of another site can post here."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if request.method in {*SAFE_METHODS, "OPTIONS"} or length == "0":
        return None
    if request.content_type == "application/json":
        return None
    return problem(415, "not_json", _("Send JSON, with the header Content-Type: application/json."))


def _not_allowed(response: HttpResponse) -> HttpResponse:
    answer = problem(405, "method", _("This address does not take that method."))
    methods = {name.strip() for name in response["Allow"].split(",")}
    answer["Allow"] = ", ".join(sorted(methods | ({"HEAD"} if "GET" in methods else set())))
    return answer


def _keepable(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Say who may keep the answer, and answer 304 where the caller has it already.

    Only what nobody in particular asked for may be kept, and only to be asked about again. A
    change within one second, or of a like, has no instant of its own: so the ETag alone decides,
    and ``If-Modified-Since`` is not looked at.
    """
    request.META.pop("HTTP_IF_MODIFIED_SINCE", None)
    patch_vary_headers(response, VARY)
    is_read = request.method in SAFE_METHODS
    if getattr(request, "participation_was_head", False):
        request.method = "HEAD"
    if not is_read or _is_for_somebody(request) or response.status_code != 200:
        patch_cache_control(response, private=True, no_store=True)
        return response
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    keep_whatever_it_reads(LEGITIMATE, at=timezone.now())
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response["ETag"] = etag
    wanted = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
    if "*" in wanted or etag in {tag.removeprefix("W/") for tag in wanted}:
        return _unchanged(response)
    return response


def _unchanged(response: HttpResponse) -> HttpResponse:
    answer = HttpResponse(status=304)
    for name, value in response.items():
        if name not in {"Content-Type", "Content-Length"}:
            answer[name] = value
    del answer["Content-Type"]
    return answer


def _is_for_somebody(request: HttpRequest) -> bool:
    if getattr(request, "participation_is_private", False):
        return True
    caller = getattr(request, "participation_caller", None)
    if caller is not None and caller.way is not Way.NONE:
        return True
    presented = any(name in request.META for name in KNOWN_BY)
    return presented or settings.SESSION_COOKIE_NAME in request.COOKIES
