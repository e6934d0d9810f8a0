"""The site of a request and its home page, found by one query where Wagtail asks three.

Every page that is made anew begins with this. Wagtail asks for the site, for the locale and for the
home page as its own type, and works out the SQL of each anew.
"""

from django.db.models import CharField, QuerySet
from django.http import HttpRequest, HttpResponse
from wagtail.models import Site
from wagtail.views import serve as wagtail_serve

from discussion_pages.prepared import Blank, prepared
from discussion_pages.sites import chosen, host_of, sites_for


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page at a path as Wagtail does, with the site found ahead of it.

    Raises:
        Http404: there is no such page.
    """
    request._wagtail_site = site_of(request)  # where Wagtail keeps it for a request
    return wagtail_serve(request, path)


def site_of(request: HttpRequest) -> Site | None:
    """Return the site that answers for a request's host, by the rules of Wagtail's own search.

    Its root page is at hand as its own type, with its locale, where that is a home page of ours.
    """
    hostname = host_of(request)
    site = chosen(_sites_for.all(hostname=hostname), hostname, request.get_port())
    if site is not None:
        site.root_page = getattr(site.root_page, "homepage", site.root_page)
    return site


@prepared(hostname=CharField())
def _sites_for(hostname: Blank) -> QuerySet[Site]:
    return sites_for(hostname).select_related("root_page__homepage__locale")
