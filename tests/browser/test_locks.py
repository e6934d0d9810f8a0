"""Whoever has the password of a page or document gets in, and nobody else."""

import re

from playwright.sync_api import Page, expect
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from tests import factories
from tests.browser.inspecting import readable, sideways, small_targets, violations_in_every_look
from tests.media import make_document

NARROW = {"width": 320, "height": 700}
PASSWORD = "three lamps by the river"


def sound(page: Page) -> None:
    assert sideways(page) == []
    assert small_targets(page) == []
    assert not (found := violations_in_every_look(page)), readable(found)


def try_both(page: Page, button: str) -> None:
    """Type a wrong password, find what is wrong, and type the right one; by keyboard alone."""
    page.get_by_label("Password").press_sequentially("two lamps")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("not correct")
    expect(page.get_by_label("Password")).to_have_value("")
    expect(page.get_by_role("button", name=button)).to_be_visible()
    sound(page)
    page.get_by_role("alert").get_by_role("link").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Password")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")


def test_a_page_opens_by_its_password(same_tab, town):
    talk = factories.DiscussionPageFactory(parent=town.consultation, title="Lamps of the few")
    PageViewRestriction.objects.create(page=talk, restriction_type="password", password=PASSWORD)
    page, watch = same_tab(viewport=NARROW)
    page.goto(talk.get_url())
    expect(page.get_by_role("heading", level=1)).to_have_text("This page has a password")
    expect(page).to_have_title(re.compile("Password needed"))
    sound(page)
    try_both(page, "Open the page")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lamps of the few")
    assert watch.complaints == []


def test_a_document_opens_by_its_password(same_tab, town):
    drawer = Collection.get_first_root_node().add_child(name="Drawer")
    paper = make_document(collection=drawer)
    CollectionViewRestriction.objects.create(
        collection=drawer, restriction_type="password", password=PASSWORD
    )
    page, watch = same_tab(viewport=NARROW)
    page.goto(paper.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("This document has a password")
    sound(page)
    with page.expect_download() as saved:
        try_both(page, "Open the document")
    assert saved.value.suggested_filename == paper.filename
    assert watch.complaints == []
