"""Uploaded files that the public may have, where the site itself serves them out of a bucket."""

import posixpath
from mimetypes import guess_type
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

PRIVATE = "documents/"
"""Where Wagtail keeps documents; closed to everything but its own view."""
SHOWN = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp"})
"""What a browser may show by itself. Everything else is saved."""


def disposition(name: str) -> str:
    """Say whether a browser shows an uploaded file or saves it."""
    return "inline" if PurePosixPath(name).suffix.lower() in SHOWN else "attachment"


@require_safe
@cache_control(public=True, max_age=604_800)
def stored_media(request: HttpRequest, path: str) -> FileResponse:
    """Serve an upload out of the bucket, where no host of its own does.

    Raises:
        Http404: there is none, or it is a document: those have an address that asks who may.
    """
    if posixpath.normpath(path) != path or path.startswith(PRIVATE):
        raise Http404
    try:
        file = default_storage.open(path)
        size = file.size
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(file, content_type=guess_type(path)[0] or "application/octet-stream")
    response["Content-Length"] = size
    response["Content-Disposition"] = disposition(path)
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
