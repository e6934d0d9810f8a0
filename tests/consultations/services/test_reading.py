import pytest
from django.core.files.base import ContentFile
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.documents import get_document_model

from consultations.models import ConsultationDocument, ConsultationPage
from consultations.services.reading import (
    consultation_cards,
    discussion_cards,
    documents_of,
    listed,
    status_view,
    topics_of,
)
from discussion_pages.services.posting import post_comment
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_card_names_state_count_and_last_activity(world, member, at):
    post_comment(discussion=world.discussion, author=member, text="Hello", at=at)
    closed = factories.DiscussionPageFactory(parent=world.consultation, closed=True)
    first, second = discussion_cards(world.consultation, None, at=at)
    assert (first.page, first.comment_count, first.last_comment_at) == (world.discussion, 1, at)
    assert (first.state_words, first.status.is_open) == ("Open for comments", True)
    assert (second.page, second.comment_count, second.last_comment_at) == (closed, 0, None)
    assert second.state_words == "Closed for analysis"


def test_with_the_outcome_nothing_is_being_analysed_any_more(world, at):
    world.consultation.closes_at = world.consultation.outcome_published_at = at
    (card,) = discussion_cards(world.consultation, None, at=at)
    assert card.state_words == "Closed"


def test_drafts_and_private_discussions_are_not_listed(world, at):
    factories.DiscussionPageFactory(parent=world.consultation, live=False)
    private = factories.DiscussionPageFactory(parent=world.consultation)
    private.view_restrictions.create(restriction_type="login")
    cards = discussion_cards(world.consultation, None, at=at)
    assert [card.page for card in cards] == [world.discussion]


def test_an_alias_shows_the_figures_of_its_source(world, member, at):
    post_comment(discussion=world.discussion, author=member, text="Hello", at=at)
    other = factories.ConsultationPageFactory(parent=world.hub)
    CreatePageAliasAction(world.discussion, parent=other, user=None).execute(
        skip_permission_checks=True
    )
    (card,) = discussion_cards(other, None, at=at)
    assert (card.comment_count, card.state_words) == (1, "Read only here")


@pytest.mark.parametrize("number", [1, 15])
def test_a_list_of_discussions_costs_the_same_however_long(
    world, rf, at, django_assert_max_num_queries, number
):
    factories.DiscussionPageFactory.create_batch(number, parent=world.consultation)
    request = rf.get("/", headers={"host": "localhost"})
    world.consultation.get_url(request)
    with django_assert_max_num_queries(3):
        cards = discussion_cards(world.consultation, request, at=at)
    assert len(cards) == number + 1


@pytest.mark.parametrize("number", [1, 15])
def test_a_list_of_consultations_costs_the_same_however_long(
    world, rf, at, django_assert_max_num_queries, number
):
    factories.ConsultationPageFactory.create_batch(number, parent=world.hub)
    request = rf.get("/", headers={"host": "localhost"})
    world.hub.get_url(request)
    with django_assert_max_num_queries(5):
        cards = consultation_cards(listed(world.hub), request, at=at)
    assert len(cards) == number + 1
    assert {card.status.label for card in cards} == {"Open"}


def test_a_status_comes_with_its_words(world, at):
    view = status_view(world.consultation, at=at)
    assert (view.value, view.label) == ("open", "Open")
    assert view.deadline.startswith("Closes 12 March 2027")


@pytest.fixture
def papers(db):
    """Two documents."""
    model = get_document_model()
    return [
        model.objects.create(title=title, file=ContentFile(b"a,b\n", name=f"{title}.csv"))
        for title in ("Plan", "Map")
    ]


def test_topics_and_documents_come_in_their_order_by_a_query_each(
    world, papers, django_assert_num_queries
):
    page = world.consultation
    page.topics = [factories.TopicFactory(name=name) for name in ("Streets", "Parks")]
    page.documents = [ConsultationDocument(document=paper) for paper in papers]
    page.save_revision().publish()
    other = factories.ConsultationPageFactory(parent=world.hub)
    other.topics = [factories.TopicFactory(name="Buses")]
    other.save()
    page = ConsultationPage.objects.get(pk=page.pk)
    with django_assert_num_queries(2):
        topics, documents = topics_of(page), documents_of(page)
        assert [item.document.title for item in documents] == ["Plan", "Map"]
    assert topics == list(page.topics.all())
    assert {topic.name for topic in topics} == {"Parks", "Streets"}
    assert documents == list(page.documents.all())


def test_a_draft_shows_the_topics_and_documents_that_nobody_has_published_yet(world, papers):
    page = world.consultation
    page.topics = [factories.TopicFactory(name="Parks")]
    page.documents = [ConsultationDocument(document=papers[0], title="The plan")]
    draft = page.save_revision().as_object()
    assert [topic.name for topic in topics_of(draft)] == ["Parks"]
    assert [str(item) for item in documents_of(draft)] == ["The plan"]
    public = ConsultationPage.objects.get(pk=page.pk)
    assert (topics_of(public), documents_of(public)) == ([], [])
