from io import BytesIO

import pytest
from django.db import connection

from discussion_pages.keeping import debts, versions


@pytest.fixture(autouse=True)
def keeping(settings):
    """Keep answers, as in production."""
    settings.DISCUSSION_PAGES_CACHE = "default"
    settings.DISCUSSION_PAGES_API_LIMITS = {"read": "1000000/m", "write": "30/m", "report": "20/h"}
    versions.forget_failure()
    yield
    versions.forget_failure()


@pytest.fixture(autouse=True)
def nobody_looks_for_debts(monkeypatch):
    """Let no query depend on how long ago another test wrote something."""
    monkeypatch.setattr(debts, "LOOK_EVERY", float("inf"))


@pytest.fixture(autouse=True)
def renditions_in_memory(monkeypatch):
    monkeypatch.setattr("wagtail.images.models.SpooledTemporaryFile", lambda **_: BytesIO())


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Do what is inside, and all that waits for its commit.

    What was done before waits for the end of the test, which never commits; so it is dropped.
    """

    def begin():
        connection.run_on_commit.clear()
        return django_capture_on_commit_callbacks(execute=True)

    return begin
