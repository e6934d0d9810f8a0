"""Callers of the v3 API: strangers, and people with a token."""

import json
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from wagtail.models import APIToken

from tests.staff import make_staff

ROOT = "/api/v3"


class Caller:
    """Asks the API, with a token or without."""

    def __init__(self, user: Any | None = None) -> None:
        self.user = user
        self.headers = {}
        if user is not None:
            _token, key = APIToken.create_token(user=user, name="test")
            self.headers = {"authorization": f"Bearer {key}"}
        self.client = Client()

    def ask(self, method: str, path: str, data: Any = None, *, status: int | None = None) -> Any:
        """Send a request, check its status and return the response."""
        response = self.client.generic(
            method,
            f"{ROOT}{path}",
            data=json.dumps(data) if data is not None else "",
            content_type="application/json",
            headers=self.headers,
        )
        if status is not None:
            assert response.status_code == status, response.content.decode()
        return response

    def get(self, path: str, status: int = 200) -> Any:
        """Read, and return what was read."""
        return self.ask("GET", path, status=status).json()

    def post(self, path: str, data: Any = None, status: int = 201) -> Any:
        """Create, and return what was answered."""
        return self.ask("POST", path, data, status=status).json()

    def patch(self, path: str, data: Any, status: int = 200) -> Any:
        """Change, and return what was answered."""
        return self.ask("PATCH", path, data, status=status).json()


@pytest.fixture(autouse=True)
def renditions_in_memory(monkeypatch):
    """Make renditions in memory: Wagtail leaves the closing of their files to chance."""
    monkeypatch.setattr("wagtail.images.models.SpooledTemporaryFile", lambda **_: BytesIO())


@pytest.fixture
def staff(world):
    """One person of each group."""
    return make_staff(world.hub)


@pytest.fixture
def stranger():
    """Somebody without a token."""
    return Caller()


@pytest.fixture
def editor(staff):
    """An editor's token."""
    return Caller(staff.editor)


@pytest.fixture
def admin(staff):
    """An administrator's token."""
    return Caller(staff.admin)
