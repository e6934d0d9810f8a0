"""The sizes in which a timeline shows its images, in one place."""

from functools import cache
from typing import Any

from django.utils.safestring import SafeString
from wagtail.images.models import Filter, Picture
from wagtail.images.shortcuts import get_renditions_or_not_found

SPECS = tuple(Filter.expand_spec(["format-{avif,webp,jpeg}", "width-{400,800}"]))
"""The filter of each rendition."""
ATTRIBUTES = {"sizes": "(min-width: 48rem) 24rem, 80vw", "loading": "lazy"}


def entry_picture(image: Any) -> SafeString:
    """Return the ``<picture>`` of an entry's image."""
    renditions = get_renditions_or_not_found(image, _filters())
    return SafeString(Picture(renditions, ATTRIBUTES).__html__())


@cache
def _filters() -> tuple[Filter, ...]:
    """Return the filters themselves, which keep what they read from their specs."""
    return tuple(Filter(spec=spec) for spec in SPECS)
