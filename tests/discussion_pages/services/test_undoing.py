from datetime import timedelta

import pytest

from discussion_pages.models import Appeal, Decision, DiscussionComment, EvidenceEntry, Notice
from discussion_pages.services import deciding
from discussion_pages.services.deciding import decide, overturn, undo_decision, undoable
from discussion_pages.services.posting import edit_comment, withdraw_comment
from discussion_pages.services.refusals import Invalid, NotAllowed
from discussion_pages.services.reporting import report_comment
from tests import factories
from tests.discussion_pages.services.conftest import allow

pytestmark = pytest.mark.django_db

KEPT = [
    field.attname
    for field in DiscussionComment._meta.concrete_fields
    if field.attname not in {"first_published_at", "visible"}
]


def fresh(comment):
    return DiscussionComment.objects.get(pk=comment.pk)


def look(comment):
    comment = fresh(comment)
    return {name: getattr(comment, name) for name in KEPT}


@pytest.fixture
def second(db):
    return allow(factories.UserFactory(pseudonym="Second"), "moderate_discussioncomment")


@pytest.fixture
def edited(discussion, post, member, at):
    """A published comment with an edit that waits."""
    comment = post("First version.")
    discussion.moderation_mode = "before"
    discussion.save()
    edit_comment(comment=comment, author=member, text="Second version.", at=at)
    return fresh(comment)


@pytest.mark.parametrize("action", ["keep", "hold", "remove", "approve_edit", "reject_edit"])
def test_undoing_puts_back_state_text_marks_reports_and_counts(
    discussion, edited, other_member, moderator, second, at, assert_counts_are_true, action
):
    report_comment(comment=edited, reason="spam", reporter=other_member, at=at)
    before, versions = look(edited), list(edited.revisions.values_list("text", "status"))
    given = {"comment": edited, "moderator": moderator, "at": at}
    decision = {
        "keep": lambda: deciding.keep_comment(**given),
        "hold": lambda: deciding.hold_comment(reason="spam", **given),
        "remove": lambda: deciding.remove_comment(reason="spam", **given),
        "approve_edit": lambda: deciding.approve_edit(**given),
        "reject_edit": lambda: deciding.reject_edit(reason="spam", **given),
    }[action]()
    assert look(edited) != before
    assert undoable(edited) == decision
    undo = undo_decision(decision=decision, moderator=second, note=" Sorry. ", at=at)
    assert look(edited) == before
    assert list(edited.revisions.values_list("text", "status")) == versions
    assert edited.reports.get().state == "received"
    assert (undo.undoes, undo.actor, undo.note) == (decision, second, "Sorry.")
    assert (undo.from_state, undo.to_state) == (decision.to_state, decision.from_state)
    assert EvidenceEntry.objects.filter(kind="decision", object_pk=undo.pk).exists()
    assert_counts_are_true(discussion)
    told = Notice.objects.filter(kind="undone")
    assert [notice.data["action"] for notice in told] == (
        [] if action == "keep" else [decision.action]
    )


def test_only_the_latest_decision_in_force_is_undone_and_each_once(post, moderator, at):
    comment = post()
    given = {"comment": comment, "moderator": moderator, "reason": "spam", "at": at}
    first = decide(action="hold", **given)
    last = decide(action="remove", **given)
    undo = {"moderator": moderator, "at": at}
    with pytest.raises(Invalid) as refused:
        undo_decision(decision=first, **undo)
    assert refused.value.code == "not_latest"
    undone = undo_decision(decision=last, **undo)
    for decision in (last, undone):
        with pytest.raises(Invalid):
            undo_decision(decision=decision, **undo)
    undo_decision(decision=first, **undo)
    assert fresh(comment).state == "published"
    assert undoable(comment) is None


def test_neither_a_withdrawal_nor_a_machine_nor_an_answer_to_an_appeal_is_undone(
    discussion, post, member, moderator, at
):
    withdrawn = post()
    withdraw_comment(comment=withdrawn, author=member, at=at)
    answered = post()
    decide(comment=answered, action="remove", moderator=moderator, reason="spam", at=at)
    appeal = appeal_against(answered.decisions.get(), at)
    overturn(decision=appeal.decision, moderator=moderator, appeal=appeal, at=at)
    discussion.moderation_mode = "before"
    discussion.save()
    held = post("held")
    for comment in (withdrawn, answered, held):
        assert undoable(comment) is None
        latest = comment.decisions.order_by("-pk").first()
        with pytest.raises(Invalid) as refused:
            undo_decision(decision=latest, moderator=moderator, at=at)
        assert refused.value.code == "not_undoable"


def test_what_waits_again_waits_since_it_was_held(discussion, post, moderator, at):
    discussion.moderation_mode = "before"
    discussion.save()
    comment, later = post(), at + timedelta(hours=5)
    given = {"comment": comment, "moderator": moderator, "at": later}
    undo_decision(decision=decide(action="approve", **given), moderator=moderator, at=later)
    assert (fresh(comment).urgency, fresh(comment).queued_at) == (50, comment.posted_at)
    decide(action="approve", **given)
    decide(action="hold", reason="spam", **given)
    latest = given | {"at": later + timedelta(hours=5), "reason": "spam"}
    removed = decide(action="remove", **latest)
    undo_decision(decision=removed, moderator=moderator, at=latest["at"])
    assert (fresh(comment).urgency, fresh(comment).queued_at) == (50, later)


def test_only_moderators_undo(post, moderator, member, at):
    comment = post()
    decision = decide(comment=comment, action="hold", moderator=moderator, reason="spam", at=at)
    with pytest.raises(NotAllowed):
        undo_decision(decision=decision, moderator=member, at=at)


def appeal_against(decision, at):
    return Appeal.objects.create(
        decision=decision,
        comment=decision.comment,
        participant=decision.comment.participant,
        text="Why?",
        made_at=at,
    )


def test_an_open_appeal_is_moot_once_the_decision_is_undone(post, moderator, second, at):
    comment = post()
    decision = decide(comment=comment, action="remove", moderator=moderator, reason="spam", at=at)
    appeal = appeal_against(decision, at)
    undo_decision(decision=decision, moderator=second, at=at)
    appeal.refresh_from_db()
    assert (appeal.state, appeal.decided_at, appeal.decided_by) == ("upheld", at, second)
    assert fresh(comment).state == "published"


@pytest.mark.parametrize(
    ("ways", "which", "answer"),
    [
        (["remove"], 0, "restore"),
        (["hold"], 0, "approve"),
        (["hold", "approve"], 0, "approve"),
        (["reject_edit"], 0, "approve"),
    ],
)
def test_an_upheld_appeal_publishes_again_overturns_reports_and_leaves_telling_to_others(
    discussion,
    edited,
    other_member,
    moderator,
    second,
    at,
    assert_counts_are_true,
    ways,
    which,
    answer,
):
    report_comment(comment=edited, reason="spam", reporter=other_member, at=at)
    decisions = []
    for way in ways:
        given = {"comment": edited, "moderator": moderator, "at": at}
        if way == "reject_edit":
            decisions.append(deciding.reject_edit(reason="spam", **given))
        else:
            decisions.append(decide(action=way, reason="spam", **given))
    appeal = appeal_against(decisions[which], at)
    told = Notice.objects.filter(kind="decided").count()
    made = overturn(decision=decisions[which], moderator=second, appeal=appeal, at=at)
    assert (made.action, made.appeal, made.to_state) == (answer, appeal, "published")
    assert fresh(edited).state == "published"
    if ways == ["reject_edit"]:
        assert fresh(edited).comment == "Second version."
    assert edited.reports.get().state == ("overturned" if ways == ["remove"] else "dismissed")
    assert Notice.objects.filter(kind="decided").count() == told
    assert_counts_are_true(discussion)


def test_what_has_moved_on_is_not_overturned(post, member, moderator, at):
    comment = post()
    given = {"comment": comment, "moderator": moderator, "reason": "spam", "at": at}
    held = decide(action="hold", **given)
    decide(action="remove", **given)
    with pytest.raises(Invalid):
        overturn(decision=held, moderator=moderator, appeal=appeal_against(held, at), at=at)
    assert Decision.objects.count() == 2


def test_undoing_a_hold_publishes_no_words_that_nobody_has_read(post, member, moderator, at):
    comment = post("Kind words.")
    later = at + timedelta(minutes=1)
    hold = decide(comment=comment, action="hold", moderator=moderator, reason="other", at=at)
    edit_comment(comment=fresh(comment), author=member, text="Quite other words.", at=later)
    with pytest.raises(Invalid) as refused:
        undo_decision(decision=hold, moderator=moderator, at=later)
    assert refused.value.code == "changed"
    assert fresh(comment).state == "held"
