from datetime import timedelta

import pytest

from consultations.rules.status import status_of
from discussion_pages.rules.windows import Window
from tests.consultations.tables import STATUS_TABLE
from tests.tables import END, START


@pytest.mark.parametrize(
    ("opens_at", "closes_at", "outcome_published_at", "at", "status"), STATUS_TABLE
)
def test_a_status_follows_from_window_and_outcome(
    opens_at, closes_at, outcome_published_at, at, status
):
    window = Window(opens_at, closes_at)
    assert status_of(window, outcome_published_at=outcome_published_at, at=at) == status


def test_without_an_outcome_it_stays_closed_for_analysis():
    later = END + timedelta(days=9999)
    assert status_of(Window(START, END), outcome_published_at=None, at=later) == "closed"
