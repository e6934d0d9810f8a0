"""Figures of moderation: one source for the dashboard, the reminder and the public page."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, F, Min, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from discussion_pages.keeping.collecting import (
    desk_key,
    holds_until,
    is_collecting,
    shows,
    talk_key,
)
from discussion_pages.models import (
    Appeal,
    Decision,
    DiscussionComment,
    ModerationPolicy,
    Report,
)
from discussion_pages.rules.appeals import AppealState
from discussion_pages.rules.disclosure import publishable, suppressed
from discussion_pages.rules.keeping import TICK
from discussion_pages.rules.queue import Urgency
from discussion_pages.rules.reports import ReportState
from discussion_pages.rules.states import Action, State
from discussion_pages.services.policies import policies_of

AT_RISK = 0.75
"""The share of a target time after which what waits is at risk of missing it."""

AGES = (timedelta(hours=4), timedelta(hours=24), timedelta(hours=72))
"""Ends of the age groups; the last group is open."""

STANDARD_TARGETS = ModerationPolicy()
"""Where a discussion has no policy, the targets that a new one starts with."""

NOT_WORK = (Action.WITHDRAW, Action.UNDO)


@dataclass(frozen=True, slots=True)
class Period:
    """From ``since`` (included) until ``until`` (excluded), aware instants."""

    since: datetime
    until: datetime


@dataclass(slots=True)
class WaitingRow:
    """What waits for one reason: how many by age, and how many against the target."""

    urgency: Urgency
    ages: list[int] = field(default_factory=lambda: [0] * (len(AGES) + 1))
    late: int = 0
    at_risk: int = 0
    oldest_at: datetime | None = None

    @property
    def count(self) -> int:
        """How many wait."""
        return sum(self.ages)


@dataclass(frozen=True, slots=True)
class TimeRow:
    """How long decisions took, in hours, for one reason to wait."""

    urgency: Urgency
    count: int
    median_hours: float | None
    target_hours: int | None
    within_target: int


@dataclass(frozen=True, slots=True)
class DayCell:
    """Decisions of one day for one reason; ``reason`` is empty where nobody was limited."""

    day: date
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How reports or appeals of a period ended."""

    upheld: int = 0
    not_upheld: int = 0
    open: int = 0

    @property
    def decided(self) -> int:
        """How many have an answer."""
        return self.upheld + self.not_upheld


@dataclass(frozen=True, slots=True)
class ModeratorRow:
    """The work of one person, for managers only."""

    name: str
    decisions: int
    limiting: int
    undone: int
    median_hours: float | None


@dataclass(frozen=True, slots=True)
class PublicFigures:
    """Figures that may be published.

    ``None`` stands for a number that may not: under 10, or one that would give such a number away.
    """

    received: int | None
    by_state: dict[str, int | None]
    removed_by_rule: dict[str, int | None] | None
    redacted: int | None
    median_hours: float | None
    reports: int | None
    reports_upheld: int | None
    appeals: int | None
    appeals_upheld: int | None


def last_days(days: int, *, at: datetime) -> Period:
    """Return the last ``days`` whole days of the site's time zone, that of ``at`` included."""
    first = timezone.localtime(at).date() - timedelta(days=days - 1)
    return Period(timezone.make_aware(datetime.combine(first, datetime.min.time())), at)


def target_hours(policy: ModerationPolicy | None, urgency: Urgency) -> int | None:
    """Return within how many hours a policy promises a decision; ``None`` outside the queue."""
    if urgency is Urgency.NONE:
        return None
    return getattr(policy or STANDARD_TARGETS, f"target_hours_{urgency.name.lower()}")


def waiting(*, at: datetime, discussions: Collection[int] | None = None) -> list[WaitingRow]:
    """Return what waits now, most urgent first, every urgency once."""
    rows: dict[Urgency, WaitingRow] = {
        urgency: WaitingRow(urgency) for urgency in Urgency if urgency is not Urgency.NONE
    }
    queue = _within(DiscussionComment.objects.filter(urgency__gt=0), "discussion", discussions)
    found = list(queue.order_by().values_list("urgency", "queued_at", "discussion_id"))
    policies = policies_of({discussion for _urgency, _since, discussion in found})
    for number, since, discussion in found:
        row = rows[Urgency(number)]
        age = at - since
        row.ages[sum(age >= end for end in AGES)] += 1
        row.oldest_at = min(row.oldest_at or since, since)
        target = timedelta(hours=target_hours(policies[discussion], row.urgency) or 0)
        row.late += age >= target
        row.at_risk += target > age >= target * AT_RISK
    return list(rows.values())


def decisions_by_day(
    period: Period, *, discussions: Collection[int] | None = None
) -> list[DayCell]:
    """Return how many decisions people made, by day of the site's time zone and by reason."""
    rows = (
        _decisions(period, discussions)
        .annotate(day=TruncDate("decided_at"))
        .values("day", "reason")
        .annotate(count=Count("pk"))
        .order_by("day", "reason")
    )
    return [DayCell(row["day"], row["reason"], row["count"]) for row in rows]


def times_to_decision(
    period: Period, *, discussions: Collection[int] | None = None
) -> list[TimeRow]:
    """Return the median time from waiting to decision, by reason to wait, beside the target.

    ``target_hours`` is the strictest of the policies concerned.
    """
    found = list(
        _decisions(period, discussions)
        .filter(queued_at__isnull=False, urgency__gt=0)
        .values_list("urgency", "queued_at", "decided_at", "comment__discussion_id")
    )
    policies = policies_of({discussion for *_rest, discussion in found})
    hours: dict[Urgency, list[float]] = defaultdict(list)
    targets: dict[Urgency, set[int]] = defaultdict(set)
    within: Counter[Urgency] = Counter()
    for number, since, decided_at, discussion in found:
        urgency = Urgency(number)
        took = _hours(decided_at - since)
        target = target_hours(policies[discussion], urgency) or 0
        hours[urgency].append(took)
        targets[urgency].add(target)
        within[urgency] += took <= target
    return [
        TimeRow(
            urgency,
            count=len(hours[urgency]),
            median_hours=_median(hours[urgency]),
            target_hours=min(targets[urgency], default=None),
            within_target=within[urgency],
        )
        for urgency in Urgency
        if urgency is not Urgency.NONE
    ]


def report_outcomes(period: Period, *, discussions: Collection[int] | None = None) -> Outcomes:
    """Return how the reports that arrived in a period ended; an overturned one was not upheld."""
    reports = _within(
        Report.objects.filter(reported_at__gte=period.since, reported_at__lt=period.until),
        "comment__discussion",
        discussions,
    )
    counts = reports.order_by().aggregate(
        upheld=Count("pk", filter=Q(state=ReportState.UPHELD)),
        not_upheld=Count("pk", filter=Q(state__in=[ReportState.DISMISSED, ReportState.OVERTURNED])),
        open=Count("pk", filter=Q(state=ReportState.RECEIVED)),
    )
    return Outcomes(**counts)


def appeal_outcomes(period: Period, *, discussions: Collection[int] | None = None) -> Outcomes:
    """Return how the appeals made in a period ended."""
    appeals = _within(
        Appeal.objects.filter(made_at__gte=period.since, made_at__lt=period.until),
        "comment__discussion",
        discussions,
    )
    counts = appeals.order_by().aggregate(
        upheld=Count("pk", filter=Q(state=AppealState.UPHELD)),
        not_upheld=Count("pk", filter=Q(state=AppealState.REFUSED)),
        open=Count("pk", filter=Q(state=AppealState.OPEN)),
    )
    return Outcomes(**counts)


def by_moderator(
    period: Period, *, discussions: Collection[int] | None = None
) -> list[ModeratorRow]:
    """Return each person's decisions, the busiest first. For managers only. Two queries."""
    made: dict[int, list[tuple[str, bool, float | None]]] = defaultdict(list)
    rows = _decisions(period, discussions, with_undone=True).values_list(
        "actor_id", "reason", "undone_by", "queued_at", "decided_at"
    )
    for actor, reason, undone, since, decided_at in rows:
        if actor is not None:
            took = _hours(decided_at - since) if since else None
            made[actor].append((reason, undone is not None, took))
    names = {person.pk: str(person) for person in get_user_model().objects.filter(pk__in=made)}
    found = [
        ModeratorRow(
            name=names[actor],
            decisions=len(lines),
            limiting=sum(bool(reason) for reason, _undone, _took in lines),
            undone=sum(undone for _reason, undone, _took in lines),
            median_hours=_median([took for *_rest, took in lines if took is not None]),
        )
        for actor, lines in made.items()
    ]
    return sorted(found, key=lambda row: (-row.decisions, row.name))


def public_figures(discussions: Collection[int], *, at: datetime) -> PublicFigures:
    """Return what may be published about moderation in some discussions, from their beginning.

    Official replies do not count. Numbers under 10 are suppressed, with those that would give them
    away. Eight queries at most.
    """
    shows(*(desk_key(pk) for pk in discussions), *(talk_key(pk) for pk in discussions))
    holds_until(_first_after(discussions, at=at), at=at)
    members = DiscussionComment.objects.filter(discussion__in=discussions, is_official=False)
    states = Counter(dict(members.order_by().values_list("state").annotate(count=Count("pk"))))
    limited = (State.REJECTED, State.REMOVED)
    cells = {
        "published": states[State.PUBLISHED],
        "held": states[State.HELD],
        "removed": sum(states[state] for state in limited),
        "withdrawn": states[State.WITHDRAWN],
    }
    by_state = suppressed(cells, known=("published",))  # the pages themselves count those
    by_rule = _removed_by_rule(members.filter(state__in=limited))
    is_removed_public = by_state["removed"] is not None
    since_the_beginning = Period(datetime.min.replace(tzinfo=at.tzinfo), at)
    made = _decisions(since_the_beginning, discussions)
    waited = made.filter(queued_at__isnull=False, urgency__gt=0)
    reports = report_outcomes(since_the_beginning, discussions=discussions)
    appeals = appeal_outcomes(since_the_beginning, discussions=discussions)
    return PublicFigures(
        received=publishable(sum(cells.values())),
        by_state=by_state,
        removed_by_rule=suppressed(by_rule) if is_removed_public else None,
        redacted=publishable(members.filter(redacted_at__isnull=False).count()),
        median_hours=_median_wait(waited),
        reports=publishable(reports.decided + reports.open),
        reports_upheld=_part(reports),
        appeals=publishable(appeals.decided + appeals.open),
        appeals_upheld=_part(appeals),
    )


def _first_after(discussions: Collection[int], *, at: datetime) -> datetime | None:
    """Return when to count again what was recorded at ``at`` or later, where clocks disagree.

    What happens at an instant is counted from the next one on. Nobody asks unless the answer is to
    be kept: three queries.
    """
    if not is_collecting():
        return None
    rows = (
        Decision.objects.filter(comment__discussion__in=discussions, decided_at__gte=at),
        Report.objects.filter(comment__discussion__in=discussions, reported_at__gte=at),
        Appeal.objects.filter(comment__discussion__in=discussions, made_at__gte=at),
    )
    columns = ("decided_at", "reported_at", "made_at")
    found = [
        instant + TICK
        for some, column in zip(rows, columns, strict=True)
        if (instant := some.aggregate(first=Min(column))["first"]) is not None
    ]
    return min(found, default=None)


def _median_wait(decisions: QuerySet) -> float | None:
    """Return the median wait in hours, unless the decisions are too few. The database sorts.

    Anybody may ask for this as often as they like, so a hundred thousand rows are not fetched.
    """
    count = publishable(decisions.count())
    if count is None:
        return None
    by_length = decisions.order_by(F("decided_at") - F("queued_at"))
    middle = by_length.values_list("queued_at", "decided_at")[(count - 1) // 2 : count // 2 + 1]
    return _median(_hours(decided_at - since) for since, decided_at in middle)


def _part(outcomes: Outcomes) -> int | None:
    """Return how many were upheld, unless that, or what is left, is too small a number."""
    cells = {"upheld": outcomes.upheld, "rest": outcomes.not_upheld + outcomes.open}
    return suppressed(cells)["upheld"]


def _removed_by_rule(comments: QuerySet) -> dict[str, int]:
    """Count comments by the rule of the decision that took each of them down last."""
    rows = (
        Decision.objects.filter(
            comment__in=comments.values("pk"),
            action__in=[Action.REJECT, Action.REMOVE],
            undone_by__isnull=True,
            revision__isnull=True,
        )
        .order_by("comment_id", "pk")
        .values_list("comment_id", "reason_title", "reason")
    )
    last = {comment: title or reason for comment, title, reason in rows}
    return dict(Counter(last.values()).most_common())


def _decisions(
    period: Period, discussions: Collection[int] | None, *, with_undone: bool = False
) -> QuerySet:
    """Return what people decided in a period: no withdrawal, and nothing that was undone."""
    decisions = Decision.objects.filter(
        is_automatic=False, decided_at__gte=period.since, decided_at__lt=period.until
    ).exclude(action__in=NOT_WORK)
    if not with_undone:
        decisions = decisions.filter(undone_by__isnull=True)
    return _within(decisions, "comment__discussion", discussions).order_by()


def _within(rows: QuerySet, path: str, discussions: Collection[int] | None) -> QuerySet:
    return rows if discussions is None else rows.filter(**{f"{path}__in": discussions})


def _hours(span: timedelta) -> float:
    return span.total_seconds() / 3600


def _median(values: Iterable[Any]) -> float | None:
    found = list(values)
    return round(median(found), 1) if found else None
