"""Every rendition that the public pages will ask for, made before the first visitor comes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consultations.models import ConsultationPage
from discussion_pages.models import DiscussionPage, Organisation
from discussion_pages.pictures import USES
from home.models import HomePage
from timeline_blocks.pictures import SPECS

API_SPECS = ["width-400", "width-1200"]


def make_renditions() -> int:
    """Make what is missing; return how many renditions there are in all."""
    wanted: dict[Any, set[str]] = {}
    for image, specs in _uses():
        wanted.setdefault(image, set()).update(specs)
    return sum(len(image.get_renditions(*sorted(specs))) for image, specs in wanted.items())


def _uses() -> Iterator[tuple[Any, list[str]]]:
    for home in HomePage.objects.exclude(hero_image=None).select_related("hero_image"):
        yield home.hero_image, USES["home"].specs + USES["shared"].specs
    for organisation in Organisation.objects.exclude(mark=None).select_related("mark"):
        yield organisation.mark, USES["mark"].specs
    for page in ConsultationPage.objects.select_related("hero_image"):
        if page.hero_image:
            for use in ("hero", "row", "shared"):
                yield page.hero_image, USES[use].specs
        yield from _pictures_of(page.body)
        for stage in page.timeline:
            for entry in stage.value["entries"]:
                if entry.value["image"]:
                    yield entry.value["image"], [*SPECS, *API_SPECS]
    for page in DiscussionPage.objects.all():
        yield from _pictures_of(page.body)


def _pictures_of(body: Any) -> Iterator[tuple[Any, list[str]]]:
    for block in body:
        if block.block_type == "picture" and block.value["image"]:
            yield block.value["image"], USES["body"].specs
