"""A page for whoever wants to show a discussion on another website."""

from typing import Any
from urllib.parse import urljoin

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import PrefixNode
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from discussion_pages.models import DiscussionPage
from discussion_pages.services.public import public_pages
from discussion_pages.sites import site_of_request

SCRIPT = "discussion_pages/embed/consultation-discussion.js"
CHOICES_MOST = 200
"""How many discussions the page offers; others have their number in the API."""
ATTRIBUTES = [
    ("src", lambda: _("Where the API has the discussion. Needed.")),
    ("order", lambda: _("Which comments come first: newest (when absent), oldest or liked.")),
    ("lang", lambda: _("The language of the sentences that the API gives, and of dates.")),
    (
        "remember",
        lambda: _(
            "Keeps a member logged in until the tab closes. Scripts of your page could read the "
            "token then; without it, a member logs in anew on each page."
        ),
    ),
    ("auth-src", lambda: _("Where members log in, if not at /_allauth/app/v1 of the same site.")),
]


@require_safe
def embed(request: HttpRequest) -> HttpResponse:
    """Show what to copy, and the discussion as it will look.

    Raises:
        Http404: the site has no participation API, or there is no such public discussion.
    """
    site = site_of_request(request)
    discussions = public_pages(DiscussionPage, site=site) if site else DiscussionPage.objects.none()
    choices = list(discussions.order_by("-first_published_at", "-pk")[:CHOICES_MOST])
    chosen = _chosen(request, discussions) if "discussion" in request.GET else None
    if chosen is None:
        chosen = choices[0] if choices else None
    context: dict[str, Any] = {
        "choices": choices,
        "chosen": chosen,
        "attributes": [(name, words()) for name, words in ATTRIBUTES],
        "origin": request.build_absolute_uri("/").rstrip("/"),
        "canonical_url": request.build_absolute_uri(request.path),
    }
    if chosen is not None:
        script = urljoin(PrefixNode.handle_simple("STATIC_URL"), SCRIPT)
        context |= {
            # By its plain name: one with a digest in it would end with the next version.
            "script_url": request.build_absolute_uri(script),
            "src": _address_in_api(request, chosen),
            "page_url": chosen.get_full_url(request),
        }
    return render(request, "discussion_pages/embed.html", context)


def _chosen(request: HttpRequest, discussions: Any) -> DiscussionPage:
    text = request.GET["discussion"]
    if not (text.isascii() and text.isdecimal() and len(text) <= 18):
        raise Http404
    page = discussions.filter(pk=int(text)).first()
    if page is None:
        raise Http404
    return page


def _address_in_api(request: HttpRequest, page: DiscussionPage) -> str:
    try:
        path = reverse("participation:discussion", kwargs={"pk": page.pk})
    except NoReverseMatch as error:
        raise Http404 from error
    return request.build_absolute_uri(path)
