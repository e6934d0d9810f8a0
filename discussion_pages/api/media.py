"""Images and documents inside pages."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _
from rest_framework.request import Request
from wagtail.api.v2.utils import BadRequestError
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from discussion_pages.api.answers import Answer
from discussion_pages.conf import setting
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


def read_specs(request: Request) -> list[str]:
    """Return the filters that ``renditions`` asks for, each once.

    Anybody may ask, and each rendition is encoded and kept: so only those of the setting.

    Raises:
        BadRequestError: one of them is not offered.
    """
    if "renditions" not in request.GET:
        return []
    offered = setting("API_RENDITIONS")
    wanted = list(dict.fromkeys(request.GET["renditions"].split(",")))
    if not set(wanted) <= set(offered):
        raise BadRequestError(
            _("renditions must be among these, with commas between: %(names)s")
            % {"names": ", ".join(offered)}
        )
    return wanted


def represent_renditions(
    image: Any, specs: Iterable[str], answer: Answer
) -> dict[str, dict[str, Any]]:
    """Return renditions by their filters, made if need be; without those that cannot be made."""
    found = {}
    for spec in specs:
        try:
            found[spec] = _rendition(image.get_rendition(spec), answer)
        except (SourceImageIOError, InvalidFilterSpecError):
            continue
    return found


def represent_made_renditions(
    image: Any, specs: Iterable[str], answer: Answer
) -> dict[str, dict[str, Any]]:
    """Return those renditions that have been made already (``prepare_images`` fetched them)."""
    made = {rendition.filter_spec: rendition for rendition in image.prefetched_renditions}
    return {spec: _rendition(made[spec], answer) for spec in specs if spec in made}


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
    narrowest_first = sorted(made, key=lambda rendition: (rendition.width, rendition.file.name))
    return [_rendition(rendition, answer) for rendition in narrowest_first]


def _rendition(rendition: Any, answer: Answer) -> dict[str, Any]:
    return {
        "url": answer.full_url(rendition.url),
        "width": rendition.width,
        "height": rendition.height,
        "type": _media_type(rendition.file.name),
    }


def _media_type(name: str) -> str:
    extension = name.rpartition(".")[2].lower()
    return MEDIA_TYPES.get(extension, f"image/{extension}")
