"""What every public page keeps to, whoever looks at it and however."""

import pytest

from tests.browser.content import PAGES
from tests.browser.inspecting import (
    moving,
    readable,
    sideways,
    small_targets,
    violations_in_every_look,
)

NARROW = {"width": 320, "height": 700}


@pytest.fixture(params=PAGES)
def visited(request, town, same_tab):
    """Open one page of the list after the other."""
    name = request.param
    page, watch = same_tab(town.visitor_of(name), viewport=NARROW)
    if name == "not found":
        watch.expected_statuses.add(404)
    response = page.goto(town.paths[name], wait_until="load")
    assert response.status == (404 if name == "not found" else 200)
    return page, watch


def test_every_page_is_accessible_fits_and_keeps_to_itself(visited, town):
    page, watch = visited
    assert sideways(page) == [], "at 320 px one must not scroll sideways"
    assert small_targets(page) == [], "a finger needs 24 px"
    assert moving(page) == [], "the reader asked for less motion"
    found = violations_in_every_look(page)
    assert not found, readable(found)
    assert watch.complaints == []
    assert watch.hosts_beside(town.url) == set()
