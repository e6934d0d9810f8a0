"""Where things are kept, and the environment of the processes that are measured."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "site"
RESULTS = ROOT / "benchmarks" / "results"
VAR = Path(os.environ.get("BENCHMARK_VAR_DIR", ROOT / "var" / "benchmarks"))

HOST = "127.0.0.1"
"""What requests name as their host; the demonstration's site has that name."""
SECRET_KEY = "benchmarks-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG"
"""Always the same: sessions and forms that were made earlier stay good."""


KEPT = frozenset({"HOME", "LANG", "PATH", "TMPDIR"})


def environment(*, database_url: str, redis_url: str = "", **more: str) -> dict[str, str]:
    """Return the environment of a production site with these servers, and nothing of ours."""
    kept = {
        name: os.environ[name] for name in ("HOME", "LANG", "PATH", "TMPDIR") if name in os.environ
    }
    return (
        kept
        | {
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            "PYTHONPATH": os.pathsep.join((str(SITE), str(ROOT))),
            "SECRET_KEY": SECRET_KEY,
            "ALLOWED_HOSTS": HOST,
            "DATABASE_URL": database_url,
            "STAFF_SECOND_FACTOR": "False",  # nobody is there to type one
        }
        | ({"REDIS_URL": redis_url} if redis_url else {})
        | more
    )
