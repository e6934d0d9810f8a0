"""Uploads in a bucket: pictures at plain addresses, documents only for whoever Wagtail lets in."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import RequestFactory
from wagtail.models import Collection, CollectionViewRestriction

from config.uploads import stored_media
from home.models import SiteDocument

ROOT = Path(__file__).resolve().parents[2]


class Bucket(BaseHTTPRequestHandler):
    """The little of S3 that keeping and reading files needs."""

    protocol_version = "HTTP/1.1"
    kept: dict[str, tuple[bytes, dict[str, str]]] = {}

    def do_PUT(self) -> None:
        if self.headers.get("Expect") == "100-continue":
            self.send_response_only(100)
            self.end_headers()
        if self.headers.get("Transfer-Encoding") == "chunked" or "aws-chunked" in self.headers.get(
            "Content-Encoding", ""
        ):
            raise NotImplementedError
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.kept[self.path] = body, dict(self.headers)
        self.answer(200, b"")

    def do_GET(self) -> None:
        body, headers = self.kept.get(self.path, (None, {}))
        if body is None:
            self.answer(404, b"")
        else:
            self.answer(200, body, headers.get("Content-Type", "binary/octet-stream"))

    do_HEAD = do_GET  # noqa: N815

    def answer(self, status: int, body: bytes, kind: str = "application/xml") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", '"0"')
        self.send_header("Last-Modified", formatdate(usegmt=True))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """The address of a service with one bucket."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Bucket)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def in_bucket(bucket, settings, monkeypatch):
    """A site that keeps its uploads there."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    # The small bucket above reads bodies as they are.
    monkeypatch.setenv("AWS_REQUEST_CHECKSUM_CALCULATION", "when_required")
    settings.WAGTAILDOCS_SERVE_METHOD = "serve_view"
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "config.storages.MediaStorage",
            "OPTIONS": {
                "bucket_name": "consultations",
                "endpoint_url": bucket,
                "region_name": "eu-west-2",
                "addressing_style": "path",
                "default_acl": None,
                "file_overwrite": False,
                "querystring_auth": False,
            },
        }
    }
    Bucket.kept.clear()


def test_a_picture_has_a_plain_address_at_the_public_host(in_bucket, settings):
    settings.MEDIA_URL = "https://media.example.org/"
    name = default_storage.save("images/a bridge.avif", ContentFile(b"picture"))
    assert default_storage.url(name) == "https://media.example.org/images/a%20bridge.avif"
    body, headers = Bucket.kept["/consultations/images/a%20bridge.avif"]
    assert body == b"picture"
    assert headers["Cache-Control"] == "public, max-age=604800"
    assert headers["Content-Disposition"] == "inline"
    assert "x-amz-acl" not in {header.lower() for header in headers}


@pytest.mark.parametrize(
    ("name", "status", "disposition"),
    [
        ("images/bridge.avif", 200, "inline"),
        ("images/page.html", 200, "attachment"),
        ("documents/plan.pdf", 404, None),
        ("images/../documents/plan.pdf", 404, None),
        ("images/nothing.png", 404, None),
    ],
)
def test_the_site_serves_the_bucket_but_no_document(db, in_bucket, name, status, disposition):
    from django.http import Http404

    for kept in ("images/bridge.avif", "images/page.html", "documents/plan.pdf"):
        default_storage.save(kept, ContentFile(b"kept"))
    request = RequestFactory().get(f"/media/{name}")
    if status == 404:
        with pytest.raises(Http404):
            stored_media(request, name)
        return
    response = stored_media(request, name)
    assert b"".join(response) == b"kept"
    response.close()
    assert response["Content-Disposition"] == disposition
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_private_document_is_asked_of_wagtail_and_never_redirected_to(in_bucket, world, client):
    root = Collection.get_first_root_node()
    private = root.add_child(name="For staff")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    documents = [
        SiteDocument.objects.create(
            title="Plan", file=ContentFile(b"%PDF", name="plan.pdf"), collection=collection
        )
        for collection in (root, private)
    ]
    for path, (_body, headers) in Bucket.kept.items():
        assert headers["Cache-Control"] == "private, no-store", path
        assert headers["Content-Disposition"] == "attachment", path
    public, restricted = (client.get(document.url) for document in documents)
    assert b"".join(public) == b"%PDF"
    public.close()
    assert "Location" not in public
    assert restricted.status_code == 302
    assert restricted["Location"].startswith("/accounts/login/")


def settings_say(expression: str, **environment: str) -> str:
    return subprocess.run(
        [
            sys.executable,
            "-c",
            f"from config.settings import production as it; print(({expression}))",
        ],
        env=os.environ
        | {
            "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}",
            "SECRET_KEY": "k",
            "ALLOWED_HOSTS": "consultations.example.org",
            "DATABASE_URL": "sqlite:///:memory:",
        }
        | environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


def test_the_environment_names_bucket_and_host_and_pages_may_show_its_pictures():
    told = settings_say(
        "it.STORAGES['default']['OPTIONS']['bucket_name'], it.MEDIA_URL, "
        "'https://media.example.org' in it.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'], "
        "'https://media.example.org' in it.ADMIN_CONTENT_SECURITY_POLICY['img-src'], "
        "it.WAGTAILDOCS_SERVE_METHOD, it.MEDIA_FROM_STORAGE",
        S3_BUCKET="consultations",
        MEDIA_HOST="media.example.org",
    )
    assert told == str(
        ("consultations", "https://media.example.org/", True, True, "serve_view", False)
    )
