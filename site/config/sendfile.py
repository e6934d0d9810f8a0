"""Has nginx send a document that Wagtail lets somebody have; nobody gets it from nginx directly."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from wagtail.utils.sendfile_streaming_backend import sendfile as stream

FOLDER = "documents"
"""Where Wagtail keeps documents below the media."""
INTERNAL = "/_documents/"
"""What nginx calls that folder; the address is closed to visitors."""


def sendfile(request: HttpRequest, filename: str, **options: Any) -> HttpResponse:
    """Answer with the file's place for nginx; a file elsewhere is sent by the site itself."""
    path, folder = Path(filename), Path(settings.MEDIA_ROOT) / FOLDER
    if not path.is_relative_to(folder):
        return stream(request, filename, **options)
    response = HttpResponse()
    response["X-Accel-Redirect"] = INTERNAL + quote(path.relative_to(folder).as_posix())
    return response
