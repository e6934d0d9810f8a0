"""Nobody loses what they wrote, and nobody says it twice."""

import pytest
from playwright.sync_api import expect

from discussion_pages.models import DiscussionComment
from tests import factories
from tests.browser.content import WRITER


@pytest.fixture
def talk(town):
    """Make a discussion that nobody else writes in."""
    return factories.DiscussionPageFactory(parent=town.consultation)


def test_a_draft_outlives_a_wrong_click_and_goes_when_it_is_posted(new_context, town, talk):
    page = new_context(WRITER).new_page()
    page.goto(talk.get_url())
    page.get_by_label("Your comment").fill("Half a thought")
    page.goto(town.paths["home"])
    page.goto(talk.get_url())
    expect(page.get_by_label("Your comment")).to_have_value("Half a thought")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("article").get_by_text("Half a thought")).to_be_visible()
    page.goto(talk.get_url())
    expect(page.get_by_label("Your comment")).to_have_value("")


@pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without script"])
def test_a_refused_post_keeps_every_word(new_context, talk, has_script):
    page = new_context(WRITER, java_script_enabled=has_script).new_page()
    page.goto(talk.get_url())
    text = "A long story. " * 250
    page.get_by_label("Your comment").fill(text)
    page.get_by_role("button", name="Post comment").click()
    expect(page.locator(".wc-field--error")).to_be_visible()
    expect(page.get_by_label("Your comment")).to_have_value(text)


@pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without script"])
def test_a_double_click_posts_once(new_context, talk, has_script):
    page = new_context(WRITER, java_script_enabled=has_script).new_page()
    page.goto(talk.get_url())
    page.get_by_label("Your comment").fill("Said once")
    page.get_by_role("button", name="Post comment").dblclick()
    expect(page.get_by_role("article").get_by_text("Said once")).to_be_visible()
    page.goto(talk.get_url())
    expect(page.get_by_role("article")).to_have_count(1)
    assert DiscussionComment.objects.filter(discussion_id=talk.pk).count() == 1
