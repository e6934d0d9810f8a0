"""Topics and the statistics of a consultation: what their pages show, and no more."""

from datetime import timedelta

import pytest
from wagtail.models import PageViewRestriction

from consultations.services.moderation_figures import moderation_figures
from consultations.words import published_count
from discussion_pages.models import DiscussionComment
from discussion_pages.services.statistics import PublicFigures
from tests import factories
from tests.bulk import insert_comments

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TOPICS = "/api/v2/topics/"
STATISTICS = "/api/v2/statistics/"


@pytest.fixture
def topic(world):
    topic = factories.TopicFactory(name="Street lighting", slug="lighting")
    world.consultation.topics = [topic]
    world.consultation.save()
    return topic


def test_a_topic_leads_to_its_consultations(client, world, topic):
    (item,) = client.get(TOPICS).json()["items"]
    assert item == {
        "id": topic.pk,
        "meta": {
            "type": "consultations.Topic",
            "detail_url": f"http://localhost{TOPICS}{topic.pk}/",
            "locale": "en",
        },
        "name": "Street lighting",
        "slug": "lighting",
        "consultations_url": "http://localhost/api/v2/pages/"
        "?type=consultations.ConsultationPage&topic=lighting&locale=en",
    }
    assert client.get(f"{TOPICS}{topic.pk}/").json() == item
    pages = client.get(item["consultations_url"]).json()["items"]
    assert [page["id"] for page in pages] == [world.consultation.pk]
    found = client.get(f"{TOPICS}find/", {"slug": "lighting"}, follow=True)
    assert found.json() == item
    assert client.get(f"{TOPICS}find/", {"slug": "nothing"}).status_code == 404


def test_topics_are_searched_sorted_and_filtered(client, world, topic):
    other = factories.TopicFactory(name="Buses at night", slug="buses")
    world.consultation.topics = [topic, other]
    world.consultation.save()

    def ask(**query):
        response = client.get(TOPICS, query)
        assert response.status_code == 200, response.content
        return [item["id"] for item in response.json()["items"]]

    assert ask(order="name") == [other.pk, topic.pk]
    assert ask(order="-slug") == [topic.pk, other.pk]
    assert ask(search="night") == [other.pk]
    assert ask(search="night", locale="en", order="name") == [other.pk]
    assert ask(slug="buses") == [other.pk]
    assert client.get(TOPICS, {"locale": "fr"}).status_code == 404


@pytest.mark.parametrize("hidden", ["draft", "private", "below private", "unused"])
def test_a_topic_that_only_hidden_consultations_name_is_nowhere(client, world, topic, hidden):
    if hidden == "draft":
        world.consultation.unpublish()
    elif hidden == "unused":
        world.consultation.topics = []
        world.consultation.save()
    else:
        page = world.consultation if hidden == "private" else world.hub
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    client.force_login(factories.UserFactory(superuser=True))
    assert client.get(TOPICS).json()["items"] == []
    assert client.get(f"{TOPICS}{topic.pk}/").status_code == 404
    assert client.get(f"{TOPICS}find/", {"slug": "lighting"}).status_code == 404
    assert client.get(TOPICS, {"search": "lighting"}).json()["items"] == []


@pytest.mark.parametrize("count", [1, 30])
def test_topics_cost_the_same_however_many(client, world, count, django_assert_num_queries):
    world.consultation.topics = [factories.TopicFactory() for _number in range(count)]
    world.consultation.save()
    query = {"fields": "*", "limit": 40}
    client.get(TOPICS, query)
    with django_assert_num_queries(5):
        assert len(client.get(TOPICS, query).json()["items"]) == count


def test_statistics_are_those_of_the_public_page(client, world, at):
    insert_comments(world.discussion, roots=30, at=at)
    comments = list(DiscussionComment.objects.order_by("pk"))
    for comment, state in zip(comments, ["held"] * 12 + ["removed"] * 3, strict=False):
        DiscussionComment.objects.filter(pk=comment.pk).update(state=state)
    answer = client.get(STATISTICS, {"consultation": world.consultation.pk}).json()
    figures = moderation_figures(world.consultation, at=at)
    assert isinstance(figures, PublicFigures)
    assert answer["received"] == figures.received == 30
    by_state = {row["state"]: row["count"] for row in answer["by_state"]}
    assert by_state == figures.by_state
    assert by_state["removed"] is None, "three comments could point at a person"
    assert answer["removed_by_rule"] is None
    assert answer["meta"]["html_url"] == "http://localhost/consultations/safer-streets/statistics/"
    page = client.get(answer["meta"]["html_url"]).content.decode()
    for row in answer["by_state"]:
        assert row["label"] in page
        assert f"<td>{published_count(row['count'])}</td>" in page


def test_a_page_leads_to_its_statistics(client, world):
    detail = client.get(f"/api/v2/pages/{world.consultation.pk}/").json()
    answer = client.get(detail["statistics_url"]).json()
    assert answer["meta"]["consultation"]["id"] == world.consultation.pk


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("?consultation=", 400),
        ("?consultation=x", 400),
        ("?consultation=9&fields=*", 400),
        ("?consultation=999999", 404),
        ("?consultation={discussion}", 404),
        ("?consultation={consultation}", 404),
    ],
)
def test_statistics_of_what_is_not_public_are_nowhere(client, world, query, status):
    PageViewRestriction.objects.create(page=world.consultation, restriction_type="login")
    names = {"discussion": world.discussion.pk, "consultation": world.consultation.pk}
    client.force_login(factories.UserFactory(superuser=True))
    response = client.get(STATISTICS + query.format(**names))
    assert response.status_code == status
    assert response.json()["message"]


@pytest.mark.parametrize("discussions", [1, 9])
def test_statistics_cost_the_same_however_much_was_said(
    client, world, at, discussions, django_assert_num_queries
):
    for number in range(discussions):
        page = factories.DiscussionPageFactory(parent=world.consultation)
        insert_comments(page, roots=20, at=at - timedelta(hours=number))
    DiscussionComment.objects.filter(posted_at__lt=at - timedelta(seconds=8)).update(
        state="removed"
    )
    query = {"consultation": world.consultation.pk}
    client.get(STATISTICS, query)
    with django_assert_num_queries(11):
        assert client.get(STATISTICS, query).status_code == 200
