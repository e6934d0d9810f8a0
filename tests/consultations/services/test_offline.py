"""Which days and pages a batch of offline responses may have."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from consultations.models import OfflineResponse
from consultations.services.offline import (
    change_offline_response,
    enter_offline_response,
    refuse_day_to_come,
)
from tests import factories
from tests.factories import NOW
from tests.staff import make_staff

TODAY = NOW.date()
DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
SUMMER_MIDNIGHT = datetime(2027, 6, 30, 23, 0, tzinfo=UTC)
"""In London the first instant of July."""

BOUNDARIES = [
    (TODAY - DAY, NOW, True),
    (TODAY, NOW, True),
    (TODAY + DAY, NOW, False),
    (date(2027, 6, 30), SUMMER_MIDNIGHT - TICK, True),
    (date(2027, 7, 1), SUMMER_MIDNIGHT - TICK, False),
    (date(2027, 7, 1), SUMMER_MIDNIGHT, True),
    (date(2027, 7, 2), SUMMER_MIDNIGHT, False),
]
NAMES = [
    "yesterday",
    "today",
    "tomorrow",
    "the last tick of today",
    "tomorrow, a tick before midnight",
    "today from midnight on",
    "tomorrow from midnight on",
]


@pytest.fixture
def editor(world):
    return make_staff(world.hub).editor


@pytest.mark.parametrize(("day", "at", "is_taken"), BOUNDARIES, ids=NAMES)
@pytest.mark.parametrize("zone", ["Europe/London", "Asia/Tokyo", "America/New_York"])
def test_days_to_come_are_refused_by_the_sites_clock_whatever_the_persons_own(
    day, at, is_taken, zone
):
    with timezone.override(zone):
        if is_taken:
            refuse_day_to_come(day, at=at)
        else:
            with pytest.raises(ValidationError, match="This day has not come yet"):
                refuse_day_to_come(day, at=at)


@pytest.mark.parametrize(("day", "at", "is_taken"), BOUNDARIES, ids=NAMES)
def test_a_batch_of_a_day_to_come_is_neither_entered_nor_changed(world, editor, day, at, is_taken):
    def enter():
        enter_offline_response(
            response=factories.OfflineResponseFactory.build(
                consultation=world.consultation, received_on=day
            ),
            person=editor,
            at=at,
        )

    def change():
        batch.received_on = day
        change_offline_response(response=batch, person=editor, at=at)

    batch = factories.OfflineResponseFactory(consultation=world.consultation)
    for write in (enter, change):
        if is_taken:
            write()
            continue
        with pytest.raises(ValidationError) as refused:
            write()
        assert list(refused.value.message_dict) == ["received_on"]
    assert OfflineResponse.objects.filter(received_on=day, entered_by=editor).exists() is is_taken


def test_an_alias_takes_no_batch_and_its_source_does(world, editor):
    alias = world.consultation.create_alias(parent=world.hub, update_slug="alias")
    with pytest.raises(ValidationError) as refused:
        enter_offline_response(
            response=factories.OfflineResponseFactory.build(consultation=alias),
            person=editor,
            at=NOW,
        )
    assert list(refused.value.message_dict) == ["consultation"]
    assert not OfflineResponse.objects.exists()
    enter_offline_response(
        response=factories.OfflineResponseFactory.build(consultation=world.consultation),
        person=editor,
        at=NOW,
    )
    assert OfflineResponse.objects.get().consultation == world.consultation
