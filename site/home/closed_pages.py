"""What members meet where a page or document is kept to others.

Wagtail sends everybody who may not read to log in. Who has done so already is sent straight back by
the log-in page, and so round and round: they are told instead.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from wagtail.documents.models import AbstractDocument
from wagtail.documents.wagtail_hooks import check_view_restrictions
from wagtail.models import Page
from wagtail.wagtail_hooks import require_wagtail_login

from discussion_pages.visitors import visitor_of

Serve = Callable[[Page, HttpRequest, Any, Any], HttpResponse]


def tell_member_of_page(serve: Serve) -> Serve:
    """Let Wagtail decide who reads a page, and tell a member whom it would send to log in."""

    def told(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        response = serve(page, request, args, kwargs)
        return closed_to_member(request) if _turns_away_member(request, response) else response

    return told


def tell_member_of_document(
    document: AbstractDocument, request: HttpRequest
) -> HttpResponse | None:
    """Do the same for a document, whose collection decides who reads it."""
    if not visitor_of(request).is_authenticated:
        return None
    response = check_view_restrictions(document, request)
    return closed_to_member(request) if _turns_away_member(request, response) else response


def closed_to_member(request: HttpRequest) -> HttpResponse:
    """Say whose account this is, and that it opens nothing here; say nothing of what is here."""
    response = render(request, "home/closed_page.html", status=403)
    add_never_cache_headers(response)
    return response


def _turns_away_member(request: HttpRequest, response: HttpResponse | None) -> bool:
    """Return whether somebody who is logged in is asked to log in."""
    if response is None or response.status_code != 302:
        return False
    asked = require_wagtail_login(next=request.get_full_path())
    return response["Location"] == asked["Location"] and visitor_of(request).is_authenticated
