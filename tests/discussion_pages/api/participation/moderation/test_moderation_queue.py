"""The queue by API: the desk's order, its filters, claims, and a constant cost."""

from datetime import timedelta

import pytest

from discussion_pages.admin.desk.queue import URGENCIES
from discussion_pages.api.participation.moderation.comments import AnyState, Waiting
from discussion_pages.models import Claim, DiscussionComment
from discussion_pages.rules.states import State
from discussion_pages.services import deciding, reporting
from discussion_pages.services.claiming import claim
from tests.bulk import insert_comments
from tests.factories import NOW
from tests.participation import BASE, api_for
from tests.staff import client_for

pytestmark = pytest.mark.usefixtures("clock")

QUEUE = "/moderation/queue"
HOUR = timedelta(hours=1)


def ids(answer):
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["items"]]


@pytest.fixture
def waiting(post, staff, other_member):
    """One comment of each kind that waits, in the order of the desk."""
    new = post("New.", at=NOW - 9 * HOUR)
    held = post("Held.", held=True, at=NOW - 8 * HOUR)
    reported = post("Reported.", at=NOW - 2 * HOUR)
    reporting.report_comment(comment=reported, reason="spam", reporter=other_member, at=NOW)
    feared = post("Feared for.", at=NOW - HOUR)
    deciding.escalate(comment=feared, moderator=staff.moderator, at=NOW)
    return [feared, reported, held, new]


def test_words_for_states_and_urgencies_are_those_of_the_rules():
    assert set(AnyState.__args__) == set(State)
    assert list(Waiting.__args__) == [urgency.name.lower() for urgency in URGENCIES]


def test_the_order_is_that_of_the_desk(moderator_api, staff, waiting):
    answer = moderator_api.get(QUEUE)
    page = client_for(staff.moderator).get("/admin/discussions/desk/")
    assert ids(answer) == [row.comment.pk for row in page.context["rows"]]
    assert ids(answer) == [comment.pk for comment in waiting]
    counts = {row["urgency"]: row["count"] for row in answer.json()["counts"]}
    assert counts == {"safeguarding": 1, "reported": 1, "held": 1, "new": 1}


def test_a_row_says_why_a_comment_waits_and_until_when(moderator_api, world, held):
    (row,) = moderator_api.get(QUEUE).json()["items"]
    assert row["url"] == f"http://testserver{BASE}/moderation/comments/{held.pk}"
    assert (row["urgency"], row["state"], row["standing"]) == ("held", "held", "in_time")
    assert row["discussion"] == {"id": world.discussion.pk, "title": "The walk home"}
    assert row["author_name"] == "Lamplighter"
    assert row["excerpt"] == "Please read me first."
    assert row["due_at"] > row["queued_at"]
    assert row["claim"] is None


def test_it_is_narrowed_as_at_the_desk(moderator_api, world, waiting):
    held = waiting[2].pk
    assert ids(moderator_api.get(QUEUE, {"urgency": "held"})) == [held]
    everything = {comment.pk for comment in waiting}
    for query in ({"discussion": world.discussion.pk}, {"parent": world.consultation.pk}):
        assert set(ids(moderator_api.get(QUEUE, query))) == everything
    for query in (
        {"discussion": world.consultation.pk},
        {"parent": world.hub.pk},
        {"parent": 999999},
    ):
        assert ids(moderator_api.get(QUEUE, query)) == []


@pytest.mark.parametrize(
    "query", [{"urgency": "none"}, {"urgency": "x"}, {"parent": "x"}, {"limit": 51}, {"after": "x"}]
)
def test_nonsense_is_refused_at_its_parameter(moderator_api, held, query):
    answer = moderator_api.get(QUEUE, query)
    assert answer.status_code == 422
    (name,) = query
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"query/{name}"]


def test_pages_follow_each_other_to_the_end_while_the_first_is_decided(
    moderator_api, world, waiting, staff
):
    insert_comments(
        world.discussion, roots=30, at=NOW, state="held", urgency=50, queued_at=NOW - HOUR
    )
    first = moderator_api.get(QUEUE, {"limit": 3})
    seen = ids(first)
    deciding.resolve(comment=waiting[0], moderator=staff.moderator, note="Rang.", at=NOW)
    url = first.json()["next_url"]
    while url:
        page = moderator_api.client.get(url, headers=moderator_api.headers)
        seen += ids(page)
        url = page.json()["next_url"]
    assert len(seen) == len(set(seen)) == 34


@pytest.mark.parametrize("count", [60, 1000])
def test_it_costs_the_same_however_much_waits(
    moderator_api, world, count, django_assert_num_queries
):
    insert_comments(world.discussion, roots=count, at=NOW, state="held", urgency=50, queued_at=NOW)
    moderator_api.get(QUEUE)
    with django_assert_num_queries(9):
        assert len(ids(moderator_api.get(QUEUE))) == 25


def test_reading_claims_nothing(moderator_api, held):
    moderator_api.get(QUEUE)
    moderator_api.get(f"/moderation/comments/{held.pk}")
    assert not Claim.objects.exists()


def test_a_claim_is_taken_seen_by_others_and_let_go(moderator_api, staff, held):
    path = f"/moderation/comments/{held.pk}/claim"
    answer = moderator_api.send("PUT", path)
    assert answer.status_code == 200
    assert answer.json()["claim"]["is_own"] is True
    other = api_for(staff.manager)
    (row,) = other.get(QUEUE).json()["items"]
    assert (row["claim"]["name"], row["claim"]["is_own"]) == (str(staff.moderator), False)
    refused = other.send("PUT", path)
    assert (refused.status_code, refused.json()["code"]) == (409, "claimed")
    assert refused.json()["current"]["id"] == held.pk
    other.send("DELETE", path)
    assert Claim.objects.count() == 1, "somebody else's claim stays"
    assert moderator_api.send("DELETE", path).json() == {"claim": None}
    assert not Claim.objects.exists()


def test_what_waits_for_nobody_is_not_claimed(moderator_api, published, staff):
    deciding.keep_comment(comment=published, moderator=staff.moderator, at=NOW)
    answer = moderator_api.send("PUT", f"/moderation/comments/{published.pk}/claim")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_waiting")
    assert not Claim.objects.exists()


def test_a_claimed_comment_is_decided_only_by_whoever_means_it(decide, held, staff):
    claim(comment=held, moderator=staff.manager, at=NOW)
    refused = decide(held, "approve")
    assert (refused.status_code, refused.json()["code"]) == (409, "claimed")
    assert DiscussionComment.objects.get(pk=held.pk).state == "held"
    assert decide(held, "approve", despite_claim=True).status_code == 201
    assert DiscussionComment.objects.get(pk=held.pk).state == "published"
