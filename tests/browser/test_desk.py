"""A moderator at the desk, with the keys alone."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from discussion_pages.models import DiscussionComment
from discussion_pages.services.posting import post_comment
from members.models import User
from tests import factories
from tests.browser.hands import Keys
from tests.browser.inspecting import readable, sideways, small_targets, violations_in_every_look

DESK = "/admin/discussions/desk/"
TEXTS = ("The first lamp.", "The second lamp.", "The third lamp.")


@pytest.fixture
def waiting(town):
    """Three comments that wait in a discussion of their own."""
    page = factories.DiscussionPageFactory(parent=town.consultation, moderation_mode="before")
    author = User.objects.get(pseudonym="Lamplighter")
    return [
        post_comment(discussion=page, author=author, text=text, at=timezone.now()) for text in TEXTS
    ]


def state(comment) -> str:
    return DiscussionComment.objects.get(pk=comment.pk).state


def fits(page: Page) -> None:
    """Fail where the page as it is now shuts somebody out."""
    assert not (found := violations_in_every_look(page)), readable(found)
    assert not sideways(page)
    main = page.locator("[data-desk]")
    assert main.is_visible()
    own = [found for found in small_targets(page) if "wc-desk" in found or "data-desk" in found]
    assert not own


def is_open(page: Page, text: str) -> None:
    """Wait until a comment is open and has the focus."""
    expect(page.locator(".wc-desk__text")).to_contain_text(text)
    expect(page.locator("#desk-item")).to_be_focused()
    expect(page.locator("[data-desk-ready]")).to_be_attached()


def test_a_moderator_decides_with_two_keys_and_takes_it_back(new_context, waiting):
    first, second, _third = waiting
    page = new_context("moderator", viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{DESK}?place=discussion-{first.discussion_id}")
    expect(page.locator(".wc-desk__text")).to_contain_text(TEXTS[0])
    expect(page.locator("[data-desk-ready]")).to_be_attached()
    fits(page)

    page.keyboard.press("r")
    expect(page.locator("[data-desk-hint]")).to_contain_text("Reject")
    expect(page.locator("[data-desk-status]")).to_contain_text("number of a rule")
    fits(page)
    page.keyboard.press("Escape")
    expect(page.locator("[data-desk-hint]")).to_be_hidden()
    assert state(first) == "held"

    page.keyboard.press("r")
    page.keyboard.press("1")
    is_open(page, TEXTS[1])
    assert state(first) == "rejected"
    decision = first.decisions.order_by("-pk").first()
    assert decision.reason == "abuse"
    expect(page.locator("[data-desk-status]")).to_contain_text("Rejected")
    fits(page)

    page.keyboard.press("u")
    is_open(page, TEXTS[0])
    expect(page.get_by_text("Undone:")).to_be_visible()
    assert state(first) == "held"

    # What was undone has its old place, before the others.
    page.keyboard.press("j")
    is_open(page, TEXTS[1])
    page.keyboard.press("Control+a")
    Keys().press(page.get_by_text("Add a message or a note"))
    Keys().write(page.get_by_label("Note"), "a r1 e e ? j")
    assert page.get_by_label("Note").input_value() == "a r1 e e ? j"
    assert state(second) == "held"

    page.keyboard.press("Tab")
    page.keyboard.press("a")
    is_open(page, TEXTS[2])
    assert state(second) == "published"

    page.keyboard.press("k")
    is_open(page, TEXTS[0])
    page.keyboard.press("?")
    expect(page.locator("#desk-keys")).to_be_focused()
    expect(page.locator("#keyboard-shortcuts-dialog")).to_be_hidden()
    Keys().press(page.get_by_role("button", name="Switch the keys off"))
    expect(page.get_by_role("button", name="Switch the keys on")).to_be_visible()
    page.keyboard.press("a")
    page.goto(f"{DESK}?item={first.pk}")
    expect(page.locator(".wc-desk__text")).to_contain_text(TEXTS[0])
    expect(page.locator("[data-desk-ready]")).to_be_attached()
    page.keyboard.press("a")
    page.reload()
    assert state(first) == "held"


def test_without_script_everything_is_decided_with_forms(new_context, waiting):
    first = waiting[0]
    page = new_context("moderator", java_script_enabled=False).new_page()
    page.goto(f"{DESK}?place=discussion-{first.discussion_id}")
    page.get_by_label("Spam or advertising").check()
    page.get_by_role("button", name=re.compile("^Reject")).last.click()
    expect(page.locator(".wc-desk__text")).to_contain_text(TEXTS[1])
    assert state(first) == "rejected"
    page.get_by_role("button", name=re.compile("^Undo")).click()
    assert state(first) == "held"
