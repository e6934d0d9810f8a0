"""What was measured, and on what: kept as JSON, so that two runs can be compared."""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.places import ROOT

FORM = 1
"""The form of the files. One of another form is refused."""
PACKAGES = ("Django", "wagtail", "gunicorn", "whitenoise", "psycopg", "redis")


@dataclass(frozen=True, slots=True)
class Measurement:
    """One scenario on one database, with so many clients.

    Times in milliseconds; ``cpu_ms`` is processor time of the serving processes for one request,
    ``database_cpu_ms`` that of the database's own, where it has any. ``ratio`` is to the trivial
    view of the same round. ``gzip_bytes`` is what level 6 makes of the body.
    """

    scenario: str
    group: str
    database: str
    clients: int
    cache: bool
    requests: int
    per_second: float
    p50_ms: float
    p95_ms: float
    cpu_ms: float
    ratio: float
    database_cpu_ms: float | None
    queries: int
    bytes: int
    gzip_bytes: int
    rounds: list[float] = field(default_factory=list)
    """The ratio of each round."""
    rounds_ms: list[float] = field(default_factory=list)
    """The processor time of one request in each round, in milliseconds."""

    @property
    def key(self) -> tuple[str, str, int, bool]:
        """What makes it the same measurement in another run."""
        return (self.scenario, self.database, self.clients, self.cache)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the benchmark."""

    size: str
    made_at: str
    commit: str
    machine: dict[str, Any]
    server: dict[str, Any]
    sites: dict[str, Any]
    notes: list[str]
    measurements: list[Measurement]

    def save(self, path: Path) -> None:
        """Write the file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        data = {"form": FORM} | asdict(self)
        path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> "Run":
        """Read a file.

        Raises:
            ValueError: it has another form, so its figures may mean something else.
        """
        data = json.loads(path.read_text(encoding="utf-8"))
        if data.pop("form", None) != FORM:
            raise ValueError(f"{path} is not of form {FORM}.")
        measurements = [Measurement(**each) for each in data.pop("measurements")]
        return cls(**data, measurements=measurements)

    def of(
        self, *, database: str | None = None, clients: int | None = None, cache: bool | None = None
    ) -> Iterable[Measurement]:
        """Return the measurements that are as asked."""
        for each in self.measurements:
            if database not in {None, each.database} or clients not in {None, each.clients}:
                continue
            if cache is None or each.cache is cache:
                yield each

    def find(
        self, scenario: str, database: str, *, clients: int = 1, cache: bool = False
    ) -> Measurement | None:
        """Return one measurement, if it was made."""
        key = (scenario, database, clients, cache)
        return next((each for each in self.measurements if each.key == key), None)


def now() -> str:
    """Return the instant as it is written into the file."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def commit() -> str:
    """Return the commit that is measured, with a plus where files differ from it."""
    head = _git("rev-parse", "--short=12", "HEAD")
    return f"{head}+" if head and _git("status", "--porcelain", "--untracked-files=no") else head


def machine() -> dict[str, Any]:
    """Return what the figures depend on."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "sqlite": _sqlite(),
        "packages": {name: version(name) for name in PACKAGES},
        "load_at_start": round(os.getloadavg()[0], 2),
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _sqlite() -> str:
    import sqlite3

    return sqlite3.sqlite_version


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True
        )
    except (FileNotFoundError, subprocess.CalledProcessError):
        sys.stderr.write("No git here: the result names no commit.\n")
        return ""
    return done.stdout.strip()
