"""What somebody is told when the site fails, and what they get back of what they wrote.

It asks nothing of the database, the session or the cache, any of which may be why.
"""

import errno
import sys
from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import QueryDict
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from discussion_pages.api.participation.problems import problem

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
RETRY_SECONDS = "30"
COMPOSER = "comment"
"""The field of every form in which a member writes to the public."""
SENT_AGAIN = frozenset({"csrfmiddlewaretoken", "timestamp", "security_hash", "submission_key"})
"""Fields of such a form, by which it is posted once however often it is sent."""
SECRET = ("password", "csrf", "token", "code")
WORDS_MAX = 50
PROGRAMS = ("/_allauth/", "/api/")
"""Where programs ask, which are told in their own language."""


class Cause(Enum):
    """Why the site failed, as far as somebody else than its administrators can use that."""

    FAULT = HTTPStatus.INTERNAL_SERVER_ERROR
    AWAY = HTTPStatus.SERVICE_UNAVAILABLE
    NO_ROOM = HTTPStatus.INSUFFICIENT_STORAGE


@dataclass(frozen=True, slots=True)
class Written:
    """What came with the request that failed. ``again``: the form's other fields, to send it by."""

    comment: str = ""
    words: tuple[str, ...] = ()
    again: tuple[tuple[str, str], ...] = ()


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a request that failed. Django calls this while it handles the exception."""
    cause = cause_of(sys.exc_info()[1])
    if cause is Cause.NO_ROOM and _is_upload_by_script(request):
        # The admin's uploader shows this beside the file; of an error it shows only the number.
        return JsonResponse({"success": False, "error_message": no_room_sentence()})
    if request.path_info.startswith(PROGRAMS):
        # What failed before the API itself was reached, such as reading the session.
        response = problem(cause.value, "fault", _("Something went wrong here. We have been told."))
        return _never_kept(response, cause)
    context = {
        "is_away": cause is Cause.AWAY,
        "has_no_room": cause is Cause.NO_ROOM,
        "written": written_in(request),
        "address": request.get_full_path(),
    }
    response = HttpResponse(render_to_string("500.html", context), status=cause.value)
    return _never_kept(response, cause)


def _never_kept(response: HttpResponse, cause: Cause) -> HttpResponse:
    if cause is Cause.AWAY:
        response["Retry-After"] = RETRY_SECONDS
    add_never_cache_headers(response)
    return response


def cause_of(error: BaseException | None) -> Cause:
    """Return why something failed: the first known cause along the chain of exceptions."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            return Cause.NO_ROOM
        if isinstance(error, OperationalError | InterfaceError):
            return Cause.NO_ROOM if "disk is full" in str(error) else Cause.AWAY
        error = error.__cause__ or error.__context__
    return Cause.FAULT


def written_in(request: HttpRequest) -> Written:
    """Return what somebody wrote into the form that failed.

    Only of a form of this site: its CSRF token was checked. Another site must not be able to have
    its own words shown under our name.
    """
    if request.method != "POST" or not getattr(request, "csrf_processing_done", False):
        return Written()
    try:
        fields = request.POST
    except Exception:  # the body was what failed
        return Written()
    if fields.get(COMPOSER, "").strip():
        again = tuple((name, fields[name]) for name in fields if _goes_again(name))
        return Written(comment=fields[COMPOSER], again=again)
    return Written(words=tuple(_words(fields))[:WORDS_MAX])


def no_room_sentence() -> str:
    """Return the sentence about a disk that is full."""
    return _(
        "There is no room left on the server for this file. Nothing of it was kept. Tell whoever "
        "looks after the site, and try again later."
    )


def _goes_again(name: str) -> bool:
    return name in SENT_AGAIN or name in {"content_type", "object_pk", "website"}


def _words(fields: QueryDict) -> list[str]:
    """Return what somebody typed in sentences: codes and keys have no spaces in them."""
    found = []
    for name, values in fields.lists():
        if not any(part in name.lower() for part in SECRET):
            found += [value for value in values if " " in value.strip()]
    return found


def _is_upload_by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "XMLHttpRequest" and bool(
        request.content_type == "multipart/form-data"
    )
