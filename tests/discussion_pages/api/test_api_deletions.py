"""The feed that tells mirrors what went: which and when, and nothing else."""

from datetime import timedelta

import pytest
from wagtail.models import Page, PageViewRestriction

from discussion_pages.models import PublicObject
from discussion_pages.services.deciding import remove_comment
from discussion_pages.services.posting import post_comment
from discussion_pages.services.publicity import record_public_objects
from tests import factories
from tests.bulk import insert_comments
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

URL = "/api/v2/deletions/"
SINCE = "2027-02-10T11:00:00Z"


@pytest.fixture
def feed(client, world):
    record_public_objects(at=NOW - timedelta(hours=1))

    def ask(status=200, **query):
        response = client.get(URL, {"since": SINCE} | query)
        assert response.status_code == status, response.content
        assert response["Content-Type"] == "application/json"
        return response.json()

    return ask


def test_an_item_says_what_went_and_when_and_nothing_else(feed, world, member):
    comment = post_comment(discussion=world.discussion, author=member, text="Secret 47", at=NOW)
    remove_comment(
        comment=comment,
        moderator=factories.UserFactory(superuser=True),
        reason="abuse",
        note="Secret 47",
        at=NOW,
    )
    other = factories.ConsultationPageFactory(parent=world.hub, title="Secret 47")
    record_public_objects(at=NOW)
    PageViewRestriction.objects.create(page=other, restriction_type="login")
    record_public_objects(at=NOW)
    assert feed() == {
        "meta": {"limit": 100, "next_cursor": None, "next_url": None},
        "items": [
            {"kind": "page", "id": other.pk, "at": "2027-02-10T12:00:00+00:00"},
            {
                "kind": "comment",
                "id": comment.pk,
                "at": "2027-02-10T12:00:00+00:00",
                "state": "removed",
            },
        ],
    }


def test_the_feed_goes_on_by_its_links(client, feed, world):
    pages = [factories.ConsultationPageFactory(parent=world.hub) for _number in range(5)]
    record_public_objects(at=NOW)
    for page in pages:
        Page.objects.get(pk=page.pk).delete()
    record_public_objects(at=NOW)
    answer, seen = feed(limit=2), []
    while True:
        seen += [item["id"] for item in answer["items"]]
        if answer["meta"]["next_url"] is None:
            break
        again = feed(limit=2, after=answer["meta"]["next_cursor"])
        answer = client.get(answer["meta"]["next_url"]).json()
        assert answer == again
    assert seen == [page.pk for page in pages]


def test_a_mirror_that_asks_too_far_back_is_told_to_start_over(feed):
    answer = feed(410, since="2027-02-10T10:59:59.999999Z")
    assert answer["oldest"] == "2027-02-10T11:00:00+00:00"
    assert "anew" in answer["message"]
    PublicObject.objects.all().delete()
    assert feed(410)["oldest"] is None


def test_without_an_instant_the_answer_says_what_is_missing(client, world):
    response = client.get(URL)
    assert response.status_code == 400
    assert "since=INSTANT" in response.json()["message"]


@pytest.mark.parametrize(
    "query",
    [
        {"since": ""},
        {"since": "2027-02-10"},
        {"since": "2027-02-10T12:00:00"},
        {"since": "9" * 5000},
        {"after": ""},
        {"after": "m1"},
        {"after": "m1-0-0"},
        {"limit": "0"},
        {"limit": "101"},
        {"limit": "x"},
        {"offset": "1"},
        {"kind": "page"},
        {"fields": "*"},
    ],
)
def test_a_bad_parameter_is_refused_with_a_message(feed, query):
    assert feed(400, **query)["message"]


@pytest.mark.parametrize("count", [3, 60])
def test_the_feed_costs_the_same_however_much_went(
    client, feed, world, count, django_assert_num_queries
):
    insert_comments(world.discussion, roots=count, at=NOW, state="removed", visible=0)
    for number in range(count):
        PublicObject.objects.create(
            kind="page",
            scope=0,
            key=str(10**6 + number),
            recorded_at=NOW,
            changed_at=NOW,
            gone_at=NOW,
        )
    feed()
    with django_assert_num_queries(5):
        assert len(feed()["items"]) == min(100, 2 * count)
