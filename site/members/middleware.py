"""Keeps the admin to its people: by network, by a second factor, and by a log of downloads."""

from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from discussion_pages.visitors import client_address
from members.second_factor import has_second_factor, session_is_trusted, way_to_the_second_factor
from members.services.security_log import Happening, note

OPEN = frozenset(
    {
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_sprite",
    }
)
"""What the admin serves to everybody."""
EXPORTS = {"csv", "xlsx"}


class AdminNetworksMiddleware:
    """Hides the admin from all networks but those in `ADMIN_NETWORKS`, where that names any."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Leave it to `process_view`, so that the answer is the site's own page."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Answer as if there were no admin.

        Raises:
            Http404: the request comes from elsewhere.
        """
        if settings.ADMIN_NETWORKS and in_admin(request) and not _is_inside(request):
            raise Http404


def _is_inside(request: HttpRequest) -> bool:
    try:
        address = ip_address(client_address(request))
    except ValueError:
        return False
    address = getattr(address, "ipv4_mapped", None) or address
    return any(address in network for network in settings.ADMIN_NETWORKS)


class SecondFactorMiddleware:
    """Leads staff from the admin to their second factor, where `STAFF_SECOND_FACTOR` demands one.

    It asks on the way into every page of the admin, not at log-in alone: so it holds however the
    session was opened, and for those who came to work here after they had logged in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Leave it to `process_view`, which knows whose page this is."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Lead away whoever has yet to show a second factor; refuse what a script asks for.

        Raises:
            PermissionDenied: a script of the admin asks; it could not follow to a form.
        """
        if not settings.STAFF_SECOND_FACTOR or not in_admin(request):
            return None
        if request.resolver_match.url_name in OPEN or session_is_trusted(request):
            return None
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            raise PermissionDenied
        if not has_second_factor(request.user):
            messages.info(
                request, _("To work here, set up a second factor beside your password first.")
            )
        return redirect(way_to_the_second_factor(request))


class ExportLogMiddleware:
    """Logs who downloads a table from the admin: comments, users, reports, the log itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Log a table that was served."""
        response = self.get_response(request)
        kind = request.GET.get("export")
        if kind in EXPORTS and response.status_code == 200 and in_admin(request):
            page = request.path.removeprefix(reverse("wagtailadmin_home"))
            note(Happening.EXPORTED, about=request.user, by=request.user, page=page, kind=kind)
        return response


def in_admin(request: HttpRequest) -> bool:
    """Return whether a request is for the admin."""
    return request.path.startswith(reverse("wagtailadmin_home"))
