"""Servers that the site leans on, as real processes of our own that a test can take away."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.tools import lacking, tool

PATIENCE = 60.0
"""Seconds for a process to come up or to go."""


def free_port() -> int:
    """Return a port of this machine on which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def until(is_so: Callable[[], Any], what: str, *, within: float = PATIENCE) -> Any:
    """Wait until something is so and return what it is."""
    end = time.monotonic() + within
    while not (found := is_so()):
        assert time.monotonic() < end, f"still not so after {within} seconds: {what}"
        time.sleep(0.02)
    return found


def listens(port: int) -> bool:
    """Say whether somebody takes connections on a port of this machine."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Redis:
    """A Redis of a test's own. It keeps nothing on disk."""

    def __init__(self) -> None:
        self.binary = tool("redis-server")
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.process = subprocess.Popen(
            [self.binary, "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""],
            cwd=tempfile.gettempdir(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until(lambda: listens(self.port), "Redis listens")

    def kill(self) -> None:
        """End it as if the power had failed."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


class PostgreSQL:
    """A cluster of a test's own, run by a user who is not root."""

    def __init__(self, folder: Path) -> None:
        self.bin = Path(tool("initdb")).resolve().parent
        self.folder = folder
        self.port = free_port()
        self.user = _somebody()

    def url(self, name: str) -> str:
        """Return the address of one of its databases."""
        return f"postgres://postgres@127.0.0.1:{self.port}/{name}"

    def make(self) -> None:
        """Make the cluster."""
        if self.user:
            shutil.chown(self.folder, self.user)
        options = ["--auth=trust", "--username=postgres", "--no-sync", "--encoding=UTF8"]
        self._run(["initdb", "--pgdata", str(self.folder / "data"), *options])

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        settings = f"-p {self.port} -c listen_addresses=127.0.0.1 -c fsync=off -k {self.folder}"
        self._control("start", "-w", "-o", settings, "-l", str(self.folder / "log"))

    def stop(self) -> None:
        """Stop it as a restart does: whoever is connected is cut off."""
        self._control("stop", "-w", "-m", "immediate")

    def restore(self, source: str, name: str) -> None:
        """Make a database that holds what another one on this machine does."""
        target = ["--host=127.0.0.1", f"--port={self.port}", "--username=postgres"]
        self._run(["createdb", *target, name])
        dump = self.folder / "town.sql"
        self._run(["pg_dump", "--no-owner", f"--dbname={source}", f"--file={dump}"])
        self._run(["psql", *target, "--quiet", f"--dbname={name}", f"--file={dump}"])

    def _control(self, *args: str) -> None:
        self._run(["pg_ctl", "-D", str(self.folder / "data"), *args])

    def _run(self, command: list[str]) -> None:
        first = ["setpriv", f"--reuid={self.user}", "--clear-groups"] if self.user else []
        subprocess.run(
            [*first, str(self.bin / command[0]), *command[1:]],
            check=True,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            timeout=60,
        )


def _somebody() -> str:
    """Return whom to run PostgreSQL as: it refuses to be run by root. Empty: as we are."""
    if os.geteuid() != 0:
        return ""
    names = {entry.pw_name for entry in pwd.getpwall()}
    if "postgres" not in names or shutil.which("setpriv") is None:
        lacking("There is no user but root who could run PostgreSQL.")
    return "postgres"
