"""Previews of drafts in a headless front end: how long they hold, and where they lead."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

HEADLESS = "headless"
"""The name of the preview mode. Wagtail's own, the website, has the empty name."""
SITE_ROOT = "{SITE_ROOT_URL}"
"""What stands for the address of the page's own site in the address of a front end."""
HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]")
PATH = re.compile(r"[A-Za-z0-9._~%/-]*")
PORTS = {"http": 80, "https": 443}


def is_over(*, made_at: datetime, minutes: int, at: datetime) -> bool:
    """Say whether a preview made at ``made_at`` has ended. The end itself is excluded."""
    return at >= made_at + timedelta(minutes=minutes)


def front_end_problem(address: object) -> str | None:
    """Return what keeps an address from being that of a front end, in plain words, or nothing.

    Strict on purpose: the address goes into a redirect and a security policy as it stands.
    """
    if not isinstance(address, str):
        return "it is not text"
    try:
        parts = urlsplit(address.replace(SITE_ROOT, "https://site.example"))
        port = parts.port
    except ValueError:
        return "its host or port cannot be read"
    host = parts.netloc.removesuffix(f":{port}")
    if parts.scheme not in PORTS:
        return "it has to begin with https:// or http://"
    if not HOST.fullmatch(host):
        return "its host name cannot be used"
    if parts.query or parts.fragment or not PATH.fullmatch(parts.path):
        return "nothing may follow its path, and the path takes plain letters only"
    if parts.geturl() != address.replace(SITE_ROOT, "https://site.example"):
        return "it holds characters that an address cannot hold"
    return None


def origin_of(address: str) -> str:
    """Return scheme, host and port of an address without a problem, as browsers write it."""
    parts = urlsplit(address)
    host = parts.netloc.lower().removesuffix(f":{PORTS[parts.scheme]}")
    return f"{parts.scheme}://{host}"


def preview_url(front_end: str, *, content_type: str, token: str) -> str:
    """Return where a front end shows a draft."""
    return f"{front_end}?{urlencode({'content_type': content_type, 'token': token})}"
