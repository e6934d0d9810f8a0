"""Legal holds and retention runs, for those who manage moderation and nobody else."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from discussion_pages.models import LegalHold, RetentionRun
from tests.staff import client_for, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

HOLDS = "discussions_legal-holds_modeladmin_index"
RUNS = "discussions_retention-runs_modeladmin_index"


@pytest.fixture
def people(world):
    """Return staff; the analyst manages moderation besides."""
    staff = make_staff(world.hub)
    manage = Permission.objects.get(codename="manage_moderation")
    staff.analyst.user_permissions.add(manage)
    return staff


def test_a_manager_places_a_hold_and_lifts_it(world, people, at):
    client = client_for(people.analyst)
    place = reverse("discussion_pages_place_hold")
    assert client.get(place).status_code == 200
    given = {"page": world.consultation.pk, "reason": "Case 7."}
    assert client.post(place, given).url == reverse(HOLDS)
    hold = LegalHold.objects.get()
    assert (hold.page_id, hold.placed_by, hold.placed_at) == (
        world.consultation.pk,
        people.analyst,
        at,
    )
    again = client.post(place, given)
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["page"])
    page = client.get(reverse(HOLDS)).text
    lift = reverse("discussion_pages_lift_hold", args=[hold.pk])
    assert "Safer streets" in page
    assert "In force" in page
    assert f'href="{lift}"' in page
    assert "Case 7." in client.get(lift).text
    client.post(lift)
    hold.refresh_from_db()
    assert (hold.lifted_at, hold.lifted_by) == (at, people.analyst)
    assert lift not in client.get(reverse(HOLDS)).text


def test_nobody_else_gets_there(world, people, at):
    hold = LegalHold.objects.create(page=world.hub, reason="x", placed_at=at)
    addresses = [
        reverse(HOLDS),
        reverse(RUNS),
        reverse("discussion_pages_place_hold"),
        reverse("discussion_pages_lift_hold", args=[hold.pk]),
    ]
    for person in (people.editor, people.moderator):
        client = client_for(person)
        for address in addresses:
            assert client.get(address).status_code in (302, 403)
            assert client.post(address).status_code in (302, 403)
    hold.refresh_from_db()
    assert hold.lifted_at is None
    assert LegalHold.objects.count() == 1


def test_runs_are_listed_in_numbers(world, people, at):
    counts = {"discussions": {str(world.discussion.pk): {"comments": 3, "versions": 1}}}
    RetentionRun.objects.create(ran_at=at, counts=counts)
    page = client_for(people.analyst).get(reverse(RUNS)).text
    assert "The walk home: comments 3, versions 1" in page
    assert "10 February 2027" in page
