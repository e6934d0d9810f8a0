"""Each promise of the page about faults names the test that keeps it."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_test_that_the_page_names_is_there():
    page = (ROOT / "docs" / "explanation" / "faults.md").read_text()
    named = set(re.findall(r"`(test_\w+)`", page))
    assert len(named) > 20
    files = [
        *(ROOT / "tests" / "faults").glob("test_*.py"),
        *((ROOT / name) for name in re.findall(r"`(tests/[\w/]+\.py)`", page)),
    ]
    written = {
        name for path in files for name in re.findall(r"^def (test_\w+)", path.read_text(), re.M)
    }
    assert named - written == set()
