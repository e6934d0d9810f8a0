"""The site of a request, found by a query that is ready; Wagtail works out its SQL for each."""

from django.db.models import CharField, Q, QuerySet
from django.http import HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Site

from discussion_pages.prepared import Blank, prepared


def site_of_request(request: HttpRequest) -> Site | None:
    """Return the site that answers for a request's host, as ``Site.find_for_request`` does."""
    if not hasattr(request, "_wagtail_site"):  # where Wagtail keeps it for a request
        hostname = host_of(request)
        sites = _sites_for.all(hostname=hostname)
        request._wagtail_site = chosen(sites, hostname, request.get_port())
    return request._wagtail_site


def host_of(request: HttpRequest) -> str:
    """Return the name that the request asks, without a port."""
    # As Wagtail: whether the host is allowed was asked elsewhere.
    hostname, _port = split_domain_port(request._get_raw_host())
    return hostname


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


def sites_for(hostname: str | Blank) -> QuerySet[Site]:
    """Return the sites among which that of a host is ``chosen``."""
    return (
        Site.objects.filter(Q(hostname=hostname) | Q(is_default_site=True))
        .select_related("root_page")
        .order_by()
    )


_sites_for = prepared(hostname=CharField())(sites_for)
