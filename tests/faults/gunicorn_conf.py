"""The gunicorn of ``deploy/``, with the site loaded once and warm, so that a worker is quick."""

import os
import runpy
import signal
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
globals().update(
    {
        name: value
        for name, value in runpy.run_path(str(ROOT / "deploy" / "gunicorn.py")).items()
        if not name.startswith("_")
    }
)
preload_app = True
loglevel = "warning"


def post_worker_init(worker: Any) -> None:
    """Let a test set this server's clock, and kill it at a moment that is hard to meet."""
    if "CLOCK" in os.environ:
        set_the_clock()
    if "DIE_UNSAID" in os.environ:
        die_before_saying()


def die_before_saying() -> None:
    """Kill this worker after a commit, before it says what changed, if the file is there.

    ``DIE_UNSAID`` names the file. Whoever finds it takes it away: one dies for it.
    """
    from discussion_pages.keeping import versions

    path, change = Path(os.environ["DIE_UNSAID"]), versions.change

    def change_or_die(keys: Any) -> bool:
        try:
            path.unlink()
        except FileNotFoundError:
            return change(keys)
        os.kill(os.getpid(), signal.SIGKILL)
        return False

    versions.change = change_or_die


def set_the_clock() -> None:
    """Go by the seconds in the file that ``CLOCK`` names."""
    from datetime import timedelta

    from django.utils import timezone

    path, right = Path(os.environ["CLOCK"]), timezone.now
    timezone.now = lambda: right() + timedelta(seconds=float(path.read_text() or 0))


def when_ready(server: Any) -> None:
    """Have the application answer once, before workers are forked from it."""
    from django.db import connections

    application = server.app.wsgi()
    for path in os.environ.get("WARM", "/health/live/").split():
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_X_FORWARDED_PROTO": "https",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": BytesIO(),
        }
        answer = application(environ, lambda *_args: None)
        b"".join(answer)
        getattr(answer, "close", lambda: None)()
    connections.close_all()
