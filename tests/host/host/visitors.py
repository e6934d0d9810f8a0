"""People who walk through the host's site, and what they see."""

import sys
from typing import Any

from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

SUITE = {"consultations", "discussion_pages", "timeline_blocks"}
REFERENCE_SITE = {"config", "home", "members"}


class Visitor:
    """A browser without script: it follows links and sends the forms that it was given."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True, headers={"host": "localhost"})

    def get(self, url: str) -> dict[str, Any]:
        """Return what stands at an address, after redirects."""
        return self._seen(self.client.get(url, follow=True))

    def send(self, url: str, selector: str, **typed: str) -> dict[str, Any]:
        """Fill in and send the form that ``selector`` finds on the page at ``url``."""
        shown = self.client.get(url, follow=True)
        found = BeautifulSoup(shown.content, "html.parser").select(selector)
        assert found, f"{url} ({shown.status_code}) has no {selector}"
        form = found[0]
        action = form.get("action") or shown.request["PATH_INFO"]
        return self._seen(self.client.post(action, _values(form) | typed, follow=True))

    def _seen(self, response: Any) -> dict[str, Any]:
        return {
            "status": response.status_code,
            "url": response.request["PATH_INFO"],
            "type": response.headers["Content-Type"],
            "text": b"".join(response).decode(),
        }


def _values(form: Any) -> dict[str, str]:
    values = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        if field.get("type") in {"submit", "button", "file"}:
            continue
        if field.get("type") in {"checkbox", "radio"} and not field.has_attr("checked"):
            continue
        if field.name == "textarea":
            values[field["name"]] = field.text.removeprefix("\n")
        elif field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            values[field["name"]] = chosen.get("value", "") if chosen else ""
        else:
            values[field["name"]] = field.get("value", "")
    return values


def origins() -> dict[str, str]:
    """Return where each loaded module of the suite, or of its reference site, came from."""
    return {
        name: module.__file__
        for name, module in list(sys.modules.items())
        if name.partition(".")[0] in SUITE | REFERENCE_SITE and getattr(module, "__file__", None)
    }


def missing_static_files(html: str) -> list[str]:
    """Return the style sheets and scripts of a page that no finder finds."""
    page = BeautifulSoup(html, "html.parser")
    urls = [tag["href"] for tag in page.select("link[rel=stylesheet]")]
    urls += [tag["src"] for tag in page.select("script[src]")]
    ours = [url.removeprefix(settings.STATIC_URL) for url in urls]
    return [name for name in ours if finders.find(name) is None]


def log_in(url: str, username: str, password: str) -> Visitor:
    """Return a visitor who has logged in by the form at ``url``."""
    visitor = Visitor()
    seen = visitor.send(url, "form", username=username, password=password)
    assert seen["status"] == 200, seen["text"]
    return visitor
