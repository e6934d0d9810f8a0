"""The wheel, built once, and hosts that install it as the documentation says."""

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("consultations", "discussion_pages", "timeline_blocks")
BUILD_FILES = ("pyproject.toml", "setup.py", "MANIFEST.in", "catalogues.py", "LICENSE", "README.md")
CHECK = "check --fail-level WARNING"
INHERITED = ("PATH", "HOME", "LANG", "TMPDIR", "VIRTUAL_ENV")


class CommandFailed(Exception):
    """A command ended with an error; the message holds what it printed."""


def run(*command: Any, cwd: Path, **environment: str) -> str:
    """Run Python in a process that knows nothing of this repository; return what it printed.

    Raises:
        CommandFailed: it ended with an error.
    """
    done = subprocess.run(
        [sys.executable, *map(str, command)],
        cwd=cwd,
        env={name: os.environ[name] for name in INHERITED if name in os.environ} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CommandFailed(f"{command}\n{done.stdout}\n{done.stderr}")
    return done.stdout


@pytest.fixture(scope="session")
def source(tmp_path_factory) -> Path:
    """A copy of the source, so that a build leaves no trace in the repository."""
    folder = tmp_path_factory.mktemp("source")
    unwanted = shutil.ignore_patterns("__pycache__", "*.mo")
    for app in APPS:
        shutil.copytree(ROOT / app, folder / app, ignore=unwanted)
    shutil.copytree(ROOT / "clients" / "embed", folder / "clients" / "embed")
    for name in BUILD_FILES:
        shutil.copy(ROOT / name, folder)
    # What must not come along, though it lies beside the apps.
    for folder_name in ("site", "templates", "tests", "locale"):
        (folder / folder_name).mkdir()
        (folder / folder_name / "stray.py").touch()
        (folder / folder_name / "stray.html").touch()
    return folder


@pytest.fixture(scope="session")
def distributions(source, tmp_path_factory) -> Path:
    """The folder with the source distribution, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    run("-m", "build", "--no-isolation", "--outdir", folder, ".", cwd=source)
    return folder


@pytest.fixture(scope="session")
def wheel(distributions) -> Path:
    """The built wheel."""
    (path,) = distributions.glob("*.whl")
    return path


@pytest.fixture(scope="session")
def installed(wheel, tmp_path_factory) -> Path:
    """The folder into which the wheel is installed, without a network."""
    target = tmp_path_factory.mktemp("installed")
    run("-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile",
        "--disable-pip-version-check", "--target", target, wheel, cwd=target)  # fmt: skip
    return target


@dataclass
class Host:
    """A Wagtail project that is not ours, with the suite installed."""

    folder: Path
    installed: Path

    def manage(self, *arguments: str) -> str:
        """Run one of the host's own commands."""
        return self.python("manage.py", *arguments)

    def python(self, *arguments: str, **environment: str) -> str:
        """Run Python in the host's folder."""
        return run(*arguments, cwd=self.folder, PYTHONPATH=str(self.installed), **environment)

    def live(self, *lines: str, walk: str) -> "Life":
        """Run commands, then walk through the site with ``host.<walk>``, all in one process.

        Tests that need no state of their own share it: each start costs seconds.
        """
        self.python("-m", "host.steps", walk, *lines, DJANGO_SETTINGS_MODULE="host.settings")
        return Life(**json.loads((self.folder / "seen.json").read_text()))


@dataclass
class Life:
    """What came of a host's commands, by their lines, and what was seen on a walk."""

    commands: dict[str, dict[str, Any]]
    seen: dict[str, Any]

    def printed(self, line: str) -> str:
        """Return what a command printed.

        Raises:
            CommandFailed: it ended with an error.
        """
        if self.commands[line]["failed"]:
            raise CommandFailed(f"{line}\n{self.commands[line]['printed']}")
        return self.commands[line]["printed"]


@pytest.fixture(scope="session")
def make_host(installed, tmp_path_factory):
    """Return a function that sets up a host with something added to its settings and addresses."""

    def make(*, settings: str, urls: str = "") -> Host:
        folder = tmp_path_factory.mktemp("project") / "project"
        shutil.copytree(
            ROOT / "tests/host", folder, ignore=shutil.ignore_patterns("__pycache__", "db.sqlite3")
        )
        for name, added in (("settings.py", settings), ("urls.py", urls)):
            with (folder / "host" / name).open("a") as file:
                file.write(f"\n{added}")
        return Host(folder, installed)

    return make


@dataclass
class Alone:
    """A host that takes discussions without consultations, and what came of it."""

    host: Host
    life: Life


@pytest.fixture(scope="session")
def alone(make_host) -> Alone:
    """Set up such a host as the documentation says, on an empty database."""
    settings, urls = code_blocks(
        ROOT / "docs/how-to/install.md", "Discussions without consultations", "python"
    )
    host = make_host(settings=settings, urls=urls)
    return Alone(host, host.live(CHECK, "migrate --verbosity 0", walk="discussion_walk"))


def code_blocks(page: Path, heading: str, language: str) -> list[str]:
    """Return the blocks to copy that stand in a section of the documentation."""
    _before, _heading, rest = page.read_text().partition(f"\n## {heading}\n")
    section = re.split(r"\n## ", rest)[0]
    pattern = rf"^( *)```{language}\n(.*?)^\1```$"
    found = re.findall(pattern, section, flags=re.DOTALL | re.MULTILINE)
    return [textwrap.dedent(block) for _indent, block in found]
