"""A report on its whole way: queue, decision, notice, appeal, a second moderator, the reporter."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from discussion_pages.models import DiscussionComment, Report
from discussion_pages.services.delivery import deliver_due
from discussion_pages.services.posting import post_comment
from members.models import User
from tests import factories
from tests.browser.content import SECOND, WRITER
from tests.browser.hands import Hands, Keys, Pointer
from tests.browser.inspecting import readable, sideways, violations, violations_in_every_look

DESK = "/admin/discussions/desk/"
RULE = "Abuse, threats or bullying"
WIDE = {"width": 1280, "height": 900}


@dataclass(frozen=True)
class Case:
    """One comment that somebody will report."""

    comment: DiscussionComment
    place: str
    text: str

    @property
    def queue(self) -> str:
        """The part of the queue in which only this comment can wait."""
        return f"{DESK}?place=discussion-{self.comment.discussion_id}"

    def stands(self) -> tuple[str, list[str]]:
        """Return how the comment stands, and each report on it."""
        reports = Report.objects.filter(comment=self.comment).values_list("state", flat=True)
        return DiscussionComment.objects.get(pk=self.comment.pk).state, list(reports)


@pytest.fixture
def case(town, request):
    """A comment in a discussion of its own."""
    page = factories.DiscussionPageFactory(parent=town.consultation)
    text = f"Whoever hung these lamps is a fool ({request.node.name[-9:]})."
    author = User.objects.get(email="writer@example.org")
    comment = post_comment(discussion=page, author=author, text=text, at=timezone.now())
    return Case(comment, page.get_url(), text)


def test_with_the_keys_alone_from_a_report_to_the_comment_that_comes_back(new_context, town, case):
    keys = Keys()
    reader = new_context(viewport=WIDE).new_page()
    private = report(reader, keys, case)

    first = new_context("moderator", viewport=WIDE).new_page()
    open_desk(first, case)
    fits(first)
    first.keyboard.press("r")
    expect(first.locator("[data-desk-hint]")).to_contain_text("Remove")
    fits(first)
    first.keyboard.press("1")
    expect(first.locator("[data-desk-says]")).to_contain_text("Removed")
    expect(first.get_by_text("Nothing waits in this part of the queue.")).to_be_visible()
    fits(first)
    assert case.stands() == ("removed", ["upheld"])
    reader.goto(private)
    expect(reader.get_by_text("We agreed with you")).to_be_visible()
    fits(reader)

    author = new_context(WRITER, viewport=WIDE).new_page()
    author.goto(town.paths["home"])
    keys.press(author.get_by_role("link", name=re.compile("new notice")))
    notice = author.get_by_role("article", name="Your comment was removed")
    expect(notice.filter(has_text=case.comment.discussion.title)).to_contain_text(RULE)
    fits(author)
    keys.press(author.get_by_role("link", name="Your contributions", exact=True))
    own = author.get_by_role("article").filter(has_text=case.text)
    expect(own).to_contain_text("Removed")
    expect(own).to_contain_text(RULE)
    fits(author)
    keys.press(own.get_by_role("link", name=re.compile("^Appeal")))
    appeal(author, keys)
    keys.press(author.get_by_role("link", name="Your contributions", exact=True))
    expect(own).to_contain_text("waits for an answer")
    fits(author)
    keys.press(own.get_by_role("link", name=re.compile("^Your appeal")))

    first.reload()
    expect(first.get_by_text("I meant the lamps.")).to_be_visible()
    expect(first.locator("[data-desk-ready]")).to_be_attached()
    first.keyboard.press("a")
    expect(first.get_by_text("You made the first decision.")).to_be_visible()
    expect(first.get_by_label("Why nobody else can answer")).to_be_visible()
    fits(first)

    second = new_context(SECOND, viewport=WIDE).new_page()
    open_desk(second, case)
    second.keyboard.press("a")
    expect(second.get_by_role("heading", name="The first decision")).to_be_visible()
    expect(second.get_by_label("Why nobody else can answer")).to_have_count(0)
    assert not (found := violations_in_every_look(second)), readable(found)
    second.set_viewport_size(WIDE)
    uphold(second, keys)
    fits(second)
    assert case.stands() == ("published", ["overturned"])

    author.reload()
    expect(author.get_by_text("Your appeal was upheld")).to_be_visible()
    fits(author)
    reader.reload()
    expect(reader.get_by_text("We took our decision back")).to_be_visible()
    fits(reader)
    deliver_due(at=timezone.now(), limit=1000)
    to_reader = [str(each.body) for each in mail.outbox if each.to == ["reader@example.org"]]
    assert len(to_reader) == 3, "that the report came, the decision, and that it was taken back"
    assert all(private in body for body in to_reader)
    reader.goto(case.place)
    expect(reader.get_by_role("article").get_by_text(case.text)).to_be_visible()


def test_without_script_the_same_way_goes_by_plain_forms(new_context, case):
    hands = Pointer()

    def visit(visitor: str | None = None) -> Page:
        return new_context(visitor, java_script_enabled=False).new_page()

    reader = visit()
    private = report(reader, hands, case)
    first = visit("moderator")
    first.goto(case.queue)
    hands.choose(first.get_by_label(RULE))
    hands.press(first.get_by_role("button", name="Remove").last)
    expect(first.get_by_text("Nothing waits in this part of the queue.")).to_be_visible()
    assert case.stands() == ("removed", ["upheld"])

    author = visit(WRITER)
    author.goto(f"/contributions/comments/{case.comment.pk}/appeal/")
    appeal(author, hands)
    second = visit(SECOND)
    second.goto(case.queue)
    hands.press(second.get_by_role("link", name=re.compile("^Answer the appeal")))
    uphold(second, hands)
    assert case.stands() == ("published", ["overturned"])
    reader.goto(private)
    expect(reader.get_by_text("We took our decision back")).to_be_visible()


def report(page: Page, hands: Hands, case: Case) -> str:
    """Report the comment without an account; return the address of the private page."""
    page.goto(case.place)
    hands.press(page.get_by_role("article").get_by_role("link", name="Report"))
    hands.choose(page.get_by_label(RULE))
    hands.write(page.get_by_label("Tell us more"), "They do their best.")
    hands.write(page.get_by_label("Your e-mail address"), "reader@example.org")
    fits(page)
    hands.press(page.get_by_role("button", name="Send report"))
    expect(page.get_by_role("heading", name="Thank you for telling us")).to_be_visible()
    expect(page.locator("main").get_by_text(re.compile("^R[2-9A-Z]{8}$"))).to_be_visible()
    fits(page)
    private = page.locator("main").get_by_role("link", name=re.compile("reports"))
    return str(private.get_attribute("href"))


def open_desk(page: Page, case: Case) -> None:
    """Look at the comment that waits, as soon as the keys work."""
    page.goto(case.queue)
    expect(page.locator(".wc-desk__text")).to_contain_text(case.text)
    expect(page.locator("[data-desk-ready]")).to_be_attached()


def appeal(page: Page, hands: Hands) -> None:
    """Ask for another look at what was decided."""
    expect(page.get_by_role("heading", name="Ask for another look")).to_be_visible()
    fits(page)
    hands.write(page.get_by_label("Why should somebody look at this again?"), "I meant the lamps.")
    hands.press(page.get_by_role("button", name="Send appeal"))
    expect(page.get_by_text("Somebody looks at this again.")).to_be_visible()
    fits(page)


def uphold(page: Page, hands: Hands) -> None:
    """Take the first decision back."""
    hands.choose(page.get_by_label("Uphold: take the first decision back"))
    hands.write(page.get_by_role("textbox", name=re.compile("^Answer")), "You did. Sorry.")
    hands.press(page.get_by_role("button", name="Answer the appeal"))
    expect(page.get_by_text("The appeal is upheld.")).to_be_visible()


def fits(page: Any) -> None:
    """Fail where the page as it is now shuts somebody out."""
    page.wait_for_load_state("load")
    assert sideways(page) == []
    if page.evaluate("matchMedia('(scripting: enabled)').matches"):
        assert not (found := violations(page)), readable(found)
