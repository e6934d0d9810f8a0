"""A demo of its own, for whoever wants to look at it and leave nothing behind."""

import os
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

from benchmarks.places import ROOT

START_LIMIT = 60  # seconds


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
