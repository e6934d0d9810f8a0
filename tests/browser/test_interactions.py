"""Pages stay accessible after whatever one does on them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.content import WRITER
from tests.browser.inspecting import readable, sideways, violations_in_every_look

PLAYER = "https://www.youtube-nocookie.com/**"
NARROW = {"width": 320, "height": 700}


def unfold_a_long_comment(page: Page, town: Any) -> None:
    comment = page.locator(f"#comment-{town.comments['long'].pk}")
    text = comment.locator(".wc-comment__text")
    folded = text.bounding_box()["height"]
    comment.get_by_text("Show full comment").click()
    assert text.bounding_box()["height"] > folded * 2
    expect(comment.get_by_text("12. The path along the river")).to_have_count(1)


def fold_it_again(page: Page, town: Any) -> None:
    unfold_a_long_comment(page, town)
    page.get_by_text("Show less of comment").click()
    expect(page.get_by_text("Show full comment")).to_be_visible()


def show_more_replies(page: Page, town: Any) -> None:
    expect(page.get_by_text("Answer 6")).to_have_count(0)
    page.get_by_role("link", name=re.compile("more repl")).click()
    expect(page.get_by_text("Answer 6")).to_be_visible()
    assert page.url.endswith(town.paths["open discussion"]), "unfolded in place"
    focused = page.evaluate("document.activeElement.className")
    assert "wc-comment" in focused, "the keyboard goes on at the first reply that was added"


def like_a_comment(page: Page, town: Any) -> None:
    comment = page.locator(f"#comment-{town.comments['liked'].pk}")
    button = comment.get_by_role("button", name="Like")
    before = button.get_attribute("aria-pressed")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false" if before == "true" else "true")
    assert page.url.endswith(f"#comment-{town.comments['liked'].pk}")


def post_nothing(page: Page, town: Any) -> None:
    send_unchecked(page, "Post comment")
    follow_the_error(page, "Write your comment first.", field="id_comment")


def report_without_a_reason(page: Page, town: Any) -> None:
    send_unchecked(page, "Send report")
    follow_the_error(page, "Choose what is wrong.", field="id_reason_0")


def sign_up_with_nothing(page: Page, town: Any) -> None:
    send_unchecked(page, "Join")
    follow_the_error(page, "Tick this box to join.", field="id_agreement")


def log_in_with_a_wrong_password(page: Page, town: Any) -> None:
    page.get_by_label("Email").fill("writer@example.org")
    page.get_by_label("Password").fill("not this one")
    page.locator("main").get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_contain_text("do not match")


def delete_account_with_a_wrong_password(page: Page, town: Any) -> None:
    page.get_by_label("Your password").fill("not this one")
    page.get_by_role("button", name="Delete my account").click()
    follow_the_error(page, "That is not your password.", field="id_password")


def save_the_names_that_are_shown(page: Page, town: Any) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Your names are saved.")
    expect(page.get_by_label("Pseudonym")).to_have_value("River walker")
    expect(page.get_by_text("Others see you as")).to_contain_text("River walker")


def play_the_video(page: Page, town: Any) -> None:
    page.get_by_role("link", name="Play the video from YouTube").click()
    frame = page.locator("iframe[title='The walk, filmed']")
    expect(frame).to_be_focused()


def read_the_transcript(page: Page, town: Any) -> None:
    page.get_by_text("Transcript").click()
    expect(page.get_by_text("Somebody walks home.")).to_be_visible()


def read_how_we_count(page: Page, town: Any) -> None:
    page.get_by_text("How we count").first.click()
    expect(page.locator("#how-we-count p")).to_be_visible()


def write_too_much(page: Page, town: Any) -> None:
    page.get_by_label("Your comment").fill("x" * 3001)
    expect(page.get_by_text("Characters too many: 1").first).to_be_visible()
    page.get_by_role("button", name="Post comment").click()
    follow_the_error(page, "Your comment has 3001 characters.", field="id_comment")
    expect(page.get_by_label("Your comment")).to_have_value("x" * 3001)


def write_a_phone_number(page: Page, town: Any) -> None:
    page.get_by_label("Your comment").fill("Ring me on 07700 900456.")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("alert").filter(has_text="Nothing was sent yet.")).to_be_focused()
    expect(page.get_by_label("Your comment")).to_have_value("Ring me on 07700 900456.")


def appeal_with_nothing(page: Page, town: Any) -> None:
    send_unchecked(page, "Send appeal")
    follow_the_error(page, "Write why somebody should look at this again.", field="id_text")


def read_every_notice(page: Page, town: Any) -> None:
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.get_by_role("button", name="Mark all as read")).to_have_count(0)


def change_the_delivery(page: Page, town: Any) -> None:
    page.get_by_label("Not by e-mail").last.check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_be_visible()


def stop_these_emails(page: Page, town: Any) -> None:
    page.get_by_role("button", name="Stop these e-mails").click()
    expect(page.get_by_text("Your notices stay on the site.")).to_be_visible()


def copy_a_link(page: Page, town: Any) -> None:
    page.locator(f"#comment-{town.comments['liked'].pk} [data-wc-copy]").click()
    expect(page.get_by_text("Link copied")).to_be_visible()


def follow_the_error(page: Page, message: str, *, field: str) -> None:
    """Go from the list of what is wrong to the field."""
    page.get_by_role("alert").get_by_role("link", name=message).click()
    assert page.url.endswith(f"#{field}")
    expect(page.locator(f"#{field}")).to_be_in_viewport()
    expect(page.locator("main").get_by_text(message)).to_have_count(2)


def send_unchecked(page: Page, button: str) -> None:
    """Send a form as a browser would that checks nothing itself."""
    found = page.locator("main").get_by_role("button", name=button, exact=True)
    found.evaluate("(button) => { button.form.noValidate = true; }")
    found.click()


INTERACTIONS: list[tuple[Callable[[Page, Any], None], str, str | None]] = [
    (unfold_a_long_comment, "open discussion", None),
    (fold_it_again, "open discussion", None),
    (show_more_replies, "open discussion", None),
    (play_the_video, "discussion without comments", None),
    (read_the_transcript, "discussion without comments", None),
    (read_how_we_count, "open consultation", None),
    (report_without_a_reason, "report", None),
    (sign_up_with_nothing, "sign up", None),
    (log_in_with_a_wrong_password, "log in", None),
    (like_a_comment, "open discussion", WRITER),
    (copy_a_link, "open discussion", WRITER),
    (post_nothing, "discussion without comments", WRITER),
    (write_too_much, "discussion without comments", WRITER),
    (write_a_phone_number, "discussion without comments", WRITER),
    (appeal_with_nothing, "appeal", WRITER),
    (read_every_notice, "notices", WRITER),
    (change_the_delivery, "notice settings", WRITER),
    (stop_these_emails, "unsubscribe", None),
    (save_the_names_that_are_shown, "account", WRITER),
    (delete_account_with_a_wrong_password, "delete account", WRITER),
]


@pytest.mark.parametrize(
    ("interact", "name", "visitor"),
    INTERACTIONS,
    ids=[each[0].__name__.replace("_", " ") for each in INTERACTIONS],
)
def test_a_page_stays_accessible_after_one_acts_on_it(town, same_tab, interact, name, visitor):
    page, watch = same_tab(visitor, viewport=NARROW)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    watch.expected_statuses = {422}
    page.route(PLAYER, lambda route: route.fulfill(body="<title>Player</title>"))
    page.goto(town.paths[name])
    assert watch.hosts_beside(town.url) == set(), "nothing is asked of others before one acts"
    interact(page, town)
    page.wait_for_load_state("load")  # an answer can be read before its styles have come
    assert sideways(page) == []
    found = violations_in_every_look(page)
    assert not found, readable(found)
    assert watch.complaints == []
    played = {"www.youtube-nocookie.com"} if interact is play_the_video else set()
    assert watch.hosts_beside(town.url) == played
