"""Sanctions: who imposes which on whom, what the member is told, and how they end."""

from datetime import timedelta

import pytest

from discussion_pages.models import EvidenceEntry, Notice, Participant, Sanction
from discussion_pages.rules.sanctions import SanctionKind
from discussion_pages.services.notice_words import DATA_KEYS
from discussion_pages.services.refusals import Invalid, NotAllowed
from discussion_pages.services.sanctions import (
    history,
    impose_sanction,
    in_force,
    lift_sanction,
    proposed,
)
from tests import factories
from tests.discussion_pages.services.conftest import allow

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)


@pytest.fixture
def moderator(moderator):
    """Return somebody who decides on comments and imposes sanctions."""
    return allow(moderator, "impose_sanction")


@pytest.fixture
def impose(post, member, moderator, at):
    """Impose a sanction on the member because of a comment."""
    comment = post()

    def impose_it(kind="mute", **given):
        given = {
            "participant": member.discussion_participant,
            "moderator": moderator,
            "reason": "abuse",
            "comment": comment,
            "ends_at": at + WEEK if kind == "mute" else None,
            "at": at,
        } | given
        return impose_sanction(kind=kind, **given)

    return impose_it


def test_a_sanction_holds_until_its_end_and_the_member_is_told_once(impose, member, at):
    sanction = impose(message="Please keep to the subject.", note="Third time")
    participant = member.discussion_participant
    assert in_force(participant, at=at) == [sanction]
    assert in_force(participant, at=at + WEEK) == []
    assert sanction.reason_title == "Abuse, threats or bullying"
    notice = Notice.objects.get(kind="sanction")
    assert (notice.recipient, notice.key) == (member, f"sanction:{sanction.pk}")
    assert set(notice.data) == DATA_KEYS["sanction"]
    assert notice.data["message"] == "Please keep to the subject."
    assert notice.data["appeal_until"] == (at + timedelta(days=28)).isoformat()
    assert "Third time" not in str(notice.data)
    assert EvidenceEntry.objects.filter(kind="sanction", object_pk=sanction.pk).count() == 1


def test_what_holds_is_asked_in_one_query(impose, member, at, django_assert_num_queries):
    impose()
    impose("premoderate")
    impose("warn")
    participant = member.discussion_participant
    with django_assert_num_queries(1):
        found = in_force(participant, at=at)
    assert [sanction.kind for sanction in found] == ["premoderate", "mute"]
    with django_assert_num_queries(0):
        assert in_force(None, at=at) == []


@pytest.mark.parametrize(
    ("kind", "given", "field"),
    [
        ("mute", {"ends_at": None}, "ends_at"),
        ("mute", {"ends_at": timedelta(0)}, "ends_at"),
        ("suspend", {"ends_at": -timedelta(microseconds=1)}, "ends_at"),
        ("warn", {"ends_at": WEEK}, "ends_at"),
        ("suspend", {"reason": ""}, "reason"),
        ("suspend", {"reason": "no-such-rule"}, "reason"),
        ("suspend", {"message": "a" * 1001}, "message"),
        ("suspend", {"note": "a" * 1001}, "note"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(impose, at, kind, given, field):
    if isinstance(given.get("ends_at"), timedelta):
        given = given | {"ends_at": at + given["ends_at"]}
    with pytest.raises(Invalid) as refused:
        impose(kind, **given)
    assert refused.value.field == field
    assert not Sanction.objects.exists()


def test_a_mute_may_end_a_moment_from_now_and_a_suspension_never(impose, at):
    assert impose(ends_at=at + timedelta(microseconds=1)).ends_at
    assert impose("suspend").ends_at is None


def test_the_same_sanction_is_not_imposed_twice_while_it_holds(impose, at):
    for kind in ("mute", "warn"):
        impose(kind)
        with pytest.raises(Invalid) as refused:
            impose(kind)
        assert refused.value.code == "twice"
    later = at + WEEK
    assert impose("mute", at=later, ends_at=later + WEEK)


def test_nobody_without_the_permission_imposes_or_lifts(impose, member, other_member, at):
    sanction = impose()
    moderates = allow(factories.UserFactory(), "moderate_discussioncomment")
    for person in (other_member, moderates):
        with pytest.raises(NotAllowed):
            impose("suspend", moderator=person)
        with pytest.raises(NotAllowed):
            lift_sanction(sanction=sanction, moderator=person, at=at)


def test_nobody_sanctions_themselves_staff_who_moderate_or_a_closed_account(
    impose, moderator, other_member, at
):
    staff = allow(factories.UserFactory(), "moderate_discussioncomment")
    for user, code in ((moderator, "oneself"), (staff, "staff"), (None, "no_account")):
        participant = Participant.objects.create(user=user)
        with pytest.raises(NotAllowed) as refused:
            impose(participant=participant, comment=None)
        assert refused.value.code == code
    stranger = Participant.objects.create(user=other_member)
    with pytest.raises(NotAllowed) as refused:
        impose(participant=stranger)
    assert refused.value.code == "comment"


def test_lifting_ends_it_from_that_instant_and_tells_the_member(impose, member, moderator, at):
    sanction = impose("suspend")
    later = at + timedelta(days=1)
    lifted = lift_sanction(sanction=sanction, moderator=moderator, note="Settled", at=later)
    participant = member.discussion_participant
    assert in_force(participant, at=later - timedelta(microseconds=1)) == [sanction]
    assert in_force(participant, at=later) == []
    assert (lifted.lifted_by, lifted.lift_note) == (moderator, "Settled")
    notice = Notice.objects.get(kind="sanction_lifted")
    assert set(notice.data) == DATA_KEYS["sanction_lifted"]
    with pytest.raises(Invalid):
        lift_sanction(sanction=sanction, moderator=moderator, at=later)


def test_what_is_over_is_not_lifted(impose, moderator, at):
    sanction = impose()
    with pytest.raises(Invalid):
        lift_sanction(sanction=sanction, moderator=moderator, at=at + WEEK)


def test_the_ladder_goes_on_where_it_stands_and_forgets_what_was_lifted(
    impose, member, moderator, at
):
    participant = member.discussion_participant
    assert proposed(participant) is SanctionKind.WARN
    impose("warn")
    assert proposed(participant) is SanctionKind.PREMODERATE
    mute = impose("mute")
    assert proposed(participant) is SanctionKind.SUSPEND
    lift_sanction(sanction=mute, moderator=moderator, at=at)
    assert proposed(participant) is SanctionKind.PREMODERATE
    assert [sanction.kind for sanction in history(participant)] == ["mute", "warn"]
