"""The home page, as Wagtail's v3 API serves it."""

from discussion_pages.api.v3 import shapes
from discussion_pages.api.v3.kinds import PAGE_FIELDS, Kind, register
from home.models import HomePage

register(
    Kind(
        HomePage,
        writable=(*PAGE_FIELDS, "introduction", "hero_image", "hero_alt"),
        facts={"introduction": str, "hero_image": shapes.PictureFact | None},
    )
)
