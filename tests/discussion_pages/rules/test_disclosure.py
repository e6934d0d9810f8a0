"""Small numbers stay unpublished, and so do those that would give them away."""

import pytest

from discussion_pages.rules.disclosure import publishable, suppressed


@pytest.mark.parametrize(
    ("count", "shown"), [(0, None), (1, None), (9, None), (10, 10), (11, 11), (1000, 1000)]
)
def test_a_number_under_ten_is_not_published(count, shown):
    assert publishable(count) == shown


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ({}, {}),
        ({"a": 10}, {"a": 10}),
        ({"a": 9}, {"a": None}),
        ({"a": 10, "b": 12}, {"a": 10, "b": 12}),
        # One alone could be worked out from the total, so the next smallest goes with it.
        ({"a": 9, "b": 30, "c": 12}, {"a": None, "b": 30, "c": None}),
        ({"a": 0, "b": 30}, {"a": None, "b": None}),
        # Two that are hidden hide each other.
        ({"a": 9, "b": 3, "c": 12}, {"a": None, "b": None, "c": 12}),
    ],
)
def test_a_breakdown_gives_no_small_cell_away(cells, shown):
    assert suppressed(cells) == shown


@pytest.mark.parametrize("small", range(10))
def test_no_hidden_cell_follows_from_the_total(small):
    shown = suppressed({"small": small, "large": 50, "larger": 70})
    assert sum(count is None for count in shown.values()) >= 2


def test_a_number_that_everybody_knows_hides_no_other():
    cells = {"known": 12, "small": 3, "large": 40, "larger": 50}
    shown = suppressed(cells, known=("known",))
    assert shown == {"known": 12, "small": None, "large": None, "larger": 50}
