"""Write the API's OpenAPI document, and the Python client that is generated from it.

Use, from the project's root: make openapi
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SNAPSHOT = ROOT / "docs" / "reference" / "participation-api.openapi.json"
PACKAGE = HERE / "consultations_client"
CONFIGURATION = HERE / "generator.yml"


def written(document: dict[str, Any]) -> str:
    """Return an OpenAPI document as its snapshot has it."""
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def generate(snapshot: Path, package: Path) -> None:
    """Generate the client of ``snapshot`` into ``package``.

    Raises:
        subprocess.CalledProcessError: the generator failed.
    """
    tools = Path(sys.executable).parent
    # Made elsewhere: beside this project's settings the generator would format by them.
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / package.name
        subprocess.run(
            [
                str(tools / "openapi-python-client"),
                "generate",
                "--path",
                str(snapshot),
                "--config",
                str(CONFIGURATION),
                "--meta",
                "none",
                "--output-path",
                str(made),
                "--fail-on-warning",
            ],
            check=True,
            cwd=folder,
            env=os.environ | {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"},
            stdout=subprocess.DEVNULL,
        )
        (made / "py.typed").touch()
        shutil.rmtree(package, ignore_errors=True)
        shutil.copytree(made, package, ignore=shutil.ignore_patterns(".ruff_cache"))


def main() -> None:
    """Renew the snapshot and the client."""
    import django

    django.setup()
    from config.api import participation_api

    SNAPSHOT.write_text(written(participation_api.document), encoding="utf-8")
    generate(SNAPSHOT, PACKAGE)


if __name__ == "__main__":
    main()
