"""What the database answers is what the rules answer, by the same tables."""

from datetime import timedelta

import pytest

from consultations.models import ConsultationPage
from consultations.rules.status import Status, closes_before, status_of
from consultations.rules.topics import is_about
from tests import factories
from tests.consultations.tables import CLOSING_TABLE, STATUS_TABLE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("opens_at", "closes_at", "outcome_published_at", "at", "status"), STATUS_TABLE
)
def test_with_status_agrees_with_the_rule(
    world, opens_at, closes_at, outcome_published_at, at, status
):
    page = world.consultation
    page.opens_at, page.closes_at = opens_at, closes_at
    page.outcome_published_at = outcome_published_at
    page.save()
    kept = {
        wanted
        for wanted in Status
        if ConsultationPage.objects.with_status(wanted, at=at).filter(pk=page.pk).exists()
    }
    page.refresh_from_db()
    assert kept == {status}
    assert status_of(page.window, outcome_published_at=page.outcome_published_at, at=at) == status


def test_closing_soonest_puts_first_what_there_is_least_time_left_for(world, at):
    make = factories.ConsultationPageFactory
    never = make(parent=world.hub, closes_at=None)
    later = make(parent=world.hub, closes_at=at + timedelta(days=90))
    soon = make(parent=world.hub, closes_at=at + timedelta(days=1))
    coming = make(parent=world.hub, upcoming=True, closes_at=at + timedelta(days=2))
    over = make(parent=world.hub, closed=True)
    long_over = make(parent=world.hub, closed=True, closes_at=at - timedelta(days=9))
    decided = make(parent=world.hub, outcome=True)
    found = list(ConsultationPage.objects.closing_soonest(at=at))
    assert found == [soon, world.consultation, later, never, coming, over, long_over, decided]


@pytest.mark.parametrize(
    ("opens_at", "closes_at", "outcome_published_at", "until", "at", "closes"), CLOSING_TABLE
)
def test_closing_before_agrees_with_the_rule(
    world, opens_at, closes_at, outcome_published_at, until, at, closes
):
    page = world.consultation
    page.opens_at, page.closes_at = opens_at, closes_at
    page.outcome_published_at = outcome_published_at
    page.save()
    kept = ConsultationPage.objects.closing_before(until, at=at).filter(pk=page.pk)
    assert kept.exists() is closes
    page.refresh_from_db()
    found = closes_before(
        page.window, outcome_published_at=page.outcome_published_at, until=until, at=at
    )
    assert found is closes


@pytest.mark.parametrize(
    ("has", "wanted", "kept"),
    [
        (["a"], ["a"], True),
        (["a", "b"], ["b"], True),
        (["a", "b"], ["b", "a"], True),
        (["a"], ["b", "c"], False),
        ([], ["a"], False),
        (["a"], ["A"], False),
        (["a"], [], False),
    ],
)
def test_is_about_agrees_with_the_rule(world, has, wanted, kept):
    world.consultation.topics = [factories.TopicFactory(slug=slug) for slug in has]
    world.consultation.save()
    found = list(ConsultationPage.objects.is_about(wanted))
    assert found == ([world.consultation] if kept else [])
    assert is_about(has, wanted) is kept
