"""The reference of the participation API names every route, and who may call it."""

import re
from pathlib import Path

import pytest

from config.api import participation_api

PAGE = Path(__file__).resolve().parents[2] / "docs/reference/participation-api.md"
TEXT = PAGE.read_text()
ROW = re.compile(r"^\| `([A-Z]+) (/[^`]*)` \| (all|known|staff) \| \S", re.MULTILINE)
WHO = {
    "all": {"SessionToken", "Session", "ApiToken", None},
    "known": {"SessionToken", "Session", "ApiToken"},
    "staff": {"Session", "ApiToken"},
}
DOCUMENTED = {(method, path): who for method, path, who in ROW.findall(TEXT)}
ROUTES = {
    (method.upper(), path): {next(iter(need), None) for need in operation["security"]}
    for path, operations in participation_api.document["paths"].items()
    for method, operation in operations.items()
}


@pytest.mark.parametrize("route", sorted(ROUTES), ids=" ".join)
def test_every_route_stands_in_the_reference_with_who_may_call_it(route):
    assert WHO[DOCUMENTED[route]] == ROUTES[route]


def test_no_route_stands_there_that_does_not_exist():
    assert set(DOCUMENTED) - set(ROUTES) == set()
