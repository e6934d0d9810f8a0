"""A member's notices, e-mail settings and what they follow, through the client."""

import re

import pytest
from django.test import Client

from discussion_pages.models import Follow, Notice, NoticePreference
from discussion_pages.rules.notices import Delivery, NoticeKind
from discussion_pages.services.following import announce, follow
from discussion_pages.services.notices import tell
from discussion_pages.services.posting import post_comment, withdraw_comment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

URL = "/consultations/safer-streets/walk-home/"
DECIDED = {
    "discussion": "The walk home",
    "action": "remove",
    "edit": False,
    "decision": None,
    "reason_title": "Be kind",
    "message": "",
    "appeal_until": "",
}


@pytest.fixture
def signed_in(client, member):
    client.force_login(member)
    return client


@pytest.fixture
def comment(world, member, at):
    return post_comment(discussion=world.discussion, author=member, text="Lamps.", at=at)


@pytest.fixture
def reply(world, comment, other_member, at):
    """Return a reply to the member, who has been told of it."""
    made = post_comment(
        discussion=world.discussion, author=other_member, text="Yes.", reply_to=comment, at=at
    )
    announce(made, at=at)
    return made


@pytest.mark.parametrize("path", ["notices/", "notices/settings/", "follows/"])
def test_a_visitor_is_sent_to_log_in_and_a_members_page_is_private(client, member, path):
    answer = client.get(f"/{path}")
    assert answer.status_code == 302
    assert answer.url == f"/accounts/login/?next=/{path}"
    client.force_login(member)
    assert "private" in client.get(f"/{path}")["Cache-Control"]


@pytest.mark.parametrize("is_following", [False, True])
def test_every_page_counts_alike_what_is_new(signed_in, world, member, reply, at, is_following):
    tell(member, NoticeKind.DECIDED, key="decision:1", data=DECIDED, at=at)
    if is_following:
        follow(member=member, discussion=world.discussion, at=at)
        follow(member=member, discussion=world.discussion, thread=reply.in_reply_to, at=at)
    for url in ("/", "/notices/", URL, f"{URL}threads/{reply.thread_id}/"):
        assert "2 new notices" in signed_in.get(url).text, url


def test_notices_stay_new_until_their_reader_says_so(signed_in, member, reply, at):
    tell(member, NoticeKind.DECIDED, key="decision:1", data=DECIDED, at=at)
    for _look in range(2):
        page = signed_in.get("/notices/").text
        assert "2 new notices" in page
    assert "Night bus replied to you in “The walk home”" in page
    assert f'href="{URL}comments/{reply.pk}/"' in page
    assert "The rule: Be kind" in page
    assert "Yes." not in page
    notice = Notice.objects.get(kind=NoticeKind.DECIDED)
    answer = signed_in.post("/notices/read/", {"notice": notice.pk})
    assert answer.url == "/notices/"
    assert "1 new notice" in signed_in.get("/notices/").text
    assert signed_in.get("/notices/read/")["Location"] == "/notices/"
    assert "1 new notice" in signed_in.get("/notices/").text, "looking marks nothing as read"
    signed_in.post("/notices/read/")
    assert "new notice" not in signed_in.get("/notices/").text


def test_nobody_marks_anothers_notices(client, other_member, reply):
    client.force_login(other_member)
    client.post("/notices/read/", {"notice": Notice.objects.get(kind=NoticeKind.REPLY).pk})
    client.post("/notices/read/")
    assert Notice.objects.get(kind=NoticeKind.REPLY).read_at is None
    assert "Night bus replied" not in client.get("/notices/").text


def test_a_reply_that_is_gone_is_named_by_nobody(signed_in, reply, other_member, at):
    withdraw_comment(comment=reply, author=other_member, at=at)
    page = signed_in.get("/notices/").text
    assert "A reply to you is not public any more" in page
    assert "Night bus" not in page
    assert f"comments/{reply.pk}/" not in page


@pytest.mark.parametrize("number", [2, 20])
def test_a_page_of_notices_costs_the_same_however_many(
    signed_in, member, reply, at, django_assert_max_num_queries, number
):
    for key in range(number):
        tell(member, NoticeKind.DECIDED, key=f"decision:{key}", data=DECIDED, at=at)
    signed_in.get("/notices/")
    with django_assert_max_num_queries(7):
        assert signed_in.get("/notices/").status_code == 200


def test_the_list_goes_on_after_twenty(signed_in, member, at):
    for key in range(21):
        tell(member, NoticeKind.DECIDED, key=f"decision:{key}", data=DECIDED, at=at)
    assert signed_in.get("/notices/").text.count("<article") == 20
    assert signed_in.get("/notices/?page=2").text.count("<article") == 1
    assert signed_in.get("/notices/?page=9").status_code == 200
    answer = signed_in.post("/notices/read/", {"page": "2", "notice": "1"})
    assert answer.url == "/notices/?page=2"


def test_a_member_chooses_when_we_write(signed_in, member):
    page = signed_in.get("/notices/settings/").text
    checked = re.findall(r'value="(\w+)"[^>]*checked', page)
    assert checked == ["immediately", "daily"]
    chosen = {"moderation": "daily", "following": "off", "language": "fr"}
    assert signed_in.post("/notices/settings/", chosen).status_code == 302
    preference = NoticePreference.objects.get(user=member)
    assert (preference.moderation, preference.following) == (Delivery.DAILY, Delivery.OFF)
    assert preference.language == "fr"
    wrong = chosen | {"following": "hourly", "language": "xx"}
    assert signed_in.post("/notices/settings/", wrong).status_code == 422


def test_a_member_follows_a_discussion_and_stops(signed_in, member, world):
    assert "Follow this discussion" in signed_in.get(URL).text
    answer = signed_in.post(f"{URL}follow/", {"following": "1"})
    assert answer.url == f"{URL}#comments"
    assert "You follow this discussion." in signed_in.get(URL).text
    assert "The walk home" in signed_in.get("/follows/").text
    signed_in.post(f"{URL}follow/", {"following": "0"})
    assert not Follow.objects.exists()


def test_a_member_follows_a_thread_and_stops_from_the_list(signed_in, member, comment):
    thread = f"{URL}threads/{comment.pk}/"
    assert "Follow this thread" in signed_in.get(thread).text
    assert signed_in.post(f"{thread}follow/", {"following": "1"}).url == thread
    assert "You follow this thread." in signed_in.get(thread).text
    page = signed_in.get("/follows/").text
    assert "What Lamplighter began in “The walk home”" in page
    pk = Follow.objects.get().pk
    assert f'value="{pk}"' in page
    signed_in.post("/follows/", {"follow": pk})
    assert not Follow.objects.exists()


def test_nobody_ends_what_another_follows(client, member, other_member, world, at):
    mine = follow(member=member, discussion=world.discussion, at=at)
    client.force_login(other_member)
    client.post("/follows/", {"follow": mine.pk})
    assert Follow.objects.exists()


def test_following_takes_a_post_a_token_and_an_account(client, member, world, comment):
    assert client.get(f"{URL}follow/")["Location"] == f"{URL}#comments"
    assert not Follow.objects.exists()
    assert client.post(f"{URL}follow/").url.startswith("/accounts/login/")
    assert client.post(f"{URL}threads/999999/follow/").status_code == 404
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member)
    assert strict.post(f"{URL}follow/").status_code == 403
    assert not Follow.objects.exists()
    assert "follow/" not in client.get(URL).text


def test_a_discussion_that_is_not_public_keeps_its_title(signed_in, member, world, comment, at):
    follow(member=member, discussion=world.discussion, thread=comment, at=at)
    world.discussion.unpublish()
    page = signed_in.get("/follows/").text
    assert "A discussion that is not public at the moment" in page
    assert "The walk home" not in page
