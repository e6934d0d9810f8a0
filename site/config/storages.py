"""Uploads in a bucket that speaks S3, for several machines.

The bucket is private. What the public may see of it is served by a host that reads it (a CDN, or
this site), at addresses that do not run out: a signed one in a kept page would. Documents are never
served that way: Wagtail's own view asks who may have one, and reads it from the bucket.
"""

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from config.uploads import PRIVATE, disposition


class MediaStorage(S3Storage):
    """Django's files in a bucket, at plain addresses below ``MEDIA_URL``."""

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """Return where the public gets the file, whoever asks."""
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name).lstrip("/"))

    def get_object_parameters(self, name: str) -> dict[str, Any]:
        """Have the bucket's host say what this site says of its files."""
        private = name.startswith(PRIVATE)
        return super().get_object_parameters(name) | {
            "CacheControl": "private, no-store" if private else "public, max-age=604800",
            "ContentDisposition": "attachment" if private else disposition(name),
        }
