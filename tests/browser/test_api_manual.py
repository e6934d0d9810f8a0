"""The pages about the participation API, with every example open."""

import pytest

from tests.browser.content import Town
from tests.browser.inspecting import (
    focus,
    readable,
    sideways,
    small_targets,
    violations_in_every_look,
)

NARROW = {"width": 320, "height": 700}
SUBJECTS = ("comments", "moderation")
"""A page of the usual length, and the longest."""


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_subject_with_its_examples_open_fits_and_is_accessible(watched, town: Town, subject):
    page, watch = watched(viewport=NARROW)
    page.goto(f"/api/participation/v1/docs/{subject}/")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert page.locator("details[open] pre").count() >= 20
    assert sideways(page) == []
    assert small_targets(page) == []
    found = violations_in_every_look(page)
    assert not found, readable(found)
    assert watch.complaints == []
    assert watch.hosts_beside(town.url) == set()


def test_an_example_is_opened_and_scrolled_by_the_keyboard(watched):
    page, _watch = watched(viewport=NARROW)
    page.goto("/api/participation/v1/docs/comments/")
    example = page.locator("#list_threads ~ details")
    example.locator("summary").focus()
    page.keyboard.press("Enter")
    for name in ("Request", "Answer"):
        page.keyboard.press("Tab")
        assert f'aria-label="{name}: ' in focus(page)["html"]
        assert focus(page)["width"] >= 2
    answer = example.locator("pre").nth(1)
    page.keyboard.press("ArrowDown")
    page.wait_for_function("(element) => element.scrollTop > 0", arg=answer.element_handle())


def test_the_contents_of_a_subject_lead_to_its_operations(watched):
    page, _watch = watched(viewport={"width": 1280, "height": 800})
    page.goto("/api/participation/v1/docs/")
    page.get_by_role("navigation", name="Subjects").get_by_text("Following", exact=True).click()
    contents = page.get_by_role("navigation", name="On this page")
    contents.get_by_role("link", name="Read all that you follow").click()
    assert page.url.endswith("/docs/following/#list_follows")
    heading = page.locator("#list_follows")
    assert heading.evaluate("(each) => each.getBoundingClientRect().top < innerHeight")
    contents.get_by_text("Other subjects").click()
    contents.get_by_role("link", name="Notices").click()
    assert page.url.endswith("/docs/notices/")
