import itertools
from datetime import timedelta

import pytest

from discussion_pages.models import Decision, DiscussionComment
from discussion_pages.rules.states import Action, State
from discussion_pages.services import deciding
from discussion_pages.services.deciding import decide, dismiss_reports
from discussion_pages.services.posting import edit_comment, post_comment, withdraw_comment
from discussion_pages.services.refusals import Invalid, NotAllowed
from discussion_pages.services.reporting import report_comment
from tests.tables import ALLOWED

pytestmark = pytest.mark.django_db

NEEDS_REASON = {"hold", "reject", "remove"}
MODERATORS_ACTIONS = [action for action in Action if action is not Action.WITHDRAW]
PAIRS = list(itertools.product(State, MODERATORS_ACTIONS))
MODERATORS_PAIRS = [pair for pair in PAIRS if pair in ALLOWED]


@pytest.fixture
def put(moderator, member, at):
    """Bring a published comment into a state by the ways that lead there."""
    ways = {
        "published": [],
        "held": ["hold"],
        "rejected": ["hold", "reject"],
        "removed": ["remove"],
    }

    def put_it(comment, state):
        if state == "withdrawn":
            return withdraw_comment(comment=comment, author=member, at=at)
        for action in ways[state]:
            decide(comment=comment, action=action, moderator=moderator, reason="other", at=at)
        comment.refresh_from_db()
        return comment

    return put_it


@pytest.fixture
def thread(post, other_member, answer):
    """Return a root with a reply, a reply to that, and an official one."""
    root = post("root")
    middle = post("middle", reply_to=root)
    deep = post("deep", reply_to=middle, author=other_member)
    official = answer("official", reply_to=root)
    return root, middle, deep, official


@pytest.mark.parametrize("which", [0, 1, 2])
@pytest.mark.parametrize(("state", "action"), PAIRS)
def test_every_decision_keeps_every_count_true_and_other_comments_alone(
    discussion, thread, put, moderator, at, assert_counts_are_true, state, action, which
):
    comment = put(thread[which], state) if which != 2 or state != "withdrawn" else thread[2]
    if which == 2 and state == "withdrawn":
        withdraw_comment(comment=comment, author=comment.user, at=at)
    others = DiscussionComment.objects.exclude(pk=comment.pk).order_by("pk")
    before = list(others.values_list("pk", "state"))
    assert_counts_are_true(discussion)
    reason = "abuse" if action in NEEDS_REASON else ""
    given = {"comment": comment, "moderator": moderator, "reason": reason, "at": at}
    expected = ALLOWED.get((state.value, action.value))
    decisions = Decision.objects.count()
    if expected is None:
        with pytest.raises(Invalid) as refused:
            decide(action=action, **given)
        assert refused.value.code == "state"
        assert Decision.objects.count() == decisions
    else:
        decision = decide(action=action, **given)
        assert (decision.action, decision.from_state, decision.to_state) == (
            action,
            state,
            expected,
        )
        assert (decision.actor, decision.decided_at) == (moderator, at)
        assert (decision.reason, decision.is_automatic) == (reason, False)
    comment.refresh_from_db()
    assert comment.state == (expected or state)
    assert list(others.values_list("pk", "state")) == before
    assert_counts_are_true(discussion)


@pytest.mark.parametrize(("state", "action"), MODERATORS_PAIRS)
def test_what_limits_somebody_is_refused_without_a_reason(post, put, moderator, at, state, action):
    comment = put(post(), state)
    decisions = Decision.objects.count()
    if action in NEEDS_REASON:
        for reason in ("", "because"):
            with pytest.raises(Invalid) as refused:
                decide(comment=comment, action=action, moderator=moderator, reason=reason, at=at)
            assert (refused.value.code, refused.value.field) == ("reason", "reason")
        assert Decision.objects.count() == decisions
    else:
        decide(comment=comment, action=action, moderator=moderator, at=at)
        assert Decision.objects.count() == decisions + 1


def test_each_decision_has_a_service_of_its_own_name(post, moderator, at):
    comment = post()
    given = {"comment": comment, "moderator": moderator, "at": at}
    for service, given_reason, state in [
        (deciding.hold_comment, "abuse", "held"),
        (deciding.approve_comment, "", "published"),
        (deciding.hold_comment, "abuse", "held"),
        (deciding.reject_comment, "hate", "rejected"),
        (deciding.restore_comment, "", "published"),
        (deciding.remove_comment, "spam", "removed"),
        (deciding.restore_comment, "", "published"),
    ]:
        reason = {"reason": given_reason} if given_reason else {}
        assert service(note=" Seen. ", **reason, **given).to_state == state
    comment.refresh_from_db()
    assert comment.state == "published"
    assert set(comment.decisions.values_list("note", flat=True)) == {"Seen."}


def test_no_moderator_withdraws_for_an_author(post, moderator, at):
    comment = post()
    with pytest.raises(NotAllowed):
        decide(comment=comment, action="withdraw", moderator=moderator, at=at)
    comment.refresh_from_db()
    assert comment.state == "published"


def test_only_moderators_decide(post, member, official, at):
    comment = post()
    for person in (member, official):
        with pytest.raises(NotAllowed):
            decide(comment=comment, action="remove", moderator=person, reason="spam", at=at)
        with pytest.raises(NotAllowed):
            dismiss_reports(comment=comment, moderator=person, at=at)


def test_a_moderator_whose_account_is_off_decides_nothing(post, moderator, at):
    moderator.is_active = False
    with pytest.raises(NotAllowed):
        decide(comment=post(), action="remove", moderator=moderator, reason="spam", at=at)


def test_approving_a_parent_publishes_none_of_its_replies(
    discussion, post, put, moderator, at, assert_counts_are_true
):
    root = post("root")
    waiting = put(post("waiting", reply_to=root), "held")
    rejected = put(post("rejected", reply_to=root), "rejected")
    for action in ("remove", "restore", "hold", "approve"):
        decide(comment=root, action=action, moderator=moderator, reason="other", at=at)
    waiting.refresh_from_db()
    rejected.refresh_from_db()
    assert (waiting.state, rejected.state) == ("held", "rejected")
    assert not waiting.is_public
    assert not rejected.is_public
    assert_counts_are_true(discussion)


def test_a_tombstone_goes_with_the_last_reply_and_comes_back_with_it(thread, put, moderator, at):
    root, middle, deep, official = thread
    put(root, "removed")
    put(middle, "removed")
    put(official, "removed")
    root.refresh_from_db()
    assert root.visible == 1
    decide(comment=deep, action="remove", moderator=moderator, reason="other", at=at)
    for comment in (root, middle):
        comment.refresh_from_db()
        assert comment.visible == 0
    decide(comment=deep, action="restore", moderator=moderator, at=at)
    for comment in (root, middle):
        comment.refresh_from_db()
        assert (comment.visible, comment.state) == (1, "removed")


def test_the_day_of_first_publication_is_kept(discussion, post, moderator, at):
    discussion.moderation_mode = "before"
    discussion.save()
    comment = post()
    given = {"comment": comment, "moderator": moderator, "reason": "other"}
    decide(action="approve", at=at + timedelta(hours=1), **given)
    decide(action="remove", at=at + timedelta(hours=2), **given)
    decide(action="restore", at=at + timedelta(hours=3), **given)
    comment.refresh_from_db()
    assert comment.first_published_at == at + timedelta(hours=1)
    assert comment.posted_at == at


def test_last_activity_follows_the_newest_published_comment(
    discussion, member, moderator, at, assert_counts_are_true
):
    given = {"discussion": discussion, "author": member}
    old = post_comment(text="old", at=at - timedelta(days=2), **given)
    new = post_comment(text="new", at=at, **given)
    middle = post_comment(text="middle", at=at - timedelta(days=1), **given)
    for comment in (new, middle, old):
        decide(comment=comment, action="remove", moderator=moderator, reason="other", at=at)
        assert_counts_are_true(discussion)
    for comment in (middle, old, new):
        decide(comment=comment, action="restore", moderator=moderator, at=at)
        assert_counts_are_true(discussion)


@pytest.mark.parametrize(("state", "action"), MODERATORS_PAIRS)
def test_a_decision_settles_the_reports_it_answers_but_holding_does_not(
    post, put, moderator, other_member, at, state, action
):
    comment = post()
    report_comment(comment=comment, reason="abuse", reporter=other_member, at=at)
    if state == "held":
        put(comment, "held")
    elif state != "published":
        return
    decide(comment=comment, action=action, moderator=moderator, reason="other", at=at)
    comment.refresh_from_db()
    report = comment.reports.get()
    if action == "hold":
        assert (comment.report_count, report.settled_at) == (1, None)
    else:
        assert comment.report_count == 0
        assert (report.settled_at, report.settled_by) == (at, moderator)


def test_reports_are_dismissed_without_touching_the_comment(
    discussion, post, moderator, other_member, at, assert_counts_are_true
):
    comment = post()
    with pytest.raises(Invalid):
        dismiss_reports(comment=comment, moderator=moderator, at=at)
    report_comment(comment=comment, reason="abuse", reporter=other_member, at=at)
    decision = dismiss_reports(comment=comment, moderator=moderator, note="Robust, fair.", at=at)
    assert (decision.from_state, decision.to_state) == ("published", "published")
    comment.refresh_from_db()
    assert (comment.state, comment.report_count) == ("published", 0)
    assert_counts_are_true(discussion)


@pytest.mark.parametrize("last", ["reject", "remove"])
def test_an_edit_that_waits_goes_down_with_its_comment(
    discussion, post, member, moderator, at, last
):
    comment = post("First version.")
    discussion.moderation_mode = "before"
    discussion.save()
    edit_comment(comment=comment, author=member, text="Second version.", at=at)
    given = {"comment": comment, "moderator": moderator, "reason": "other", "at": at}
    if last == "reject":
        decide(action="hold", **given)
    decide(action=last, **given)
    comment.refresh_from_db()
    assert comment.edit_held_at is None
    assert comment.revisions.last().status == "rejected"
    decide(action="restore", **given)
    comment.refresh_from_db()
    assert comment.comment == "First version."
