"""What every page of the admin that is ours keeps to."""

import pytest
from playwright.sync_api import Page

from tests.browser.content import ADMIN, SECOND
from tests.browser.inspecting import readable, sideways, small_targets, violations_in_every_look

NOT_OURS = (
    "w-sr-only",  # the button of Wagtail's search
    "w-outline-offset-inside",  # its breadcrumbs
    "w-minimap",
)
WAGTAILS_RULES = {"aria-input-field-name", "page-has-heading-one", "target-size"}
"""What Wagtail's own editor breaks: its rich text has no name, its page no heading."""


def broken_by_us(page: Page, name: str) -> dict[str, list]:
    """Return what axe finds in every look, but for what Wagtail's own form of a record does."""
    found = violations_in_every_look(page)
    if name == "policy":
        found = {
            look: [each for each in broken if each["rule"] not in WAGTAILS_RULES]
            for look, broken in found.items()
        }
    return {look: broken for look, broken in found.items() if broken}


@pytest.mark.parametrize("name", ADMIN)
def test_every_page_of_the_admin_that_is_ours_is_accessible_and_fits(same_tab, town, name):
    page, watch = same_tab(SECOND, viewport={"width": 360, "height": 800})
    response = page.goto(town.admin_paths[name], wait_until="load")
    assert response.status == 200
    assert sideways(page) == []
    small = [found for found in small_targets(page) if not any(each in found for each in NOT_OURS)]
    assert small == []
    assert not (found := broken_by_us(page, name)), readable(found)
    assert watch.complaints == []
