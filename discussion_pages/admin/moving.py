"""Where a page cannot be moved to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.models import Page

from discussion_pages.page_forms import reserved_slug_message


def refuse_reserved_slug(
    request: HttpRequest, page: Page, destination: Page
) -> HttpResponse | None:
    """Answer ``before_move_page``: Wagtail moves a page without asking its form or ``clean``."""
    reserved = getattr(destination.specific_deferred, "reserved_slugs", frozenset())
    if page.slug not in reserved:
        return None
    messages.error(request, reserved_slug_message(page.slug))
    return redirect("wagtailadmin_pages:edit", page.pk)
