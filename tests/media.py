"""Small images and documents, kept in memory."""

from functools import cache
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model


def make_image(title: str = "An image", **fields: Any) -> Any:
    """Make an image of 64 by 48 pixels."""
    file = ContentFile(_png(), name="image.png")
    return get_image_model().objects.create(title=title, file=file, **fields)


def make_document(title: str = "The paper", **fields: Any) -> Any:
    """Make a text of five bytes."""
    file = ContentFile(b"words", name="paper.txt")
    return get_document_model().objects.create(title=title, file=file, file_size=5, **fields)


@cache
def _png() -> bytes:
    file = BytesIO()
    Image.new("RGB", (64, 48), "teal").save(file, "PNG")
    return file.getvalue()
