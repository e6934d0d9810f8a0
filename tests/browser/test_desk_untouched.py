"""A decision about several comments, with none ticked."""

import pytest
from playwright.sync_api import expect

from tests.browser.inspecting import sideways

DESK = "/admin/discussions/desk/?urgency=held"


@pytest.mark.parametrize(
    ("scripts", "width"),
    # Without scripts Wagtail's own sidebar covers a narrow window.
    [(True, 360), (True, 1280), (False, 1280)],
    ids=["narrow", "wide", "without scripts"],
)
def test_a_button_without_a_tick_leads_back_to_the_same_part_of_the_queue(
    new_context, scripts, width
):
    viewport = {"width": width, "height": 900}
    page = new_context("moderator", java_script_enabled=scripts, viewport=viewport).new_page()
    page.goto(DESK)
    page.locator(".wc-desk__bulk button").first.click()
    expect(page.get_by_text("Tick the comments first.")).to_be_visible()
    assert page.url.endswith(DESK)
    assert not sideways(page)
