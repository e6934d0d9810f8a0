"""Appeals: who makes one against what and until when, and who answers it."""

from datetime import timedelta

import pytest

from discussion_pages.models import (
    Appeal,
    Decision,
    DiscussionComment,
    EvidenceEntry,
    Notice,
    Sanction,
)
from discussion_pages.rules.notices import NoticeKind
from discussion_pages.rules.queue import Urgency
from discussion_pages.services import deciding, undoing
from discussion_pages.services.appealing import (
    appeal_until,
    decide_appeal,
    limiting_decisions,
    make_appeal,
    may_appeal,
    withdraw_appeal,
)
from discussion_pages.services.notice_words import DATA_KEYS, words_of
from discussion_pages.services.posting import edit_comment
from discussion_pages.services.refusals import Invalid, NotAllowed
from discussion_pages.services.sanctions import impose_sanction, lift_sanction
from tests import factories
from tests.discussion_pages.services.conftest import allow

pytestmark = pytest.mark.django_db

TICK = timedelta(microseconds=1)


@pytest.fixture
def moderator(moderator):
    """Return the first decider, who also imposes sanctions."""
    return allow(moderator, "impose_sanction")


@pytest.fixture
def second(db):
    """Return another moderator, who also imposes sanctions."""
    return allow(allow(factories.UserFactory(), "moderate_discussioncomment"), "impose_sanction")


@pytest.fixture
def removed(post, moderator, at) -> Decision:
    """Return the decision that took a comment down."""
    return deciding.remove_comment(comment=post(), moderator=moderator, reason="abuse", at=at)


@pytest.fixture
def appeal(removed, member, at) -> Appeal:
    """Return an appeal against it."""
    return make_appeal(decision=removed, member=member, text="It was not abuse.", at=at)


@pytest.fixture
def sanction(post, member, moderator, at) -> Sanction:
    """Return a suspension."""
    comment = post("Words")
    return impose_sanction(
        participant=member.discussion_participant,
        kind="suspend",
        moderator=moderator,
        reason="abuse",
        comment=comment,
        at=at,
    )


def current(comment) -> DiscussionComment:
    return DiscussionComment.objects.get(pk=comment.pk)


def test_an_appeal_waits_at_the_desk_and_its_author_is_told_the_target_time(
    appeal, removed, member, at
):
    comment = current(removed.comment)
    assert (comment.urgency, comment.queued_at) == (Urgency.APPEAL, at)
    notice = Notice.objects.get(kind="appeal_received")
    assert (notice.recipient, notice.key) == (member, f"appeal:{appeal.pk}:received")
    assert set(notice.data) == DATA_KEYS["appeal_received"]
    assert notice.data["expected_at"] == (at + timedelta(hours=120)).isoformat()
    assert EvidenceEntry.objects.filter(kind="appeal", object_pk=appeal.pk).count() == 1


def test_one_may_appeal_until_a_tick_before_the_days_are_over(removed, member, at):
    until = at + timedelta(days=28)
    assert appeal_until(removed) == until
    assert may_appeal(removed, person=member, at=until - TICK)
    right = may_appeal(removed, person=member, at=until)
    assert (bool(right), right.code, right.until) == (False, "too_late", until)
    with pytest.raises(NotAllowed) as refused:
        make_appeal(decision=removed, member=member, text="Too late", at=until)
    assert refused.value.code == "too_late"
    assert make_appeal(decision=removed, member=member, text="In time", at=until - TICK)


def test_one_appeals_once_also_after_taking_it_back(appeal, removed, member, at):
    withdraw_appeal(appeal=appeal, person=member, at=at)
    with pytest.raises(NotAllowed) as refused:
        make_appeal(decision=removed, member=member, text="Again", at=at)
    assert refused.value.code == "twice"


def test_only_the_person_concerned_appeals(removed, sanction, other_member, moderator, at):
    for person in (other_member, moderator):
        for subject in ({"decision": removed}, {"sanction": sanction}):
            with pytest.raises(NotAllowed):
                make_appeal(member=person, text="Let me", at=at, **subject)


@pytest.mark.parametrize("text", ["", " \n\u200b\t", "a" * 2001])
def test_an_appeal_needs_words_and_not_too_many(removed, member, at, text):
    with pytest.raises(Invalid) as refused:
        make_appeal(decision=removed, member=member, text=text, at=at)
    assert refused.value.field == "text"
    assert not Appeal.objects.exists()


def test_what_a_person_held_and_what_reports_held_is_appealed_against_not_what_a_phase_held(
    post, member, moderator, at
):
    comment = post()
    by_person = deciding.hold_comment(comment=comment, moderator=moderator, reason="abuse", at=at)
    by_phase, by_reports = (
        Decision.objects.create(
            comment=comment,
            action="hold",
            to_state="held",
            is_automatic=True,
            rule=rule,
            decided_at=at,
        )
        for rule in ("words:suspect", "reports:threshold")
    )
    appealable = limiting_decisions(comment)
    assert appealable == [by_reports, by_person]
    assert all(may_appeal(decision, person=member, at=at) for decision in appealable)
    assert may_appeal(by_phase, person=member, at=at).code == "not_limiting"


def test_what_was_taken_back_or_replaced_is_not_appealed_against(removed, member, moderator, at):
    undoing.undo_decision(decision=removed, moderator=moderator, at=at)
    undone = limiting_decisions(removed.comment)[0]
    assert may_appeal(undone, person=member, at=at).code == "not_standing"
    comment = current(removed.comment)
    held = deciding.hold_comment(comment=comment, moderator=moderator, reason="abuse", at=at)
    deciding.remove_comment(comment=current(comment), moderator=moderator, reason="abuse", at=at)
    latest, earlier, _undone = limiting_decisions(comment)
    assert earlier == held
    assert may_appeal(earlier, person=member, at=at).code == "not_standing"
    assert may_appeal(latest, person=member, at=at)


def test_upholding_puts_the_comment_back_and_tells_its_author_once(
    appeal, removed, member, second, at, discussion, assert_counts_are_true
):
    decide_appeal(appeal=appeal, moderator=second, uphold=True, answer="You are right.", at=at)
    appeal.refresh_from_db()
    assert (appeal.state, appeal.decided_by, appeal.decided_at) == ("upheld", second, at)
    comment = current(removed.comment)
    assert (comment.state, comment.urgency) == ("published", Urgency.NONE)
    restored = comment.decisions.first()
    assert (restored.action, restored.appeal, restored.actor) == ("restore", appeal, second)
    assert restored.urgency == Urgency.APPEAL
    notice = Notice.objects.get(key=f"appeal:{appeal.pk}")
    assert set(notice.data) == DATA_KEYS["appeal_decided"]
    assert (notice.data["upheld"], notice.data["answer"]) == (True, "You are right.")
    told = Notice.objects.filter(recipient=member).values_list("kind", flat=True)
    assert sorted(told) == ["appeal_decided", "appeal_received", "decided"]
    assert_counts_are_true(discussion)


def test_refusing_leaves_the_comment_as_it_is(appeal, removed, second, at):
    decide_appeal(appeal=appeal, moderator=second, uphold=False, answer="It was.", at=at)
    appeal.refresh_from_db()
    assert (appeal.state, appeal.answer) == ("refused", "It was.")
    comment = current(removed.comment)
    assert (comment.state, comment.urgency) == ("removed", Urgency.NONE)
    assert Notice.objects.get(key=f"appeal:{appeal.pk}").data["upheld"] is False


def test_an_appeal_is_answered_once(appeal, moderator, second, at):
    decide_appeal(appeal=appeal, moderator=second, uphold=False, answer="No.", at=at)
    with pytest.raises(Invalid) as refused:
        decide_appeal(appeal=appeal, moderator=second, uphold=True, answer="Yes.", at=at)
    assert refused.value.code == "decided"
    with pytest.raises(Invalid):
        withdraw_appeal(appeal=appeal, person=appeal.participant.user, at=at)
    assert Appeal.objects.get().answer == "No."


def test_an_answer_is_required(appeal, second, at):
    with pytest.raises(Invalid) as refused:
        decide_appeal(appeal=appeal, moderator=second, uphold=False, answer=" ", at=at)
    assert refused.value.field == "answer"


def test_the_first_decider_answers_only_with_an_exception_that_is_kept(appeal, moderator, at):
    given = {"appeal": appeal, "moderator": moderator, "uphold": False, "answer": "No.", "at": at}
    with pytest.raises(Invalid) as refused:
        decide_appeal(**given)
    assert refused.value.field == "exception"
    decide_appeal(**given, exception="Nobody else is on duty this week.")
    assert Appeal.objects.get().exception == "Nobody else is on duty this week."


def test_nobody_answers_without_permission_or_their_own_appeal(
    appeal, sanction, member, other_member, at
):
    given = {"uphold": True, "answer": "Yes.", "exception": "Me", "at": at}
    with pytest.raises(NotAllowed):
        decide_appeal(appeal=appeal, moderator=other_member, **given)
    with pytest.raises(NotAllowed) as refused:
        decide_appeal(appeal=appeal, moderator=allow(member, "moderate_discussioncomment"), **given)
    assert refused.value.code == "own"
    about_sanction = make_appeal(sanction=sanction, member=member, text="Why?", at=at)
    moderates = allow(factories.UserFactory(), "moderate_discussioncomment")
    with pytest.raises(NotAllowed):
        decide_appeal(appeal=about_sanction, moderator=moderates, **given)


def test_an_upheld_appeal_lifts_a_sanction(sanction, member, moderator, second, at):
    appeal = make_appeal(sanction=sanction, member=member, text="It was irony.", at=at)
    assert current(sanction.comment).urgency == Urgency.APPEAL
    with pytest.raises(Invalid):
        decide_appeal(appeal=appeal, moderator=moderator, uphold=True, answer="Yes.", at=at)
    decide_appeal(appeal=appeal, moderator=second, uphold=True, answer="Yes.", at=at)
    sanction.refresh_from_db()
    assert (sanction.lifted_at, sanction.lifted_by) == (at, second)
    assert current(sanction.comment).urgency != Urgency.APPEAL
    assert Notice.objects.get(key=f"appeal:{appeal.pk}").data["about"] == "sanction"
    assert not Notice.objects.filter(kind="sanction_lifted").exists()


def impose(kind, member, moderator, at):
    return impose_sanction(
        participant=member.discussion_participant,
        kind=kind,
        moderator=moderator,
        reason="abuse",
        ends_at=at + timedelta(days=7) if kind == "mute" else None,
        at=at,
    )


def told(appeal, member, second, at, *, uphold):
    """Answer an appeal, and return what the member reads."""
    decide_appeal(appeal=appeal, moderator=second, uphold=uphold, answer="Sorry.", at=at)
    notice = Notice.objects.get(key=f"appeal:{appeal.pk}")
    assert set(notice.data) == DATA_KEYS["appeal_decided"]
    return words_of(notice.kind, notice.data).paragraphs


SAID = {
    "warn": ("Your appeal about your warning is decided.", "Your warning is taken back."),
    "premoderate": (
        "Your appeal about a moderator reading your comments first is decided.",
        "A moderator no longer reads your comments first.",
    ),
    "mute": (
        "Your appeal about being kept from commenting is decided.",
        "You can comment again.",
    ),
    "suspend": ("Your appeal about your suspension is decided.", "You can take part again."),
}


@pytest.mark.parametrize("kind", list(SAID))
@pytest.mark.parametrize("uphold", [True, False])
def test_the_answer_says_which_sanction_it_is_about_and_what_holds_now(
    post, member, moderator, second, at, kind, uphold
):
    post()
    sanction = impose(kind, member, moderator, at)
    appeal = make_appeal(sanction=sanction, member=member, text="Why?", at=at)
    about, over = SAID[kind]
    words = told(appeal, member, second, at, uphold=uphold)
    if uphold:
        assert words == [about, "The first decision does not stand.", over, "The answer: Sorry."]
    else:
        assert words == [about, "The first decision stands.", "The answer: Sorry."]


def test_the_answer_promises_nothing_while_another_sanction_stands(
    sanction, member, moderator, second, at
):
    impose("mute", member, moderator, at)
    appeal = make_appeal(sanction=sanction, member=member, text="Why?", at=at)
    words = told(appeal, member, second, at, uphold=True)
    assert words[:2] == [SAID["suspend"][0], "The first decision does not stand."]
    assert SAID["suspend"][1] not in words


def test_a_warning_beside_it_takes_nothing_from_the_promise(
    sanction, member, moderator, second, at
):
    impose("warn", member, moderator, at)
    appeal = make_appeal(sanction=sanction, member=member, text="Why?", at=at)
    assert SAID["suspend"][1] in told(appeal, member, second, at, uphold=True)


def test_an_answer_of_an_earlier_release_still_reads(db):
    data = {"about": "sanction", "discussion": "", "upheld": True, "answer": "Sorry."}
    said = words_of(NoticeKind.APPEAL_DECIDED, data).paragraphs
    assert said == ["The first decision does not stand.", "The answer: Sorry."]


def test_lifting_a_sanction_by_hand_settles_the_appeal_against_it(
    sanction, member, moderator, second, at
):
    appeal = make_appeal(sanction=sanction, member=member, text="It was irony.", at=at)
    lift_sanction(sanction=sanction, moderator=moderator, at=at)
    appeal.refresh_from_db()
    assert (appeal.state, appeal.decided_by) == ("upheld", moderator)
    assert current(sanction.comment).urgency != Urgency.APPEAL
    with pytest.raises(Invalid):
        decide_appeal(appeal=appeal, moderator=second, uphold=False, answer="No.", at=at)


def test_undoing_the_decision_settles_the_appeal_against_it(appeal, removed, moderator, second, at):
    undoing.undo_decision(decision=removed, moderator=moderator, at=at)
    appeal.refresh_from_db()
    assert appeal.state == "upheld"
    assert current(removed.comment).urgency != Urgency.APPEAL
    with pytest.raises(Invalid):
        decide_appeal(appeal=appeal, moderator=second, uphold=True, answer="Yes.", at=at)


def test_a_suspended_member_still_appeals(removed, sanction, member, at):
    assert make_appeal(decision=removed, member=member, text="Please look again.", at=at)


def test_a_rejected_edit_that_an_appeal_brings_back_is_published(
    discussion, post, member, moderator, second, at
):
    comment = post("Before")
    discussion.moderation_mode = "before"
    discussion.save()
    edit_comment(comment=current(comment), author=member, text="After", at=at)
    rejected = deciding.reject_edit(
        comment=current(comment), moderator=moderator, reason="abuse", at=at
    )
    appeal = make_appeal(decision=rejected, member=member, text="Why?", at=at)
    decide_appeal(appeal=appeal, moderator=second, uphold=True, answer="Sorry.", at=at)
    assert current(comment).comment == "After"
