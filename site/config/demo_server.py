"""Gunicorn's settings for the demo: one process with threads, and the clock that editors expect."""

import os
import sys
import threading
import time
from pathlib import Path

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
chdir = str(Path(__file__).resolve().parents[1])
workers = 1
worker_class = "gthread"
threads = 8
accesslog = None
loglevel = "warning"

PUBLISH_EVERY = 60  # seconds


def when_ready(server: object) -> None:
    """Say where the site answers."""
    sys.stdout.write(f"\n  Serving on http://{bind}/  (Ctrl-C stops it)\n\n")
    sys.stdout.flush()


def post_worker_init(worker: object) -> None:
    """Publish and unpublish what editors have scheduled, as a cron job does elsewhere."""
    threading.Thread(target=publish_scheduled, name="publish-scheduled", daemon=True).start()


def publish_scheduled() -> None:
    """Run Wagtail's command once a minute for as long as the server lives."""
    from django.core.management import call_command
    from django.db import close_old_connections

    while True:
        close_old_connections()
        call_command("publish_scheduled", verbosity=0)
        time.sleep(PUBLISH_EVERY)
