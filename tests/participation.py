"""Asking the participation API as somebody, in one of the ways there are."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.http import HttpResponse
from django.test import Client
from wagtail.models import APIToken

from discussion_pages.api.participation.auth import Way
from members.headless import APP_SESSION

BASE = "/api/participation/v1"


@dataclass
class Api:
    """A client of the API. ``headers`` go with every request."""

    client: Client = field(default_factory=Client)
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, query: Any = None, **headers: str) -> HttpResponse:
        """Read."""
        return self.client.get(BASE + path, query or {}, headers=self._with(headers))

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """Write, with a body in JSON."""
        content = b"" if body is None else json.dumps(body).encode()
        return self.client.generic(
            method,
            BASE + path,
            content,
            content_type="application/json",
            headers=self._with(headers),
        )

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """Write by POST."""
        return self.send("POST", path, body, **headers)

    def _with(self, headers: dict[str, str]) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.headers | named


def api_for(person: Any | None = None, way: Way = Way.API_TOKEN) -> Api:
    """Return the API as ``person`` reaches it by ``way``; as nobody, for ``None``."""
    if person is None or way is Way.NONE:
        return Api()
    if way is Way.API_TOKEN:
        return Api(headers={"Authorization": f"Bearer {api_token(person)}"})
    client = Client()
    client.force_login(person)
    if way is Way.SESSION:
        return Api(client)
    return Api(headers={"X-Session-Token": session_token(person)})


def api_token(person: Any) -> str:
    """Give the person a token of Wagtail's."""
    _made, token = APIToken.create_token(user=person, name="for a test")
    return token


def session_token(person: Any) -> str:
    """Return what allauth's headless log-in gives an app: the key of a session of its own kind."""
    client = Client()
    client.force_login(person)
    session = client.session
    assert session[SESSION_KEY]
    session[APP_SESSION] = True
    session.save()
    return session.session_key
