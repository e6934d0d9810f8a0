"""Reports: any reader may tell moderators that a comment breaks the rules."""

import ipaddress
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import gettext as _

from discussion_pages.conf import setting
from discussion_pages.models import Decision, DiscussionComment, Report
from discussion_pages.rules.notices import NoticeKind
from discussion_pages.rules.reports import (
    ReportEvent,
    ReportState,
    report_state_after,
    states_before,
)
from discussion_pages.services.commenting import lock_member
from discussion_pages.services.notices import tell, tell_address
from discussion_pages.services.policies import policy_for, rule_of
from discussion_pages.services.refusals import Invalid, NotAllowed
from discussion_pages.services.tree import lock_comments

TEXT_LENGTH_MAX = 1000
ONE_HOUR = timedelta(hours=1)
SETTLED_BEFORE = "reports_upheld_by"


def report_comment(
    *,
    comment: DiscussionComment,
    reason: str,
    text: str = "",
    reporter: Any | None = None,
    address: str = "",
    at: datetime,
) -> Report:
    """Report a published comment, whether or not its discussion is open.

    A member's second report on the same comment, while the first is open, returns the first.
    Without an account (``reporter`` is ``None``) reports are limited by network: the IPv4 /24 or
    IPv6 /48 of ``address``, kept only as a keyed digest.

    Raises:
        Invalid: no reason, or too long a text.
        NotAllowed: the comment is not published, the reporter's account is gone, or too many
            reports came from that network.
    """
    rule = rule_of(policy_for(comment.discussion), reason)
    if rule is None:
        raise Invalid("reason", _("Choose what is wrong."), field="reason")
    text = text.strip()
    if len(text) > TEXT_LENGTH_MAX:
        raise Invalid(
            "too_long",
            _("Use at most %(max)s characters.") % {"max": TEXT_LENGTH_MAX},
            field="text",
        )
    network_key = digest_of_network(address) if reporter is None else ""
    with transaction.atomic():
        if reporter is not None:
            lock_member(reporter)
        lock_comments([comment.pk])
        if not DiscussionComment.objects.published().filter(pk=comment.pk).exists():
            raise NotAllowed("state", _("This comment is not published."))
        if reporter is None:
            _refuse_flood(network_key, at=at)
        else:
            earlier = comment.reports.filter(reporter=reporter, settled_at__isnull=True).first()
            if earlier is not None:
                return earlier
        report = Report.objects.create(
            reference=new_reference(),
            comment=comment,
            reason=rule.code,
            reason_title=rule.title,
            text=text,
            reporter=reporter,
            network_key=network_key,
            reported_at=at,
        )
        open_reports = comment.reports.filter(settled_at__isnull=True).count()
        DiscussionComment.objects.filter(pk=comment.pk).update(report_count=open_reports)
    return report


def settle(
    comment: DiscussionComment,
    event: ReportEvent,
    *,
    decision: Decision,
    moderator: Any | None,
    at: datetime,
) -> list[Report]:
    """Move every report of a locked comment to which ``event`` applies, and tell its reporter.

    ``UPHOLD``, ``DISMISS`` and ``CLOSE`` settle what waits; ``OVERTURN`` takes back what was
    upheld, and notes in ``decision.details`` by which decision, for ``reopen``: so call it before
    ``evidence.record(decision)``. The caller refreshes the comment's place in the queue.
    """
    event = ReportEvent(event)
    moved = list(
        comment.reports.filter(state__in=states_before(event))
        .select_related("reporter")
        .order_by("pk")
    )
    if event is ReportEvent.OVERTURN and moved:
        decision.details |= {
            SETTLED_BEFORE: {str(report.pk): report.decision_id for report in moved}
        }
        decision.save(update_fields=["details"])
    for report in moved:
        report.state = report_state_after(ReportState(report.state), event).value
        report.settled_at, report.settled_by, report.decision = at, moderator, decision
        report.save(update_fields=["state", "settled_at", "settled_by", "decision"])
        _tell_reporter(
            report,
            NoticeKind.REPORT_DECIDED,
            key=f"report:{report.pk}:{decision.pk}",
            data=_decided_data(report, comment, decision),
            at=at,
        )
    count_reports(comment)
    return moved


def reopen(decision: Decision, *, at: datetime) -> list[Report]:
    """Undo what ``decision`` settled, on a comment that the caller locked.

    Reports that it had overturned are upheld again, by the decision that upheld them; the others
    wait again. Their reporters are told that, too, because they were told the decision.
    """
    before = decision.details.get(SETTLED_BEFORE, {})
    moved = list(Report.objects.filter(decision=decision).select_related("reporter").order_by("pk"))
    upheld_by = Decision.objects.in_bulk(before.values()) if before else {}
    for report in moved:
        report.state = report_state_after(ReportState(report.state), ReportEvent.REOPEN).value
        report.decision = earlier = upheld_by.get(before.get(str(report.pk)))
        report.settled_at = earlier.decided_at if earlier else None
        report.settled_by_id = earlier.actor_id if earlier else None
        report.save(update_fields=["state", "settled_at", "settled_by", "decision"])
        _tell_reporter(
            report,
            NoticeKind.REPORT_DECIDED,
            key=f"report:{report.pk}:{decision.pk}:undone",
            data=_decided_data(report, decision.comment, earlier),
            at=at,
        )
    count_reports(decision.comment)
    return moved


def count_reports(comment: DiscussionComment) -> None:
    """Set the number of open reports of a locked comment."""
    comment.report_count = comment.reports.filter(state=ReportState.RECEIVED).count()
    comment.save(update_fields=["report_count"])


def new_reference() -> str:
    """Return a reference that can be read out on the phone: nine letters and digits, R first."""
    return "R" + get_random_string(8, "23456789ABCDEFGHJKLMNPQRSTUVWXYZ")


def digest_of_network(address: str) -> str:
    """Return a keyed digest of the network an address belongs to (64 hexadecimal digits)."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        network = "unknown"
    else:
        # A server that listens on both protocols reports IPv4 visitors as "::ffff:192.0.2.1".
        parsed = getattr(parsed, "ipv4_mapped", None) or parsed
        prefix = 24 if parsed.version == 4 else 48
        plain = str(parsed).partition("%")[0]
        network = str(ipaddress.ip_network(f"{plain}/{prefix}", strict=False))
    return salted_hmac("discussion_pages.report", network, algorithm="sha256").hexdigest()


def _decided_data(report: Report, comment: DiscussionComment, decision: Decision) -> dict[str, Any]:
    return _report_data(report, comment) | {
        "action": str(decision.action),
        "decision_reason": decision.reason_title,
    }


def _report_data(report: Report, comment: DiscussionComment) -> dict[str, Any]:
    return {
        "reference": report.reference,
        "kind": str(report.kind),
        "reason_title": report.reason_title,
        "state": str(report.state),
        "discussion": comment.discussion.title,
    }


def _tell_reporter(
    report: Report, kind: NoticeKind, *, key: str, data: dict[str, Any], at: datetime
) -> None:
    """Tell whoever reported, and can be told, once for each ``key``. They need not be a member."""
    if report.reporter is not None:
        tell(report.reporter, kind, key=key, data=data, at=at)
    elif report.email:
        tell_address(report.email, kind, key=key, data=data, language=report.language, at=at)


def _refuse_flood(network_key: str, *, at: datetime) -> None:
    """Count what came from a network, one reporter at a time. The caller locked the comment.

    Reports on other comments do not wait for that lock, so the network's own reports are locked
    too, and counted after the wait.
    """
    recent = Report.objects.filter(network_key=network_key, reported_at__gt=at - ONE_HOUR)
    list(recent.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    if recent.count() >= setting("ANONYMOUS_REPORTS_PER_HOUR"):
        raise NotAllowed(
            "too_many",
            _("Many reports have come from your network. Log in, or try again in an hour."),
        )
