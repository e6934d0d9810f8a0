"""From the first visit to a comment that everybody reads: by pointer, by keys, without script."""

import re
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from discussion_pages.models import DiscussionComment, Report
from discussion_pages.services.posting import post_comment
from members.models import User
from tests import factories
from tests.browser.content import PASSWORD
from tests.browser.hands import Hands, Keys, Pointer
from tests.browser.inspecting import focus

COMMENTS_IN_ADMIN = "/admin/discussions/comments/"
WAYS = [
    pytest.param(Pointer(), True, id="with a pointer"),
    pytest.param(Keys(), True, id="with the keyboard alone"),
    pytest.param(Pointer(), False, id="without script"),
]


@pytest.fixture
def talk(town):
    """Make a discussion that holds first comments, with a comment by somebody known."""
    page = factories.DiscussionPageFactory(parent=town.consultation, moderation_mode="first")
    known = User.objects.get(pseudonym="Lamplighter")
    comment = post_comment(
        discussion=page, author=known, text="The bridge is dark.", at=timezone.now()
    )
    assert comment.state == "published"
    return page


@pytest.mark.parametrize(("hands", "has_script"), WAYS)
def test_a_newcomer_takes_part_and_a_moderator_lets_them_be_read(
    new_context, town, talk, hands, has_script, request
):
    place = talk.get_url()
    context = new_context(java_script_enabled=has_script)
    page = context.new_page()
    page.goto(place)
    name = f"Newcomer {'abc'[list_index(request)]}"
    sign_up(page, hands, name=name, email=f"new{list_index(request)}@example.org")
    confirm_address(page, hands)
    assert urlsplit(page.url).path == place, "back where they were"

    hands.write(page.get_by_label("Your comment"), "I cross it every night.")
    hands.press(page.get_by_role("button", name="Post comment"))
    expect(page.get_by_text("A moderator reads your comment before it appears.")).to_be_visible()
    expect(page.locator("#waiting").get_by_text("I cross it every night.")).to_be_visible()

    answered = page.get_by_role("article", name="Lamplighter")
    hands.press(answered.get_by_role("link", name="Reply"))
    hands.write(page.get_by_label("Your comment"), "So do I.")
    hands.press(page.get_by_role("button", name="Post reply"))
    expect(page.locator("#waiting").get_by_text("So do I.")).to_be_visible()

    like = answered.get_by_role("button", name="Like")
    hands.press(like)
    expect(like).to_have_attribute("aria-pressed", "true")
    expect(like).to_contain_text("(1)")

    hands.press(answered.get_by_role("link", name="Report"))
    hands.choose(page.get_by_label("Personal details of somebody"))
    hands.press(page.get_by_role("button", name="Send report"))
    expect(page.get_by_role("heading", name="Thank you for telling us")).to_be_visible()
    assert Report.objects.filter(comment__discussion_id=talk.pk).count() == 1

    stranger = new_context(java_script_enabled=has_script).new_page()
    stranger.goto(place)
    expect(stranger.get_by_text("I cross it every night.")).to_have_count(0)

    approve_all(new_context(), hands, author=name)

    stranger.reload()
    expect(stranger.get_by_text("I cross it every night.")).to_be_visible()
    expect(stranger.get_by_text("So do I.")).to_be_visible()
    page.goto(place)
    expect(page.locator("#waiting")).to_have_count(0)
    expect(page.get_by_role("article", name=name).first).to_be_visible()
    assert not DiscussionComment.objects.filter(discussion_id=talk.pk, state="held").exists()


def test_each_stop_of_the_tab_key_can_be_seen(new_context, town):
    page = new_context("writer", viewport={"width": 1280, "height": 800}).new_page()
    for name in ("home", "open consultation", "reply", "sign up"):
        page.goto(town.paths[name])
        stops = 0
        page.keyboard.press("Tab")
        while (shown := focus(page)) and stops < 120:
            assert shown["width"] >= 2, shown["html"]
            assert shown["isOnScreen"], shown["html"]
            stops += 1
            page.keyboard.press("Tab")
        assert stops > 5, name


def list_index(request: pytest.FixtureRequest) -> int:
    """Return which of the ways this is."""
    return [way.id for way in WAYS].index(request.node.callspec.id)


def sign_up(page: Page, hands: Hands, *, name: str, email: str) -> None:
    """Join from the discussion."""
    hands.press(page.get_by_role("link", name="New here? Join"))
    hands.write(page.get_by_label("Email"), email)
    hands.write(page.get_by_label("Password"), PASSWORD)
    hands.write(page.get_by_label("Pseudonym"), name)
    hands.choose(page.get_by_label("I agree"))
    hands.press(page.locator("main").get_by_role("button", name="Join"))
    expect(page.get_by_role("heading", name="Check your email")).to_be_visible()


def confirm_address(page: Page, hands: Hands) -> None:
    """Follow the link in the mail, in the same browser."""
    message = mail.outbox[-1]
    link = re.search(r"https?://\S+", str(message.body))
    assert link
    page.goto(link.group())
    hands.press(page.get_by_role("button", name="Yes, this is my address"))
    page.wait_for_url("**/consultations/**")


def approve_all(context: BrowserContext, hands: Hands, *, author: str) -> None:
    """Log in as the moderator and approve what waits."""
    page = context.new_page()
    page.goto(f"/admin/login/?next={COMMENTS_IN_ADMIN}?state=held")
    hands.write(page.get_by_label("Email"), "moderator@example.org")
    hands.write(page.locator("#id_password"), PASSWORD)
    hands.press(page.get_by_role("button", name="Sign in"))
    approve = page.get_by_role("link", name=re.compile(f"Approve.*{author}"))
    expect(approve).to_have_count(2)
    for left in (1, 0):
        hands.press(approve.first)
        hands.press(page.get_by_role("button", name="Approve", exact=True))
        expect(approve).to_have_count(left)
