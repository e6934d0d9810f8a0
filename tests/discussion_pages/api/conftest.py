"""Renditions made in memory: Wagtail leaves the closing of their temporary files to chance."""

from io import BytesIO

import pytest


@pytest.fixture(autouse=True)
def renditions_in_memory(monkeypatch):
    monkeypatch.setattr("wagtail.images.models.SpooledTemporaryFile", lambda **_: BytesIO())
