"""What somebody who holds the private link of a report may know: never who sent it or decided."""

from dataclasses import dataclass
from datetime import datetime

from discussion_pages import words
from discussion_pages.models import DiscussionPage, ModerationPolicy, Report
from discussion_pages.rules.reports import ReportState
from discussion_pages.rules.states import State
from discussion_pages.services.policies import policy_for
from discussion_pages.services.reporting import expected_at


@dataclass(frozen=True, slots=True)
class ReportStatus:
    """Where one report stands.

    ``discussion`` is ``None`` and ``comment_url`` (a path) blank where these are not public.
    """

    report: Report
    state: str
    sentences: list[str]
    discussion: DiscussionPage | None
    comment_url: str
    expected_at: datetime | None
    is_late: bool
    policy: ModerationPolicy | None


def status_of(report: Report, *, at: datetime) -> ReportStatus:
    """Return where a report stands at ``at``, and what is public of what it is about."""
    discussion = report.comment.discussion
    policy = policy_for(discussion)
    is_public = discussion.live and not discussion.get_view_restrictions().exists()
    is_published = report.comment.state == State.PUBLISHED
    expected = expected_at(report, policy)
    is_late = expected is not None and at >= expected
    return ReportStatus(
        report=report,
        state=words.report_state_words(report.state, is_late=is_late),
        sentences=_sentences(report, expected, is_late=is_late),
        discussion=discussion if is_public else None,
        comment_url=report.comment.get_absolute_url() if is_public and is_published else "",
        expected_at=expected,
        is_late=is_late,
        policy=policy,
    )


def _sentences(report: Report, expected: datetime | None, *, is_late: bool) -> list[str]:
    if report.state == ReportState.RECEIVED:
        return words.report_waits_sentences(report.kind, expected_at=expected, is_late=is_late)
    decision = report.decision
    return words.report_ended_sentences(
        report.state,
        action=decision.action if decision else "",
        reason_title=decision.reason_title if decision else "",
    )
