import itertools

import pytest

from discussion_pages.rules.reports import (
    ReportEvent,
    ReportState,
    ReportTransitionError,
    report_state_after,
    states_before,
)

PAIRS = list(itertools.product(ReportState, ReportEvent))
ALLOWED = {
    ("received", "uphold"): "upheld",
    ("received", "dismiss"): "dismissed",
    ("received", "close"): "closed",
    ("upheld", "overturn"): "overturned",
    ("upheld", "reopen"): "received",
    ("dismissed", "reopen"): "received",
    ("closed", "reopen"): "received",
    ("overturned", "reopen"): "upheld",
}


def test_the_table_covers_every_pair():
    assert len(PAIRS) == 5 * 5
    assert set(ALLOWED) <= {(state.value, event.value) for state, event in PAIRS}


@pytest.mark.parametrize(("state", "event"), PAIRS)
def test_an_event_leads_to_one_state_or_is_refused(state, event):
    expected = ALLOWED.get((state.value, event.value))
    assert (state in states_before(event)) is (expected is not None)
    if expected is None:
        with pytest.raises(ReportTransitionError):
            report_state_after(state, event)
        return
    assert report_state_after(state, event) == expected
    assert report_state_after(state.value, event.value) == expected
