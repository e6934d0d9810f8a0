"""Headless front ends: where a host says that pages are shown besides its own website.

The host names them as wagtail-headless-preview asks, in ``WAGTAIL_HEADLESS_PREVIEW``. Nothing of
that package is imported here, and an address with a problem counts as none: ``checks`` says what is
wrong with it.
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from wagtail.models import Page, Site

from discussion_pages.rules.previews import SITE_ROOT, front_end_problem, origin_of

PACKAGE = "wagtail_headless_preview"
DEFAULT = "default"


def package_settings() -> dict[str, Any]:
    """Return the package's settings; none where they are no dictionary."""
    given = getattr(settings, "WAGTAIL_HEADLESS_PREVIEW", None)
    return given if isinstance(given, dict) else {}


def client_urls() -> dict[str, str]:
    """Return the front ends by the host name of the site they belong to, or by ``default``."""
    given = package_settings().get("CLIENT_URLS")
    if not (apps.is_installed(PACKAGE) and isinstance(given, dict)):
        return {}
    return {host: url for host, url in given.items() if front_end_problem(url) is None}


def front_end_for(page: Page) -> str | None:
    """Return the front end of the page's site, if it has one. No query.

    A page that is not in any site yet, as in the form of a new one, has the default.
    """
    urls = client_urls()
    if not urls:
        return None
    parts = page.get_url_parts()
    root_url = parts[1] if parts else None
    host = (root_url or "").partition("://")[2].partition(":")[0]
    address = urls.get(host) or urls.get(DEFAULT)
    if address is None or (SITE_ROOT in address and not root_url):
        return None
    address = address.replace(SITE_ROOT, root_url or "")
    return f"{address.rstrip('/')}/" if _ends_in_slash() else address


def has_front_end(page: Page) -> bool:
    """Say whether the page can be shown in a front end.

    Before a new page has its place nobody knows its site, so any front end will do.
    """
    if not page.url_path:
        return bool(client_urls())
    return front_end_for(page) is not None


def front_end_origins() -> list[str]:
    """Return the origins of all front ends. No query where Wagtail's map of sites is cached."""
    found = set()
    for address in client_urls().values():
        if SITE_ROOT in address:
            roots = {root.root_url for root in Site.get_site_root_paths()}
            found |= {origin_of(address.replace(SITE_ROOT, root)) for root in roots}
        else:
            found.add(origin_of(address))
    return sorted(found)


def _ends_in_slash() -> bool:
    return bool(package_settings().get("ENFORCE_TRAILING_SLASH", True))
