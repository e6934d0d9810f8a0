from datetime import timedelta
from functools import partial

import pytest

from discussion_pages.models import DiscussionComment, Report
from discussion_pages.services import reporting
from discussion_pages.services.deciding import dismiss_reports, hold_comment, remove_comment
from discussion_pages.services.refusals import Invalid, NotAllowed
from discussion_pages.services.reporting import digest_of_network, report_comment
from discussion_pages.services.tree import lock_comments
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
        def wait_and_lock(pks):
            monkeypatch.setattr(reporting, "lock_comments", lock_comments)
            happen()
            lock_comments(pks)

        monkeypatch.setattr(reporting, "lock_comments", wait_and_lock)

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
    assert (digest_of_network(one) == digest_of_network(other)) is same


def test_no_address_is_kept(post, report):
    kept = report(post(), address="192.0.2.7")
    assert len(kept.network_key) == 64
    assert "192.0.2" not in kept.network_key
