"""The programs that tests run: each can be had, and CI does without none of them."""

import re
from pathlib import Path

import pytest

from tests.tools import lacking, tool

TESTS = Path(__file__).resolve().parent
FROM_PYPI = {"hadolint"}
"""Programs that come with `requirements-dev.txt`."""


def test_whatever_a_test_asks_for_is_in_the_table_of_what_is_installed():
    table = (TESTS / "tools.sh").read_text()
    listed = set(re.findall(r"^(?: *echo \")?([a-z_-]+) \| [a-z-]+", table, re.M))
    asked = {
        name
        for path in TESTS.rglob("*.py")
        for name in re.findall(r"tool\(\"([\w-]+)\"\)", path.read_text())
    }
    assert asked - FROM_PYPI == listed - {"chromium"}


@pytest.mark.parametrize("ci", ["", "true"])
def test_in_ci_a_missing_program_is_a_failure(monkeypatch, ci):
    monkeypatch.setenv("CI", ci)
    name = "no-such-program"
    ends = pytest.fail.Exception if ci else pytest.skip.Exception
    with pytest.raises(ends, match=name):
        tool(name)
    with pytest.raises(ends, match="a reason"):
        lacking("a reason")
