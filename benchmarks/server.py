"""The production server, started as production starts it."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException

from benchmarks.databases import Database
from benchmarks.places import HOST, ROOT, VAR
from benchmarks.processes import family_seconds

PORT = 8100
WORKERS = 2
THREADS = 4
START_SECONDS = 60
ALIVE_PATH = "/health/live/"


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs."""

    pid: int
    port: int

    def processor_seconds(self) -> float:
        """Return the processor time of its processes, user's and system's, since it started."""
        return family_seconds(self.pid)


def command() -> list[str]:
    """Return the command by which systemd starts it in docs/how-to/deploy.md."""
    return [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.py", "config.wsgi"]


def _addressed(port: int) -> dict[str, str]:
    """Return what the server's settings read from the environment."""
    return {
        "BIND": f"127.0.0.1:{port}",
        "WEB_THREADS": str(THREADS),
    }


def collect_static(env: dict[str, str]) -> None:
    """Bring static files together, compressed and named for their contents."""
    subprocess.run(
        [sys.executable, "site/manage.py", "collectstatic", "--no-input", "--verbosity", "0"],
        cwd=ROOT,
        env=env,
        check=True,
    )


@contextmanager
def serving(database: Database, *, port: int = PORT, **settings: str) -> Iterator[Server]:
    """Serve the site on a copy of the database until the caller is done.

    Raises:
        RuntimeError: it does not come up.
    """
    VAR.mkdir(parents=True, exist_ok=True)
    with database.copy() as url:
        more = _addressed(port) | settings
        env = database.environment(url, redis_url=database.redis_url, **more)
        collect_static(env)
        log_path = VAR / f"server-{port}.log"
        with log_path.open("wb") as log:
            process = subprocess.Popen(command(), cwd=ROOT, env=env, stdout=log, stderr=log)
            try:
                _wait_for(process, port)
                yield Server(process.pid, port)
            except RuntimeError as error:
                words = log_path.read_text(encoding="utf-8", errors="replace")[-2000:]
                raise RuntimeError(f"{error}\n{words}") from error
            finally:
                process.terminate()
                process.wait(timeout=40)


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"The server stopped with {process.returncode}.")
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request(
                "GET", ALIVE_PATH, headers={"Host": HOST, "X-Forwarded-Proto": "https"}
            )
            if connection.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            time.sleep(0.1)
        finally:
            connection.close()
    raise RuntimeError(f"The server did not answer within {START_SECONDS} seconds.")
