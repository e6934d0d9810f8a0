"""Whoever does something too often loses nothing, and finds the way on."""

from collections.abc import Iterator

import pytest
from django.test.utils import override_settings
from playwright.sync_api import Page, expect

from discussion_pages.models import DiscussionComment
from tests import factories
from tests.browser.content import PASSWORD, WRITER
from tests.browser.inspecting import readable, sideways, small_targets, violations_in_every_look

NARROW = {"width": 320, "height": 700}
STORY = "The ramp at the station is icy when it freezes.\n\nI wrote in November too."


@pytest.fixture(autouse=True)
def once_an_hour() -> Iterator[None]:
    with override_settings(
        DISCUSSION_PAGES_FORM_LIMITS={"write": "1/h", "search": "1/h"},
        ACCOUNT_RATE_LIMITS={"login": "1/h/ip"},
    ):
        yield


def too_many(page: Page) -> None:
    """Fail where the page is not the one that asks to wait, or shuts somebody out."""
    expect(page.get_by_role("heading", name="Too many at once")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("Wait")
    assert sideways(page) == []
    assert small_targets(page) == []
    assert not (found := violations_in_every_look(page)), readable(found)


def test_what_was_written_too_soon_stands_there_and_is_sent_again(same_tab, town):
    talk = factories.DiscussionPageFactory(parent=town.consultation)
    page, watch = same_tab(WRITER, viewport=NARROW)
    watch.expected_statuses = {429}
    for text in ("The first lamp is out.", STORY):
        page.goto(talk.get_url())
        page.get_by_label("Your comment").fill(text)
        page.get_by_role("button", name="Post comment").click()
    too_many(page)
    expect(page.get_by_label("What you wrote")).to_have_value(STORY)
    with override_settings(DISCUSSION_PAGES_FORM_LIMITS={"write": "9/h"}):
        page.get_by_role("button", name="Send again").click()
        expect(page.get_by_role("article").get_by_text("I wrote in November too.")).to_be_visible()
    said = DiscussionComment.objects.filter(discussion_id=talk.pk).values_list("comment", flat=True)
    assert STORY in said
    assert watch.complaints == []


def test_a_search_too_many_is_kept_without_being_shown(same_tab, town):
    page, watch = same_tab(viewport=NARROW)
    watch.expected_statuses = {429}
    for _time in range(2):
        page.goto("/search/?q=lamps")
    too_many(page)
    expect(
        page.get_by_text("Nothing that you wrote is lost: this button sends it.")
    ).to_be_visible()
    with override_settings(DISCUSSION_PAGES_FORM_LIMITS={"search": "9/h"}):
        page.get_by_role("button", name="Send again").click()
        expect(page).to_have_url(f"{town.url}/search/?q=lamps")
        expect(page.locator("main [name=q]")).to_have_value("lamps")
    assert watch.complaints == []


def test_who_logs_in_too_often_is_led_back_to_the_form(same_tab, town):
    page, watch = same_tab(viewport=NARROW)
    watch.expected_statuses = {429}
    for _time in range(2):
        page.goto("/accounts/login/")
        page.get_by_label("Email").fill("nobody@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        page.locator("main").get_by_role("button", name="Log in").click()
    too_many(page)
    assert PASSWORD not in page.content()
    page.get_by_role("link", name="Back to the form").click()
    expect(page.get_by_label("Password")).to_be_visible()
    expect(page).to_have_url(f"{town.url}/accounts/login/")
    assert watch.complaints == []
