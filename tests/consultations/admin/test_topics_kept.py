"""A topic that a consultation has cannot be deleted."""

import pytest

from consultations.models import Topic
from tests import factories
from tests.staff import client_for

DELETE = "/admin/snippets/consultations/topic/delete/{}/"
BULK = "/admin/bulk/consultations/topic/delete/?id={}"


def told(client):
    return " ".join(str(message) for message in client.get("/admin/").context["messages"])


def use(topic, *pages):
    for page in pages:
        page.topics.add(topic)
        page.save()


@pytest.fixture
def admin_client(staff):
    return client_for(staff.admin)


@pytest.fixture
def topic(db):
    return factories.TopicFactory(name="Streets")


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", [DELETE, BULK], ids=["alone", "in bulk"])
def test_a_topic_in_use_is_kept_and_the_page_that_uses_it_is_named(
    admin_client, world, topic, method, address
):
    use(topic, world.consultation)
    response = getattr(admin_client, method)(address.format(topic.pk))
    assert response.status_code == 302
    assert response["Location"] == "/admin/snippets/consultations/topic/"
    said = told(admin_client)
    assert "in use on “Safer streets”. Take it off there first." in said
    assert Topic.objects.filter(pk=topic.pk).exists()
    world.consultation.refresh_from_db()
    assert list(world.consultation.topics.all()) == [topic]


@pytest.mark.parametrize(
    ("number", "rest"),
    [
        (5, "“Page 5”. Take"),
        (6, "“Page 5” and 1 more page. Take"),
        (7, "“Page 5” and 2 more pages. Take"),
    ],
)
def test_five_pages_are_named_and_the_others_are_counted(admin_client, world, topic, number, rest):
    pages = [
        factories.ConsultationPageFactory(parent=world.hub, title=f"Page {each}")
        for each in range(1, number + 1)
    ]
    use(topic, *pages)
    admin_client.get(DELETE.format(topic.pk))
    said = told(admin_client)
    assert f"“Page 1”, “Page 2”, “Page 3”, “Page 4”, {rest}" in said
    assert "Page 6" not in said


def test_a_page_with_two_of_the_ticked_topics_is_named_once(admin_client, world, topic):
    other = factories.TopicFactory()
    use(topic, world.consultation)
    use(other, world.consultation)
    admin_client.get(BULK.format(topic.pk) + f"&id={other.pk}")
    assert told(admin_client).count("Safer streets") == 1


def test_a_draft_that_was_never_published_keeps_its_topic(admin_client, world, topic):
    use(topic, factories.ConsultationPageFactory(parent=world.hub, title="Soon", live=False))
    assert admin_client.get(DELETE.format(topic.pk)).status_code == 302
    assert "“Soon”" in told(admin_client)


@pytest.mark.parametrize("address", [DELETE, BULK], ids=["alone", "in bulk"])
def test_a_topic_that_no_page_has_is_deleted(admin_client, world, topic, address):
    use(factories.TopicFactory(), world.consultation)
    assert admin_client.get(address.format(topic.pk)).status_code == 200
    admin_client.post(address.format(topic.pk))
    assert not Topic.objects.filter(pk=topic.pk).exists()
