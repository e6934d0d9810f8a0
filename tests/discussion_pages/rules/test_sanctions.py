import pytest

from discussion_pages.rules.sanctions import LADDER, is_in_force, next_rung
from tests.tables import SANCTION_TABLE


@pytest.mark.parametrize(("starts_at", "ends_at", "lifted_at", "at", "expected"), SANCTION_TABLE)
def test_a_sanction_holds_from_its_start_until_its_end_or_lifting(
    starts_at, ends_at, lifted_at, at, expected
):
    held = is_in_force(starts_at=starts_at, ends_at=ends_at, lifted_at=lifted_at, at=at)
    assert held is expected


def test_the_ladder_goes_from_a_word_to_suspension():
    assert LADDER == ("warn", "premoderate", "mute", "suspend")


@pytest.mark.parametrize(
    ("earlier", "proposed"),
    [
        ([], "warn"),
        (["warn"], "premoderate"),
        (["warn", "warn"], "premoderate"),
        (["premoderate"], "mute"),
        (["mute", "warn"], "suspend"),
        (["suspend"], "suspend"),
    ],
)
def test_the_next_rung_is_one_above_the_highest_so_far(earlier, proposed):
    assert next_rung(earlier) == proposed
