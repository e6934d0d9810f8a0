"""Build a front end in an hour: every command of the tutorial, every file, what comes of it."""

import json
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.inspecting import readable, sideways, violations
from tests.browser.watching import Watch
from tests.shell import Fence, Request, Shell, differences, fences

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = ROOT / "docs" / "tutorial" / "build-a-front-end.md"
SECONDS_TO_START = 240
"""A first start fills a database, on a machine that runs other tests."""


class Curl(Shell):
    """Runs the page's curl commands against a server that is there."""

    def _curl(self, words: list[str]) -> str:
        request = Request.read(words)
        answer = httpx.request(
            request.method,
            request.url,
            content=request.body or None,
            headers=request.headers,
            trust_env=False,
            timeout=60,
        )
        self.answers.append(answer)
        return answer.text


class Reader:
    """Somebody who does what the page says, in a folder and on ports of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ports = {"8000": str(free_port()), "5500": str(free_port())}
        self.servers: list[subprocess.Popen] = []
        self.shell = Curl()
        self.ran: list[str] = []

    def mine(self, text: str) -> str:
        """Return a text of the page with this reader's ports in it."""
        return re.sub(r"\b(8000|5500)\b", lambda found: self.ports[found[0]], text)

    def do(self, fence: Fence) -> None:
        """Run a block of commands."""
        command = self.mine(fence.text).strip()
        self.ran.append(command.split()[0])
        if command.startswith("curl"):
            self.shell.run(command)
        elif "make demo" in command:
            self._start(command, cwd=ROOT, port=self.ports["8000"])
        elif "http.server" in command:
            self._start(command, cwd=self.folder, port=self.ports["5500"])
        else:
            subprocess.run(["bash", "-ec", command], cwd=self.folder, check=True)

    def stop(self) -> None:
        """End the servers, with all that they started."""
        for server in self.servers:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=60)

    def _start(self, command: str, *, cwd: Path, port: str) -> None:
        own = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "REDIS_URL", "MAKEFLAGS"}
        }
        log = (self.folder / f"{port}.log").open("wb")
        with log:
            server = subprocess.Popen(
                ["bash", "-ec", command],
                cwd=cwd,
                env=own | {"PORT": port, "SITE_VAR_DIR": str(self.folder / "var")},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.servers.append(server)
        for _second in range(SECONDS_TO_START):
            if server.poll() is not None:
                break
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", int(port))) == 0:
                    return
            time.sleep(1)
        pytest.fail(f"{command}\n{(self.folder / f'{port}.log').read_text()[-2000:]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def name_before(fence: Fence) -> str:
    """Return the file that the page says a block is."""
    line = TUTORIAL.read_text().splitlines()[fence.line - 4]
    found = re.fullmatch(r"`(front-end/[\w.]+)`:", line)
    assert found, f"{TUTORIAL.name}, line {fence.line}: which file is this?"
    return found[1]


@contextmanager
def followed(folder: Path) -> Iterator[Reader]:
    """Follow the page from its first command to its last."""
    reader = Reader(folder)
    try:
        for fence in fences(TUTORIAL):
            if fence.language == "sh":
                reader.do(fence)
            elif fence.language == "json":
                shown = json.loads(fence.text)
                got = reader.shell.answers[-1].json()
                for name in (name for name, value in shown.items() if value == ["…"]):
                    assert got[name], "a list of any length, but for none"
                    got[name] = shown[name]
                assert not differences(shown, got), f"line {fence.line}"
            else:
                path = folder / name_before(fence)
                path.write_text(reader.mine(fence.text), encoding="utf-8")
        yield reader
    finally:
        reader.stop()


def open_page(browser: Browser, reader: Reader) -> tuple[Page, Watch]:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    watch = Watch(page)
    page.goto(f"http://127.0.0.1:{reader.ports['5500']}/")
    return page, watch


def test_whoever_follows_the_tutorial_has_a_front_end_that_works(chromium, tmp_path, migrated_copy):
    migrated_copy(tmp_path / "var" / "db.sqlite3")
    with followed(tmp_path) as reader:
        assert reader.ran == [
            f"API_CORS_ORIGINS=http://127.0.0.1:{reader.ports['5500']}",
            "curl",
            "curl",
            "mkdir",
            "python3",
            "curl",
        ]
        assert len(reader.shell.answers[-1].json()["items"]) == 1
        page, watch = open_page(chromium, reader)
        try:
            walk(page, watch)
        finally:
            page.close()


def walk(page: Page, watch: Watch) -> None:
    """Do what step 6 says."""
    page.get_by_role("button", name="Getting home after dark").click()
    expect(page.get_by_role("heading", name="Getting home after dark")).to_be_focused()
    expect(page.locator("#comments li")).to_have_count(20)
    page.get_by_role("button", name="Show more").click()
    expect(page.locator("#comments li")).to_have_count(40)
    assert violations(page) == [], readable(violations(page))
    assert sideways(page) == []
    assert watch.complaints == []

    page.get_by_label("Email").fill("amina@example.com")
    page.get_by_label("Password").fill("not the one")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("status")).to_contain_text("do not match")
    page.get_by_label("Password").fill("copper-towpath-85")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_label("Your comment")).to_be_focused()

    page.get_by_label("Your comment").fill("   ")
    page.get_by_role("button", name="Post comment").click()
    expect(page.locator("#wrong")).to_have_text("Write your comment first.")
    expect(page.get_by_label("Your comment")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Your comment").fill("The steps by the mill have no rail.")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("status")).to_contain_text("It is published.")
    expect(page.locator("#comments li").first).to_have_text(
        "Amina on the 38: The steps by the mill have no rail."
    )
    page.get_by_label("Your comment").fill("Ring me on 020 7946 0958.")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_label("Your comment")).to_have_attribute("aria-invalid", "true")
    assert violations(page) == []
