"""A secret key for machines that nobody configures: made once, kept in the ignored `var/`."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def kept_secret_key(var_dir: Path) -> str:
    """Return the key in ``var_dir/secret-key``, making the file (owner-readable only) at first."""
    path = var_dir / "secret-key"
    var_dir.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(get_random_secret_key())
    return path.read_text(encoding="ascii")
