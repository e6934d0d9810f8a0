"""Comments by the participation API: each write runs the service of the HTML form."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page, PageViewRestriction

from discussion_pages.api.participation.auth import Way
from discussion_pages.models import DiscussionComment
from discussion_pages.services.deciding import hold_comment, remove_comment
from tests import factories
from tests.bulk import insert_comments
from tests.factories import NOW
from tests.participation import BASE, api_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

WAYS = [Way.API_TOKEN, Way.SESSION, Way.SESSION_TOKEN]


@pytest.fixture
def discussion(world):
    return f"/discussions/{world.discussion.pk}"


def test_anybody_reads_threads_with_their_first_replies(world, post, discussion, other_member):
    root = post("The lamps are dark.")
    reply = post("Here too.", author=other_member, reply_to=root)
    answer = api_for().get(f"{discussion}/comments")
    assert answer.status_code == 200
    page = answer.json()
    assert page["comment_count"] == 2
    assert page["next_cursor"] is None
    (thread,) = page["items"]
    assert thread["text"] == "The lamps are dark."
    assert thread["author_name"] == "Lamplighter"
    assert thread["viewer"] is None
    assert [found["id"] for found in thread["replies"]] == [reply.pk]
    assert thread["url"] == f"http://testserver{BASE}/comments/{root.pk}"
    assert thread["html_url"].endswith(f"/walk-home/comments/{root.pk}/")


def test_pages_of_a_discussion_follow_each_other_to_the_end(world, member, discussion):
    insert_comments(world.discussion, roots=45, at=NOW)
    seen, url = [], f"{BASE}{discussion}/comments?limit=20"
    while url:
        page = api_for().client.get(url).json()
        seen += [thread["id"] for thread in page["items"]]
        url = page["next_url"]
    assert len(seen) == len(set(seen)) == 45


def test_the_address_of_the_next_page_says_what_was_asked_of_this_one(world, discussion):
    insert_comments(world.discussion, roots=3, at=NOW)
    asked = {"limit": 2, "order": "oldest", "pinned_first": "false"}
    page = api_for().get(f"{discussion}/comments", asked).json()
    query = dict(parse_qsl(urlsplit(page["next_url"]).query))
    assert query == {"limit": "2", "order": "oldest", "pinned_first": "false"} | {
        "after": page["next_cursor"]
    }
    assert len(api_for().client.get(page["next_url"]).json()["items"]) == 1


@pytest.mark.parametrize("order", ["newest", "oldest", "liked"])
def test_a_cursor_belongs_to_its_order(world, member, discussion, order):
    insert_comments(world.discussion, roots=3, at=NOW)
    cursor = (
        api_for().get(f"{discussion}/comments", {"limit": 1, "order": order}).json()["next_cursor"]
    )
    other = "oldest" if order == "newest" else "newest"
    refused = api_for().get(f"{discussion}/comments", {"after": cursor, "order": other})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "query/after"


@pytest.mark.parametrize("way", WAYS)
def test_a_member_posts_by_each_way_of_signing_in(world, member, discussion, way):
    answer = api_for(member, way).post(f"{discussion}/comments", {"text": "Light the canal."})
    assert answer.status_code == 201, answer.content
    made = DiscussionComment.objects.get()
    assert answer["Location"].endswith(f"/comments/{made.pk}")
    assert answer.json()["state"] == "published"
    assert answer.json()["viewer"]["is_own"] is True
    assert made.user == member
    assert made.comment == "Light the canal."


def test_nobody_in_particular_posts_nothing(world, discussion):
    answer = api_for().post(f"{discussion}/comments", {"text": "Light the canal."})
    assert answer.status_code == 401
    assert answer.json()["code"] == "log_in"
    assert not DiscussionComment.objects.exists()


def test_what_cannot_be_taken_is_named_at_its_field(world, member, discussion):
    answer = api_for(member).post(f"{discussion}/comments", {"text": "  "})
    assert answer.status_code == 422
    assert answer["Content-Type"].startswith("application/problem+json")
    problem = answer.json()
    assert (problem["status"], problem["code"]) == (422, "empty")
    assert problem["errors"] == [
        {"pointer": "#/text", "detail": "Write your comment first.", "code": "empty"}
    ]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "#/text"),
        ({"text": 5}, "#/text"),
        ({"text": "A", "colour": "red"}, "#/colour"),
        ({"text": "A", "confirmed": "perhaps"}, "#/confirmed"),
        ({"text": "A\x00"}, "#/text"),
        ({"text": "\ud800"}, "#/text"),
    ],
)
def test_a_body_of_another_form_is_refused_where_it_differs(
    world, member, discussion, body, pointer
):
    answer = api_for(member).post(f"{discussion}/comments", body)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_personal_details_are_asked_about_and_sent_again_are_kept_for_a_moderator(
    world, member, discussion
):
    text = "Ring me on 020 7946 0958 about it."
    api = api_for(member)
    asked = api.post(f"{discussion}/comments", {"text": text})
    assert asked.status_code == 409
    problem = asked.json()
    assert problem["code"] == "confirm"
    (passage,) = problem["passages"]
    assert "7946 0958" in problem["text"][passage["start"] : passage["end"]]
    assert not DiscussionComment.objects.exists()
    sent = api.post(f"{discussion}/comments", {"text": text, "confirmed": True})
    assert sent.status_code == 201
    assert sent.json()["state"] == "held"
    assert sent.json()["viewer"]["held_sentence"]


def test_a_closed_discussion_says_so(world, member, discussion, at):
    world.consultation.closes_at = at
    world.consultation.save()
    answer = api_for(member).post(f"{discussion}/comments", {"text": "Too late?"})
    assert answer.status_code == 409
    assert answer.json()["code"] == "closed"


def test_a_reply_hangs_below_what_it_answers(world, post, other_member):
    root = post()
    answer = api_for(other_member).post(f"/comments/{root.pk}/replies", {"text": "Here too."})
    assert answer.status_code == 201
    assert answer.json()["parent"] == root.pk
    replies = api_for().get(f"/discussions/{world.discussion.pk}/threads/{root.pk}").json()
    assert [found["text"] for found in replies["items"]] == ["Here too."]


def test_only_its_author_changes_and_withdraws_a_comment(world, post, member, other_member):
    comment = post()
    for method, path, body in (
        ("PATCH", f"/comments/{comment.pk}", {"text": "Mine now."}),
        ("POST", f"/comments/{comment.pk}/withdrawal", None),
    ):
        assert api_for(other_member).send(method, path, body).status_code == 403
    changed = api_for(member).send("PATCH", f"/comments/{comment.pk}", {"text": "All dark."})
    assert (changed.status_code, changed.json()["text"]) == (200, "All dark.")
    assert changed.json()["edited_at"]
    taken = api_for(member).post(f"/comments/{comment.pk}/withdrawal")
    assert (taken.status_code, taken.json()["state"]) == (200, "withdrawn")
    assert api_for().get(f"/comments/{comment.pk}").status_code == 404


def test_a_like_counts_once_however_often_it_is_sent(world, post, other_member):
    comment = post()
    api = api_for(other_member)
    for _time in range(2):
        assert api.send("PUT", f"/comments/{comment.pk}/like").json() == {
            "like_count": 1,
            "is_liked": True,
        }
    assert api.send("DELETE", f"/comments/{comment.pk}/like").json()["like_count"] == 0


def test_the_place_of_a_comment_is_the_page_that_shows_it(world, post, member):
    comment = post("The oldest.", minutes=-60)
    insert_comments(world.discussion, roots=25, at=NOW)
    place = api_for().get(f"/comments/{comment.pk}/place").json()
    page = api_for().client.get(place["url"]).json()
    assert comment.pk in [thread["id"] for thread in page["items"]]


def test_a_held_comment_is_there_for_its_author_alone(world, post, member, moderator, at):
    comment = post("Nobody else reads this.")
    hold_comment(comment=comment, moderator=moderator, reason="abuse", at=at)
    path = f"/comments/{comment.pk}"
    assert api_for(member).get(path).json()["state"] == "held"
    for other in (None, moderator, factories.UserFactory()):
        assert api_for(other).get(path).status_code == 404
    waiting = f"/discussions/{world.discussion.pk}/waiting"
    assert [item["id"] for item in api_for(member).get(waiting).json()["items"]] == [comment.pk]
    assert api_for(moderator).get(waiting).json()["items"] == []
    assert api_for().get(waiting).status_code == 401


def test_a_removed_comment_leaves_a_tombstone_without_name_and_words(
    world, post, other_member, moderator, at, discussion
):
    comment = post("Gone words.")
    post("A reply.", author=other_member, reply_to=comment)
    remove_comment(comment=comment, moderator=moderator, reason="abuse", at=at)
    (thread,) = api_for().get(f"{discussion}/comments").json()["items"]
    assert (thread["state"], thread["text"], thread["author_name"]) == ("removed", None, None)


PRIVATE = PageViewRestriction


@pytest.mark.parametrize(
    ("kind", "who", "status"),
    [
        (PRIVATE.LOGIN, "anonymous", 404),
        (PRIVATE.LOGIN, "member", 200),
        (PRIVATE.GROUPS, "anonymous", 404),
        (PRIVATE.GROUPS, "member", 404),
        (PRIVATE.GROUPS, "insider", 200),
        (PRIVATE.GROUPS, "admin", 200),
        (PRIVATE.PASSWORD, "anonymous", 404),
        (PRIVATE.PASSWORD, "admin", 404),
    ],
)
def test_a_private_section_is_open_to_whom_it_admits(world, member, post, kind, who, status):
    comment = post()
    group = Group.objects.create(name="Insiders")
    insider = factories.UserFactory()
    insider.groups.add(group)
    people = {
        "anonymous": None,
        "member": factories.UserFactory(),
        "insider": insider,
        "admin": factories.UserFactory(superuser=True),
    }
    restriction = PRIVATE.objects.create(page=world.hub, restriction_type=kind, password="sesame")
    restriction.groups.add(group)
    for path in (f"/discussions/{world.discussion.pk}/comments", f"/comments/{comment.pk}"):
        assert api_for(people[who]).get(path).status_code == status


def test_an_unpublished_discussion_is_not_there(world, member, discussion):
    Page.objects.get(pk=world.discussion.pk).unpublish()
    assert api_for(member).get(f"{discussion}/comments").status_code == 404
    assert api_for(member).post(f"{discussion}/comments", {"text": "A"}).status_code == 404


@pytest.mark.parametrize("count", [30, 300])
def test_a_page_of_threads_costs_the_same_queries_however_many_there_are(
    world, member, discussion, count, django_assert_num_queries
):
    insert_comments(world.discussion, roots=count, at=NOW)
    api = api_for()
    api.get(f"{discussion}/comments")
    with django_assert_num_queries(5):
        api.get(f"{discussion}/comments")
    api = api_for(member)
    api.get(f"{discussion}/comments")
    with django_assert_num_queries(7):
        api.get(f"{discussion}/comments")
