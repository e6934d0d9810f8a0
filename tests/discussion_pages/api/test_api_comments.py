"""The comments endpoint: what anybody may read, and nothing else."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from wagtail.models import Page, PageViewRestriction, Site

from discussion_pages.models import DiscussionComment
from discussion_pages.services.deciding import (
    approve_comment,
    hold_comment,
    lock_branch_replies,
    pin_comment,
    redact_comment,
    reject_comment,
    remove_comment,
)
from discussion_pages.services.posting import (
    edit_comment,
    post_comment,
    post_official_reply,
    withdraw_comment,
)
from discussion_pages.services.reporting import report_comment
from tests import factories
from tests.bulk import insert_comments

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

URL = "/api/v2/comments/"
SECRET = "nobody-may-read-this-47"


@pytest.fixture
def moderator():
    user = factories.UserFactory(email="moderator-47@example.com")
    for codename in ("moderate_discussioncomment", "reply_officially"):
        user.user_permissions.add(Permission.objects.get(codename=codename))
    return user


@pytest.fixture
def listing(client, world):
    def ask(status=200, **query):
        response = client.get(URL, {"discussion": world.discussion.pk} | query)
        assert response.status_code == status, response.content
        return response.json()

    return ask


@pytest.fixture
def post(world, member, at):
    def write(text, *, author=member, reply_to=None, discussion=None, minutes=0):
        return post_comment(
            discussion=discussion or world.discussion,
            author=author,
            text=text,
            reply_to=reply_to,
            at=at + timedelta(minutes=minutes),
        )

    return write


def test_a_comment_is_served_with_everything_that_the_page_shows(client, listing, post, world):
    comment = post("The lamps go out at one.")
    (item,) = listing()["items"]
    assert item == {
        "id": comment.pk,
        "meta": {
            "detail_url": f"http://localhost/api/v2/comments/{comment.pk}/",
            "html_url": "http://localhost/consultations/safer-streets/walk-home/"
            f"comments/{comment.pk}/",
        },
        "discussion": world.discussion.pk,
        "thread": comment.pk,
        "parent": None,
        "in_reply_to": None,
        "depth": 0,
        "state": "published",
        "author_name": "Lamplighter",
        "is_official": False,
        "organisation": None,
        "text": "The lamps go out at one.",
        "posted_at": "2027-02-10T12:00:00+00:00",
        "edited_at": None,
        "changed_at": "2027-02-10T12:00:00+00:00",
        "is_pinned": False,
        "is_locked": False,
        "is_redacted": False,
        "reply_count": 0,
        "like_count": 0,
        "replies": [],
        "more_replies": 0,
    }
    detail = client.get(f"{URL}{comment.pk}/").json()
    assert detail == {name: item[name] for name in detail}
    assert client.get(item["meta"]["html_url"]).status_code == 302


def test_the_answer_names_its_discussion(listing, post, world):
    post("One")
    meta = listing()["meta"]
    assert meta["discussion"]["id"] == world.discussion.pk
    assert meta["discussion"]["title"] == "The walk home"
    assert meta["comment_count"] == 1
    assert (meta["next_cursor"], meta["next_url"]) == (None, None)


def test_an_official_reply_names_its_organisation_and_no_member_of_staff(
    listing, post, moderator, world, at
):
    comment = post("A question")
    organisation = factories.OrganisationFactory(short_name="City Hall")
    post_official_reply(
        discussion=world.discussion,
        author=moderator,
        organisation=organisation,
        text="An answer",
        reply_to=comment,
        at=at,
    )
    (reply,) = listing()["items"][0]["replies"]
    assert reply["is_official"] is True
    assert reply["organisation"] == "City Hall"
    assert "moderator-47" not in str(listing())


@pytest.mark.parametrize("decide", [hold_comment, reject_comment, remove_comment])
def test_text_that_a_moderator_took_away_is_nowhere(
    client, listing, post, moderator, member, world, at, decide
):
    if decide is reject_comment:
        world.discussion.moderation_mode = "before"
        world.discussion.save()
    comment = post(SECRET)
    decide(comment=comment, moderator=moderator, reason="abuse", at=at)
    client.force_login(member)
    assert SECRET not in str(listing())
    assert SECRET not in str(listing(order="liked"))
    assert client.get(f"{URL}{comment.pk}/").status_code == 404


def test_a_comment_that_waits_is_not_served_even_to_its_author(
    client, listing, post, member, world
):
    world.discussion.moderation_mode = "before"
    world.discussion.save()
    comment = post(SECRET)
    client.force_login(member)
    assert listing()["items"] == []
    assert client.get(f"{URL}{comment.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("take_away", "state"),
    [
        (
            lambda c, who, at: remove_comment(comment=c, moderator=who, reason="abuse", at=at),
            "removed",
        ),
        (
            lambda c, who, at: hold_comment(comment=c, moderator=who, reason="abuse", at=at),
            "not_shown",
        ),
        (lambda c, who, at: withdraw_comment(comment=c, author=c.user, at=at), "withdrawn"),
    ],
)
def test_a_tombstone_keeps_the_place_and_says_nothing_else(
    client, listing, post, moderator, other_member, at, take_away, state
):
    comment = post(SECRET)
    reply = post("An answer that stays", author=other_member, reply_to=comment)
    comment.refresh_from_db()
    take_away(comment, moderator, at)
    (item,) = listing()["items"]
    assert item["state"] == state
    assert (item["author_name"], item["text"], item["organisation"]) == (None, None, None)
    assert item["meta"]["detail_url"] is None
    assert [r["id"] for r in item["replies"]] == [reply.pk]
    assert SECRET not in str(item)
    assert "Lamplighter" not in str(item)
    in_thread = listing(thread=comment.pk)
    assert in_thread["meta"]["thread"]["text"] is None
    assert SECRET not in str(in_thread)
    assert "Lamplighter" not in str(in_thread)


def test_an_edit_that_waits_leaves_the_published_version(client, listing, post, member, world, at):
    comment = post("The first version")
    world.discussion.moderation_mode = "before"
    world.discussion.save()
    comment.refresh_from_db()
    edit_comment(comment=comment, author=member, text=SECRET, at=at + timedelta(minutes=1))
    assert listing()["items"][0]["text"] == "The first version"
    assert SECRET not in client.get(f"{URL}{comment.pk}/").content.decode()


def test_nothing_personal_is_served(client, listing, post, member, other_member, at):
    comment = post("Something")
    DiscussionComment.objects.filter(pk=comment.pk).update(
        ip_address="203.0.113.47", user_email="lamp-47@example.com"
    )
    report_comment(
        comment=comment,
        reason="spam",
        text="reporter-words-47",
        reporter=other_member,
        address="203.0.113.48",
        at=at,
    )
    answer = str(listing()) + client.get(f"{URL}{comment.pk}/").content.decode()
    for private in ("203.0.113", "@example.com", "reporter-words", "report", "user", "ip_address"):
        assert private not in answer


@pytest.mark.parametrize("order", ["newest", "oldest", "liked"])
def test_every_order_goes_on_from_a_cursor_without_gap_or_repeat(client, listing, post, order):
    # Two comments share each instant, so that the key has to settle ties across a page's end.
    posted = [post(f"Comment {number}", minutes=number // 2).pk for number in range(9)]
    answer = listing(order=order, limit=3)
    seen = [item["id"] for item in answer["items"]]
    while answer["meta"]["next_url"]:
        again = listing(order=order, limit=3, after=answer["meta"]["next_cursor"])
        answer = client.get(answer["meta"]["next_url"]).json()
        assert answer == again
        seen += [item["id"] for item in answer["items"]]
    assert seen == (posted if order == "oldest" else posted[::-1])


def test_a_pinned_thread_keeps_its_place_and_the_limit_holds(listing, post, moderator, world, at):
    posted = [post(f"Comment {number}", minutes=number) for number in range(3)]
    pin_comment(comment=posted[0], moderator=moderator, at=at)
    first = listing(limit=2)
    second = listing(limit=2, after=first["meta"]["next_cursor"])
    pages = [[item["id"] for item in answer["items"]] for answer in (first, second)]
    assert pages == [[posted[2].pk, posted[1].pk], [posted[0].pk]]


def test_the_marks_of_moderators_are_served_as_the_page_shows_them(
    client, listing, post, moderator, other_member, at
):
    root = post("Ask Mr Dim in room 47 about the lamps.")
    reply = post("Which lamps?", author=other_member, reply_to=root)
    pin_comment(comment=root, moderator=moderator, at=at)
    lock_branch_replies(comment=root, moderator=moderator, at=at)
    redact_comment(
        comment=root, passages=["Mr Dim in room 47"], reason="personal", moderator=moderator, at=at
    )
    (item,) = listing()["items"]
    marks = ("is_pinned", "is_locked", "is_redacted")
    assert [item[mark] for mark in marks] == [True, True, True]
    assert "Mr Dim" not in str(item)
    (below,) = item["replies"]
    assert [below[mark] for mark in marks] == [False, True, False], "locked from above"
    assert client.get(f"{URL}{reply.pk}/").json()["is_locked"] is True


def test_a_tombstone_says_nothing_of_what_was_taken_out(listing, post, moderator, other_member, at):
    root = post("Ask Mr Dim in room 47 about the lamps.")
    post("Which lamps?", author=other_member, reply_to=root)
    redact_comment(
        comment=root, passages=["Mr Dim in room 47"], reason="personal", moderator=moderator, at=at
    )
    pin_comment(comment=root, moderator=moderator, at=at)
    remove_comment(comment=root, moderator=moderator, reason="abuse", at=at)
    (item,) = listing()["items"]
    assert (item["is_pinned"], item["is_redacted"]) == (False, False)


def test_a_thread_gives_its_first_three_replies_and_the_rest_by_cursor(listing, world, at):
    root, *replies = insert_comments(world.discussion, roots=1, replies=25, at=at)
    (item,) = listing()["items"]
    assert [reply["id"] for reply in item["replies"]] == replies[:3]
    assert item["more_replies"] == 22
    first = listing(thread=root)
    assert first["meta"]["thread"]["id"] == root
    assert [reply["id"] for reply in first["items"]] == replies[:20]
    rest = listing(thread=root, after=first["meta"]["next_cursor"])
    assert [reply["id"] for reply in rest["items"]] == replies[20:]
    assert rest["meta"]["next_url"] is None


def test_a_reply_says_what_it_answers(listing, post, other_member):
    root = post("One")
    below = post("Two", author=other_member, reply_to=root)
    deepest = post("Three", reply_to=below)
    beside = post("Four", author=other_member, reply_to=deepest)
    replies = {reply["id"]: reply for reply in listing()["items"][0]["replies"]}
    assert replies[below.pk]["parent"] == root.pk
    assert replies[deepest.pk]["depth"] == 2
    assert replies[beside.pk]["in_reply_to"] == {"id": deepest.pk, "author_name": "Lamplighter"}


@pytest.fixture
def changes(client):
    def ask(status=200, **query):
        response = client.get(URL, {"updated_since": "2027-02-10T12:00:00Z"} | query)
        assert response.status_code == status, response.content
        return response.json()

    return ask


def test_what_changed_is_listed_in_the_order_of_the_changes(
    changes, post, moderator, other_member, world, at
):
    first, second = post("One"), post("Two", minutes=1)
    reply = post("Three", author=other_member, reply_to=first, minutes=2)
    edit_comment(comment=first, author=first.user, text="One, again", at=at + timedelta(minutes=3))
    pin_comment(comment=second, moderator=moderator, at=at + timedelta(minutes=4))
    items = changes()["items"]
    assert [item["id"] for item in items] == [reply.pk, first.pk, second.pk]
    assert [item["changed_at"][14:16] for item in items] == ["02", "03", "04"]
    assert items[1]["text"] == "One, again"
    assert "replies" not in items[0]
    later = changes(updated_since="2027-02-10T12:03:00Z")["items"]
    assert [item["id"] for item in later] == [first.pk, second.pk]
    assert changes(updated_since="2027-02-10T12:04:00.000001Z")["items"] == []
    assert changes(updated_since="2027-02-10T13:04:00+01:00")["items"][0]["id"] == second.pk


def test_a_tombstone_is_among_the_changes_and_what_has_no_place_is_not(
    changes, post, moderator, other_member, at
):
    answered, lonely = post(SECRET), post(f"{SECRET} too")
    reply = post("An answer that stays", author=other_member, reply_to=answered)
    for comment in (answered, lonely):
        remove_comment(
            comment=comment, moderator=moderator, reason="abuse", at=at + timedelta(minutes=1)
        )
    items = changes()["items"]
    assert [(item["id"], item["state"]) for item in items] == [
        (reply.pk, "published"),
        (answered.pk, "removed"),
    ]
    assert (items[1]["text"], items[1]["author_name"]) == (None, None)
    assert SECRET not in str(items)


@pytest.mark.parametrize("everywhere", [True, False])
def test_changes_go_on_from_a_cursor_without_gap_or_repeat(
    client, changes, post, world, everywhere
):
    # Two comments share each instant, so that the key has to settle ties across a page's end.
    posted = [post(f"Comment {number}", minutes=number // 2).pk for number in range(7)]
    query = {"limit": 3} | ({} if everywhere else {"discussion": world.discussion.pk})
    answer = changes(**query)
    seen = [item["id"] for item in answer["items"]]
    while answer["meta"]["next_url"]:
        again = changes(**query, after=answer["meta"]["next_cursor"])
        answer = client.get(answer["meta"]["next_url"]).json()
        assert answer == again
        seen += [item["id"] for item in answer["items"]]
    assert seen == posted


def test_changes_of_one_discussion_or_of_an_alias_are_its_own(changes, post, world):
    other = factories.DiscussionPageFactory(parent=world.consultation)
    here, there = post("Here"), post("There", discussion=other)
    alias = world.discussion.create_alias(parent=world.home, update_slug="copy")
    assert [item["id"] for item in changes()["items"]] == [here.pk, there.pk]
    (item,) = changes(discussion=other.pk)["items"]
    assert (item["id"], item["discussion"]) == (there.pk, other.pk)
    (item,) = changes(discussion=alias.pk)["items"]
    assert (item["id"], item["discussion"]) == (here.pk, alias.pk)


@pytest.mark.parametrize("hidden", ["draft", "private", "below private"])
def test_changes_of_what_is_not_public_are_nowhere(client, changes, post, world, hidden):
    post(SECRET)
    if hidden == "draft":
        world.discussion.unpublish()
    else:
        page = world.discussion if hidden == "private" else world.hub
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    client.force_login(factories.UserFactory(superuser=True))
    assert changes()["items"] == []
    changes(404, discussion=world.discussion.pk)


@pytest.mark.parametrize(
    "query",
    [
        {"updated_since": ""},
        {"updated_since": "yesterday"},
        {"updated_since": "2027-02-10"},
        {"updated_since": "2027-02-10T12:00:00"},
        {"updated_since": "2027-02-30T12:00:00Z"},
        {"updated_since": "0001-01-01T00:00:00+14:00"},
        {"after": ""},
        {"after": "n1-1"},
        {"after": "m1-0"},
        {"after": "m" + "f" * 15 + "-0-1"},
        {"limit": "0"},
        {"limit": "21"},
        {"order": "newest"},
        {"thread": "1"},
        {"discussion": "x"},
        {"fields": "*"},
    ],
)
def test_changes_since_nothing_that_makes_sense_are_refused(changes, world, query):
    assert changes(400, **query)["message"]


@pytest.mark.parametrize("roots", [10, 400])
def test_changes_cost_the_same_however_many_there_are(
    client, changes, world, at, roots, django_assert_num_queries
):
    for _number in range(3):
        page = factories.DiscussionPageFactory(parent=world.consultation)
        insert_comments(page, roots=roots // 2, replies=1, at=at + timedelta(days=1))
    for query, queries in (({}, 4), ({"discussion": page.pk}, 5)):
        changes(**query)
        with django_assert_num_queries(queries):
            assert len(changes(**query)["items"]) == min(20, roots * (1 if query else 3))


def test_without_a_discussion_the_answer_says_what_is_missing(client, world):
    response = client.get(URL)
    assert response.status_code == 400
    assert "discussion=ID" in response.json()["message"]


@pytest.mark.parametrize("what", ["unknown", "draft", "private", "below private", "other type"])
def test_a_discussion_that_is_not_public_is_not_found(client, world, post, what):
    comment = post(SECRET)
    pk = world.discussion.pk
    if what == "unknown":
        pk = 987654
    elif what == "draft":
        world.discussion.unpublish()
    elif what == "private":
        PageViewRestriction.objects.create(page=world.discussion, restriction_type="login")
    elif what == "below private":
        PageViewRestriction.objects.create(
            page=world.hub, restriction_type="password", password="x"
        )
    else:
        pk = world.consultation.pk
    for user in (None, factories.UserFactory(), factories.UserFactory(superuser=True)):
        if user:
            client.force_login(user)
        response = client.get(URL, {"discussion": pk})
        assert response.status_code == 404
        assert set(response.json()) == {"message"}
        if what not in ("unknown", "other type"):
            assert client.get(f"{URL}{comment.pk}/").status_code == 404
            assert client.get(URL, {"discussion": pk, "thread": comment.pk}).status_code == 404


def test_a_discussion_outside_every_site_is_not_found(client, world, post):
    post(SECRET)
    elsewhere = factories.HomePageFactory(parent=Page.objects.get(depth=1), slug="elsewhere")
    Site.objects.update(root_page=elsewhere)
    Site.clear_site_root_paths_cache()
    assert client.get(URL, {"discussion": world.discussion.pk}).status_code == 404


def test_an_alias_shows_the_comments_of_its_source(client, world, post):
    comment = post("At the source")
    alias = world.discussion.create_alias(parent=world.home, update_slug="copy")
    answer = client.get(URL, {"discussion": alias.pk}).json()
    assert answer["meta"]["discussion"]["id"] == alias.pk
    assert answer["meta"]["comment_count"] == 1
    assert [item["id"] for item in answer["items"]] == [comment.pk]
    assert answer["items"][0]["meta"]["html_url"] == f"http://localhost/copy/comments/{comment.pk}/"


def test_a_thread_of_another_discussion_is_not_found(client, world, post):
    other = factories.DiscussionPageFactory(parent=world.consultation)
    comment = post("Elsewhere", discussion=other)
    response = client.get(URL, {"discussion": world.discussion.pk, "thread": comment.pk})
    assert response.status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        {"discussion": ""},
        {"discussion": "abc"},
        {"discussion": "-1"},
        {"discussion": "1.5"},
        {"discussion": "9" * 400},
        {"discussion": "١٢"},
        {"discussion": "1\x00"},
        {"discussion": ["1", "2"]},
        {"limit": "0"},
        {"limit": "21"},
        {"limit": "-5"},
        {"limit": "x"},
        {"limit": "9" * 30},
        {"order": "best"},
        {"order": ""},
        {"after": ""},
        {"after": "n"},
        {"after": "n-"},
        {"after": "nzz-1"},
        {"after": "o1-1"},
        {"after": "n" + "f" * 15 + "-1"},
        {"after": "n7fffffffffffffff-1"},
        {"after": "\U0001f600"},
        {"after": "n1-1" + "0" * 100},
        {"order": "liked", "after": "n1-1"},
        {"thread": "x"},
        {"thread": ""},
        {"thread": "1", "after": "zz"},
        {"thread": "1", "after": "0000001"},
        {"thread": "1", "order": "newest"},
        {"offset": "1"},
        {"fields": "*"},
        {"state": "held"},
        {"format": "api"},
        {"\x00": "1"},
    ],
)
def test_a_bad_parameter_is_refused_with_a_message(client, world, query):
    response = client.get(URL, {"discussion": world.discussion.pk} | query)
    assert response.status_code == 400, response.content
    assert response["Content-Type"] == "application/json"
    assert response.json()["message"]


@pytest.mark.parametrize("thread", ["999999999", "9" * 18])
def test_an_unknown_thread_is_not_found(client, world, thread):
    query = {"discussion": world.discussion.pk, "thread": thread}
    assert client.get(URL, query).status_code == 404


def test_an_unknown_comment_is_not_found(client, world):
    for pk in (1, 10**18, 10**40):
        assert client.get(f"{URL}{pk}/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, world, method):
    response = getattr(client, method)(URL)
    assert response.status_code == 405
    assert set(response.json()) == {"message"}


@pytest.mark.parametrize("roots", [100, 10_000])
def test_a_listing_costs_five_queries_however_many_comments_there_are(
    client, world, at, roots, django_assert_num_queries
):
    insert_comments(world.discussion, roots=roots // 4, replies=3, at=at)
    client.get(URL, {"discussion": world.discussion.pk})
    with django_assert_num_queries(5):
        answer = client.get(URL, {"discussion": world.discussion.pk}).json()
    assert len(answer["items"]) == 20


def test_a_thread_and_a_single_comment_cost_the_same_for_everybody(
    client, world, at, member, django_assert_num_queries
):
    root, *_replies = insert_comments(world.discussion, roots=1, replies=40, at=at)
    client.force_login(member)
    client.get(f"{URL}{root}/")
    with django_assert_num_queries(5):
        client.get(URL, {"discussion": world.discussion.pk, "thread": root})
    with django_assert_num_queries(5):
        client.get(f"{URL}{root}/")


def test_an_approved_comment_appears(client, listing, post, moderator, world, at):
    world.discussion.moderation_mode = "before"
    world.discussion.save()
    comment = post("Now read")
    approve_comment(comment=comment, moderator=moderator, at=at)
    assert [item["id"] for item in listing()["items"]] == [comment.pk]
