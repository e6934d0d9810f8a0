"""Figures of moderation, from rows made by hand."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from discussion_pages.models import Appeal, Decision, DiscussionComment, Participant, Report
from discussion_pages.rules.queue import Urgency
from discussion_pages.services.statistics import (
    Period,
    appeal_outcomes,
    by_moderator,
    decisions_by_day,
    public_figures,
    report_outcomes,
    times_to_decision,
    waiting,
)
from tests.bulk import insert_comments
from tests.factories import NOW

pytestmark = pytest.mark.django_db

MONTH = Period(NOW - timedelta(days=30), NOW)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def some_comments(discussion, count: int, **fields) -> list[DiscussionComment]:
    pks = insert_comments(discussion, roots=count, at=NOW - timedelta(days=2), **fields)
    return list(DiscussionComment.objects.filter(pk__in=pks).order_by("pk"))


def decide(comment, *, took=timedelta(hours=1), at=NOW - timedelta(days=1), **fields) -> Decision:
    given = {
        "action": "remove",
        "from_state": "published",
        "to_state": "removed",
        "reason": "abuse",
        "reason_title": "Abuse",
        "urgency": Urgency.REPORTED,
        "queued_at": at - took,
        "decided_at": at,
    }
    return Decision.objects.create(comment=comment, **(given | fields))


def test_what_waits_is_counted_by_urgency_age_and_target(discussion):
    ages = [3.9, 4, 17.9, 18, 23.9, 24, 72, 100]
    for comment, age in zip(some_comments(discussion, len(ages)), ages, strict=True):
        comment.urgency, comment.queued_at = Urgency.HELD, NOW - hours(age)
        comment.save()
    (reported,) = some_comments(discussion, 1, urgency=Urgency.REPORTED, queued_at=NOW - hours(36))
    rows = {row.urgency: row for row in waiting(at=NOW)}
    held = rows[Urgency.HELD]
    assert (held.ages, held.count) == ([1, 4, 1, 2], 8)
    assert (held.late, held.at_risk) == (3, 2)
    assert held.oldest_at == NOW - hours(100)
    assert (rows[Urgency.REPORTED].count, rows[Urgency.REPORTED].at_risk) == (1, 1)
    assert reported.urgency == Urgency.REPORTED
    assert rows[Urgency.SAFEGUARDING].count == 0


def test_what_waits_costs_the_same_queries_for_many(discussion, django_assert_max_num_queries):
    some_comments(discussion, 2000, urgency=Urgency.HELD, queued_at=NOW - hours(1))
    with django_assert_max_num_queries(6):
        (held,) = [row for row in waiting(at=NOW) if row.count]
    assert held.count == 2000


def test_the_time_to_a_decision_is_a_median_beside_the_target(discussion):
    for comment, took in zip(some_comments(discussion, 3), (1, 5, 100), strict=True):
        decide(comment, took=hours(took))
    row = next(row for row in times_to_decision(MONTH) if row.urgency is Urgency.REPORTED)
    assert (row.count, row.median_hours, row.target_hours, row.within_target) == (3, 5.0, 48, 2)


@pytest.mark.parametrize(
    "fields",
    [
        {"is_automatic": True},
        {"action": "withdraw"},
        {"action": "undo"},
        {"at": MONTH.until},
        {"at": MONTH.since - timedelta(microseconds=1)},
    ],
)
def test_only_what_people_decided_within_the_period_counts(discussion, fields):
    first, second = some_comments(discussion, 2)
    decide(first, at=MONTH.since)
    decide(second, **fields)
    assert sum(cell.count for cell in decisions_by_day(MONTH)) == 1


def test_a_decision_that_was_undone_counts_only_for_who_made_it(discussion, moderator):
    (comment,) = some_comments(discussion, 1)
    undone = decide(comment, actor=moderator)
    decide(comment, actor=moderator, action="undo", undoes=undone)
    assert decisions_by_day(MONTH) == []
    (row,) = by_moderator(MONTH)
    assert (row.decisions, row.limiting, row.undone, row.median_hours) == (1, 1, 1, 1.0)


def test_days_are_those_of_the_sites_time_zone(discussion):
    first, second = some_comments(discussion, 2)
    summer = datetime(2026, 7, 1, 23, 30, tzinfo=NOW.tzinfo)  # 00:30 the next day in London
    decide(first, at=summer)
    decide(second, at=summer + hours(1), reason="", reason_title="")
    cells = decisions_by_day(Period(summer - hours(24), summer + hours(24)))
    assert {(cell.day.isoformat(), cell.reason) for cell in cells} == {
        ("2026-07-02", "abuse"),
        ("2026-07-02", ""),
    }


def test_reports_and_appeals_are_counted_by_how_they_ended(discussion, member):
    comments = some_comments(discussion, 5)
    states = ("upheld", "dismissed", "overturned", "closed", "received")
    for number, (comment, state) in enumerate(zip(comments, states, strict=True)):
        Report.objects.create(
            comment=comment,
            reference=f"R{number}",
            reason="abuse",
            state=state,
            reported_at=NOW - hours(1),
        )
    person = Participant.objects.create(user=member)
    for comment, state in zip(
        comments[:4], ("upheld", "refused", "withdrawn", "open"), strict=True
    ):
        Appeal.objects.create(
            comment=comment,
            decision=decide(comment),
            participant=person,
            text="Please look again.",
            state=state,
            made_at=NOW - hours(1),
        )
    reports, appeals = report_outcomes(MONTH), appeal_outcomes(MONTH)
    assert (reports.upheld, reports.not_upheld, reports.open) == (1, 2, 1)
    assert (appeals.upheld, appeals.not_upheld, appeals.open) == (1, 1, 1)


def test_nothing_small_is_published(discussion):
    some_comments(discussion, 40)
    for comment in some_comments(discussion, 12, state="removed", visible=0):
        decide(comment)
    for comment in some_comments(discussion, 3, state="held", visible=0):
        decide(comment, action="hold", to_state="held")
    figures = public_figures([discussion.pk], at=NOW)
    assert figures.received == 55
    assert figures.by_state == {
        "published": 40,
        "held": None,
        "removed": 12,
        "withdrawn": None,
    }
    assert figures.removed_by_rule == {"Abuse": 12}
    assert figures.median_hours == 1.0
    assert (figures.reports, figures.appeals, figures.redacted) == (None, None, None)


def test_the_published_comments_that_anybody_can_count_hide_no_small_number(discussion):
    some_comments(discussion, 11)
    some_comments(discussion, 3, state="held", visible=0)
    some_comments(discussion, 20, state="removed", visible=0)
    some_comments(discussion, 15, state="withdrawn", visible=0)
    shown = public_figures([discussion.pk], at=NOW).by_state
    assert shown == {"published": 11, "held": None, "removed": 20, "withdrawn": None}


def test_rules_are_not_published_where_the_number_removed_is_not(discussion):
    some_comments(discussion, 40)
    for comment in some_comments(discussion, 4, state="removed", visible=0):
        decide(comment)
    assert public_figures([discussion.pk], at=NOW).removed_by_rule is None


@pytest.mark.parametrize(("count", "median"), [(10, 5.5), (11, 6.0)])
def test_the_public_median_fetches_no_more_than_its_middle(discussion, count, median):
    for number, comment in enumerate(some_comments(discussion, count)):
        decide(comment, took=hours(number * 7 % count + 1))
    with CaptureQueriesContext(connection) as queries:
        assert public_figures([discussion.pk], at=NOW).median_hours == median
    fetching = [query["sql"] for query in queries if '"queued_at"' in query["sql"].split("FROM")[0]]
    assert len(fetching) == 1
    assert "LIMIT" in fetching[0]
