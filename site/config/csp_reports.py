"""Takes what browsers report of the content security policy, and keeps nothing about their people.

A report says which page a browser was on and what it was kept from loading. Addresses can hold
what is private: words searched for, keys of links in mails. So a line of the log names the page by
its view, and elsewhere by no more than scheme and host.
"""

import json
import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from discussion_pages.limits import count, ident_of
from discussion_pages.rules.quotas import read_quota
from discussion_pages.visitors import client_address

logger = logging.getLogger(__name__)

BYTES_MAX = 16 * 1024
REPORTS_MAX = 20
"""In one body; browsers gather them."""
WORD_MAX = 60
KINDS = {
    "application/csp-report": "report-uri",
    "application/reports+json": "report-to",
    "application/json": "report-uri",
}
"""What browsers send, old ones by `report-uri`, new ones by the Reporting API."""
KEYWORDS = ("inline", "eval", "wasm-eval", "data", "blob", "self", "trusted-types-sink")
EXTENSIONS = "extension"


@dataclass(frozen=True, slots=True)
class Violation:
    """What a report comes to."""

    directive: str
    blocked: str
    page: str
    disposition: str


@csrf_exempt  # Browsers send reports by themselves, without a token; nothing is changed by them.
@require_POST
def take_reports(request: HttpRequest) -> HttpResponse:
    """Log each violation on a line, and answer with nothing."""
    who = ident_of(None, client_address(request))
    quota = read_quota(settings.CSP_REPORT_LIMIT)
    standing = count("csp", quota=quota, who=who, setting_name="FORM_LIMITS")
    if not standing.is_within:
        return HttpResponse(status=429, headers={"Retry-After": str(standing.resets_in)})
    if request.content_type not in KINDS:
        return HttpResponse(status=415)
    if int(request.META.get("CONTENT_LENGTH") or 0) > BYTES_MAX:
        return HttpResponse(status=413)
    try:
        found = list(violations(json.loads(request.read(BYTES_MAX + 1))))
    except (ValueError, RecursionError, AttributeError, LookupError, TypeError):
        return HttpResponse(status=400)
    for violation in found:
        logger.warning(
            "Content security policy: %(directive)s kept %(blocked)s from %(page)s",
            asdict(violation),
            extra={"csp": asdict(violation)},
        )
    return HttpResponse(status=204)


def violations(body: Any) -> Iterator[Violation]:
    """Read either form of report; reports of other kinds are passed over."""
    if isinstance(body, list):
        for report in body[:REPORTS_MAX]:
            if report.get("type") == "csp-violation":
                inner = report["body"]
                yield _violation(
                    inner.get("effectiveDirective"),
                    inner.get("blockedURL"),
                    inner.get("documentURL") or report.get("url"),
                    inner.get("disposition"),
                )
        return
    inner = body["csp-report"]
    yield _violation(
        inner.get("effective-directive") or inner.get("violated-directive"),
        inner.get("blocked-uri"),
        inner.get("document-uri"),
        inner.get("disposition"),
    )


def _violation(directive: Any, blocked: Any, page: Any, disposition: Any) -> Violation:
    return Violation(
        directive=_word(str(directive or "").partition(" ")[0]),
        blocked=_place(str(blocked or "")),
        page=_page(str(page or "")),
        disposition=_word(str(disposition or "enforce")),
    )


def _word(text: str) -> str:
    """Return a name that a policy can hold, or nothing: a line of the log must not be forged."""
    return text[:WORD_MAX] if text.replace("-", "").isascii() and _is_plain(text) else "unknown"


def _is_plain(text: str) -> bool:
    return all(letter.isalnum() or letter == "-" for letter in text) and bool(text)


def _place(address: str) -> str:
    """Return a keyword, or no more of an address than scheme and host."""
    if address in KEYWORDS or not address:
        return address or "unknown"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return "unknown"
    if parts.scheme.endswith("extension"):
        return EXTENSIONS
    if parts.scheme not in ("http", "https", "ws", "wss"):
        return _word(parts.scheme)
    if not _is_plain(host.replace(".", "").replace(":", "")):
        return "unknown"
    return f"{parts.scheme}://{host[:WORD_MAX]}"


def _page(address: str) -> str:
    """Return the view that serves an address; its path may hold the key of somebody's link."""
    try:
        return resolve(urlsplit(address).path or "/").view_name
    except (Resolver404, ValueError):
        return "unknown"
