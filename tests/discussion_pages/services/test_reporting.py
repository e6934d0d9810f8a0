from datetime import timedelta
from functools import partial

import pytest

from discussion_pages.models import (
    Decision,
    DiscussionComment,
    EvidenceEntry,
    Notice,
    OutboxMessage,
    Report,
)
from discussion_pages.rules.notices import NoticeKind
from discussion_pages.rules.queue import Urgency
from discussion_pages.rules.reports import ReportEvent
from discussion_pages.rules.states import Action
from discussion_pages.services import evidence, notice_words, reporting
from discussion_pages.services.deciding import dismiss_reports, hold_comment, remove_comment
from discussion_pages.services.networks import digest_of_network
from discussion_pages.services.refusals import Invalid, NotAllowed
from discussion_pages.services.reporting import report_comment
from discussion_pages.services.tree import lock_branch
from tests import factories
from tests.tables import TICK

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(at):
    """Report a comment without an account."""

    def report_it(comment, **given):
        given = {"reason": "abuse", "address": "192.0.2.7", "at": at} | given
        return report_comment(comment=comment, **given)

    return report_it


def test_a_member_reports_a_comment_once_while_it_is_open(
    discussion, post, report, other_member, moderator, at, assert_counts_are_true
):
    comment = post()
    first = report(comment, reporter=other_member, text=" He names my street. ")
    assert (first.text, first.reporter, first.reported_at) == (
        "He names my street.",
        other_member,
        at,
    )
    assert first.network_key == ""
    assert report(comment, reporter=other_member, reason="hate").pk == first.pk
    comment.refresh_from_db()
    assert comment.report_count == 1
    dismiss_reports(comment=comment, moderator=moderator, at=at)
    assert report(comment, reporter=other_member).pk != first.pk
    assert_counts_are_true(discussion)


def test_reports_come_also_when_the_discussion_is_closed(discussion, post, report, at):
    comment = post()
    discussion.closes_at = at
    discussion.save()
    assert report(comment, at=at + timedelta(days=99)).pk


def test_a_report_needs_a_reason_from_the_list(post, report):
    comment = post()
    for reason in ("", "rude"):
        with pytest.raises(Invalid) as refused:
            report(comment, reason=reason)
        assert refused.value.field == "reason"
    report(comment, text="x" * 1000)
    with pytest.raises(Invalid) as refused:
        report(comment, text="x" * 1001)
    assert refused.value.field == "text"
    assert Report.objects.count() == 1


def test_what_is_not_public_is_not_reported(post, report, moderator, at):
    comment = post()
    hold_comment(comment=comment, moderator=moderator, reason="other", at=at)
    comment.refresh_from_db()
    with pytest.raises(NotAllowed):
        report(comment)


@pytest.fixture
def meanwhile(monkeypatch):
    """Let something happen while a report waits for the lock on its comment."""

    def arrange(happen):
        def wait_and_lock(comment):
            monkeypatch.setattr(reporting, "lock_branch", lock_branch)
            happen()
            return lock_branch(comment)

        monkeypatch.setattr(reporting, "lock_branch", wait_and_lock)

    return arrange


def test_what_is_taken_down_while_the_report_waits_is_not_reported(
    discussion, post, report, moderator, at, meanwhile, assert_counts_are_true
):
    comment = post()
    meanwhile(partial(remove_comment, comment=comment, moderator=moderator, reason="spam", at=at))
    with pytest.raises(NotAllowed) as refused:
        report(DiscussionComment.objects.get(pk=comment.pk))
    assert refused.value.code == "state"
    assert not Report.objects.exists()
    assert_counts_are_true(discussion)


def test_reports_that_come_while_another_waits_count_against_the_limit(post, report, meanwhile):
    comment, other = post(), post("Another.")

    def five_others():
        for _number in range(5):
            report(other)

    meanwhile(five_others)
    with pytest.raises(NotAllowed) as refused:
        report(comment)
    assert refused.value.code == "too_many"


def test_five_reports_an_hour_come_from_one_network(post, report, at):
    comments = [post(f"Comment {number}") for number in range(3)]
    for number in range(5):
        report(comments[number % 3], address=f"192.0.2.{number}")
    later = at + timedelta(hours=1)
    for instant in (at, later - TICK):
        with pytest.raises(NotAllowed) as refused:
            report(comments[0], address="192.0.2.200", at=instant)
        assert refused.value.code == "too_many"
    assert report(comments[0], address="192.0.3.1").pk
    assert report(comments[0], address="192.0.2.200", at=later).pk


def test_members_are_not_counted_against_their_network(post, report, other_member):
    comments = [post(f"Comment {number}") for number in range(7)]
    for comment in comments:
        report(comment, reporter=other_member)
    assert Report.objects.count() == 7


def test_the_limit_is_a_setting(post, report, settings):
    settings.DISCUSSION_PAGES_ANONYMOUS_REPORTS_PER_HOUR = 1
    comment = post()
    report(comment)
    with pytest.raises(NotAllowed):
        report(comment)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.254", True),
        ("192.0.2.1", "192.0.3.1", False),
        ("2001:db8:1::1", "2001:db8:1:ffff::9", True),
        ("2001:db8:1::1", "2001:db8:2::1", False),
        ("fe80::1%eth0", "fe80::2", True),
        ("::ffff:192.0.2.1", "192.0.2.9", True),
        ("::ffff:192.0.2.1", "::ffff:198.51.100.1", False),
        ("", "not an address", True),
        ("", "192.0.2.1", False),
    ],
)
def test_a_network_is_a_24_of_ipv4_or_a_48_of_ipv6(one, other, same):
    assert (digest_of_network(one, salt="s") == digest_of_network(other, salt="s")) is same


def test_no_address_is_kept(post, report):
    kept = report(post(), address="192.0.2.7")
    assert len(kept.network_key) == 64
    assert "192.0.2" not in kept.network_key


@pytest.fixture
def policy(discussion):
    """Let three people who report hold a comment."""
    policy = factories.ModerationPolicyFactory(
        slug="strict", hold_after_reports=3, target_hours_illegal=2, target_hours_reported=50
    )
    discussion.policy = policy
    discussion.save()
    return policy


def test_a_rule_about_illegal_content_makes_a_report_of_that_kind_which_goes_first(
    post, report, other_member, at
):
    comment = post()
    report(comment, reporter=other_member)
    assert DiscussionComment.objects.get(pk=comment.pk).urgency == Urgency.REPORTED
    illegal = report(comment, reason="illegal", at=at + TICK)
    assert (illegal.kind, illegal.reason_title) == ("illegal", "Illegal content")
    comment.refresh_from_db()
    assert (comment.urgency, comment.queued_at) == (Urgency.ILLEGAL, at + TICK)


def test_each_report_is_kept_as_evidence_and_has_a_reference_of_its_own(post, report):
    reports = [report(post()), report(post("Another lamp is out."))]
    assert len({one.reference for one in reports}) == 2
    entries = EvidenceEntry.objects.filter(kind="report").order_by("pk")
    assert [entry.object_pk for entry in entries] == [one.pk for one in reports]
    for entry, one in zip(entries, reports, strict=True):
        one.refresh_from_db()
        assert entry.digest == evidence.digest_of(one, entry.salt)


def test_an_address_that_is_none_is_refused_at_its_field(post, report):
    with pytest.raises(Invalid) as refused:
        report(post(), email="me at home")
    assert refused.value.field == "email"
    assert not Report.objects.exists()


def test_a_member_is_told_on_the_site_and_needs_no_address(policy, post, report, other_member):
    kept = report(post(), reporter=other_member, email="elsewhere@example.org")
    assert kept.email == ""
    notice = Notice.objects.get(recipient=other_member)
    assert notice.kind == NoticeKind.REPORT_RECEIVED
    assert notice.data == {
        "reference": kept.reference,
        "discussion": "The walk home",
        "reason_title": "Abuse, threats or bullying",
        "expected_at": (kept.reported_at + timedelta(hours=50)).isoformat(),
        "status_path": reporting.status_path(kept),
    }
    assert set(notice.data) == notice_words.DATA_KEYS[NoticeKind.REPORT_RECEIVED]


def test_whoever_leaves_an_address_is_written_to_in_the_language_of_the_report(
    policy, post, report, moderator, at
):
    comment = post()
    kept = report(comment, email=" ada@example.org ", language="fr", reason="illegal")
    report(comment)
    message = OutboxMessage.objects.get(kind=NoticeKind.REPORT_RECEIVED)
    assert (message.address, message.language) == ("ada@example.org", "fr")
    assert message.data["expected_at"] == (at + timedelta(hours=2)).isoformat()
    assert message.data["status_path"].startswith("/fr/")
    decision = decision_on(comment, Action.REMOVE, moderator, at)
    reporting.settle(comment, ReportEvent.UPHOLD, decision=decision, moderator=moderator, at=at)
    told = OutboxMessage.objects.get(kind=NoticeKind.REPORT_DECIDED)
    assert (told.address, told.language) == ("ada@example.org", "fr")
    assert set(told.data) == notice_words.DATA_KEYS[NoticeKind.REPORT_DECIDED]
    assert (told.data["reference"], told.data["state"]) == (kept.reference, "upheld")
    assert told.data["decision_reason"] == "Spam or advertising"


def test_one_address_is_not_named_in_more_reports_than_one_network_may_send(post, report, settings):
    settings.DISCUSSION_PAGES_ANONYMOUS_REPORTS_PER_HOUR = 1
    comment = post()
    report(comment, email="ada@example.org")
    with pytest.raises(NotAllowed) as refused:
        report(comment, email="Ada@example.org", address="198.51.100.1")
    assert (refused.value.code, refused.value.field) == ("too_many", "email")


def decision_on(comment, action, moderator, at, *, reason="spam"):
    """Write the log's line that settling refers to."""
    return Decision.objects.create(
        comment=comment,
        action=action,
        from_state=comment.state,
        to_state=comment.state,
        actor=moderator,
        reason=reason,
        reason_title="Spam or advertising" if reason else "",
        decided_at=at,
    )


@pytest.mark.parametrize(
    ("event", "state"),
    [
        (ReportEvent.UPHOLD, "upheld"),
        (ReportEvent.DISMISS, "dismissed"),
        (ReportEvent.CLOSE, "closed"),
    ],
)
def test_settling_and_undoing_moves_every_report_that_waited_and_tells_each_reporter(
    post, report, member, other_member, moderator, at, event, state
):
    comment = post()
    earlier = report(comment)
    first = decision_on(comment, Action.APPROVE, moderator, at)
    reporting.settle(comment, ReportEvent.DISMISS, decision=first, moderator=moderator, at=at)
    waiting = [report(comment, reporter=other_member), report(comment)]
    Notice.objects.all().delete()
    later = at + TICK
    decision = decision_on(comment, Action.REMOVE, moderator, later)
    given = {"decision": decision, "moderator": moderator, "at": later}
    assert reporting.settle(comment, event, **given) == waiting
    assert reporting.settle(comment, event, **given) == []
    earlier.refresh_from_db()
    assert (earlier.state, earlier.decision) == ("dismissed", first)
    for one in waiting:
        one.refresh_from_db()
        assert (one.state, one.settled_at, one.settled_by) == (state, later, moderator)
        assert one.decision == decision
    assert comment.report_count == 0
    assert [notice.data["state"] for notice in Notice.objects.all()] == [state]

    assert reporting.reopen(decision, at=later) == waiting
    for one in waiting:
        one.refresh_from_db()
        assert (one.state, one.settled_at, one.settled_by, one.decision) == (
            "received",
            None,
            None,
            None,
        )
    comment.refresh_from_db()
    assert comment.report_count == 2
    assert {notice.data["state"] for notice in Notice.objects.all()} == {state, "received"}
    assert set(Notice.objects.values_list("recipient", flat=True)) == {other_member.pk}


def test_what_an_appeal_overturned_is_upheld_again_when_that_is_undone(
    post, report, other_member, moderator, at
):
    comment = post()
    reports = [report(comment, reporter=other_member), report(comment)]
    removal = decision_on(comment, Action.REMOVE, moderator, at)
    reporting.settle(comment, ReportEvent.UPHOLD, decision=removal, moderator=moderator, at=at)
    restoral = decision_on(comment, Action.RESTORE, None, at + TICK, reason="")
    reporting.settle(comment, ReportEvent.OVERTURN, decision=restoral, moderator=None, at=at + TICK)
    for one in reports:
        one.refresh_from_db()
        assert (one.state, one.decision) == ("overturned", restoral)
    reporting.reopen(Decision.objects.get(pk=restoral.pk), at=at + TICK)
    for one in reports:
        one.refresh_from_db()
        assert (one.state, one.decision, one.settled_at) == ("upheld", removal, at)
        assert one.settled_by == moderator
    assert comment.report_count == 0


def people(number):
    return factories.UserFactory.create_batch(number)


def test_enough_independent_reports_hold_a_comment(
    policy, discussion, post, report, member, at, assert_counts_are_true
):
    comment = post()
    for reporter in people(2):
        report(comment, reporter=reporter)
    comment.refresh_from_db()
    assert comment.state == "published"
    report(comment)
    comment.refresh_from_db()
    assert (comment.state, comment.held_rule, comment.report_count) == ("held", "reports:3", 3)
    assert (comment.urgency, comment.queued_at) == (Urgency.REPORTED, at)
    decision = comment.decisions.get()
    assert (decision.action, decision.rule, decision.is_automatic) == ("hold", "reports:3", True)
    assert (decision.actor, decision.policy) == (None, policy)
    entry = EvidenceEntry.objects.get(kind="decision", object_pk=decision.pk)
    assert entry.digest == evidence.digest_of(decision, entry.salt)
    notice = Notice.objects.get(recipient=member)
    assert (notice.kind, notice.data["category"]) == (NoticeKind.HELD, "reports")
    assert set(notice.data) == notice_words.DATA_KEYS[NoticeKind.HELD]
    assert_counts_are_true(discussion)


def test_one_network_counts_once_whatever_the_day(policy, post, report, other_member, at):
    comment = post()
    report(comment, reporter=other_member)
    for day in range(3):
        report(comment, at=at + timedelta(days=day))
    comment.refresh_from_db()
    assert (comment.state, comment.report_count) == ("published", 4)
    report(comment, address="198.51.100.1", at=at + timedelta(days=3))
    comment.refresh_from_db()
    assert comment.state == "held"


def test_what_a_moderator_has_looked_at_is_held_by_new_reports_only(
    policy, post, report, moderator, at
):
    comment = post()
    first, second, *others = people(5)
    report(comment, reporter=first)
    report(comment, reporter=second)
    dismiss_reports(comment=comment, moderator=moderator, at=at)
    for number, reporter in enumerate(others, start=1):
        comment.refresh_from_db()
        assert comment.state == "published"
        report(comment, reporter=reporter, at=at + number * TICK)
    comment.refresh_from_db()
    assert comment.state == "held"


def test_reports_alone_hold_nothing_unless_the_policy_says_so(post, report):
    comment = post()
    for reporter in people(5):
        report(comment, reporter=reporter)
    comment.refresh_from_db()
    assert (comment.state, comment.report_count) == ("published", 5)


def test_no_number_of_reports_holds_what_the_body_itself_says(policy, answer, post, report):
    official = answer(reply_to=post())
    for reporter in people(4):
        report(official, reporter=reporter)
    official.refresh_from_db()
    assert official.state == "published"
