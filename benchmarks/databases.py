"""The databases to measure on. What is built is kept, and every run works on a copy of it."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.building.maps import Map
from benchmarks.building.plans import Size
from benchmarks.places import ROOT, VAR, environment
from benchmarks.processes import each_seconds

POSTGRES_URL = "postgres://postgres@127.0.0.1:5432"
REDIS_URL = "redis://127.0.0.1:6379/0"
LAYOUT = b"3"
"""Changes where what was kept of an earlier run would no longer be found in its place."""


class Unavailable(Exception):
    """There is no such server here; the words say what was tried."""


class Database(ABC):
    """A place for the built site."""

    name: str
    redis_url: str = ""
    cached_workers: int
    """How many processes may share its cache of answers."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.key = f"benchmarks_{size}_{fingerprint()}"
        self.copy_key = f"benchmarks_copy_{os.getpid()}"

    @property
    @abstractmethod
    def url(self) -> str:
        """The address of the copy that is worked on."""

    @abstractmethod
    def url_of(self, key: str) -> str:
        """Return the address of a database of ours."""

    @abstractmethod
    def exists(self, key: str) -> bool:
        """Say whether there is one."""

    @abstractmethod
    def create(self, key: str) -> None:
        """Make an empty one, in place of what was there."""

    @abstractmethod
    def finish(self, key: str) -> None:
        """Give what was built under another key its own name: it is whole now."""

    @abstractmethod
    def drop_all(self, beginning: str = "benchmarks_") -> None:
        """Take away every database of ours whose name begins so."""

    @abstractmethod
    def renew(self) -> None:
        """Make the copy that is worked on anew."""

    @abstractmethod
    def drop_copy(self) -> None:
        """Take the copy away."""

    def processor_seconds(self) -> dict[int, float]:
        """Return what the server's processes for the copy have used, where they can be seen."""
        return {}

    @property
    def site_dir(self) -> Path:
        """Where its site keeps pictures and static files; so two can be built at once."""
        return VAR / f"site-{self.name}"

    def environment(self, url: str, **more: str) -> dict[str, str]:
        """Return the environment of a production site on one of our databases."""
        return environment(database_url=url, SITE_VAR_DIR=str(self.site_dir), **more)

    @property
    def map_path(self) -> Path:
        """Where it is written down what was built."""
        return VAR / f"{self.name}-{self.key}.json"

    def built(self) -> Map:
        """Return the map of the site, built first if need be."""
        if not (self.map_path.exists() and self.exists(self.key)):
            VAR.mkdir(parents=True, exist_ok=True)
            self.drop_all(f"benchmarks_{self.size}_")  # of an earlier builder
            self.create("benchmarks_building")
            subprocess.run(
                [sys.executable, "-m", "benchmarks.building", self.size, str(self.map_path)],
                env=self.environment(self.url_of("benchmarks_building")),
                cwd=ROOT,
                check=True,
            )
            self.finish("benchmarks_building")
        return Map.of_json(json.loads(self.map_path.read_text(encoding="utf-8")))

    @contextmanager
    def copy(self) -> Iterator[str]:
        """Lend a copy of what was built; give its address."""
        self.renew()
        try:
            yield self.url
        finally:
            self.drop_copy()


class Sqlite(Database):
    """A file: the database's work is done in the serving process."""

    name = "sqlite"
    cached_workers = 1

    @property
    def url(self) -> str:
        """The address of the copy that is worked on."""
        return self.url_of(self.copy_key)

    def url_of(self, key: str) -> str:
        """Return the address of a file of ours."""
        return f"sqlite:///{self._path(key)}"

    def exists(self, key: str) -> bool:
        """Say whether there is one."""
        return self._path(key).exists()

    def create(self, key: str) -> None:
        """Leave no file: Django makes it."""
        self._remove(key)

    def finish(self, key: str) -> None:
        """Bring what the journal holds into the file, and give that its name."""
        connection = sqlite3.connect(self._path(key))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        self._path(key).replace(self._path(self.key))

    def drop_all(self, beginning: str = "benchmarks_") -> None:
        """Remove the files."""
        for path in VAR.glob(f"{beginning}*.sqlite3*"):
            path.unlink()

    def renew(self) -> None:
        """Copy the file."""
        self.drop_copy()
        shutil.copyfile(self._path(self.key), self._path(self.copy_key))

    def drop_copy(self) -> None:
        """Remove the copy and its journal."""
        self._remove(self.copy_key)

    def _path(self, key: str) -> Path:
        return VAR / f"{key}.sqlite3"

    def _remove(self, key: str) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self._path(key)}{suffix}").unlink(missing_ok=True)


class Postgres(Database):
    """PostgreSQL, and Redis for the cache."""

    name = "postgres"
    cached_workers = 2

    def __init__(self, size: Size) -> None:
        super().__init__(size)
        self.server = os.environ.get("BENCHMARK_POSTGRES_URL", POSTGRES_URL).rstrip("/")
        self.redis_url = os.environ.get("BENCHMARK_REDIS_URL", REDIS_URL)
        self._refuse_unless_there()

    @property
    def url(self) -> str:
        """The address of the copy that is worked on."""
        return self.url_of(self.copy_key)

    def url_of(self, key: str) -> str:
        """Return the address of a database of ours."""
        return f"{self.server}/{key}"

    def exists(self, key: str) -> bool:
        """Say whether there is one."""
        return bool(self._ask("SELECT 1 FROM pg_database WHERE datname = %s", key))

    def create(self, key: str) -> None:
        """Make an empty database in place of what was there."""
        self._do(f'DROP DATABASE IF EXISTS "{key}" WITH (FORCE)', f'CREATE DATABASE "{key}"')

    def finish(self, key: str) -> None:
        """Rename the database."""
        self._do(
            f'DROP DATABASE IF EXISTS "{self.key}" WITH (FORCE)',
            f'ALTER DATABASE "{key}" RENAME TO "{self.key}"',
        )

    def drop_all(self, beginning: str = "benchmarks_") -> None:
        """Drop the databases."""
        for (name,) in self._ask("SELECT datname FROM pg_database"):
            if name.startswith(beginning):
                self._do(f'DROP DATABASE "{name}" WITH (FORCE)')

    def renew(self) -> None:
        """Copy the database, file by file."""
        self.drop_copy()
        self._do(
            f'CREATE DATABASE "{self.copy_key}" TEMPLATE "{self.key}" STRATEGY file_copy',
            "CHECKPOINT",
        )

    def drop_copy(self) -> None:
        """Drop the copy."""
        self._do(f'DROP DATABASE IF EXISTS "{self.copy_key}" WITH (FORCE)')

    def processor_seconds(self) -> dict[int, float]:
        """Return what each backend of the copy has used, where it runs on this machine."""
        rows = self._ask("SELECT pid FROM pg_stat_activity WHERE datname = %s", self.copy_key)
        return each_seconds(pid for (pid,) in rows)

    def _refuse_unless_there(self) -> None:
        """Ask both servers for a sign of life.

        Raises:
            Unavailable: one of them is not there.
        """
        import psycopg
        import redis

        try:
            self._ask("SELECT 1")
        except psycopg.OperationalError as error:
            raise Unavailable(f"PostgreSQL does not answer at {self.server}: {error}") from error
        try:
            redis.Redis.from_url(self.redis_url).ping()
        except redis.RedisError as error:
            raise Unavailable(f"Redis does not answer at {self.redis_url}: {error}") from error

    def _do(self, *statements: str) -> None:
        with self._connection() as connection:
            for statement in statements:
                connection.execute(statement)

    def _ask(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._connection() as connection:
            return connection.execute(query, values).fetchall()

    def _connection(self) -> Any:
        import psycopg

        address = f"{self.server}/postgres".replace("postgres://", "postgresql://", 1)
        return psycopg.connect(address, autocommit=True)


DATABASES: dict[str, type[Database]] = {"sqlite": Sqlite, "postgres": Postgres}


def fingerprint() -> str:
    """Return a name for what would be built now: it changes with the builder and the tables."""
    digest = hashlib.sha256(LAYOUT)
    for path in sorted((ROOT / "benchmarks" / "building").glob("*.py")):
        digest.update(path.read_bytes())
    for path in sorted(ROOT.glob("**/migrations/0*.py")):
        if "var" not in path.parts and ".venv" not in path.parts:
            digest.update(str(path.relative_to(ROOT)).encode())
    return digest.hexdigest()[:10]
