"""Who is looking at a comment at the desk."""

from datetime import timedelta

import pytest

from discussion_pages.models import Claim
from discussion_pages.services.claiming import claim, claimed_by_other, claims_of_others, release
from discussion_pages.services.posting import post_comment
from tests.factories import NOW

LAPSES = timedelta(minutes=5)
TICK = timedelta(microseconds=1)


@pytest.fixture
def comment(world, member):
    return post_comment(discussion=world.discussion, author=member, text="Dark.", at=NOW)


def other(comment, moderator, at):
    found = claimed_by_other(comment=comment, moderator=moderator, at=at)
    return found and found.moderator


@pytest.mark.parametrize(
    ("after", "is_claimed"), [(timedelta(0), True), (LAPSES - TICK, True), (LAPSES, False)]
)
def test_a_claim_holds_until_it_lapses(comment, member, other_member, after, is_claimed):
    claim(comment=comment, moderator=member, at=NOW)
    assert other(comment, other_member, NOW + after) == (member if is_claimed else None)
    assert other(comment, member, NOW + after) is None
    taken = claim(comment=comment, moderator=other_member, at=NOW + after)
    assert taken.moderator == (member if is_claimed else other_member)
    assert Claim.objects.get().moderator == taken.moderator


def test_opening_it_again_makes_it_last_longer_and_keeps_since_when(comment, member, other_member):
    claim(comment=comment, moderator=member, at=NOW)
    again = claim(comment=comment, moderator=member, at=NOW + LAPSES - TICK)
    assert again.claimed_at == NOW
    assert other(comment, other_member, NOW + LAPSES) == member


def test_somebody_looks_at_one_comment_at_a_time(comment, world, member, other_member):
    second = post_comment(discussion=world.discussion, author=member, text="Darker.", at=NOW)
    claim(comment=comment, moderator=member, at=NOW)
    claim(comment=second, moderator=member, at=NOW)
    pks = [comment.pk, second.pk]
    assert set(claims_of_others(pks, moderator=other_member, at=NOW)) == {second.pk}


def test_only_the_own_claim_is_let_go(comment, member, other_member):
    claim(comment=comment, moderator=member, at=NOW)
    release(comment=comment, moderator=other_member)
    assert other(comment, other_member, NOW) == member
    release(comment=comment, moderator=member)
    assert other(comment, other_member, NOW) is None
