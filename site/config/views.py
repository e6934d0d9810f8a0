"""Pages of the reference site that no editor writes."""

import posixpath

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext, override
from django.views.csrf import csrf_failure as page_of_csrf_failure
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.models import Page

from config.uploads import PRIVATE, disposition
from discussion_pages.api.participation.problems import problem
from discussion_pages.limits import limited, too_many_requests
from discussion_pages.rules.searching import QUERY_LENGTH_MAX, search_words
from discussion_pages.services.public import in_private_section
from discussion_pages.sites import site_of_request
from members.limits import seconds_to_wait

RESULTS_SHOWN = 20


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Tell a program in its own language that a CSRF token is missing; people get Django's page."""
    if not request.path_info.startswith(("/_allauth/", "/api/")):
        return page_of_csrf_failure(request, reason=reason)
    return problem(403, "csrf", gettext("Send the CSRF token in the header X-CSRFToken."))


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer what allauth refuses to do so often."""
    return too_many_requests(request, wait=seconds_to_wait(request))


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead browsers that ask by habit to the icon's own address."""
    return HttpResponseRedirect(static("favicon.ico"))


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Tell crawlers where the site map is and which pages are for people only."""
    closed = [reverse("wagtailadmin_home")]
    for language, _name in settings.LANGUAGES:
        with override(language):
            closed += [reverse("members:account"), reverse("search")]
    lines = [
        "User-agent: *",
        *(f"Disallow: {address}" for address in closed),
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
@limited("search", methods=("GET", "HEAD"))
def search(request: HttpRequest) -> HttpResponse:
    """Search published, public pages of this site in the reader's language."""
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:QUERY_LENGTH_MAX]
    query = search_words(typed)
    results = []
    if query:
        root = site_of_request(request).root_page.localized
        pages = Page.objects.descendant_of(root, inclusive=True).live()
        pages = pages.exclude(in_private_section())
        found = [page.pk for page in pages.search(query)[:RESULTS_SHOWN]]
        specific = {page.pk: page for page in Page.objects.filter(pk__in=found).specific()}
        results = [specific[pk] for pk in found]
    return render(request, "search.html", {"query": typed, "results": results})


@require_safe
def demo_media(request: HttpRequest, path: str) -> FileResponse:
    """Serve uploaded files while developing and in the demo; elsewhere the web server does it.

    Raises:
        Http404: there is none, or it is a document: those have an address that asks who may.
    """
    if posixpath.normpath(path) != path or path.startswith(PRIVATE):
        raise Http404
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response["Content-Disposition"] = disposition(path)
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
