"""Leads an editor's preview to the headless front end."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from wagtail.models import Page

from discussion_pages.front_ends import front_end_for
from discussion_pages.rules.previews import preview_url
from discussion_pages.services.previewing import make_preview


def preview_in_front_end(request: HttpRequest, page: Page) -> HttpResponse:
    """Keep the draft and lead to the front end with its token.

    Raises:
        PermissionDenied: whoever asks may not edit the page.
    """
    front_end = front_end_for(page)
    if front_end is None:
        return render(request, "discussion_pages/previews/no_front_end.html")
    token = make_preview(page, editor=request.user, at=timezone.now())
    address = preview_url(front_end, content_type=page._meta.label_lower, token=token)
    headers = {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer"}
    return HttpResponseRedirect(address, headers=headers)
