"""Checks addresses that the environment names, so that a slip is found at the start."""

import re
from collections.abc import Iterable, Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

PLACES = {
    "account_confirm_email": "{key}",
    "account_reset_password_from_key": "{key}",
    "account_reset_password": "",
    "account_signup": "",
}
"""The pages that mails link to, and what the address of each has to hold."""


def origins(name: str, values: Iterable[str], *, wildcards: bool = False) -> list[str]:
    """Return origins as browsers write them: scheme, host, a port that is not the usual one.

    Raises ImproperlyConfigured for anything else. What a browser would never send would never be
    recognised; `*` and `null` are nobody in particular, and reading is open to them anyway. With
    `wildcards`, the first label of a host may be `*`, as Django's own setting allows.
    """
    return [_origin(name, value.strip(), wildcards=wildcards) for value in values if value.strip()]


def _origin(name: str, value: str, *, wildcards: bool) -> str:
    if value in ("*", "null"):
        raise ImproperlyConfigured(f"{name}: “{value}” is not an origin. Name each one.")
    try:
        parts = urlsplit(value)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        raise ImproperlyConfigured(f"{name}: “{value}” is not an origin.") from None
    if parts.scheme not in ("http", "https") or not host:
        raise ImproperlyConfigured(
            f"{name}: “{value}” needs a scheme and a host, for example https://www.example.org."
        )
    usual = {"http": 80, "https": 443}[parts.scheme]
    if value != f"{parts.scheme}://{parts.netloc}" or "@" in parts.netloc:
        raise ImproperlyConfigured(
            f"{name}: “{value}” has more than scheme, host and port. Leave out what follows them, "
            "the last slash too."
        )
    if port == usual or value != value.lower() or not value.isascii():
        raise ImproperlyConfigured(
            f"{name}: write “{value}” as browsers do: in lower case, without the usual port, "
            "other letters in their xn-- form."
        )
    if "*" in host and not (wildcards and host.startswith("*.") and host.count("*") == 1):
        raise ImproperlyConfigured(f"{name}: “{value}” holds a star. Name each origin.")
    return value


def admin_path(path: str) -> str:
    """Return the path of the admin below the site's root, as `path()` wants it.

    Raises ImproperlyConfigured for the root itself, and for what is not words of small letters,
    digits and hyphens with a slash after each.
    """
    if not re.fullmatch(r"([a-z0-9][a-z0-9-]*/)+", path):
        raise ImproperlyConfigured(
            f"ADMIN_PATH: “{path}” is not a path. Write it like “admin/” or “city-hall/desk/”."
        )
    return path


def networks(values: Iterable[str]) -> list[IPv4Network | IPv6Network]:
    """Return networks, written like 192.0.2.0/24 or 2001:db8::/32.

    Raises ImproperlyConfigured for anything else: a slip would shut everybody out, or let them in.
    """
    try:
        return [ip_network(value.strip()) for value in values if value.strip()]
    except ValueError as error:
        raise ImproperlyConfigured(f"ADMIN_NETWORKS: {error}.") from None


def frontend_urls(urls: object) -> dict[str, str]:
    """Return the addresses of a front end that mails link to instead of our own pages.

    Raises ImproperlyConfigured for a page that no mail links to, an address that is not absolute,
    and one that leaves no place for the key; allauth would find that out while it sends a mail.
    """
    name = "HEADLESS_FRONTEND_URLS"
    if not isinstance(urls, Mapping):
        raise ImproperlyConfigured(f"{name} has to be a JSON object.")
    for place, url in urls.items():
        if place not in PLACES:
            raise ImproperlyConfigured(f"{name}: “{place}” is none of {', '.join(PLACES)}.")
        parts = urlsplit(url) if isinstance(url, str) else None
        if parts is None or parts.scheme not in ("http", "https") or not parts.netloc:
            raise ImproperlyConfigured(f"{name}: the address of “{place}” is not absolute.")
        if PLACES[place] not in url:
            raise ImproperlyConfigured(f"{name}: the address of “{place}” needs {PLACES[place]}.")
    return dict(urls)
