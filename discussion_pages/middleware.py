"""Whole answers for anonymous readers, kept for exactly as long as they are right."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.conf.urls.i18n import is_language_prefix_patterns_used
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.utils.translation import get_language_from_path, get_language_from_request

from discussion_pages.conf import setting
from discussion_pages.keeping import answers, collecting, shared, versions
from discussion_pages.keeping.answers import Address, Answer
from discussion_pages.keeping.collecting import Collected
from discussion_pages.rules.keeping import kept_query, parameters_of, shared_seconds

READS = ("GET", "HEAD")
KNOWN_BY = ("HTTP_AUTHORIZATION", "HTTP_X_SESSION_TOKEN")
CONDITIONS = (
    "HTTP_IF_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_RANGE",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_RANGE",
)
MESSAGES = "messages"
MAY_VARY = frozenset(
    {"accept-encoding", "accept-language", "authorization", "cookie", "origin", "x-session-token"}
)
"""What answers may differ by: the address covers the language, and who sends a cookie of a session
or a token is never given a kept answer. ``Origin`` and encodings are seen to by other middleware,
outside."""
REFUSALS = frozenset({"private", "no-store", "no-cache"})

Respond = Callable[[HttpRequest], HttpResponseBase]


class KeptAnswersMiddleware:
    """Gives anonymous readers an answer that is kept, or keeps the one that is made.

    It comes before whatever opens a session, and after whatever adds headers to each answer anew.
    Where no cache is named, or the cache fails, it does nothing.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response
        self.turns = answers.Turns()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer from what is kept, if this is a request of nobody in particular."""
        if not versions.is_on():
            return self.get_response(request)
        address = address_of(request)
        if address is None or versions.is_away():
            return self.get_response(request)
        versions.say_what_is_unsaid()
        try:
            found = answers.find(address)
            is_right = found is not None and found.is_right(at=timezone.now())
        except Exception:
            versions.note_failure("nothing could be looked up")
            return self.get_response(request)
        if found is not None and is_right:
            return self._give(request, found)
        if request.method == "HEAD":
            return self.get_response(request)
        return self._make_once(request, address, found)

    def _make_once(
        self, request: HttpRequest, address: Address, stale: Answer | None
    ) -> HttpResponseBase:
        """Make the answer, or wait for whoever is making it."""
        ends_at = time.monotonic() + answers.WAIT_SECONDS
        while stale is not None or not self.turns.is_never_kept(address):
            with self.turns.take(address) as is_ours:
                try:
                    # Who had the turn before may have made it since this reader looked.
                    found = answers.find(address) if is_ours else None
                    is_right = found is not None and found.is_right(at=timezone.now())
                except Exception:
                    versions.note_failure("nothing could be looked up")
                    is_right = False
                if is_ours and not is_right:
                    return self._make(request, address, found or stale)
            if not is_right:
                try:
                    found = self.turns.wait(address, ends_at=ends_at, at=timezone.now)
                except Exception:
                    versions.note_failure("nobody could be waited for")
                    break
            if found is not None:
                return self._give(request, found)
            if time.monotonic() >= ends_at:
                break
        return self._make(request, address, stale)

    def _make(
        self, request: HttpRequest, address: Address, stale: Answer | None
    ) -> HttpResponseBase:
        try:
            known = versions.read(
                {*(stale.versions if stale is not None else ()), collecting.SITE, versions.JOURNAL}
            )
        except Exception:
            versions.note_failure("no version could be read")
            return self.get_response(request)
        _ask_for(request, address.query)
        with without_conditions(request), collecting.collecting() as collected:
            response = self.get_response(request)
        if not may_be_kept(request, response, address, collected):
            if stale is None:
                self.turns.note_not_kept(address)
            return response
        if not response.has_header("ETag"):
            set_response_etag(response)
        if not address.language:
            _settle_language(response)
        try:
            kept = self._keep(response, address, collected, known)
        except Exception:
            versions.note_failure("an answer could not be kept")
            kept = None
        sealed = _sealed(response, kept)
        return _conditional(request, sealed)

    def _keep(
        self,
        response: HttpResponse,
        address: Address,
        collected: Collected,
        known: dict[str, int],
    ) -> Answer | None:
        """Keep what was just made, unless something that it shows changed while it was made.

        What it was known to rest on had its versions read before. For the rest the journal says
        whether anything changed in between.
        """
        unknown = collected.keys - known.keys()
        found = {key: known[key] for key in collected.keys & known.keys()}
        is_sure = True
        if unknown:
            found |= versions.read(unknown)
            journal = versions.current([versions.JOURNAL]).get(versions.JOURNAL)
            is_sure = journal == known[versions.JOURNAL]
        now = timezone.now()
        most = setting("CACHE_QUERY_SECONDS" if address.query else "CACHE_SECONDS")
        until = now.astimezone(UTC) + timedelta(seconds=most)
        if collected.until is not None:
            until = min(until, collected.until)
        if not is_sure or until <= now:
            # The next one who makes it knows at least what to read the versions of.
            answers.remember(address, found)
            return None
        is_shared = shared.may_be_shared(address) and self._share(address, found, until)
        answer = Answer(
            versions=found,
            until=until.timestamp(),
            is_shared=is_shared,
            content=response.content,
            headers=answers.kept_headers(response),
            marks=answers.kept_marks(response),
        )
        answers.store(address, answer, seconds=(until - now).total_seconds())
        return answer

    def _share(self, address: Address, found: dict[str, int], until: datetime) -> bool:
        """Let caches before us keep an answer that they can be told about, or that is soon over."""
        if address.query:
            return True
        found |= versions.read([shared.address_key(address.url)])
        return shared.note(address, found, until=until)

    def _give(self, request: HttpRequest, answer: Answer) -> HttpResponseBase:
        return _conditional(request, _sealed(answer.response(), answer))


def address_of(request: HttpRequest) -> Address | None:
    """Return the address that a request asks for, or ``None`` where nothing may be kept for it.

    That is for whoever can be somebody: with a session, a token or a message waiting. A host as
    nobody writes it, or parameters that are none of ours, would only fill the cache.
    """
    if request.method not in READS or getattr(request, "is_dummy", False):
        return None
    own_cookies = {settings.SESSION_COOKIE_NAME, MESSAGES, *setting("CACHE_COOKIES")}
    if not own_cookies.isdisjoint(request.COOKIES) or any(n in request.META for n in KNOWN_BY):
        return None
    query = kept_query(
        request.META.get("QUERY_STRING", ""), ignored=setting("CACHE_IGNORED_PARAMETERS")
    )
    if query is None:
        return None
    try:
        host = request.get_host()
    except SuspiciousOperation:
        return None
    if not _is_written_as_usual(host) or not request.path.isprintable():
        return None
    return Address(request.scheme or "", host, request.path, query, _language(request))


def may_be_kept(
    request: HttpRequest, response: HttpResponseBase, address: Address, collected: Collected
) -> bool:
    """Say whether what was just made may be given to somebody else."""
    if collected.parameters is None or not collected.parameters >= parameters_of(address.query):
        return False
    if response.status_code != 200 or response.streaming or response.has_header("Content-Encoding"):
        return False
    if response.cookies or response.has_header("Set-Cookie"):
        return False
    if request.META.get("CSRF_COOKIE_NEEDS_UPDATE") or _opened_session(request):
        return False
    if REFUSALS & _names(response.get("Cache-Control", "")):
        return False
    if not _names(response.get("Vary", "")) <= MAY_VARY:
        return False
    if not address.language and (
        collected.speaks_as_asked
        or response.get("Content-Language", "") not in ("", _language_of_path(request))
    ):
        return False
    return answers.can_be_stored(answers.kept_marks(response))


def _is_written_as_usual(host: str) -> bool:
    """Say whether browsers write a host so: in small letters, and with a port only if it has one.

    Django allows a host with any port, and a request may name any.
    """
    name, port = split_domain_port(host)
    if host != (f"{name}:{port}" if port else name):
        return False  # a capital letter or a last dot
    return not port or port in _own_ports()


def _own_ports() -> set[str]:
    """Return the ports that stand in addresses of this site."""
    own = urlsplit(getattr(settings, "WAGTAILADMIN_BASE_URL", "")).port
    return {str(port) for port in (own, *setting("CACHE_PORTS")) if port}


@contextmanager
def without_conditions(request: HttpRequest) -> Iterator[None]:
    """Ask for the whole answer, whatever the reader has of it already."""
    taken = {name: request.META.pop(name) for name in CONDITIONS if name in request.META}
    try:
        yield
    finally:
        for name in CONDITIONS:
            request.META.pop(name, None)
        request.META.update(taken)


def _ask_for(request: HttpRequest, query: str) -> None:
    if request.META.get("QUERY_STRING", "") != query:
        request.META["QUERY_STRING"] = query
        vars(request).pop("GET", None)


def _language(request: HttpRequest) -> str:
    """Return the language that the reader asks for, where the path does not settle it."""
    if _path_settles_language(request):
        return ""
    return get_language_from_request(request)


def _path_settles_language(request: HttpRequest) -> bool:
    """Say whether the site speaks by path. Programs are answered as they ask."""
    if not settings.USE_I18N:
        return True
    programs = _where_programs_ask(settings.ROOT_URLCONF)
    if programs and request.path_info.startswith(programs):
        return False
    patterned, _prefixed_default = is_language_prefix_patterns_used(settings.ROOT_URLCONF)
    return patterned


@cache
def _where_programs_ask(urlconf: str) -> str:
    """Return below which path the participation API is, which speaks as it is asked to."""
    try:
        return reverse("participation:openapi", urlconf).removesuffix("openapi.json")
    except NoReverseMatch:
        return ""


def _language_of_path(request: HttpRequest) -> str | None:
    if not settings.USE_I18N:
        return None
    return get_language_from_path(request.path_info) or settings.LANGUAGE_CODE


def _opened_session(request: HttpRequest) -> bool:
    session = getattr(request, "session", None)
    return session is not None and (session.accessed or session.modified)


def _names(header: str) -> set[str]:
    """Return the directives or names of a header, without their values."""
    return {part.partition("=")[0].strip().lower() for part in header.split(",") if part.strip()}


def _settle_language(response: HttpResponse) -> None:
    """Say no more that it differs by the language that is asked for: the path has settled that."""
    names = [name.strip() for name in response.get("Vary", "").split(",")]
    kept = [name for name in names if name and name.lower() != "accept-language"]
    if kept:
        response["Vary"] = ", ".join(kept)
    else:
        del response["Vary"]


def _sealed(response: HttpResponse, answer: Answer | None) -> HttpResponse:
    """Say who may keep the answer: whoever asks each time whether it still holds.

    Caches before us need not ask, where they can be told, until it may begin to be wrong.
    """
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    if answer is not None and answer.is_shared and shared.is_on():
        most = shared.most_seconds()
        seconds = shared_seconds(answer.holds_until, most=most, at=timezone.now())
        patch_cache_control(response, s_maxage=seconds)
    return response


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """Answer 304 where the reader has it already. Only the ETag tells one version from the next."""
    request.META.pop("HTTP_IF_MODIFIED_SINCE", None)
    return get_conditional_response(request, etag=response["ETag"], response=response)
