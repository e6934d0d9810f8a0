"""Images and documents inside pages."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from discussion_pages.api.answers import Answer
from discussion_pages.pictures import USES

MEDIA_TYPES = {"jpg": "image/jpeg", "svg": "image/svg+xml"}


def prepare_images(images: Iterable[Any], specs: Iterable[str]) -> None:
    """Fetch the renditions of all these images with one query."""
    found = [image for image in images if image is not None]
    if found:
        renditions = found[0].get_rendition_model().objects.filter(filter_spec__in=list(specs))
        prefetch_related_objects(
            found, Prefetch("renditions", queryset=renditions, to_attr="prefetched_renditions")
        )


def represent_image(
    image: Any, use: str, answer: Answer, *, alt: str, caption: str = ""
) -> dict[str, Any] | None:
    """Return an image with its words and its renditions, narrowest first."""
    if image is None or not answer.shows(image):
        return None
    return {
        "id": image.pk,
        "alt": alt,
        "caption": caption,
        "renditions": _renditions(image, use, answer),
    }


def represent_document(document: Any, answer: Answer, *, title: str = "") -> dict[str, Any] | None:
    """Return a document with its type and size in bytes; ``None`` where it is not public."""
    if document is None or answer.targets.document(document.pk) is None:
        return None
    return {
        "id": document.pk,
        "title": title or document.title,
        "url": answer.full_url(document.url),
        "file_type": document.file_extension.upper(),
        "file_size": document.file_size,
    }


def _renditions(image: Any, use: str, answer: Answer) -> list[dict[str, Any]]:
    """Return nothing where the original is gone, as the page then shows nothing."""
    try:
        made = image.get_renditions(*USES[use].specs).values()
    except (SourceImageIOError, InvalidFilterSpecError):
        return []
    return [
        {
            "url": answer.full_url(rendition.url),
            "width": rendition.width,
            "height": rendition.height,
            "type": _media_type(rendition.file.name),
        }
        for rendition in sorted(made, key=lambda rendition: (rendition.width, rendition.file.name))
    ]


def _media_type(name: str) -> str:
    extension = name.rpartition(".")[2].lower()
    return MEDIA_TYPES.get(extension, f"image/{extension}")
