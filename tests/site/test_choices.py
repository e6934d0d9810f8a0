"""Words in the environment that stand for a way: one that stands for none stops the start."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404
from django.test import RequestFactory
from wagtail.utils.sendfile import sendfile

from config import sendfile as nginx
from config.health import CHECKS
from config.settings.choices import (
    DEPENDENCIES,
    SENDFILE_BACKENDS,
    TASK_BACKENDS,
    chosen,
    tolerated,
)


def test_a_word_stands_for_what_it_says_and_its_lack_for_the_default(monkeypatch):
    monkeypatch.delenv("TASKS", raising=False)
    assert chosen("TASKS", TASK_BACKENDS, default="immediate").endswith("ImmediateBackend")
    monkeypatch.setenv("TASKS", "database")
    assert chosen("TASKS", TASK_BACKENDS, default="immediate").endswith("DatabaseBackend")


def test_another_word_is_refused_with_those_there_are(monkeypatch):
    monkeypatch.setenv("SENDFILE", "apache")
    with pytest.raises(ImproperlyConfigured, match=r"SENDFILE is “apache”.*site, nginx"):
        chosen("SENDFILE", SENDFILE_BACKENDS, default="site")


def test_only_what_is_asked_can_be_tolerated(monkeypatch):
    assert set(DEPENDENCIES) == CHECKS.keys()
    monkeypatch.setenv("READY_TOLERATES", "cache,media")
    assert tolerated("READY_TOLERATES", default=[]) == ["cache", "media"]
    monkeypatch.setenv("READY_TOLERATES", "cache,chache")
    with pytest.raises(ImproperlyConfigured, match="“chache” is none of"):
        tolerated("READY_TOLERATES", default=[])


@pytest.fixture
def document(settings, tmp_path):
    """A document on this machine's disk."""
    settings.MEDIA_ROOT = tmp_path
    path = tmp_path / "documents/a plan.pdf"
    path.parent.mkdir()
    path.write_bytes(b"%PDF")
    return path


def test_nginx_is_told_where_a_document_is_and_how_to_name_it(document):
    response = sendfile(
        RequestFactory().get("/"), str(document), attachment=True, backend=nginx.sendfile
    )
    assert response["X-Accel-Redirect"] == "/_documents/a%20plan.pdf"
    assert response["Content-Disposition"] == 'attachment; filename="a plan.pdf"'
    assert response.content == b""


def test_a_file_elsewhere_is_sent_by_the_site(document, tmp_path):
    other = tmp_path / "other.txt"
    other.write_bytes(b"words")
    response = sendfile(RequestFactory().get("/"), str(other), backend=nginx.sendfile)
    assert b"".join(response) == b"words"
    assert "X-Accel-Redirect" not in response
    response.file_to_stream.close()


def test_a_file_that_is_gone_is_not_found(document):
    document.unlink()
    with pytest.raises(Http404):
        sendfile(RequestFactory().get("/"), str(document), backend=nginx.sendfile)
