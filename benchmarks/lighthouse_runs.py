"""Lets Lighthouse look at the demonstration: ``python -m benchmarks lighthouse``."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from benchmarks.demo import served_demo
from benchmarks.places import RESULTS, ROOT
from benchmarks.results import commit, machine, now
from benchmarks.tables import aligned

FOLDER = ROOT / "benchmarks" / "lighthouse"
KEPT = RESULTS / "lighthouse.json"
TIMES = 5
PAGES = (
    "/",
    "/consultations/",
    "/consultations/safer-streets-at-night/",
    "/consultations/safer-streets-at-night/getting-home-after-dark/",
)
TARGETS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}


def look(*, times: int = TIMES, url: str = "") -> dict[str, Any]:
    """Look at each page so many times, at ``url`` or at a demo of its own; return the medians."""
    if url:
        return _result(_looked_at(url, times))
    with served_demo() as own:
        return _result(_looked_at(own, times))


def keep(result: dict[str, Any], path: Path = KEPT) -> None:
    """Write the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def scores_of(result: dict[str, Any]) -> str:
    """Return the scores as a table, and below it what there is to mend."""
    rows = [("", *TARGETS, "of the runs")]
    for page in result["pages"]:
        marks = [
            f"{page['scores'][name]}{'' if page['scores'][name] >= limit else ' MISSED'}"
            for name, limit in TARGETS.items()
        ]
        rows.append((page["path"], *marks, " ".join(map(str, page["performance"]))))
    lines = [
        f"{page['path']}: {found['title']} ({found['id']}) {' '.join(found['where'])}".rstrip()
        for page in result["pages"]
        for found in page["findings"]
    ]
    return "\n".join([aligned(rows), *lines])


def _looked_at(url: str, times: int) -> list[dict[str, Any]]:
    done = subprocess.run(
        ["node", str(FOLDER / "run.mjs"), _chromium(), str(times), *(f"{url}{p}" for p in PAGES)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(done.stdout)


def _chromium() -> str:
    """Return the browser's path.

    Raises:
        SystemExit: there is none.
    """
    named = os.environ.get("CHROMIUM", "")
    found = named or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        raise SystemExit("No Chromium here. Say where it is: CHROMIUM=/usr/bin/chromium")
    return found


def _result(pages: list[dict[str, Any]]) -> dict[str, Any]:
    about = machine()
    kept = {name: about[name] for name in ("processor", "cores", "system", "load_at_start")}
    return {"made_at": now(), "commit": commit(), "machine": kept, "pages": pages}
