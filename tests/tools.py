"""Programs that tests run besides Python: where they are, and what it means that one is missing."""

import os
import shutil
import sys
from pathlib import Path
from typing import NoReturn

import pytest

PLACES = [
    str(Path(sys.executable).parent),
    *os.get_exec_path(),
    "/usr/sbin",
    *sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True),
]
"""Directories in which a program may be. Debian's users other than root do not look into sbin."""


def tool(name: str) -> str:
    """Return where a program is, or end the test. `tests/tools.sh` installs what Debian has."""
    return shutil.which(name, path=os.pathsep.join(PLACES)) or lacking(f"{name} is not installed.")


def lacking(reason: str) -> NoReturn:
    """End a test for which something is missing: as failed in CI, elsewhere as skipped."""
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
