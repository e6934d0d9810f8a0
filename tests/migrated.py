"""A test database that is migrated once: other workers, and later runs, begin with a copy (SQLite).

To run all migrations takes as long as hundreds of tests. The copy is named for everything that the
tables follow from, so that whatever changes there is migrated anew, from nothing. What is copied is
migrated besides, as a database that was kept is: that costs little where nothing is to be done.
"""

import fcntl
import hashlib
import shutil
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import connection

SETTINGS = ("base.py", "test.py")


@dataclass
class Migrated:
    """The database to copy, or to make; no other process makes it at the same time."""

    folder: Path
    key: str
    target: Path
    found: bool = False
    held: TextIOWrapper | None = field(default=None, repr=False)

    @property
    def kept(self) -> Path:
        """The database that is copied."""
        return self.folder / f"migrated-{self.key}.sqlite3"

    def begin(self) -> None:
        """Copy what is there; where nothing is, others wait until ``finish``."""
        self.held = (self.folder / "migrated.lock").open("w")
        fcntl.flock(self.held, fcntl.LOCK_EX)
        self.found = self.kept.exists()
        if self.found:
            for rest in ("-wal", "-shm"):
                Path(f"{self.target}{rest}").unlink(missing_ok=True)
            _copy(self.kept, self.target)
            self.held.close()

    def finish(self) -> None:
        """Keep the database that was made, in place of those of other keys."""
        if self.found:
            return
        for old in self.folder.glob("migrated-*.sqlite3"):
            old.unlink()
        assert not connection.in_atomic_block, "SQLite would wait for its end."
        unfinished = self.kept.with_suffix(".new")
        copy = sqlite3.connect(unfinished)
        connection.ensure_connection()
        connection.connection.backup(copy)
        copy.close()
        unfinished.replace(self.kept)
        assert self.held is not None
        self.held.close()


def of_this_worker() -> Migrated | None:
    """Return what concerns the test database of this process; nothing on another database."""
    name = connection.settings_dict["TEST"]["NAME"]
    if connection.vendor != "sqlite" or not name or ":memory:" in str(name):
        return None
    return Migrated(settings.VAR_DIR, key_of(sources()), Path(name))


def sources() -> list[Path]:
    """Return the files that tables follow from."""
    here = Path(settings.SITE_DIR) / "config" / "settings"
    found = [here / name for name in SETTINGS]
    for config in apps.get_app_configs():
        found += sorted(Path(config.path).glob("migrations/*.py"))
    return found


def key_of(files: Iterable[Path]) -> str:
    """Return a name for what these files say, and for what reads them."""
    digest = hashlib.sha256(f"{django.VERSION} {sqlite3.sqlite_version}".encode())
    for file in files:
        digest.update(f"\n{file.parent.parent.name} {file.name}\n".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _copy(source: Path, target: Path) -> None:
    unfinished = target.with_name(f"{target.name}.new")
    shutil.copyfile(source, unfinished)
    unfinished.replace(target)
