"""Who calls, and with what powers.

Four ways in: nobody in particular; a member by the token of an app (``X-Session-Token``), who has a
member's powers even if they also are staff; a browser's session, with Django's protection against
forged requests on writes; and a token of Wagtail's (``Authorization: Bearer``), with the powers of
its user. What is presented and does not hold is refused, never taken for nobody.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, HttpError
from ninja.security.base import AuthBase
from ninja.utils import check_csrf
from wagtail.api.v3.auth import BearerTokenAuth

from discussion_pages.conf import setting
from discussion_pages.services.readable import MEMBER_ONLY
from discussion_pages.visitors import client_address, visitor_of

SESSION_TOKEN_HEADER = "X-Session-Token"


class Way(StrEnum):
    """How a caller has shown who they are."""

    NONE = "none"
    SESSION_TOKEN = "session_token"
    SESSION = "session"
    API_TOKEN = "api_token"


@dataclass(frozen=True, slots=True)
class Caller:
    """The person behind a request. ``address`` is theirs as the outermost trusted proxy saw it."""

    person: Any = field(default_factory=AnonymousUser)
    way: Way = Way.NONE
    address: str = ""
    is_trusted: bool = True
    """False for a session that the host does not trust with what its person may do as staff."""

    @property
    def is_known(self) -> bool:
        """Whether this is somebody who has signed in."""
        return self.person.is_authenticated

    @property
    def may_be_staff(self) -> bool:
        """Whether this way of signing in carries what the person may do as staff."""
        return self.is_trusted and self.way in {Way.SESSION, Way.API_TOKEN}


def caller_of(request: HttpRequest) -> Caller:
    """Return who calls.

    Raises:
        AuthenticationError: a token was presented that does not hold (any more).
        HttpError: a browser's session without the proof against forged requests (403).
    """
    address = client_address(request)
    if "Authorization" in request.headers:
        return Caller(_bearer(request), Way.API_TOKEN, address)
    if SESSION_TOKEN_HEADER in request.headers:
        return Caller(_by_session_token(request), Way.SESSION_TOKEN, address)
    person = visitor_of(request)
    if not person.is_authenticated:
        return Caller(address=address)
    if check_csrf(request) is not None:
        raise HttpError(403, _("Send the page's CSRF token in the header X-CSRFToken."))
    is_trusted = _trusts(request)
    if not is_trusted:
        setattr(person, MEMBER_ONLY, True)
    return Caller(person, Way.SESSION, address, is_trusted)


def _trusts(request: HttpRequest) -> bool:
    """Ask the host whether a browser's session may carry its person's powers as staff."""
    path = setting("STAFF_SESSION")
    return import_string(path)(request) if path else True


def _bearer(request: HttpRequest) -> Any:
    # Wagtail's own class writes ``request.user`` and notes when the token was last used.
    token = BearerTokenAuth()(request)
    if token is None:
        raise AuthenticationError
    return token.user


def _by_session_token(request: HttpRequest) -> Any:
    path = setting("SESSION_TOKEN_USER")
    person = import_string(path)(request.headers[SESSION_TOKEN_HEADER]) if path else None
    if person is None or not person.is_active:
        raise AuthenticationError
    setattr(person, MEMBER_ONLY, True)
    return person


def allauth_user(token: str) -> Any | None:
    """Return whose app token of django-allauth's this is; ``None`` if it does not hold."""
    from allauth.headless.internal.sessionkit import authenticate_by_x_session_token

    found = authenticate_by_x_session_token(token)
    return found[0] if found else None


class _Door(AuthBase):
    """One way in, by the name under which the OpenAPI document lists it."""

    def __call__(self, request: HttpRequest) -> Caller | None:
        """Resolve the caller once, however many ways an operation lists."""
        if not hasattr(request, "participation_caller"):
            request.participation_caller = caller_of(request)
            request.user = request.participation_caller.person
        caller = request.participation_caller
        return caller if caller.way is self.way and self.admits(caller) else None

    way: Way

    def admits(self, caller: Caller) -> bool:
        """Say whether the caller may come in here."""
        return True


class SessionToken(_Door):
    """A member's token, from signing in with an app client."""

    way = Way.SESSION_TOKEN
    openapi_type = "apiKey"
    openapi_in = "header"
    openapi_name = SESSION_TOKEN_HEADER
    openapi_description = "A member's token, given by allauth's headless log-in for apps."


class Session(_Door):
    """The session of a browser."""

    way = Way.SESSION
    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = settings.SESSION_COOKIE_NAME
    openapi_description = (
        "The session of somebody logged in on the site. Writes need the header X-CSRFToken."
    )

    def __init__(self, *, for_staff: bool = False) -> None:
        super().__init__()
        self.for_staff = for_staff

    def admits(self, caller: Caller) -> bool:
        """Let members in, and staff whose session the host trusts.

        Raises:
            PermissionDenied: the host asks staff for more than this session has shown.
        """
        if self.for_staff and not caller.is_trusted:
            raise PermissionDenied(_("Confirm your second factor in the admin first."))
        return True


class ApiToken(_Door):
    """A token that Wagtail's admin gives out."""

    way = Way.API_TOKEN
    openapi_type = "http"
    openapi_scheme = "bearer"
    openapi_description = "A token made in Wagtail's admin. It may do what its user may do."


class Nobody(_Door):
    """Somebody who has not signed in. In OpenAPI this is the empty requirement."""

    way = Way.NONE
    openapi_type = "none"


class SessionTokenRefused(_Door):
    """Tells the bearer of a member's token why it opens no staff door."""

    way = Way.SESSION_TOKEN
    openapi_type = "none"

    def __call__(self, request: HttpRequest) -> Caller | None:
        """Refuse with a sentence.

        Raises:
            PermissionDenied: always, where a member's token was presented.
        """
        if super().__call__(request) is not None:
            raise PermissionDenied(
                _("A member's token does not carry what you may do as staff. Use an API token.")
            )
        return None


MEMBERS = [SessionToken(), Session(), ApiToken()]
"""Whoever has signed in."""
ANYBODY = [Nobody(), *MEMBERS]
"""Also those who have not."""
STAFF = [Session(for_staff=True), ApiToken(), SessionTokenRefused()]
"""Those whom the services then ask for the permission. A member's token never passes."""
UNLISTED = {Nobody.__name__, SessionTokenRefused.__name__}
"""Doors that are no security scheme of the OpenAPI document."""
