"""Every size in which the suite's pages ask for images, in one place.

Templates name a use, never a filter; a command that prepares images ahead of readers reads the same
table.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.safestring import SafeString
from wagtail.images.models import Filter, Picture
from wagtail.images.shortcuts import get_renditions_or_not_found

FORMATS = "format-{avif,webp,jpeg}"


@dataclass(frozen=True, slots=True)
class PictureUse:
    """A place for an image: its crops, how wide it stands, and whether it may wait."""

    sizing: str
    sizes: str
    is_lazy: bool = True
    formats: str = FORMATS

    @property
    def specs(self) -> list[str]:
        """The filter of each rendition."""
        return Filter.expand_spec([self.sizing, self.formats])

    @property
    def filters(self) -> tuple[Filter, ...]:
        """The filter objects themselves, which keep what they read from their specs."""
        return _filters(tuple(self.specs))


@cache
def _filters(specs: tuple[str, ...]) -> tuple[Filter, ...]:
    return tuple(Filter(spec=spec) for spec in specs)


USES: dict[str, PictureUse] = {
    # The opening of a page: seen first, so never lazy.
    "hero": PictureUse("fill-{480x320,960x640}", "(min-width: 62em) 21rem, 92vw", is_lazy=False),
    "home": PictureUse("fill-{480x360,960x720}", "(min-width: 62em) 26rem, 92vw", is_lazy=False),
    "row": PictureUse("fill-{240x160,480x320}", "12rem"),
    "body": PictureUse("width-{480,800,1200}", "(min-width: 48em) 38rem, 92vw"),
    "mark": PictureUse("fill-96x96", "40px", formats="format-webp"),
    # What other sites show when somebody shares the page's address.
    "shared": PictureUse("fill-1200x630", "1200px", formats="format-jpeg"),
}


def picture(image: Any, use: str, **attributes: Any) -> SafeString:
    """Return the image's ``<picture>`` (or ``<img>``) for a use.

    Raises:
        KeyError: there is no such use.
    """
    place = USES[use]
    attributes = {"sizes": place.sizes} | attributes
    attributes |= {"loading": "lazy"} if place.is_lazy else {"fetchpriority": "high"}
    return SafeString(
        Picture(get_renditions_or_not_found(image, place.filters), attributes).__html__()
    )


def rendition(image: Any, use: str) -> Any:
    """Return the image's rendition for a use of one size.

    Raises:
        KeyError: there is no such use.
        ValueError: the use has several sizes.
    """
    (found,) = get_renditions_or_not_found(image, USES[use].filters).values()
    return found


def prepare(images: Iterable[Any]) -> None:
    """Fetch the renditions of all the images of a page by one query instead of one for each use."""
    prefetch_related_objects([image for image in images if image is not None], "renditions")


def body_images(stream: Any) -> list[Any]:
    """Return the images of a body's picture blocks."""
    return [block.value.get("image") for block in stream if block.block_type == "picture"]
