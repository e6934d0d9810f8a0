"""Take the README's pictures from the demo.

``python docs/screenshots.py`` fills a demo of its own in a temporary folder, serves it on a free
port and writes ``docs/images/*.webp``. ``--url`` takes a demo that already serves instead.
"""

import argparse
import io
import os
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
IMAGES = DOCS / "images"
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from benchmarks.demo import served_demo  # noqa: E402

CONSULTATION = "/consultations/safer-streets-at-night/"
DISCUSSION = f"{CONSULTATION}getting-home-after-dark/"
COMMENTS = "/admin/discussions/comments/"
DESK = "/admin/discussions/desk/"

WIDTH = 1280
SHARPNESS = 1.5  # device pixels for each pixel of the page
QUALITY = 82
LARGEST = 250 * 1024  # bytes


def main() -> None:
    """Read the command line and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="a demo that already serves, for example its http address")
    url = parser.parse_args().url
    if url:
        take_all(url.rstrip("/"))
        return
    with served_demo() as own:
        take_all(own)


def take_all(url: str) -> None:
    """Write every picture."""
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
        )
        page = new_page(browser, height=1160)
        page.goto(url + CONSULTATION, wait_until="networkidle")
        keep(page, "consultation-page")

        page = new_page(browser, height=1160)
        page.goto(url + DISCUSSION, wait_until="networkidle")
        scroll_to(page, ".wc-talk")
        keep(page, "discussion-page")

        page = new_page(browser, height=1000)
        page.goto(f"{url}/embed/", wait_until="networkidle")
        page.get_by_label("Discussion", exact=True).select_option(label="Getting home after dark")
        page.get_by_role("button", name="Show its lines").click()
        scroll_to(page, "#preview")
        keep(page, "embed")

        page = new_page(browser, height=960)
        log_in(page, url)
        page.goto(url + COMMENTS, wait_until="networkidle")
        keep(page, "moderation-list")

        page.goto(f"{url}{DESK}?urgency=reported", wait_until="networkidle")
        keep(page, "desk")
        page.keyboard.press("r")
        scroll_to(page, ".wc-desk__decide")
        keep(page, "desk-keys")
        browser.close()


def new_page(browser: Browser, *, height: int) -> Page:
    """Return a page of a visitor who has not been here before."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": height},
        device_scale_factor=SHARPNESS,
        color_scheme="light",
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Europe/London",
    )
    return context.new_page()


def scroll_to(page: Page, selector: str) -> None:
    """Put the first element of ``selector`` at the top, and let late pictures arrive."""
    page.locator(selector).first.evaluate("element => element.scrollIntoView()")
    page.wait_for_load_state("networkidle")


def log_in(page: Page, url: str) -> None:
    """Sign in as the demo's moderator."""
    from home.demo.library import ACCOUNTS
    from home.demo.shapes import Role

    moderator = next(account for account in ACCOUNTS if account.role is Role.MODERATOR)
    page.goto(f"{url}/admin/login/")
    page.fill("input[name=username]", moderator.email)
    page.fill("input[name=password]", moderator.password)
    page.click("button[type=submit]")
    page.wait_for_url(f"{url}/admin/")


def keep(page: Page, name: str) -> None:
    """Write what the window shows as WebP.

    Raises:
        SystemExit: the picture is larger than a README should load.
    """
    path = IMAGES / f"{name}.webp"
    with Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide"))) as picture:
        picture.convert("RGB").save(path, quality=QUALITY, method=6)
    size = path.stat().st_size
    sys.stdout.write(f"{path.relative_to(ROOT)}: {size // 1024} kB\n")
    if size > LARGEST:
        raise SystemExit(f"{name} is larger than {LARGEST // 1024} kB")


if __name__ == "__main__":
    main()
