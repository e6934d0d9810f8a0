"""A discussion on another website: read, log in, write, like and report, under a strict policy."""

import re
import uuid
from collections.abc import Callable, Iterator

import pytest
from django.contrib.sessions.models import Session
from django.test.utils import override_settings
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from discussion_pages.models import DiscussionComment, Report
from discussion_pages.services.posting import post_comment
from members.models import User
from tests import factories
from tests.browser.content import PASSWORD
from tests.browser.elsewhere import EMBED, Elsewhere, elsewhere
from tests.browser.hands import Keys, Pointer
from tests.browser.inspecting import (
    readable,
    sideways,
    small_targets,
    violations,
    violations_in_every_look,
)
from tests.browser.watching import Watch

NARROW = {"width": 320, "height": 700}
EMAIL = "neighbour@example.org"
WAYS = [
    pytest.param(Pointer(), id="with a pointer"),
    pytest.param(Keys(), id="with the keyboard alone"),
]


@pytest.fixture(scope="module")
def other(town) -> Iterator[Elsewhere]:
    """Serve another website, whose origin this one knows."""
    with elsewhere(town.url) as site, override_settings(API_CORS_ORIGINS=[site.origin]):
        yield site


@pytest.fixture
def talk(town):
    """Make a discussion that publishes at once, with a comment by somebody known."""
    page = factories.DiscussionPageFactory(
        parent=town.consultation,
        title="The bridge & the bank",
        slug=f"bridge-{uuid.uuid4().hex[:8]}",
        moderation_mode="after",
    )
    post_comment(
        discussion=page,
        # Somebody new each time: who posts a lot within minutes waits for a moderator.
        author=factories.UserFactory(pseudonym=f"Lamplighter {uuid.uuid4().hex[:6]}"),
        text="The bridge is dark.\n<b>Really</b> dark.",
        at=timezone.now(),
    )
    return page


@pytest.fixture
def neighbour(town):
    """Make a member who has confirmed the address, or take the one of the test before."""
    user = User.objects.filter(email=EMAIL).first()
    if user is None:
        user = factories.UserFactory(email=EMAIL, pseudonym="Neighbour")
        user.emailaddress_set.update_or_create(
            email=EMAIL, defaults={"verified": True, "primary": True}
        )
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def opened(new_context, other, town, talk) -> Callable[..., tuple[Page, Watch]]:
    """Open the other website's page."""

    def make(**given) -> tuple[Page, Watch]:
        context = new_context(viewport=NARROW, reduced_motion="reduce")
        # The test's server gives static files without the header that production gives them.
        context.route(re.compile(r".*/static/discussion_pages/embed/.*"), _with_cors)
        page = context.new_page()
        watch = Watch(page)
        page.goto(other.show(talk.pk, **given))
        return page, watch

    return make


def _with_cors(route: Route) -> None:
    path = route.request.url.partition("/embed/")[2]
    route.fulfill(
        path=EMBED / path,
        content_type="text/javascript",
        headers={"Access-Control-Allow-Origin": "*"},
    )


def log_in(page: Page, hands, *, password: str = PASSWORD) -> None:
    """Log in by the form that is open."""
    hands.write(page.get_by_label("Email address"), EMAIL)
    hands.write(page.get_by_label("Password"), password)
    hands.press(page.locator("form").get_by_role("button", name="Log in"))


def looks_good(page: Page) -> None:
    """Ask axe, and look for what is too small or too wide, as the page is now."""
    found = violations(page)
    assert not found, readable(found)
    assert sideways(page) == []
    assert small_targets(page) == []


def test_a_stranger_reads_on_another_site_and_nothing_else_is_asked_for(opened, other, town):
    page, watch = opened()
    expect(page.get_by_role("heading", name="The bridge & the bank")).to_be_visible()
    expect(page.get_by_text("<b>Really</b> dark.")).to_be_visible()
    found = violations_in_every_look(page)
    assert not found, readable(found)
    page.set_viewport_size(NARROW)
    looks_good(page)
    assert watch.complaints == []
    assert watch.hosts == {other.origin.removeprefix("http://"), town.url.removeprefix("http://")}
    assert page.context.cookies() == []


@pytest.mark.parametrize("hands", WAYS)
def test_a_member_logs_in_posts_replies_likes_and_reports(opened, talk, neighbour, hands):
    page, watch = opened()
    hands.press(page.get_by_role("button", name="Log in").first)
    looks_good(page)
    log_in(page, hands)
    box = page.get_by_label("Your comment")
    expect(box).to_be_focused()
    looks_good(page)

    words = f"I cross it every night, {type(hands).__name__.lower()} in hand."
    hands.write(box, words)
    hands.press(page.get_by_role("button", name="Post comment"))
    expect(page.get_by_role("status")).to_have_text("Your comment is published.")
    mine = page.get_by_role("article", name="Neighbour").first
    expect(mine).to_contain_text(words)
    expect(mine).to_be_focused()
    assert DiscussionComment.objects.get(comment=words).user == neighbour
    looks_good(page)

    theirs = page.get_by_role("article", name="Lamplighter")
    hands.press(theirs.get_by_role("button", name="Reply"))
    expect(page.get_by_label("Your reply to Lamplighter")).to_be_focused()
    looks_good(page)
    hands.write(page.get_by_label("Your reply to Lamplighter"), f"So do I. {words}")
    hands.press(page.get_by_role("button", name="Post reply"))
    expect(page.get_by_text(f"So do I. {words}")).to_be_visible()
    made = DiscussionComment.objects.get(comment=f"So do I. {words}")
    assert made.depth == 1

    like = theirs.get_by_role("button", name="Like")
    hands.press(like)
    expect(page.get_by_role("status")).to_have_text("Likes: 1")
    expect(theirs.get_by_role("button", name="Take like back")).to_be_visible()

    hands.press(theirs.get_by_role("button", name="Report"))
    looks_good(page)
    hands.press(page.get_by_role("button", name="Send report"))
    expect(page.get_by_label("What is wrong with it?")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("What is wrong with it?")).to_be_focused()
    looks_good(page)
    page.get_by_label("What is wrong with it?").select_option(index=1)
    hands.press(page.get_by_role("button", name="Send report"))
    expect(page.get_by_role("status")).to_contain_text("Your report has the reference")
    assert Report.objects.filter(comment__discussion_id=talk.pk).count() == 1
    looks_good(page)
    assert page.context.cookies() == []
    assert [said for said in watch.complaints if "422" not in said] == []


def test_a_wrong_password_is_said_and_the_address_stays(opened, neighbour):
    page, _watch = opened()
    page.get_by_role("button", name="Log in").first.click()
    log_in(page, Pointer(), password="not the one")
    expect(page.locator(".wrong").filter(has_text=re.compile("password"))).to_be_visible()
    expect(page.get_by_label("Email address")).to_have_value(EMAIL)
    looks_good(page)


def test_what_was_typed_outlives_the_log_in(opened, town, neighbour):
    page, _watch = opened()
    page.get_by_role("button", name="Log in").first.click()
    log_in(page, Pointer())
    page.get_by_label("Your comment").fill("Written before it ended.")
    Session.objects.exclude(pk__in=town.cookies.values()).delete()
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_text("Your log-in has ended.")).to_be_visible()
    looks_good(page)
    log_in(page, Pointer())
    expect(page.get_by_label("Password")).to_have_count(0)
    expect(page.get_by_role("button", name="Post comment")).to_be_focused()
    expect(page.get_by_label("Your comment")).to_have_value("Written before it ended.")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("article", name="Neighbour").first).to_contain_text(
        "Written before it ended."
    )


def test_a_lost_answer_does_not_post_twice(opened, neighbour):
    page, _watch = opened()
    page.get_by_role("button", name="Log in").first.click()
    log_in(page, Pointer())
    lost = []

    def lose_the_answer(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)  # it arrives, and its answer does not
            route.abort()
        else:
            route.continue_()

    page.route("**/comments", lose_the_answer)
    page.get_by_label("Your comment").fill("Sent into the dark.")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_text("There is no connection.")).to_be_visible()
    expect(page.get_by_label("Your comment")).to_have_value("Sent into the dark.")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("article", name="Neighbour").first).to_contain_text("Sent into")
    assert lost == [201]
    assert DiscussionComment.objects.filter(comment="Sent into the dark.").count() == 1


def test_personal_details_are_pointed_at_before_they_are_sent(opened, neighbour):
    page, _watch = opened()
    page.get_by_role("button", name="Log in").first.click()
    log_in(page, Pointer())
    page.get_by_label("Your comment").fill("Ring me on 020 7946 0958 about it.")
    page.get_by_role("button", name="Post comment").click()
    expect(page.locator("mark")).to_contain_text("7946 0958")
    looks_good(page)
    page.get_by_role("button", name="Post it anyway").click()
    expect(page.get_by_role("status")).to_contain_text("A moderator reads your comment")
    looks_good(page)


def test_a_draft_comes_back_when_the_order_changes(opened, neighbour):
    page, _watch = opened()
    page.get_by_role("button", name="Log in").first.click()
    log_in(page, Pointer())
    page.get_by_label("Your comment").fill("Not sent yet.")
    page.get_by_label("Sort by").select_option("oldest")
    expect(page.get_by_label("Sort by")).to_be_focused()
    expect(page.get_by_label("Your comment")).to_have_value("Not sent yet.")


def test_the_component_takes_the_site_s_colours_and_language(opened):
    page, _watch = opened(attributes='class="themed"', lang="fr")
    button = page.get_by_role("button", name="Se connecter").first
    expect(button).to_have_css("background-color", "rgb(90, 0, 90)")


def test_where_scripts_do_not_run_a_link_leads_to_the_discussion(new_context, other, talk):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(other.show(talk.pk))
    expect(page.get_by_role("link", name="Read the discussion")).to_be_visible()


def test_the_page_with_the_lines_to_copy(watched, town, talk):
    page, watch = watched(reduced_motion="reduce", viewport=NARROW)
    page.goto(f"/embed/?discussion={talk.pk}")
    expect(page.locator("pre").first).to_contain_text(f"/discussions/{talk.pk}")
    expect(page.locator("consultation-discussion")).to_contain_text("The bridge is dark.")
    looks_good(page)
    assert watch.complaints == []
    assert watch.hosts_beside(town.url) == set()


def test_a_token_goes_to_the_site_that_gave_it_and_to_no_other(opened, town, talk, neighbour):
    page, _watch = opened()
    hands = Pointer()
    hands.press(page.get_by_role("button", name="Log in").first)
    log_in(page, hands)
    expect(page.get_by_label("Your comment")).to_be_visible()
    sent: dict[str, bool] = {}

    def note(route: Route) -> None:
        # A browser asks first where a token is to go with it, and names the header.
        asked = route.request.headers.get("access-control-request-headers", "")
        has_token = "x-session-token" in asked or "x-session-token" in route.request.headers
        sent[route.request.url] = sent.get(route.request.url, False) or has_token
        cors = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*"}
        route.fulfill(json={"items": [], "next_url": None}, headers=cors)

    def lead_away(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"next_url": f"{town.url}/away/more"})

    page.route("**/away/**", note)
    page.route(f"**/v1/discussions/{talk.pk}/comments?order=oldest", lead_away)
    page.get_by_label("Sort by").select_option("oldest")
    hands.press(page.get_by_role("button", name="Show more comments"))
    expect(page.get_by_role("button", name="Show more comments")).to_have_count(0)
    page.locator("consultation-discussion").evaluate(
        "(element, src) => element.setAttribute('src', src)", f"{town.url}/away/discussions/1"
    )
    expect(page.get_by_label("Your comment")).to_have_count(0)
    assert len(sent) == 3
    assert not any(sent.values()), sent
