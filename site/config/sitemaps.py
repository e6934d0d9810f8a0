"""What the site map lists."""

from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import PageQuerySet

from discussion_pages.keeping.collecting import EVERY_PAGE, keep, shows
from discussion_pages.services.public import public_pages


class SiteSitemap(Sitemap):
    """The public pages of the site in all its languages: Wagtail's own lists the main tree only."""

    def items(self) -> PageQuerySet:
        """Return the pages; those of one type are fetched together."""
        keep()
        shows(EVERY_PAGE)
        pages = public_pages(site=self.get_wagtail_site())
        return pages.order_by("path").defer_streamfields().specific()
