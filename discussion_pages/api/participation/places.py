"""Where pages stand in the tree."""

from collections.abc import Iterable

from wagtail.models import Page

from discussion_pages.services.public import live_pages


def published_above(pages: Iterable[Page]) -> dict[str, Page]:
    """Return the published pages directly above, by their paths. One query.

    The pages are the caller's to read, and what shuts a caller out above does so below too.
    """
    paths = {path_above(page) for page in pages}
    return {page.path: page for page in live_pages().filter(path__in=paths)}


def path_above(page: Page) -> str:
    """Return the path of the page directly above."""
    return page.path[: -Page.steplen]
