"""The demonstration has its four statuses whatever the day on which it is loaded."""

from datetime import UTC, datetime

import pytest
import time_machine

import home.models
from consultations.models import ConsultationPage
from consultations.rules.status import Status, status_of
from home.demo.loading import load as loading
from home.uploads import Drawn


@pytest.fixture
def without_comments(monkeypatch):
    """Leave comments out: no status depends on them, and they take most of the time."""
    monkeypatch.setattr(loading, "load_comments", lambda *args, **kwargs: 0)


@pytest.fixture
def undrawn(monkeypatch):
    """Take every picture as it comes: no status depends on them either."""
    monkeypatch.setattr(home.models, "without_metadata", lambda file: Drawn(file.read(), file.name))


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2027, 3, 28, 1, 0, tzinfo=UTC),
        datetime(2028, 2, 29, 23, 59, tzinfo=UTC),
    ],
    ids=["the clocks go back", "the clocks go forward", "a leap day's last minute"],
)
@pytest.mark.django_db
def test_the_four_statuses_hold_on_any_day_of_loading(without_comments, undrawn, at):
    with time_machine.travel(at, tick=False):
        loading.load(at=at)
    pages = ConsultationPage.objects.order_by("pk")
    assert [
        status_of(page.window, outcome_published_at=page.outcome_published_at, at=at)
        for page in pages
    ] == [Status.CLOSED, Status.OPEN, Status.UPCOMING, Status.OUTCOME_PUBLISHED]
