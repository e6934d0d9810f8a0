"""The figures of the admin's dashboard."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from discussion_pages import permissions
from discussion_pages.admin import figures as admin
from discussion_pages.api.participation.auth import STAFF
from discussion_pages.api.participation.comments import local
from discussion_pages.api.participation.moderation.access import staff_of
from discussion_pages.api.participation.moderation.comments import Waiting
from discussion_pages.api.participation.operations import reads
from discussion_pages.api.participation.problems import Refusal
from discussion_pages.api.participation.schemas import Input, Key
from discussion_pages.services import statistics
from discussion_pages.services.policies import title_of

router = Router(tags=["Moderation"])


class FiguresQuery(Input):
    """How many days back, and of which discussions."""

    days: Literal["7", "30", "90", "365"] = Field(
        default="30", description="Whole days, today included."
    )
    parent: Key | None = Field(
        default=None,
        description="Only the discussions directly below this page, mostly a consultation.",
    )


class WaitingFiguresOut(Schema):
    """What waits now for one reason."""

    urgency: Waiting
    count: int
    ages: list[int] = Field(
        description="By age: under 4 hours, 4 to 24 hours, 1 to 3 days, 3 days or more."
    )
    at_risk: int = Field(description="Three quarters of the policy's target time are over.")
    late: int
    oldest_at: datetime | None


class TimesFiguresOut(Schema):
    """How long decisions took on what waited for one reason."""

    urgency: Waiting
    count: int
    median_hours: float | None
    target_hours: int | None = Field(description="The strictest of the policies concerned.")
    within_target: int


class DecisionsOfDayOut(Schema):
    """Decisions of one day for one reason."""

    day: date
    reason: str = Field(description="The code of a rule; empty where nobody was limited.")
    reason_title: str
    count: int


class OutcomesOut(Schema):
    """How what arrived in these days ended."""

    upheld: int
    not_upheld: int
    open: int


class ModeratorFiguresOut(Schema):
    """The work of one person."""

    name: str
    decisions: int
    limiting: int
    undone: int
    median_hours: float | None


class ModerationFiguresOut(Schema):
    """The figures of moderation."""

    since: datetime
    until: datetime
    waiting: list[WaitingFiguresOut]
    times: list[TimesFiguresOut]
    decisions: list[DecisionsOfDayOut]
    reports: OutcomesOut
    appeals: OutcomesOut
    moderators: list[ModeratorFiguresOut] | None = Field(
        description="Null but for those who manage moderation."
    )


@reads(
    router,
    "/figures",
    answer=ModerationFiguresOut,
    who=STAFF,
    url_name="moderation-figures",
    problems=(),
)
def get_moderation_figures(request: HttpRequest, query: Query[FiguresQuery]) -> dict[str, Any]:
    """Read how much waits, how long decisions take, and how reports and appeals end."""
    person = staff_of(request, permissions.may_view_all)
    at = timezone.now()
    discussions = _discussions(query.parent)
    period = statistics.last_days(int(query.days), at=at)
    moderators = None
    if permissions.may_manage_moderation(person):
        moderators = [
            {
                "name": row.name,
                "decisions": row.decisions,
                "limiting": row.limiting,
                "undone": row.undone,
                "median_hours": row.median_hours,
            }
            for row in statistics.by_moderator(period, discussions=discussions)
        ]
    return {
        "since": local(period.since),
        "until": local(period.until),
        "waiting": [
            {
                "urgency": row.urgency.name.lower(),
                "count": row.count,
                "ages": row.ages,
                "at_risk": row.at_risk,
                "late": row.late,
                "oldest_at": local(row.oldest_at),
            }
            for row in statistics.waiting(at=at, discussions=discussions)
        ],
        "times": [
            {
                "urgency": row.urgency.name.lower(),
                "count": row.count,
                "median_hours": row.median_hours,
                "target_hours": row.target_hours,
                "within_target": row.within_target,
            }
            for row in statistics.times_to_decision(period, discussions=discussions)
        ],
        "decisions": [
            {
                "day": cell.day,
                "reason": cell.reason,
                "reason_title": title_of(cell.reason) if cell.reason else _("Nobody limited"),
                "count": cell.count,
            }
            for cell in statistics.decisions_by_day(period, discussions=discussions)
        ],
        "reports": _outcomes_out(statistics.report_outcomes(period, discussions=discussions)),
        "appeals": _outcomes_out(statistics.appeal_outcomes(period, discussions=discussions)),
        "moderators": moderators,
    }


def _discussions(parent: int | None) -> list[int] | None:
    """Return the discussions counted; ``None`` for all.

    Raises:
        Refusal: the page has no discussions, so that there is nothing to count.
    """
    if parent is None:
        return None
    page = next((page for page in admin.pages_above_discussions() if page.pk == parent), None)
    if page is None:
        raise Refusal(422, "parent", _("This page has no discussions."), pointer="query/parent")
    return admin.discussions_below(page)


def _outcomes_out(outcomes: statistics.Outcomes) -> dict[str, int]:
    return {
        "upheld": outcomes.upheld,
        "not_upheld": outcomes.not_upheld,
        "open": outcomes.open,
    }
