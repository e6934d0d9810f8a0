"""A member's own pages: what they contributed, and everything that is kept about them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from discussion_pages.services import contributions as own
from discussion_pages.services.own_data import own_data_for_people, own_data_json
from discussion_pages.views_notices import members_only
from discussion_pages.visitors import visitor_of

CONTRIBUTIONS_PER_PAGE = 20


@require_safe
@members_only
def contribution_list(request: HttpRequest) -> HttpResponse:
    """Show a member's comments with their states and reasons, their reports and sanctions."""
    at = timezone.now()
    member = visitor_of(request)
    page = Paginator(own.comments_of(member), CONTRIBUTIONS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    is_first = page.number == 1
    sanctions = own.sanctions_on(member, at=at)
    context = {
        "barred": own.barring(sanctions),
        "contributions": own.contributions(page, member=member, at=at),
        "page_of_comments": page,
        "reports": own.reports_by(member) if is_first else [],
        "sanctions": sanctions if is_first else [],
        "member_page": "contributions",
    }
    response = render(request, "discussion_pages/contributions.html", context)
    add_never_cache_headers(response)
    return response


@require_safe
@members_only
def my_data(request: HttpRequest) -> HttpResponse:
    """Explain the download and offer it in two forms."""
    response = render(request, "discussion_pages/my_data.html", {"member_page": "my-data"})
    add_never_cache_headers(response)
    return response


@require_safe
@members_only
def my_data_json(request: HttpRequest) -> HttpResponse:
    """Hand out the download for programs."""
    content = own_data_json(visitor_of(request), at=timezone.now())
    return _download(content, "my-data.json", "application/json; charset=utf-8")


@require_safe
@members_only
def my_data_html(request: HttpRequest) -> HttpResponse:
    """Hand out the download for people."""
    context = {"sections": own_data_for_people(visitor_of(request)), "made_at": timezone.now()}
    content = render_to_string("discussion_pages/my_data_download.html", context, request)
    return _download(content, "my-data.html", "text/html; charset=utf-8")


def _download(content: str, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Robots-Tag"] = "noindex"
    add_never_cache_headers(response)
    return response
