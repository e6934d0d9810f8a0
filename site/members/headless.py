"""Signing in without our pages: what allauth's headless mode says, and what its tokens open.

A member's app holds a session token and sends it as `X-Session-Token`. Behind the token stands a
Django session, as behind a cookie; the two kinds are kept apart here, in both directions, so that
neither opens what the other is for. A token in the hands of another site's script gives a member's
powers in the participation API. As a cookie it would give the whole account, Wagtail's admin
included.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress
from allauth.headless.adapter import DefaultHeadlessAdapter
from allauth.headless.internal import sessionkit
from allauth.headless.tokens.strategies.sessions import SessionTokenStrategy
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest

from members.display_names import display_name
from members.models import User

APP_SESSION = "_app_session"
"""The key in a session that says: this one is opened by token, never by cookie."""

TOKEN = re.compile(r"[a-z0-9]{32}")
"""What Django's sessions call themselves; nothing else is looked up."""


class AppTokenStrategy(SessionTokenStrategy):
    """Hands out session tokens that open nothing as a cookie, and takes no cookie for a token."""

    def create_session_token(self, request: HttpRequest) -> str:
        """Mark the session as an app's, and return its key."""
        request.session[APP_SESSION] = True
        return super().create_session_token(request)

    def lookup_session(self, session_token: str) -> SessionBase | None:
        """Return the app's session, or None where there is none, or no longer."""
        if not TOKEN.fullmatch(session_token):
            return None
        session = sessionkit.lookup_session(session_token)
        return session if session is not None and session.get(APP_SESSION) else None


class CookieSessionMiddleware(SessionMiddleware):
    """Django's own, but a cookie that holds an app's token opens no session."""

    def __init__(self, get_response: Any) -> None:
        super().__init__(get_response)
        self.SessionStore = without_app_sessions(self.SessionStore)


def without_app_sessions(store: type[SessionBase]) -> type[SessionBase]:
    """Return the session engine's store, blind to sessions of apps.

    It looks only when somebody reads the session, so that a page which reads none costs nothing.
    """

    class CookieSessionStore(store):
        def load(self) -> dict[str, Any]:
            return self._unless_of_an_app(super().load())

        async def aload(self) -> dict[str, Any]:
            return self._unless_of_an_app(await super().aload())

        def _unless_of_an_app(self, data: dict[str, Any]) -> dict[str, Any]:
            if not data.get(APP_SESSION):
                return data
            self._session_key = None
            return {}

    # Sessions are signed with the name of their class: this one reads what the engine's own wrote.
    CookieSessionStore.__qualname__ = store.__qualname__
    return CookieSessionStore


@dataclass(frozen=True, slots=True)
class Myself:
    """What the session tells about the person who signed in, to that person alone."""

    display: str = field(
        metadata={
            "description": "The name shown beside what the member writes.",
            "example": "Lamplighter",
        }
    )
    email: str | None = field(
        default=None,
        metadata={
            "description": "The member's own address; there only once they have signed in.",
            "example": "lamplighter@example.org",
        },
    )
    has_usable_password: bool | None = field(
        default=None,
        metadata={
            "description": "Whether the account has a password; there only once signed in.",
            "example": True,
        },
    )


class HeadlessAdapter(DefaultHeadlessAdapter):
    """Tells no more than is needed: no key of the account, nothing about staff."""

    def get_user_dataclass(self) -> type[Myself]:
        """Return the shape of `user`, which the OpenAPI document describes too."""
        return Myself

    def user_as_dataclass(self, user: User) -> Myself:
        """Return what may be told.

        allauth also tells it to whoever holds a key from a mail, without log-in. A mail that went
        to a mistyped address must not give away the right one, so that person gets the name only.
        """
        if self.request.user.is_authenticated and self.request.user.pk == user.pk:
            return Myself(
                display=display_name(user),
                email=EmailAddress.objects.get_primary_email(user),
                has_usable_password=user.has_usable_password(),
            )
        return Myself(display=display_name(user))
