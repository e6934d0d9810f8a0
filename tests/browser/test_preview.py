"""An editor previews what is typed and not saved: on the website, and in a front end elsewhere."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client, override_settings
from playwright.sync_api import Page, expect

from consultations.models import ConsultationPage
from tests import factories

TYPED = "A title that nobody has saved"
FRONT_END = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Front end</title>
<h1>Waiting</h1><p id="status"></p>
<script>
  const token = new URLSearchParams(location.search).get("token");
  fetch("{api}/api/v2/page_preview/?token=" + encodeURIComponent(token), {{ cache: "no-store" }})
    .then((response) => response.json())
    .then((page) => {{
      document.querySelector("h1").textContent = page.title || page.message;
      document.querySelector("#status").textContent = page.status_words?.label || "";
    }}, (error) => {{ document.querySelector("h1").textContent = String(error); }});
</script>
"""


@pytest.fixture(autouse=True)
def nothing_saved() -> Iterator[None]:
    """Switch off Wagtail's saving of drafts by itself."""
    with override_settings(WAGTAIL_AUTOSAVE_INTERVAL=0):
        yield


@pytest.fixture
def front_end(town) -> Iterator[str]:
    """Serve a front end of one page on an origin of its own, and tell the site about it."""
    html = FRONT_END.format(api=town.url).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html)

        def log_message(self, *arguments) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}/"
    with override_settings(WAGTAIL_HEADLESS_PREVIEW={"CLIENT_URLS": {"default": address}}):
        yield address
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def editor(town) -> str:
    """Sign in somebody who may edit everything, and return their name in the town."""
    client = Client()
    client.force_login(factories.UserFactory(superuser=True))
    town.cookies["editor"] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return "editor"


def open_editor(page: Page, path: str) -> None:
    page.goto(path, wait_until="load")
    toggle = page.get_by_role("button", name="Toggle preview")
    if toggle.get_attribute("aria-expanded") != "true":
        toggle.click()
    expect(page.locator("#id_preview_mode")).to_be_visible()


def test_the_front_end_shows_the_title_as_it_is_typed(watched, town, front_end, editor):
    page, watch = watched(editor, viewport={"width": 360, "height": 900})
    open_editor(page, f"/admin/pages/{town.consultation.pk}/edit/")
    shown = page.frame_locator("#w-preview-iframe")
    expect(shown.get_by_role("heading", level=1)).to_have_text(town.consultation.title)
    page.fill("#id_title", TYPED)
    page.select_option("#id_preview_mode", "headless")  # asks for a preview of what is typed
    expect(shown.locator("h1")).to_have_text(TYPED)
    expect(shown.locator("#status")).to_have_text("Open")
    frame = page.locator("#w-preview-iframe").element_handle().content_frame()
    assert frame.url.startswith(f"{front_end}?content_type=consultations.consultationpage&token=")
    assert watch.hosts == {urlsplit(town.url).netloc, urlsplit(front_end).netloc}
    assert watch.complaints == []
    assert ConsultationPage.objects.get(pk=town.consultation.pk).title != TYPED


def test_the_website_is_shown_in_the_admins_panel(watched, town, editor):
    page, watch = watched(editor, viewport={"width": 1280, "height": 900})
    page.goto(f"/admin/pages/{town.consultation.pk}/edit/", wait_until="load")
    page.get_by_role("button", name="Toggle preview").click()
    assert page.locator("#id_preview_mode").count() == 0
    shown = page.frame_locator("#w-preview-iframe").get_by_role("heading", level=1)
    expect(shown).to_have_text(town.consultation.title)
    assert watch.complaints == []


def test_another_site_cannot_read_a_draft_with_its_token(watched, town, front_end, editor):
    page, _watch = watched(editor)
    page.goto(f"/admin/pages/{town.consultation.pk}/view_draft/?mode=headless", wait_until="load")
    expect(page.locator("h1")).to_have_text(town.consultation.title)
    here = page.url
    with override_settings(WAGTAIL_HEADLESS_PREVIEW={"CLIENT_URLS": {"default": "http://x.test/"}}):
        page.goto(here, wait_until="load")
        expect(page.locator("h1")).to_contain_text("TypeError")
