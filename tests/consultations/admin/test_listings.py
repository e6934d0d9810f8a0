"""Lists of consultations, discussions and offline responses."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consultations.models import OfflineResponse
from discussion_pages.services.posting import post_comment
from tests import factories
from tests.factories import NOW
from tests.staff import client_for


def queries_of(call):
    with CaptureQueriesContext(connection) as queries:
        call()
    return len(queries)


def test_a_consultation_is_listed_with_status_window_and_counts(staff, world, member, clock):
    post_comment(discussion=world.discussion, author=member, text="Yes.", at=NOW)
    factories.OfflineResponseFactory(consultation=world.consultation, people=41, responses=72)
    html = client_for(staff.editor).get("/admin/consultations/list/").content.decode()
    for words in ("Safer streets", "Open", "Closes 12 March 2027 at 12pm", "42", "73"):
        assert words in html


def test_a_discussion_is_listed_with_its_state_and_published_comments(staff, world, member, clock):
    post_comment(discussion=world.discussion, author=member, text="Yes.", at=NOW)
    html = client_for(staff.admin).get("/admin/discussions/list/").content.decode()
    for words in ("The walk home", "Safer streets", "Open for comments until"):
        assert words in html
    assert f"/admin/discussions/comments/?discussion={world.discussion.pk}" in html


@pytest.mark.parametrize("address", ["/admin/consultations/list/", "/admin/discussions/list/"])
def test_lists_cost_the_same_queries_for_many_pages(staff, world, clock, address):
    client = client_for(staff.admin)

    def look():
        assert client.get(address).status_code == 200

    for _ in range(2):
        consultation = factories.ConsultationPageFactory(parent=world.hub)
        factories.DiscussionPageFactory(parent=consultation)
    look()
    few = queries_of(look)
    for _ in range(15):
        consultation = factories.ConsultationPageFactory(parent=world.hub)
        factories.DiscussionPageFactory(parent=consultation)
    assert queries_of(look) == few


ADD = "/admin/consultations/offline-responses/new/"


def batch(world, **fields):
    return {
        "consultation": world.consultation.pk,
        "channel": "letter",
        "received_on": "2027-02-01",
        "people": 3,
        "responses": 5,
        "note": "",
    } | fields


@pytest.mark.usefixtures("clock")
def test_an_editor_enters_a_batch_and_is_named_with_it(staff, world):
    response = client_for(staff.editor).post(ADD, batch(world, entered_by=staff.admin.pk))
    assert response.status_code == 302
    entered = OfflineResponse.objects.get()
    assert entered.entered_by == staff.editor
    assert (entered.people, entered.responses, entered.received_on) == (3, 5, date(2027, 2, 1))


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("received_on", "is_taken"),
    [("2027-02-09", True), ("2027-02-10", True), ("2027-02-11", False)],
    ids=["yesterday", "today", "tomorrow"],
)
def test_a_day_that_has_not_come_is_refused_at_its_field(staff, world, received_on, is_taken):
    client = client_for(staff.editor)
    there = factories.OfflineResponseFactory(consultation=world.consultation)
    for address in (ADD, f"/admin/consultations/offline-responses/edit/{there.pk}/"):
        response = client.post(address, batch(world, received_on=received_on, people=4))
        assert response.status_code == (302 if is_taken else 200)
        if not is_taken:
            assert list(response.context["form"].errors) == ["received_on"]
            assert "This day has not come yet." in response.content.decode()
    assert OfflineResponse.objects.filter(people=4).exists() is is_taken


@pytest.mark.usefixtures("clock")
def test_a_batch_for_an_alias_is_refused_at_its_field(staff, world):
    alias = world.consultation.create_alias(parent=world.hub, update_slug="alias")
    client = client_for(staff.editor)
    response = client.post(ADD, batch(world, consultation=alias.pk))
    assert list(response.context["form"].errors) == ["consultation"]
    assert "Choose the source instead." in response.content.decode()
    assert not OfflineResponse.objects.exists()


@pytest.mark.usefixtures("clock")
def test_who_entered_a_batch_stays_when_somebody_else_changes_it(staff, world):
    client_for(staff.editor).post(ADD, batch(world))
    entered = OfflineResponse.objects.get()
    client_for(staff.admin).post(
        f"/admin/consultations/offline-responses/edit/{entered.pk}/", batch(world, people=4)
    )
    entered.refresh_from_db()
    assert (entered.people, entered.entered_by) == (4, staff.editor)


def test_an_analyst_reads_batches_and_enters_none(staff, world):
    factories.OfflineResponseFactory(consultation=world.consultation)
    client = client_for(staff.analyst)
    assert client.get("/admin/consultations/offline-responses/").status_code == 200
    client.post(ADD, batch(world))
    assert OfflineResponse.objects.count() == 1


def test_batches_are_found_by_their_note(staff, world):
    factories.OfflineResponseFactory(consultation=world.consultation, note="Box 12")
    html = (
        client_for(staff.editor)
        .get("/admin/consultations/offline-responses/?q=box")
        .content.decode()
    )
    assert "Safer streets" in html


@pytest.mark.parametrize(
    "address",
    [
        "/admin/snippets/discussion_pages/organisation/?q=hall",
        "/admin/snippets/discussion_pages/safetyguidance/?q=safe",
        "/admin/snippets/consultations/topic/?q=top",
    ],
)
def test_snippets_can_be_searched(staff, address):
    assert client_for(staff.editor).get(address).status_code == 200
