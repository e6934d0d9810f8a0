"""The pages that every page links to."""

from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, override
from wagtail.models import Page

from consultations.models import ConsultationIndexPage
from discussion_pages.keeping.collecting import pages_key, shows
from discussion_pages.models import SafetyGuidancePage
from discussion_pages.sites import site_of_request
from home.models import HomePage

register = template.Library()

PATHS = ("consultations/", "staying-safe/")
"""Below the home page, in every language: where the demo has them."""


@register.simple_tag(takes_context=True)
def menu_url(context: template.Context, path: str) -> str:
    """Return the address of one of ``PATHS`` in the reader's language, if there is such a page.

    Else that in the site's main language: a site may be translated little by little. In other
    languages it costs three queries for the whole page, in the main one none.
    """
    request = context.get("request")
    if request is None or get_language() == settings.LANGUAGE_CODE or path in _live(request):
        return reverse("wagtail_serve", args=[path])
    with override(settings.LANGUAGE_CODE):
        return reverse("wagtail_serve", args=[path])


def _live(request: HttpRequest) -> set[str]:
    """Return which of the paths lead to a published page in the active language."""
    found: dict[Any, set[str]] = request.__dict__.setdefault("_menu_pages", {})
    language = get_language()
    if language not in found:
        site = site_of_request(request)
        if site is None:
            return set(PATHS)
        for model in (HomePage, ConsultationIndexPage, SafetyGuidancePage):
            shows(pages_key(model))
        root = site.root_page.localized.url_path
        pages = Page.objects.live().filter(url_path__in=[root + path for path in PATHS])
        paths = pages.order_by().values_list("url_path", flat=True)
        found[language] = {path.removeprefix(root) for path in paths}
    return found[language]
