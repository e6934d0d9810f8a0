"""Several of the host's commands and a walk through its site, in one process that starts once."""

import importlib
import io
import json
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import execute_from_command_line

MIGRATED = "migrated.sqlite3"
"""The database as it was when its tables were made, and nothing was in them."""


def main(walk: str, lines: list[str]) -> None:
    """Run each line, then the walk; write down what came of them."""
    printed = {line: command(line) for line in lines}
    seen = importlib.import_module(f"host.{walk}").walk()
    Path("seen.json").write_text(json.dumps({"commands": printed, "seen": seen}))


def command(line: str) -> dict[str, Any]:
    """Run one as if by ``manage.py``; return what it printed, and whether it failed."""
    words = io.StringIO()
    failed = False
    with redirect_stdout(words), redirect_stderr(words):
        try:
            execute_from_command_line(["manage.py", *line.split()])
        except SystemExit as end:
            failed = bool(end.code)
    if line.startswith("migrate"):
        shutil.copy(settings.DATABASES["default"]["NAME"], MIGRATED)
    return {"printed": words.getvalue(), "failed": failed}


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
