"""A member's own things by the participation API: follows, notices, comments, appeals, data."""

import json
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django_comments.models import Comment
from wagtail.models import Page, PageViewRestriction

from discussion_pages.models import Appeal, Follow, NoticePreference
from discussion_pages.services.appealing import decide_appeal, make_appeal
from discussion_pages.services.deciding import hold_comment, remove_comment
from discussion_pages.services.following import follow
from discussion_pages.services.own_data import own_data_json
from discussion_pages.services.posting import post_comment
from discussion_pages.services.reporting import report_comment
from discussion_pages.services.sanctions import impose_sanction
from tests.bulk import insert_comments
from tests.factories import NOW
from tests.participation import BASE, api_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

FRENCH = {"accept_language": "fr"}


@pytest.fixture
def moderator(moderator):
    moderator.user_permissions.add(Permission.objects.get(codename="impose_sanction"))
    return moderator


@pytest.fixture
def removed(post, moderator, at):
    """Return a comment of the member's that a moderator removed."""
    comment = post("My rude words.")
    remove_comment(
        comment=comment,
        moderator=moderator,
        reason="abuse",
        message="Please stay kind.",
        note="Third time.",
        words="rude words",
        at=at,
    )
    return comment


@pytest.fixture
def muted(member, moderator, post, at):
    """Return a sanction on the member."""
    post("So that they took part.")
    return impose_sanction(
        participant=member.discussion_participant,
        kind="mute",
        reason="abuse",
        message="A week's rest.",
        note="Watch this one.",
        ends_at=at + timedelta(days=7),
        moderator=moderator,
        at=at,
    )


# -- Who one is ----------------------------------------------------------------------


def test_a_member_learns_their_name_and_that_they_may_comment(member):
    found = api_for(member).get("/me").json()
    assert found["display_name"] == "Lamplighter"
    assert (found["may_comment"], found["may_like"], found["sanctions"]) == (True, True, [])
    assert found["unread_notices"] == 0
    for name, url in found["links"].items():
        path = url.partition(BASE)[2]
        assert api_for(member).get(path).status_code == 200, name


def test_a_sanction_in_force_is_said_in_words_until_it_ends(member, muted, clock, at):
    found = api_for(member).get("/me").json()
    assert (found["may_comment"], found["may_like"]) == (False, True)
    assert found["sanctions"][0].startswith("You cannot comment until ")
    assert found["unread_notices"] == 1
    french = api_for(member).get("/me", **FRENCH).json()
    assert french["sanctions"] != found["sanctions"]
    clock.move_to(at + timedelta(days=7))
    assert api_for(member).get("/me").json()["may_comment"] is True


def test_who_one_is_holds_neither_key_nor_address(member):
    told = api_for(member).get("/me").content.decode()
    assert member.email not in told
    assert "id" not in json.loads(told)


# -- Following -----------------------------------------------------------------------


def test_following_and_stopping_change_nothing_the_second_time(world, member, post):
    thread = post()
    whole, part = (
        f"/discussions/{world.discussion.pk}/follow",
        f"/discussions/{world.discussion.pk}/threads/{thread.pk}/follow",
    )
    api = api_for(member)
    for _time in range(2):
        assert api.send("PUT", whole).json()["is_following"] is True
        assert api.send("PUT", part).json()["threads"] == [thread.pk]
    assert Follow.objects.filter(user=member).count() == 2
    assert api.get(whole).json() == {
        "discussion": world.discussion.pk,
        "is_following": True,
        "threads": [thread.pk],
    }
    for _time in range(2):
        assert api.send("DELETE", whole).json()["is_following"] is False
        assert api.send("DELETE", part).json()["threads"] == []
    assert not Follow.objects.exists()


def test_only_a_thread_that_the_discussion_shows_is_followed(
    world, member, post, other_member, moderator, at
):
    root = post()
    reply = post("Here too.", author=other_member, reply_to=root)
    held = post("Hidden.")
    hold_comment(comment=held, moderator=moderator, reason="abuse", at=at)
    for pk in (reply.pk, held.pk, 999999):
        path = f"/discussions/{world.discussion.pk}/threads/{pk}/follow"
        assert api_for(member).send("PUT", path).status_code == 404
    assert not Follow.objects.exists()


def test_what_one_follows_is_listed_and_ended_one_by_one(world, member, other_member, post, at):
    thread = post("Begun here.", author=other_member)
    follow(member=member, discussion=world.discussion, at=at)
    follow(member=member, discussion=world.discussion, thread=thread, at=at)
    api = api_for(member)
    newest, oldest = api.get("/me/follows").json()["items"]
    assert (newest["thread"], newest["thread_author_name"]) == (thread.pk, "Night bus")
    assert newest["html_url"].endswith(f"/walk-home/threads/{thread.pk}/")
    assert (oldest["thread"], oldest["discussion_title"]) == (None, "The walk home")
    assert api.send("DELETE", f"/me/follows/{newest['id']}").json() == {"id": newest["id"]}
    assert api.send("DELETE", f"/me/follows/{newest['id']}").status_code == 404
    assert [item["id"] for item in api.get("/me/follows").json()["items"]] == [oldest["id"]]


@pytest.mark.parametrize("how", ["unpublished", "private"])
def test_what_was_closed_to_a_follower_keeps_its_title_to_itself_and_can_be_ended(
    world, member, at, how
):
    followed = follow(member=member, discussion=world.discussion, at=at)
    if how == "unpublished":
        Page.objects.get(pk=world.discussion.pk).unpublish()
    else:
        PageViewRestriction.objects.create(page=world.hub, restriction_type="groups")
    answer = api_for(member).get("/me/follows")
    assert "The walk home" not in answer.content.decode()
    assert answer.json()["items"][0]["html_url"] is None
    assert api_for(member).send("DELETE", f"/me/follows/{followed.pk}").status_code == 200


# -- Notices -------------------------------------------------------------------------


def test_notices_are_in_the_words_and_the_language_of_the_request(member, removed, moderator):
    (notice,) = api_for(member).get("/me/notices").json()["items"]
    assert (notice["kind"], notice["subject"]) == ("decided", "Your comment was removed")
    assert "The moderator writes: Please stay kind." in notice["paragraphs"]
    assert notice["passages"] == ["rude words"]
    assert notice["link"]["html_url"].startswith("http://testserver/contributions/comments/")
    assert notice["read_at"] is None
    french = api_for(member).get("/me/notices", **FRENCH)
    assert french.json()["items"][0]["subject"] == "Votre commentaire a été supprimé"
    told = french.content.decode()
    for secret in (moderator.email, moderator.pseudonym, "Third time"):
        assert secret not in told


def test_reading_a_list_marks_nothing_and_marking_marks_one_or_all(member, removed, muted):
    api = api_for(member)
    first = api.get("/me/notices").json()
    assert api.get("/me/notices").json()["unread_count"] == first["unread_count"] == 2
    one = first["items"][0]["id"]
    assert api.post("/me/notices/read", {"id": one}).json() == {"unread_count": 1}
    assert api.get("/me/notices").json()["items"][0]["read_at"]
    assert api.post("/me/notices/read", {"id": one}).json() == {"unread_count": 1}
    assert api.post("/me/notices/read", {}).json() == {"unread_count": 0}


def test_settings_change_by_what_is_sent_and_say_what_they_are(member):
    api = api_for(member)
    assert api.get("/me/notice-settings").json() == {
        "moderation": "immediately",
        "following": "daily",
        "language": "en",
        "languages": ["en", "fr"],
    }
    changed = api.send("PATCH", "/me/notice-settings", {"following": "off", "language": "fr"})
    assert changed.json()["moderation"] == "immediately"
    kept = NoticePreference.objects.get(user=member)
    assert (kept.moderation, kept.following, kept.language) == ("immediately", "off", "fr")
    assert api.get("/me/notice-settings").json() == changed.json()


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"following": "weekly"}, "#/following"),
        ({"language": "de"}, "#/language"),
        ({"e-mail": "off"}, "#/e-mail"),
    ],
)
def test_a_setting_that_there_is_not_is_refused(member, body, pointer):
    answer = api_for(member).send("PATCH", "/me/notice-settings", body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert not NoticePreference.objects.exists()


# -- Contributions -------------------------------------------------------------------


def test_contributions_are_there_in_every_state_with_why_and_what_can_be_done(
    member, post, removed, moderator, at
):
    held = post("Waiting.", minutes=1)
    hold_comment(comment=held, moderator=moderator, reason="abuse", at=at)
    answer = api_for(member).get("/me/contributions")
    newest, oldest = answer.json()["items"]
    assert (newest["id"], newest["state"]) == (held.pk, "held")
    assert newest["state_words"] == "Waiting for a moderator"
    assert newest["why"]
    assert (oldest["id"], oldest["state"], oldest["text"]) == (
        removed.pk,
        "removed",
        "My rude words.",
    )
    (event,) = oldest["events"]
    assert event["label"] == "Removed"
    assert (event["passages"], event["message"]) == (["rude words"], "Please stay kind.")
    assert oldest["appeal"]["may_appeal"] is True
    assert oldest["appeal"]["until"]
    assert oldest["html_url"] is None
    told = answer.content.decode()
    for secret in (moderator.email, moderator.pseudonym, member.email, "Third time"):
        assert secret not in told


def test_pages_of_ones_comments_follow_each_other_to_the_end(world, member):
    insert_comments(world.discussion, roots=45, at=NOW)
    Comment.objects.update(user=member)
    seen, url = [], f"{BASE}/me/contributions?limit=20"
    api = api_for(member)
    while url:
        page = api.client.get(url, headers=api.headers).json()
        seen += [item["id"] for item in page["items"]]
        url = page["next_url"]
    assert len(seen) == len(set(seen)) == 45
    assert seen == sorted(seen, reverse=True)


@pytest.mark.parametrize("after", ["", "x", "n0-1", "WyItcGsiLDEsMV0:abc"])
@pytest.mark.parametrize("path", ["contributions", "reports", "appeals", "follows", "notices"])
def test_a_cursor_of_another_form_is_refused(member, path, after):
    answer = api_for(member).get(f"/me/{path}", {"after": after})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "query/after"


def test_ones_reports_are_listed_with_their_private_links(member, post, other_member, at):
    report = report_comment(
        comment=post(author=other_member), reason="abuse", reporter=member, at=at
    )
    (found,) = api_for(member).get("/me/reports").json()["items"]
    assert found["reference"] == report.reference
    assert found["state_words"] == "Waiting for a moderator"
    path = found["status_url"].partition(BASE)[2]
    assert api_for().get(path).json()["reference"] == report.reference


def test_sanctions_are_said_in_words_and_never_by_whom(member, muted, moderator):
    answer = api_for(member).get("/me/sanctions")
    (found,) = answer.json()["items"]
    assert (found["kind"], found["is_in_force"]) == ("mute", True)
    assert found["sentence"].startswith("You cannot comment until")
    assert found["message"] == "A week's rest."
    assert found["appeal"]["may_appeal"] is True
    told = answer.content.decode()
    for secret in (moderator.email, moderator.pseudonym, "Watch this one"):
        assert secret not in told


# -- Appeals -------------------------------------------------------------------------


def test_a_member_reads_the_case_appeals_and_takes_it_back(member, removed, moderator):
    api = api_for(member)
    path = f"/me/comments/{removed.pk}/appeals"
    case = api.get(path).json()
    assert case["said"]
    assert case["rule"]["title"] == "Abuse, threats or bullying"
    assert (case["message"], case["text"]) == ("Please stay kind.", "My rude words.")
    assert (case["may_appeal"], case["why_not"], case["appeal"]) == (True, "", None)
    made = api.post(path, {"text": "I meant the lamp."})
    assert made.status_code == 201, made.content
    appeal = made.json()
    assert (appeal["about"], appeal["comment"], appeal["state"]) == (
        "comment",
        removed.pk,
        "open",
    )
    assert appeal["expected_at"] == "2027-02-15T12:00:00+00:00"
    assert api.get(made["Location"].partition(BASE)[2]).json() == appeal
    assert api.get("/me/appeals").json()["items"] == [appeal]
    assert api.get(path).json()["appeal"] == appeal
    assert api.get("/me/contributions").json()["items"][0]["appeal"] == {
        "may_appeal": False,
        "until": case["until"],
        "state_words": "waits for an answer",
        "url": appeal["case_url"],
        "html_url": appeal["html_url"],
    }
    again = api.post(path, {"text": "Once more."})
    assert (again.status_code, again.json()["code"]) == (403, "twice")
    taken = api.post(f"/me/appeals/{appeal['id']}/withdrawal").json()
    assert (taken["state"], taken["may_withdraw"]) == ("withdrawn", False)
    settled = api.post(f"/me/appeals/{appeal['id']}/withdrawal")
    assert (settled.status_code, settled.json()["code"]) == (422, "decided")


def test_a_member_appeals_against_a_sanction_and_reads_the_answer(member, muted, moderator, at):
    api = api_for(member)
    path = f"/me/sanctions/{muted.pk}/appeals"
    assert api.get(path).json()["about"] == "sanction"
    made = api.post(path, {"text": "It was not me."}).json()
    assert (made["sanction"], made["comment"], made["answer"]) == (muted.pk, None, "")
    decide_appeal(
        appeal=Appeal.objects.get(),
        moderator=moderator,
        uphold=True,
        answer="You are right.",
        exception="Nobody else is here.",
        at=at,
    )
    answer = api.get(f"/me/appeals/{made['id']}")
    found = answer.json()
    assert (found["state"], found["answer"]) == ("upheld", "You are right.")
    assert found["sentence"] == "Your appeal was upheld: the decision does not stand."
    assert found["expected_at"] is None
    told = answer.content.decode()
    for secret in (moderator.email, moderator.pseudonym, "Nobody else is here"):
        assert secret not in told


@pytest.mark.parametrize(("text", "code"), [("  ", "empty"), ("x" * 2001, "too_long")])
def test_an_appeal_without_words_or_with_too_many_is_refused(member, removed, text, code):
    answer = api_for(member).post(f"/me/comments/{removed.pk}/appeals", {"text": text})
    assert answer.status_code == 422
    assert answer.json()["code"] == code
    assert answer.json()["errors"][0]["pointer"] == "#/text"
    assert not Appeal.objects.exists()


def test_an_appeal_comes_too_late_on_the_first_instant_after_its_time(member, removed, clock):
    api = api_for(member)
    path = f"/me/comments/{removed.pk}/appeals"
    until = datetime.fromisoformat(api.get(path).json()["until"])
    clock.move_to(until)
    late = api.post(path, {"text": "I meant the lamp."})
    assert (late.status_code, late.json()["code"]) == (403, "too_late")
    clock.move_to(until - timedelta(seconds=1))
    assert api.post(path, {"text": "I meant the lamp."}).status_code == 201


def test_there_is_no_appeal_where_nobody_decided(member, post):
    path = f"/me/comments/{post().pk}/appeals"
    assert api_for(member).get(path).status_code == 404
    assert api_for(member).post(path, {"text": "Why?"}).status_code == 404


# -- Own data ------------------------------------------------------------------------


def test_ones_data_is_the_download_of_the_page(member, removed, muted, at):
    answer = api_for(member).get("/me/data")
    assert answer.json() == json.loads(own_data_json(member, at=at))
    assert 'filename="my-data.json"' in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"
    assert "Third time" not in answer.content.decode()


# -- Queries -------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 5])
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/me", 3),
        ("/me/contributions", 7),
        ("/me/reports", 2),
        ("/me/sanctions", 2),
        ("/me/appeals", 2),
        ("/me/notices", 4),
        ("/me/follows", 5),
    ],
)
def test_ones_own_lists_cost_the_same_queries_however_long_they_are(
    world, member, other_member, moderator, at, path, queries, count, django_assert_num_queries
):
    for number in range(count):
        given = {"discussion": world.discussion, "at": at}
        mine = post_comment(author=member, text=f"Mine {number}", **given)
        theirs = post_comment(author=other_member, text=f"Theirs {number}", **given)
        report_comment(comment=theirs, reason="abuse", reporter=member, at=at)
        follow(member=member, discussion=world.discussion, thread=theirs, at=at)
        remove_comment(comment=mine, moderator=moderator, reason="abuse", at=at)
        make_appeal(decision=mine.decisions.get(), member=member, text=f"Appeal {number}", at=at)
        impose_sanction(
            participant=member.discussion_participant,
            kind="warn",
            reason="abuse",
            moderator=moderator,
            at=at,
        )
    api = api_for(member)
    api.get(path)
    with django_assert_num_queries(queries):
        answer = api.get(path)
    if path != "/me":
        assert len(answer.json()["items"]) >= count
