"""Backups of the site: its database and its uploads, by Python and PostgreSQL's own tools.

A backup is a directory: ``database.sqlite3`` or ``database.dump``, ``media.tar``, and
``manifest.json`` with the digest of each. It is complete when it has its name; until then it is
called ``.unfinished``. The environment file with its secrets is not in it.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

APP = Path(__file__).resolve().parents[1]
ENVIRONMENT = "/etc/consultations/consultations.env"
MANIFEST = "manifest.json"
MEDIA = "media.tar"
PREFIX = "consultations-"
POSTGRES_SCHEMES = {"postgres", "postgresql", "psql", "pgsql"}
LIBPQ = {
    "host": "PGHOST",
    "port": "PGPORT",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}
SIDE_FILES = ("-wal", "-shm", "-journal")
"""What the names of files end in that SQLite keeps beside a database."""


class Refused(Exception):
    """It cannot be done, for the reason given; nothing was changed."""


def environment() -> dict[str, str]:
    """Return the site's environment: its file, and before it what is set already."""
    path = Path(os.environ.get("CONSULTATIONS_ENV", ENVIRONMENT))
    lines = path.read_text().splitlines() if path.exists() else []
    read = dict(
        line.split("=", 1) for line in lines if "=" in line and not line.lstrip().startswith("#")
    )
    return read | dict(os.environ)


class Database:
    """What ``DATABASE_URL`` names."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.is_postgres = parts.scheme in POSTGRES_SCHEMES
        if not self.is_postgres and parts.scheme != "sqlite":
            raise Refused(
                f"DATABASE_URL: {parts.scheme or 'nothing'} is neither postgres nor sqlite"
            )
        self.path = Path(unquote(parts.path.removeprefix("/"))) if not self.is_postgres else None
        # By the environment: what is an argument, everybody on the machine can read.
        given = {
            "PGHOST": parts.hostname,
            "PGPORT": str(parts.port or ""),
            "PGUSER": unquote(parts.username or ""),
            "PGPASSWORD": unquote(parts.password or ""),
            "PGDATABASE": unquote(parts.path.removeprefix("/")),
        }
        given |= {LIBPQ[name]: value for name, value in parse_qsl(parts.query) if name in LIBPQ}
        self.environment = os.environ | {name: value for name, value in given.items() if value}

    @property
    def file_name(self) -> str:
        """What the database is called in a backup."""
        return "database.dump" if self.is_postgres else "database.sqlite3"

    def save(self, target: Path) -> None:
        """Write the database into a file, as it is at one instant; the site goes on meanwhile."""
        if self.is_postgres:
            self._run("pg_dump", "--format=custom", "--no-owner", f"--file={target}")
            return
        if not self.path.exists():
            raise Refused(f"There is no database at {self.path}")
        with (
            closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
            # One file, without another beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise Refused("The copy of the database is damaged")

    def is_empty(self) -> bool:
        """Say whether a backup can be read into it without covering anything."""
        if self.is_postgres:
            count = self._run(
                "psql",
                "--tuples-only",
                "--command=SELECT count(*) FROM information_schema.tables "
                "WHERE table_schema NOT IN ('pg_catalog', 'information_schema')",
            )
            return int(count) == 0
        return not self.path.exists()

    def side_files(self) -> list[Path]:
        """Return what a SQLite database has left where this one is to be."""
        if self.path is None:
            return []
        names = [self.path.with_name(self.path.name + ending) for ending in SIDE_FILES]
        return [path for path in names if path.exists()]

    def load(self, source: Path) -> None:
        """Read a saved database into this one, all of it or nothing."""
        if self.is_postgres:
            self._run(
                "pg_restore",
                *("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"),
                *(f"--dbname={self.environment['PGDATABASE']}", str(source)),
            )
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self.path.with_name(f"{self.path.name}.unfinished")
        shutil.copyfile(source, unfinished)
        unfinished.replace(self.path)

    def _run(self, *command: str) -> str:
        if shutil.which(command[0]) is None:
            raise Refused(f"{command[0]} is not installed (Debian: postgresql-client)")
        result = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False
        )
        if result.returncode:
            raise Refused(f"{command[0]}: {result.stderr.strip()}")
        return result.stdout


def back_up(folder: Path, *, url: str, media: Path, at: datetime | None = None) -> Path:
    """Write a backup into ``folder``; return its directory.

    The database comes first: every file that it names was uploaded before.
    """
    at = at or datetime.now(UTC)
    database = Database(url)
    target = folder / f"{PREFIX}{at:%Y%m%dT%H%M%SZ}"
    unfinished = target.with_name(f"{target.name}.unfinished")
    folder.mkdir(parents=True, exist_ok=True)
    unfinished.mkdir(mode=0o700)
    try:
        database.save(unfinished / database.file_name)
        with tarfile.open(unfinished / MEDIA, "w") as tar:
            if media.is_dir():
                tar.add(media, arcname=".")
        files = (database.file_name, MEDIA)
        manifest = {
            "made_at": at.isoformat(timespec="seconds"),
            "release": _release(),
            "sha256": {name: _digest(unfinished / name) for name in files},
        }
        (unfinished / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n")
        for name in (*files, MANIFEST):
            (unfinished / name).chmod(0o600)
    except BaseException:
        shutil.rmtree(unfinished)
        raise
    return unfinished.rename(target)


def restore(backup: Path, *, url: str, media: Path) -> dict[str, str]:
    """Read a backup into an empty database and an empty folder; return its manifest.

    Raises:
        Refused: a file is not what was written, or something is there already.
    """
    database = Database(url)
    manifest = check(backup)
    if database.file_name not in manifest["sha256"]:
        raise Refused("The backup is of another kind of database than DATABASE_URL names")
    if not database.is_empty():
        raise Refused("There is something in the database: restore into an empty one")
    if left := database.side_files():
        raise Refused(
            "Of another database there is still something here, which SQLite would write into the "
            f"restored one. Move it away: {', '.join(map(str, left))}"
        )
    if media.is_dir() and any(media.iterdir()):
        raise Refused(f"There is something in {media}: restore into an empty folder")
    database.load(backup / database.file_name)
    media.mkdir(parents=True, exist_ok=True)
    with tarfile.open(backup / MEDIA) as tar:
        # Python 3.11.4 and later also refuse names that lead out of the folder.
        tar.extractall(media, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    return manifest


def check(backup: Path) -> dict[str, dict[str, str]]:
    """Return the manifest of a backup whose files are what was written.

    Raises:
        Refused: one is missing, or is not.
    """
    try:
        manifest = json.loads((backup / MANIFEST).read_text())
    except FileNotFoundError:
        raise Refused(f"{backup} is no backup, or was not finished") from None
    for name, digest in manifest["sha256"].items():
        if not (backup / name).exists() or _digest(backup / name) != digest:
            raise Refused(f"{name} is not what was written")
    return manifest


def forget(folder: Path, *, keep: int) -> list[Path]:
    """Delete all but the newest ``keep`` backups; return what went."""
    found = sorted(path for path in folder.glob(f"{PREFIX}*Z") if (path / MANIFEST).exists())
    gone = found[:-keep] if keep else []
    for path in gone:
        shutil.rmtree(path)
    return gone


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _release() -> str:
    result = subprocess.run(
        ["git", "-C", str(APP), "rev-parse", "HEAD"], capture_output=True, text=True, check=False
    )
    return result.stdout.strip()


def say(words: str) -> None:
    """Write a line for whoever runs it."""
    sys.stdout.write(f"{words}\n")
