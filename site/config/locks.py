"""Passwords of pages and documents: Wagtail's views, which know no limit on guesses."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from wagtail.documents.views.serve import authenticate_with_password as unlock_collection
from wagtail.models import Page, PageViewRestriction
from wagtail.views import authenticate_with_password as unlock_section

from discussion_pages.limits import limited


@never_cache
@limited("password")
def unlock_page(request: HttpRequest, page_view_restriction_id: int, page_id: int) -> HttpResponse:
    """Ask for the password of a page, and open it and all that has the same one.

    Raises:
        Http404: it is not this password that opens the page.
    """
    restriction = get_object_or_404(
        PageViewRestriction.objects.select_related("page"),
        pk=page_view_restriction_id,
        restriction_type=PageViewRestriction.PASSWORD,
    )
    page = get_object_or_404(Page.objects.live(), pk=page_id)
    if page != restriction.page and not page.is_descendant_of(restriction.page):
        raise Http404
    return unlock_section(request, restriction.pk, page.pk)


@never_cache
@limited("password")
def unlock_document(request: HttpRequest, restriction_id: int) -> HttpResponse:
    """Ask for the password of a document, and open its whole collection.

    Raises:
        Http404: there is no such password.
    """
    return unlock_collection(request, restriction_id)
