"""Old addresses of pages that have moved, and of all that stands below them.

Wagtail keeps the old address of a page itself. Permalinks of comments, calendars, feeds and
statistics stand below a page without being pages, and are in e-mails and other programs.
"""

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.utils.encoding import escape_uri_path
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from discussion_pages.sites import site_of_request

STEPS_MAX = 20


class MovedPagesMiddleware(RedirectMiddleware):
    """Leads from where there is nothing any more to where it is now.

    A form that was open meanwhile is sent there as it is.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Look for a redirect of Wagtail's own first, then for one of a page above."""
        if response.status_code != 404:
            return response
        found = super().process_response(request, response)
        is_reading = request.method in {"GET", "HEAD"}
        if found is not response:
            return found if is_reading else _sent_on(found)
        address = address_now(request)
        if address is None:
            return response
        return HttpResponsePermanentRedirect(address, preserve_request=not is_reading)


def _sent_on(redirect: HttpResponse) -> HttpResponse:
    """Return a redirect that keeps what is sent."""
    kind = HttpResponsePermanentRedirect if redirect.status_code == 301 else HttpResponseRedirect
    return kind(redirect["Location"], preserve_request=True)


def address_now(request: HttpRequest) -> str | None:
    """Return where an address below a page is now that this page has moved. One query, or two."""
    steps = request.path_info.strip("/").split("/")
    if not 1 < len(steps) <= STEPS_MAX or "\x00" in request.path_info:
        return None
    prefixes = ["/" + "/".join(steps[:number]) for number in range(1, len(steps))]
    moved = Redirect.get_for_site(site_of_request(request)).filter(
        old_path__in=prefixes, redirect_page__live=True, redirect_page_route_path=""
    )
    for redirect in sorted(moved, key=lambda each: (-len(each.old_path), each.site_id is None)):
        rest = request.path_info[len(redirect.old_path) + 1 :]
        address = _address_below(redirect.redirect_page.specific, rest, request)
        if address is not None:
            return address
    return None


def _address_below(page: Page, rest: str, request: HttpRequest) -> str | None:
    """Return the address of what stands below a page, if anything does."""
    try:
        page.route(request, [step for step in rest.split("/") if step])
    except Http404:
        return None
    url = page.get_url(request)
    query = request.META.get("QUERY_STRING", "")
    return url and f"{url}{escape_uri_path(rest)}{query and f'?{query}'}"
