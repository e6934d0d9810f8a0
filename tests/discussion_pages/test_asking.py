"""The forms ask before a personal detail goes out, without script, and lose nothing typed."""

import re

import pytest

from discussion_pages.models import DiscussionComment
from discussion_pages.services.posting import post_comment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

URL = "/consultations/safer-streets/walk-home/"
TEXT = "The <b>lamp</b> is out.\nRing me on 07700 900123 & I show you."
MARKED = "<mark>07700 900123</mark> &amp; I show you."
HELD = "It seems to have personal details in it."


@pytest.fixture
def comment(world, member, at):
    return post_comment(discussion=world.discussion, author=member, text="Dark here.", at=at)


def fields_of(page):
    """Return what a browser would send of the form with the words."""
    form = next(form for form in re.findall(r"<form.*?</form>", page, re.S) if "<textarea" in form)
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))


@pytest.mark.parametrize("where", ["", "comments/{}/reply/", "comments/{}/edit/"])
def test_a_form_asks_marks_what_it_found_and_takes_it_when_it_is_meant(
    client, member, comment, where
):
    client.force_login(member)
    url = URL + where.format(comment.pk)
    asked = client.post(url, fields_of(client.get(url).content.decode()) | {"comment": TEXT})
    page = asked.content.decode()
    assert asked.status_code == 422
    assert "Nothing was sent yet." in page
    assert "a phone number" in page
    assert MARKED in page
    assert "The &lt;b&gt;lamp&lt;/b&gt; is out.\nRing me on 07700 900123 &amp; I show you." in page
    assert "<b>lamp</b>" not in page
    assert DiscussionComment.objects.count() == 1
    assert not comment.revisions.exists()

    sent = fields_of(page) | {"comment": TEXT, "confirmed": "yes"}
    answer = client.post(url, sent, follow=True)
    shown = answer.content.decode()
    assert HELD in shown
    if "edit" in where:
        comment.refresh_from_db()
        assert (comment.comment, comment.held_rule) == ("Dark here.", "personal:phone")
    else:
        held = DiscussionComment.objects.get(state="held")
        assert (held.comment, held.held_rule) == (TEXT, "personal:phone")
        assert shown.count(HELD) == 2  # in the message, and beside the words that wait


def test_words_that_were_changed_go_out_without_being_asked_again(client, member, world):
    client.force_login(member)
    page = client.post(
        URL, fields_of(client.get(URL).content.decode()) | {"comment": TEXT}
    ).content.decode()
    again = client.post(URL, fields_of(page) | {"comment": "The lamp is out."})
    assert again.status_code == 302
    assert DiscussionComment.objects.get().state == "published"


def test_nobody_else_reads_why_a_comment_waits(client, world, member, other_member, at):
    world.discussion.moderation_mode = "before"
    world.discussion.save_revision().publish()
    post_comment(discussion=world.discussion, author=member, text="Dark here.", at=at)
    reason = "A moderator reads every comment here before it appears."
    client.force_login(other_member)
    assert reason not in client.get(URL).content.decode()
    client.force_login(member)
    assert reason in client.get(URL).content.decode()
