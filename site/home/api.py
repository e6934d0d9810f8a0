"""The fields that the API serves for the home page."""

from typing import Any

from wagtail.api import APIField

from discussion_pages.api.answers import Answer, ReadField
from discussion_pages.api.media import prepare_images, represent_image
from discussion_pages.pictures import USES
from home.models import HomePage, SiteImage


def register() -> None:
    """Name the model's fields for Wagtail's API."""
    HomePage.api_fields = [
        APIField("introduction"),
        APIField("hero_image", ReadField(_hero_image)),
    ]


def _hero_image(page: HomePage, answer: Answer) -> dict[str, Any] | None:
    def load(pages: list[HomePage]) -> dict[int, SiteImage | None]:
        images = SiteImage.objects.in_bulk(
            {page.hero_image_id for page in pages if page.hero_image_id}
        )
        prepare_images(images.values(), USES["home"].specs)
        return {page.pk: images.get(page.hero_image_id) for page in pages}

    image = answer.gather("home image", page, load)
    return represent_image(image, "home", answer, alt=page.hero_alt)
