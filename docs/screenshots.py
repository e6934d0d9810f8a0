"""Take the README's pictures from the demo.

``python docs/screenshots.py`` fills a demo of its own in a temporary folder, serves it on a free
port and writes ``docs/images/*.webp``. ``--url`` takes a demo that already serves instead.
"""

import argparse
import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
IMAGES = DOCS / "images"
sys.path.insert(0, str(ROOT / "site"))

CONSULTATION = "/consultations/safer-streets-at-night/"
DISCUSSION = f"{CONSULTATION}getting-home-after-dark/"
COMMENTS = "/admin/discussions/comments/"
DESK = "/admin/discussions/desk/"

WIDTH = 1280
SHARPNESS = 1.5  # device pixels for each pixel of the page
QUALITY = 82
LARGEST = 250 * 1024  # bytes
START_LIMIT = 60  # seconds


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


@contextmanager
def served_demo() -> Iterator[str]:
    """Fill and serve a demo that leaves nothing behind; give its address."""
    with tempfile.TemporaryDirectory(prefix="consultations-demo-") as folder:
        port = free_port()
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings.demo",
            "SITE_VAR_DIR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "PORT": str(port),
        }
        manage = [sys.executable, str(ROOT / "site" / "manage.py")]
        quiet = ["--verbosity", "0"]
        subprocess.run([*manage, "migrate", *quiet], env=environment, check=True)
        subprocess.run(
            [*manage, "collectstatic", "--no-input", *quiet], env=environment, check=True
        )
        subprocess.run(
            [*manage, "load_demo"], env=environment, check=True, stdout=subprocess.DEVNULL
        )
        server = subprocess.Popen(
            [
                str(Path(sys.executable).with_name("gunicorn")),
                "--config",
                str(ROOT / "site" / "config" / "demo_server.py"),
                "config.wsgi",
            ],
            env=environment,
            cwd=ROOT,
        )
        url = f"http://127.0.0.1:{port}"
        try:
            wait_for(f"{url}/health/live/", server)
            yield url
        finally:
            server.terminate()
            server.wait()


def free_port() -> int:
    """Return a port on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str, server: subprocess.Popen) -> None:
    """Wait until ``url`` answers.

    Raises:
        SystemExit: the server stopped, or took too long.
    """
    for _second in range(START_LIMIT):
        try:
            with urlopen(url, timeout=5):
                return
        except (URLError, OSError):
            if server.poll() is not None:
                raise SystemExit("The demo's server stopped.") from None
            time.sleep(1)
    raise SystemExit("The demo's server took too long to start.")


if __name__ == "__main__":
    main()
