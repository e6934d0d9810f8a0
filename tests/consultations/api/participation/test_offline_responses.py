"""Offline responses by API: the services and the log of the admin."""

from datetime import date, timedelta

import pytest
from wagtail.models import ModelLogEntry

from consultations.models import OfflineResponse
from consultations.services.figures import participation
from discussion_pages.api.participation.auth import Way
from tests import factories
from tests.participation import api_for
from tests.staff import client_for, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

BATCH = {
    "channel": "letter",
    "received_on": "2027-02-01",
    "people": 3,
    "responses": 5,
    "note": "Box 12",
}


@pytest.fixture
def staff(world):
    return make_staff(world.hub)


@pytest.fixture
def path(world):
    return f"/consultations/{world.consultation.pk}/offline-responses"


@pytest.mark.parametrize("way", [Way.API_TOKEN, Way.SESSION])
def test_a_batch_is_entered_counted_and_read_again(staff, path, world, way):
    api = api_for(staff.editor, way)
    answer = api.post(path, BATCH)
    assert answer.status_code == 201, answer.content
    made = OfflineResponse.objects.get()
    assert made.entered_by == staff.editor
    assert answer.json()["entered_by"] == str(staff.editor)
    again = api.client.get(answer["Location"], headers=api.headers)
    assert again.json() == answer.json()
    assert again.json()["channel_label"] == "Letter or form on paper"
    counted = participation(world.consultation)
    assert (counted.respondents, counted.responses) == (3, 5)


def test_it_leaves_the_record_that_the_admin_leaves(staff, path, world):
    api_for(staff.editor).post(path, BATCH)
    client_for(staff.editor).post(
        "/admin/consultations/offline-responses/new/",
        BATCH | {"consultation": world.consultation.pk},
    )
    by_api, by_admin = OfflineResponse.objects.order_by("pk")
    for name in ("consultation", "channel", "received_on", "people", "responses", "entered_by"):
        assert getattr(by_api, name) == getattr(by_admin, name), name

    def logged(batch):
        entries = ModelLogEntry.objects.for_instance(batch)
        return list(entries.values_list("action", "user", "content_changed"))

    assert logged(by_api) == logged(by_admin) == [("wagtail.create", staff.editor.pk, True)]


def actions_on_batches() -> list[str]:
    entries = ModelLogEntry.objects.get_for_model(OfflineResponse).order_by("pk")
    return list(entries.values_list("action", flat=True))


def test_a_batch_is_changed_where_it_was_sent_and_deleted(staff, path):
    api_for(staff.editor).post(path, BATCH)
    batch = OfflineResponse.objects.get()
    api = api_for(staff.admin)
    answer = api.send("PATCH", f"{path}/{batch.pk}", {"people": 4})
    assert answer.status_code == 200, answer.content
    batch.refresh_from_db()
    assert (batch.people, batch.responses, batch.note) == (4, 5, "Box 12")
    assert batch.entered_by == staff.editor
    gone = api.send("DELETE", f"{path}/{batch.pk}", idempotency_key="k-1")
    assert (gone.status_code, gone.content) == (204, b"")
    again = api.send("DELETE", f"{path}/{batch.pk}", idempotency_key="k-1")
    assert (again.status_code, again["Idempotency-Replayed"]) == (204, "true")
    assert not OfflineResponse.objects.exists()
    assert actions_on_batches() == ["wagtail.create", "wagtail.edit", "wagtail.delete"]


def test_the_admin_changes_and_deletes_by_the_same_services(staff, path, world):
    batch = factories.OfflineResponseFactory(consultation=world.consultation)
    browser, at = client_for(staff.editor), "/admin/consultations/offline-responses"
    browser.post(
        f"{at}/edit/{batch.pk}/", BATCH | {"consultation": world.consultation.pk, "people": 9}
    )
    batch.refresh_from_db()
    assert batch.people == 9
    browser.post(f"{at}/delete/{batch.pk}/")
    assert not OfflineResponse.objects.exists()
    assert actions_on_batches() == ["wagtail.edit", "wagtail.delete"]


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"people": -1}, "#/people"),
        ({"people": 2**31}, "#/people"),
        ({"responses": "many"}, "#/responses"),
        ({"channel": "owl"}, "#/channel"),
        ({"received_on": "2027-02-30"}, "#/received_on"),
        ({"received_on": "2027-02-11"}, "#/received_on"),
        ({"note": "\x00"}, "#/note"),
        ({"entered_by": 1}, "#/entered_by"),
    ],
)
def test_what_cannot_be_taken_is_named_at_its_field(staff, path, change, pointer, world):
    api = api_for(staff.editor)
    batch = factories.OfflineResponseFactory(consultation=world.consultation)
    for answer in (
        api.post(path, BATCH | change),
        api.send("PATCH", f"{path}/{batch.pk}", change),
    ):
        assert answer.status_code == 422
        assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert OfflineResponse.objects.count() == 1


def test_a_batch_of_today_is_taken(staff, path):
    api = api_for(staff.editor)
    assert api.post(path, BATCH | {"received_on": "2027-02-10"}).status_code == 201
    batch = OfflineResponse.objects.get()
    for day in ("2027-02-09", "2027-02-10"):
        answer = api.send("PATCH", f"{path}/{batch.pk}", {"received_on": day})
        assert (answer.status_code, answer.json()["received_on"]) == (200, day)


def test_an_alias_takes_no_batch_and_the_answer_says_why(staff, world):
    alias = world.consultation.create_alias(parent=world.hub, update_slug="alias")
    answer = api_for(staff.editor).post(f"/consultations/{alias.pk}/offline-responses", BATCH)
    assert answer.status_code == 422
    [error] = answer.json()["errors"]
    assert error["pointer"] == "#/consultation"
    assert "Choose the source instead." in error["detail"]
    assert not OfflineResponse.objects.exists()


def test_a_batch_is_found_under_its_own_consultation_alone(staff, path, world):
    batch = factories.OfflineResponseFactory(consultation=world.consultation)
    other = factories.ConsultationPageFactory(parent=world.hub)
    api = api_for(staff.admin)
    assert api.get(f"{path}/{batch.pk}").status_code == 200
    wrong = f"/consultations/{other.pk}/offline-responses/{batch.pk}"
    for method in ("GET", "PATCH", "DELETE"):
        body = {"people": 1} if method == "PATCH" else None
        assert api.send(method, wrong, body).status_code == 404
    assert api.get(wrong.rpartition("/")[0]).json()["items"] == []
    assert api.get(f"/consultations/{world.hub.pk}/offline-responses").status_code == 404


@pytest.mark.parametrize("count", [3, 30])
def test_a_list_costs_the_same_and_goes_on_by_day(
    staff, path, world, count, django_assert_num_queries
):
    for number in range(count):
        factories.OfflineResponseFactory(
            consultation=world.consultation,
            received_on=date(2027, 1, 1) + timedelta(days=number // 2),
            entered_by=staff.editor,
        )
    api = api_for(staff.analyst)
    api.get(path)
    with django_assert_num_queries(5):
        api.get(path)
    days, url = [], api.get(path, {"limit": 7, "channel": "letter"}).json()["next_url"]
    days += [row["received_on"] for row in api.get(path, {"limit": 7}).json()["items"]]
    while url:
        page = api.client.get(url, headers=api.headers).json()
        days += [row["received_on"] for row in page["items"]]
        url = page["next_url"]
    assert days == sorted(days, reverse=True)
    assert len(days) == count
    assert api.get(path, {"channel": "email"}).json()["items"] == []
