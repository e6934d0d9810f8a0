"""The site of a request and its home page, found by one query where Wagtail asks three.

Every page that is made anew begins with this. Wagtail asks for the site, for the locale and for the
home page as its own type, and works out the SQL of each anew.
"""

from django.db.models import CharField, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from wagtail.models import Site
from wagtail.views import serve as wagtail_serve

from discussion_pages.prepared import Blank, prepared


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
    # As Wagtail: whether the host is allowed was asked elsewhere.
    hostname, _port = split_domain_port(request._get_raw_host())
    site = chosen(_sites_for.all(hostname=hostname), hostname, request.get_port())
    if site is not None:
        site.root_page = getattr(site.root_page, "homepage", site.root_page)
    return site


def chosen(sites: list[Site], hostname: str, port: str) -> Site | None:
    """Return that of ``sites`` which answers: by host and port, then the host's, then the default.

    A host that several sites share, none of them for this port, is answered by the default one.
    """
    named = [site for site in sites if site.hostname == hostname]
    for site in named:
        if str(site.port) == port:
            return site
    if len(named) == 1:
        return named[0]
    return next((site for site in sites if site.is_default_site), None)


@prepared(hostname=CharField())
def _sites_for(hostname: Blank) -> QuerySet[Site]:
    return (
        Site.objects.filter(Q(hostname=hostname) | Q(is_default_site=True))
        .select_related("root_page__homepage__locale")
        .order_by()
    )
