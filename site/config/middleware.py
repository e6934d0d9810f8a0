"""Headers that depend on which part of the site answers."""

import json
from collections.abc import Callable
from typing import Any

from csp.constants import SELF
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import (
    add_never_cache_headers,
    patch_cache_control,
    patch_vary_headers,
)

from config.cors import door_at
from discussion_pages.front_ends import front_end_origins
from members.limits import seconds_to_wait
from members.middleware import in_admin

MOUNT = "/_allauth/"
"""Where allauth's headless mode is mounted."""
REPORTS = "/csp-reports/"
DOCUMENTS = "/documents/"
EMBEDDABLE = (settings.MEDIA_URL, settings.STATIC_URL, DOCUMENTS)


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy everywhere but in Wagtail's admin, which needs inline script and style.

    Neither policy has a nonce: pages stay the same for everybody, so a cache may keep them.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Choose the policy by path before the package writes the header.

        A preview is a page that the admin frames. Where there is a headless front end, the admin
        frames that too.
        """
        response._csp_replace = {"upgrade-insecure-requests": settings.SECURE_SSL_REDIRECT}
        if getattr(request, "is_dummy", False):
            response._csp_replace["frame-ancestors"] = [SELF]
        elif in_admin(request):
            response._csp_config = settings.ADMIN_CONTENT_SECURITY_POLICY | {
                "frame-src": [SELF, *front_end_origins()]
            }
        elif request.path_info.startswith(DOCUMENTS) and not _is_page(response):
            # Wagtail's own says the first of it.
            response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        if getattr(request, "is_dummy", False) or _shows_userbar(request):
            # Wagtail's user bar makes script elements.
            response._csp_replace |= {"require-trusted-types-for": None, "trusted-types": None}
        return super().process_response(request, response)


def _is_page(response: HttpResponse) -> bool:
    """Return whether this is a page of ours, such as that which asks for a password, and no file.

    Wagtail names every file that it serves.
    """
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    return is_html and not response.has_header("Content-Disposition")


def _shows_userbar(request: HttpRequest) -> bool:
    """Return whether staff are looking, without opening a session that nobody has opened."""
    session = getattr(request, "session", None)
    return bool(session is not None and session.accessed and session.get("shows_userbar"))


class SecurityHeadersMiddleware:
    """What a browser may do with our pages besides loading things, and where it reports to.

    The rest is Django's (`SecurityMiddleware`) and the policy's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.permissions = ", ".join(
            f"{name}=({' '.join(allowed)})"
            for name, allowed in sorted(settings.PERMISSIONS_POLICY.items())
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers to every answer.

        What other origins are let in to (`config.cors`) may be embedded there, as may pictures and
        documents, for pages that show what a site's API tells of.
        """
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", self.permissions)
        response.headers.setdefault("Reporting-Endpoints", f'csp="{REPORTS}"')
        is_open = door_at(request.path_info) or request.path_info.startswith(EMBEDDABLE)
        policy = "cross-origin" if is_open else "same-origin"
        response.headers.setdefault("Cross-Origin-Resource-Policy", policy)
        response.headers.setdefault("X-Permitted-Cross-Domain-Policies", "none")
        return response


class HeadlessAccountsMiddleware:
    """Nothing of signing in is ever kept, refusals and mistakes included.

    Scripts on this site, and on origins that may send its cookie, get their CSRF token in a header:
    the cookie that holds it can only be read by scripts of this very host.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers to what is answered at allauth's headless addresses."""
        response = self.get_response(request)
        if request.path_info.startswith(MOUNT) and "openapi." not in request.path_info:
            add_never_cache_headers(response)
            patch_vary_headers(response, ["Cookie", "X-Session-Token"])
            if response.status_code == 429:
                response["Retry-After"] = str(seconds_to_wait(request))
            if request.path_info.startswith(f"{MOUNT}browser/") and "CSRF_COOKIE" in request.META:
                response["X-CSRFToken"] = get_token(request)
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Refuse a body that allauth would take for a fault of ours.

        It expects JSON that is well formed, or is not: but JSON can also nest deeper than Python
        follows, hold a number of more digits than it reads, or half of a surrogate pair, which
        nothing can write down.
        """
        if not request.path_info.startswith(MOUNT) or not request.body:
            return None
        try:
            json.dumps(json.loads(request.body), ensure_ascii=False).encode()
        except (json.JSONDecodeError, UnicodeDecodeError):
            return None  # allauth says so itself, once it knows who asks
        except (ValueError, RecursionError):
            return JsonResponse({"status": 400}, status=400)
        return None


class VaryOnCookieMiddleware:
    """Say that HTML differs by cookie, without opening the session to find out.

    A page made for somebody signed in must never be kept by a shared cache for the next visitor.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the header to HTML."""
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
            if settings.SESSION_COOKIE_NAME in request.COOKIES:
                patch_cache_control(response, private=True)
        return response


class PublicGzipMiddleware(GZipMiddleware):
    """Compresses what anybody may read, where no proxy does it.

    A page for somebody signed in stays as it is. It holds a secret beside words that a stranger
    can choose, and its length compressed would tell the secret bit by bit (BREACH).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.COMPRESS_PAGES:
            raise MiddlewareNotUsed
        super().__init__(get_response)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Leave alone what was made for a session or sets a cookie."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES or response.cookies:
            return response
        return super().process_response(request, response)
