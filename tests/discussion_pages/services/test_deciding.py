import itertools
from datetime import timedelta

import pytest
from django.db import connection

from discussion_pages.models import Decision, DiscussionComment, EvidenceEntry, Notice
from discussion_pages.rules.notices import NoticeKind
from discussion_pages.rules.queue import Urgency
from discussion_pages.rules.states import Action, State
from discussion_pages.services import deciding
from discussion_pages.services.deciding import decide, dismiss_reports, version_of, with_versions
from discussion_pages.services.notice_words import DATA_KEYS
from discussion_pages.services.policies import policy_for, title_of
from discussion_pages.services.posting import (
    edit_comment,
    post_comment,
    post_official_reply,
    withdraw_comment,
)
from discussion_pages.services.refusals import Invalid, NotAllowed
from discussion_pages.services.reporting import report_comment
from tests import factories
from tests.discussion_pages.services.conftest import allow
from tests.factories import NOW
from tests.snapshots import Snapshot
from tests.tables import allowed

pytestmark = pytest.mark.django_db

# PostgreSQL holds the row of whom it tells by one query more than SQLite.
QUERIES_KEEP, QUERIES_REMOVE = 14, 25
NEEDS_REASON = {"hold", "reject", "remove"}
DECIDED = [Action.APPROVE, Action.HOLD, Action.REJECT, Action.REMOVE, Action.RESTORE]
# A held comment is one that was published before, or ("new") one that never was.
STATES = [*State, "new"]
CASES = list(itertools.product(STATES, DECIDED))


def outcome(state, action):
    was_public = state not in {"new", "rejected"}
    return allowed("held" if state == "new" else state, action, was_public=was_public)


ALLOWED_CASES = [case for case in CASES if outcome(*case)]


@pytest.fixture
def put(moderator, member, at):
    """Bring a published comment into a state by the ways that lead there."""
    ways = {
        "published": [],
        "held": ["hold"],
        "new": ["hold"],
        "rejected": ["hold", "reject"],
        "removed": ["remove"],
    }

    def put_it(comment, state):
        if state == "withdrawn":
            return withdraw_comment(comment=comment, author=member, at=at)
        for action in ways[state]:
            if action == "reject":
                never_published(comment)
            decide(comment=comment, action=action, moderator=moderator, reason="other", at=at)
        if state == "new":
            never_published(comment)
        comment.refresh_from_db()
        return comment

    return put_it


def never_published(comment):
    DiscussionComment.objects.filter(pk=comment.pk).update(first_published_at=None)


def make_thread(discussion, member, other_member, official, organisation):
    """Return a root with a reply, a reply to that, and an official one."""
    given = {"discussion": discussion, "at": NOW}
    root = post_comment(text="root", author=member, **given)
    middle = post_comment(text="middle", author=member, reply_to=root, **given)
    deep = post_comment(text="deep", author=other_member, reply_to=middle, **given)
    answer = post_official_reply(
        text="official", author=official, organisation=organisation, reply_to=root, **given
    )
    return root, middle, deep, answer


THREAD = Snapshot(make_thread)


@pytest.fixture
def thread(discussion, member, other_member, official, organisation):
    return THREAD.take(discussion, member, other_member, official, organisation)


@pytest.mark.parametrize("which", [0, 1, 2])
@pytest.mark.parametrize(("state", "action"), CASES)
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
    expected = outcome(state, action)
    before_it = "held" if state == "new" else state
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
            before_it,
            expected,
        )
        assert (decision.actor, decision.decided_at) == (moderator, at)
        assert (decision.reason, decision.is_automatic) == (reason, False)
    comment.refresh_from_db()
    assert comment.state == (expected or before_it)
    assert list(others.values_list("pk", "state")) == before
    assert_counts_are_true(discussion)


@pytest.mark.parametrize(("state", "action"), ALLOWED_CASES)
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
        (deciding.keep_comment, "", "published"),
        (deciding.hold_comment, "abuse", "held"),
        (deciding.remove_comment, "spam", "removed"),
        (deciding.restore_comment, "", "published"),
    ]:
        reason = {"reason": given_reason} if given_reason else {}
        assert service(note=" Seen. ", **reason, **given).to_state == state
    comment.refresh_from_db()
    assert comment.state == "published"
    assert set(comment.decisions.values_list("note", flat=True)) == {"Seen."}


@pytest.mark.parametrize("action", sorted(set(Action) - set(DECIDED) - {Action.WITHDRAW}))
def test_what_has_a_service_of_its_own_is_not_decided_here(post, moderator, at, action):
    with pytest.raises(ValueError, match="service of its own"):
        decide(comment=post(), action=action, moderator=moderator, reason="other", at=at)


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


@pytest.mark.parametrize(("state", "action"), ALLOWED_CASES)
def test_a_decision_settles_the_reports_it_answers_but_holding_does_not(
    post, put, moderator, other_member, at, state, action
):
    comment = post()
    report_comment(comment=comment, reason="abuse", reporter=other_member, at=at)
    if state in {"held", "new"}:
        put(comment, state)
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
        never_published(comment)
    decide(action=last, **given)
    comment.refresh_from_db()
    assert comment.edit_held_at is None
    assert comment.revisions.last().status == "rejected"
    decide(action="restore", **given)
    comment.refresh_from_db()
    assert comment.comment == "First version."


def test_a_decision_keeps_the_policy_the_rule_and_why_the_comment_waited(
    discussion, post, moderator, other_member, at
):
    comment = post()
    report_comment(comment=comment, reason="spam", reporter=other_member, at=at)
    later = at + timedelta(hours=2)
    given = {"comment": comment, "moderator": moderator, "reason": "spam", "at": later}
    decision = decide(action="remove", message=" Not here. ", words=" one \n\n two", **given)
    policy = policy_for(discussion)
    assert (decision.policy, decision.policy_revision_id) == (policy, policy.live_revision_id)
    assert decision.reason_title == title_of("spam", [policy])
    assert (decision.message, decision.words) == ("Not here.", "one\ntwo")
    assert (decision.urgency, decision.queued_at) == (Urgency.REPORTED, at)
    assert decision.details["actor"] == moderator.pk
    assert EvidenceEntry.objects.filter(kind="decision", object_pk=decision.pk).count() == 1
    comment.refresh_from_db()
    assert (comment.reviewed_at, comment.urgency) == (later, Urgency.NONE)
    assert comment.reports.get().state == "upheld"
    restored = decide(comment=comment, action="restore", moderator=moderator, at=later)
    assert (comment.reports.get().state, comment.reports.get().decision) == ("overturned", restored)


@pytest.mark.parametrize(
    ("state", "action", "may_appeal"),
    [
        ("new", "approve", False),
        ("published", "hold", True),
        ("new", "reject", True),
        ("published", "remove", True),
        ("removed", "restore", False),
        ("published", "approve", None),
    ],
)
def test_the_author_is_told_once_of_what_changes_for_them(
    post, put, member, moderator, at, state, action, may_appeal
):
    comment = put(post("Secret words."), state)
    Notice.objects.all().delete()
    decision = decide(
        comment=comment, action=action, moderator=moderator, reason="other", message="Hi.", at=at
    )
    if may_appeal is None:
        assert not Notice.objects.exists()
        return
    notice = Notice.objects.get()
    assert (notice.recipient, notice.key) == (member, f"decision:{decision.pk}")
    assert (notice.data["action"], notice.data["message"]) == (action, "Hi.")
    days = policy_for(comment.discussion).appeal_days
    until = (at + timedelta(days=days)).isoformat() if may_appeal else ""
    assert notice.data["appeal_until"] == until
    assert "Secret" not in str(notice.data)
    assert set(notice.data) == DATA_KEYS[NoticeKind.DECIDED]


def test_too_long_a_message_is_refused(post, moderator, at):
    with pytest.raises(Invalid) as refused:
        decide(
            comment=post(),
            action="remove",
            moderator=moderator,
            reason="spam",
            message="x" * 1001,
            at=at,
        )
    assert refused.value.field == "message"


def test_what_somebody_has_changed_meanwhile_is_not_decided(post, member, moderator, at):
    comment = post()
    seen = version_of(comment)
    assert with_versions(DiscussionComment.objects.all()).get().last_decision_pk is None
    given = {"comment": comment, "moderator": moderator, "expected_version": seen, "at": at}
    deciding.keep_comment(**given)
    for again in (
        lambda: deciding.keep_comment(**given),
        lambda: decide(action="remove", reason="spam", **given),
        lambda: deciding.redact_comment(passages=["lamp"], reason="spam", **given),
        lambda: deciding.pin_comment(**given),
        lambda: deciding.undo_decision(
            decision=comment.decisions.get(),
            moderator=moderator,
            expected_version=seen,
            at=at,
        ),
    ):
        with pytest.raises(Invalid) as refused:
            again()
        assert refused.value.code == "changed"
    assert comment.decisions.count() == 1
    fresh = with_versions(DiscussionComment.objects.all()).get()
    assert version_of(fresh) == version_of(DiscussionComment.objects.get()) != seen


def test_deciding_costs_a_steady_number_of_queries(
    post, moderator, member, at, django_assert_max_num_queries
):
    comment = DiscussionComment.objects.select_related("discussion").get(pk=post().pk)
    given = {"comment": comment, "moderator": moderator, "at": at}
    with django_assert_max_num_queries(QUERIES_KEEP):
        deciding.keep_comment(**given)
    counts_people = connection.vendor == "postgresql"  # by a statement of its own
    with django_assert_max_num_queries(QUERIES_REMOVE + counts_people):
        decide(action="remove", reason="spam", **given)


def test_who_moderates_leaves_their_own_comment_to_somebody_else(
    post, answer, moderator, other_member, at
):
    own = post("My own words.", author=moderator)
    report_comment(comment=own, reason="other", reporter=other_member, at=at)
    judge = allow(factories.UserFactory(), "moderate_discussioncomment")
    for service in (deciding.keep_comment, dismiss_reports, deciding.pin_comment):
        with pytest.raises(NotAllowed) as refused:
            service(comment=own, moderator=moderator, at=at)
        assert refused.value.code == "own"
    removal = decide(comment=own, action="remove", moderator=judge, reason="other", at=at)
    with pytest.raises(NotAllowed):
        decide(comment=own, action="restore", moderator=moderator, at=at)
    with pytest.raises(NotAllowed):
        deciding.undo_decision(decision=removal, moderator=moderator, at=at)
    for_the_body = answer(author=allow(moderator, "reply_officially"))
    decide(comment=for_the_body, action="remove", moderator=moderator, reason="other", at=at)
