"""A member's own pages: what they wrote and what became of it, and the download of their data."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.urls import reverse

from discussion_pages.models import Follow
from discussion_pages.services.appealing import make_appeal, withdraw_appeal
from discussion_pages.services.appealing import page_of as page_about
from discussion_pages.services.deciding import hold_comment, redact_comment, remove_comment
from discussion_pages.services.liking import like_comment
from discussion_pages.services.posting import edit_comment, post_comment, withdraw_comment
from discussion_pages.services.reporting import report_comment, status_path
from discussion_pages.services.sanctions import impose_sanction
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

URL = reverse("discussions:contributions")
DISCUSSION = "/consultations/safer-streets/walk-home/"


@pytest.fixture
def moderator():
    """Return somebody who decides, under a name that no member may read."""
    user = factories.UserFactory(pseudonym="Mo the moderator", email="mo@example.com")
    wanted = ("moderate_discussioncomment", "impose_sanction")
    user.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    return user


@pytest.fixture
def post(world, member, at):
    """Post a comment as the member."""

    def post_it(text, **given):
        given = {"discussion": world.discussion, "author": member, "at": at} | given
        return post_comment(text=text, **given)

    return post_it


@pytest.fixture
def everything(post, member, other_member, moderator, at):
    """Make one of everything that a member has."""
    theirs = post("Somebody else wrote this.", author=other_member)
    mine = post("My lamp.")
    mine = edit_comment(comment=mine, author=member, text="My other lamp.", at=at)
    removed = post("My rude words.")
    remove_comment(
        comment=removed,
        moderator=moderator,
        reason="abuse",
        message="Please stay kind.",
        note="Third time.",
        words="rude words",
        at=at,
    )
    held = post("My held words.", reply_to=mine)
    hold_comment(comment=held, moderator=moderator, reason="spam", at=at)
    withdraw_comment(comment=post("My lost words."), author=member, at=at)
    report_comment(comment=theirs, reason="spam", text="My report.", reporter=member, at=at)
    report_comment(comment=mine, reason="spam", text="Their report.", reporter=other_member, at=at)
    impose_sanction(
        participant=member.discussion_participant,
        kind="warn",
        moderator=moderator,
        reason="abuse",
        message="My warning.",
        note="Watch them.",
        comment=removed,
        at=at,
    )
    like_comment(comment=theirs, member=member, at=at)
    Follow.objects.create(user=member, discussion=mine.discussion, followed_at=at)
    return {"mine": mine, "removed": removed, "held": held, "theirs": theirs}


def page_of(client, member, url=URL):
    client.force_login(member)
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_each_comment_stands_there_with_its_state_and_the_reason(client, member, everything):
    page = page_of(client, member)
    for words in (
        "My other lamp.",
        "Published",
        "<strong>Removed</strong>: Abuse, threats or bullying",
        "rude words",
        "Please stay kind.",
        "My held words.",
        "Waiting for a moderator",
        "Withdrawn",
        "My warning.",
    ):
        assert words in page
    for secret in ("Mo the moderator", "mo@example.com", "Third time.", "Watch them.", "Their rep"):
        assert secret not in page
    assert "Somebody else wrote this." not in page


def test_what_can_be_done_is_linked_as_long_as_it_can_be_done(client, member, everything, at):
    page = page_of(client, member)
    mine, removed = everything["mine"].pk, everything["removed"].pk
    appeal = reverse("discussions:appeal-comment", args=[removed])
    assert f'href="{DISCUSSION}comments/{mine}/"' in page
    assert f'href="{DISCUSSION}comments/{mine}/edit/"' in page
    assert f'href="{DISCUSSION}comments/{mine}/withdraw/"' in page
    assert f'href="{DISCUSSION}comments/{removed}/' not in page
    assert f'href="{appeal}"' in page
    assert "10 March 2027" in page  # 28 days to appeal
    with time_machine.travel(at + timedelta(days=28), tick=False):
        page = page_of(client, member)
    assert appeal not in page
    assert f"comments/{mine}/edit/" not in page
    assert f"comments/{mine}/withdraw/" in page


def test_an_appeal_that_was_made_is_found_there_again_with_how_it_stands(
    client, member, everything, moderator, at
):
    decision = everything["removed"].decisions.get(action="remove")
    sanction = member.discussion_participant.sanctions.get()
    for_comment = make_appeal(decision=decision, member=member, text="I meant it.", at=at)
    make_appeal(sanction=sanction, member=member, text="Not me.", at=at)
    page = page_of(client, member)
    assert page.count("waits for an answer") == 2
    for subject in (decision, sanction):
        assert f'href="{page_about(subject)}"' in page
    withdraw_appeal(appeal=for_comment, person=member, at=at)
    with time_machine.travel(at + timedelta(days=28), tick=False):
        page = page_of(client, member)
    assert page.count("waits for an answer") == 1
    assert f'href="{page_about(decision)}"' in page, "too late for another, and still to be read"


def test_own_reports_lead_to_their_private_pages(client, member, everything):
    report = member.comment_reports.get()
    page = page_of(client, member)
    assert f'href="{status_path(report)}"' in page
    assert report.reference in page


def test_a_discussion_that_was_taken_down_is_not_named_or_linked(client, world, member, post):
    post("My lamp.")
    world.discussion.unpublish()
    page = page_of(client, member)
    assert "A discussion that is not public at the moment" in page
    assert "The walk home" not in page
    assert DISCUSSION not in page


def test_redacted_words_are_not_shown_again(client, member, post, moderator, at):
    comment = post("My neighbour Zebedee snores.")
    redact_comment(
        comment=comment, moderator=moderator, passages=["Zebedee"], reason="personal", at=at
    )
    page = page_of(client, member)
    assert "parts were taken out" in page
    assert "Zebedee" not in page


def test_words_that_a_rule_matched_are_not_pointed_out_to_their_author(
    client, member, post, moderator, at
):
    comment = post("Ring my neighbour on 07700 900123.", is_confirmed=True)
    assert comment.decisions.get().words == "07700 900123"
    redact_comment(
        comment=comment, moderator=moderator, passages=["07700 900123"], reason="personal", at=at
    )
    page = page_of(client, member)
    assert "parts were taken out" in page
    assert "07700" not in page


def test_twenty_comments_a_page_cost_what_one_costs(
    client, member, post, moderator, at, django_assert_num_queries
):
    def write(number):
        comment = post(f"Comment {number}.", at=at - timedelta(hours=30 - number))
        if number % 3 == 0:
            remove_comment(comment=comment, moderator=moderator, reason="abuse", at=at)

    write(0)
    client.force_login(member)
    client.get(URL)
    with django_assert_num_queries(10):
        client.get(URL)
    for number in range(1, 25):
        write(number)
    with django_assert_num_queries(10):
        first = client.get(URL)
    assert [item.comment.comment for item in first.context["contributions"]] == [
        f"Comment {number}." for number in range(24, 4, -1)
    ]
    assert "Comment 4." in page_of(client, member, f"{URL}?page=2")


@pytest.mark.parametrize("name", ["contributions", "my-data", "my-data-json", "my-data-html"])
def test_only_their_owner_reads_these_pages_and_nobody_stores_them(client, member, name):
    url = reverse(f"discussions:{name}")
    assert client.get(url).status_code == 302
    client.force_login(member)
    response = client.get(url)
    for word in ("private", "no-store"):
        assert word in response["Cache-Control"]
    assert client.post(url).status_code == 405


def test_the_download_holds_what_is_theirs_and_nothing_of_anybody_else(
    client, member, other_member, everything
):
    client.force_login(member)
    response = client.get(reverse("discussions:my-data-json"))
    assert response["Content-Disposition"] == 'attachment; filename="my-data.json"'
    data = json.loads(response.content)
    assert data["account"]["email"] == member.email
    comments = {comment["comment"]: comment["state"] for comment in data["comments"]}
    assert comments == {
        "My other lamp.": "published",
        "My rude words.": "removed",
        "My held words.": "held",
        "My lost words.": "withdrawn",
    }
    assert [version["text"] for version in data["versions"]] == ["My lamp.", "My other lamp."]
    removal = next(each for each in data["decisions"] if each["action"] == "remove")
    assert (removal["message"], removal["words"]) == ("Please stay kind.", "rude words")
    assert [report["text"] for report in data["reports"]] == ["My report."]
    assert [like["comment"] for like in data["likes"]] == [everything["theirs"].pk]
    people = client.get(reverse("discussions:my-data-html")).content.decode()
    for download in (response.content.decode(), people):
        for words in ("My lost words.", "My warning.", "The walk home"):
            assert words in download
        for secret in (
            "Mo the moderator",
            "mo@example.com",
            "Third time.",
            "Watch them.",
            "Their report.",
            "Somebody else wrote this.",
            other_member.email,
            other_member.pseudonym,
            member.password,
        ):
            assert secret not in download


def test_the_downloads_make_no_more_queries_for_more_comments(
    client, member, post, django_assert_max_num_queries
):
    for number in range(12):
        post(f"Comment {number}.")
    client.force_login(member)
    with django_assert_max_num_queries(20):
        client.get(reverse("discussions:my-data-json"))
