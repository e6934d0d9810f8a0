"""Gunicorn's settings on a server; what differs from one to the next comes from the environment.

A socket that systemd passes is used by itself, and ``BIND`` ignored.
"""

import os
import shutil
from pathlib import Path

bind = os.environ.get("BIND", "127.0.0.1:8001").split(",")
chdir = str(Path(__file__).resolve().parents[1] / "site")
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))

# A worker's heartbeat goes to memory: a disk that stalls must not look like a worker that hangs.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
timeout = 30  # seconds without a heartbeat
graceful_timeout = 30  # seconds to finish requests when told to stop; the proxy waits for 35
keepalive = 75  # longer than nginx keeps a connection open, so that nginx closes it
backlog = 2048

# Memory that a worker has collected goes back now and then, never of all workers at once.
max_requests = int(os.environ.get("WEB_MAX_REQUESTS", "20000"))
max_requests_jitter = max_requests // 10

# The proxy writes a line for each request; the site's own log says what went wrong.
accesslog = None
errorlog = "-"
loglevel = "info"
control_socket_disable = True  # systemd and signals control it

_METRICS = os.environ.get("PROMETHEUS_MULTIPROC_DIR", "")


def on_starting(server: object) -> None:
    """Begin with empty counters: those of processes that are gone would be added up for ever."""
    if _METRICS:
        shutil.rmtree(_METRICS, ignore_errors=True)
        Path(_METRICS).mkdir(parents=True, exist_ok=True)


def child_exit(server: object, worker: object) -> None:
    """Forget gauges of a worker that has ended; its counts stay in the sum."""
    if _METRICS:
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)
