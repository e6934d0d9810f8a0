"""Reports: any reader may tell moderators that a comment breaks the rules, and learns the outcome.

Who reported is for moderators alone. Locks are taken in the order of ``services.tree``; the salts
of the days (``services.networks``) come after the comments and before the figures, and nothing but
a report takes them.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from discussion_pages.conf import setting
from discussion_pages.models import Decision, DiscussionComment, ModerationPolicy, Report
from discussion_pages.rules.notices import NoticeKind
from discussion_pages.rules.reports import (
    ReportEvent,
    ReportKind,
    ReportState,
    report_state_after,
    states_before,
)
from discussion_pages.rules.states import Action, State
from discussion_pages.services import evidence
from discussion_pages.services.commenting import lock_member
from discussion_pages.services.networks import keys_of_network
from discussion_pages.services.notices import tell, tell_address
from discussion_pages.services.policies import policy_for, rule_of
from discussion_pages.services.queueing import refresh_place
from discussion_pages.services.refusals import Invalid, NotAllowed
from discussion_pages.services.tree import lock_branch, set_state

TEXT_LENGTH_MAX = 1000
ONE_HOUR = timedelta(hours=1)
UPHELD_BY = "reports_upheld_by"
TOKEN_SALT = "discussion_pages.report"  # a name, not a secret


def report_comment(
    *,
    comment: DiscussionComment,
    reason: str,
    text: str = "",
    email: str = "",
    reporter: Any | None = None,
    address: str = "",
    language: str = "",
    at: datetime,
) -> Report:
    """Report a published comment, whether or not its discussion is open.

    A member's second report on the same comment, while the first is open, returns the first.
    Without an account (``reporter`` is ``None``) an ``email`` may be left for the answer, and
    reports are limited by network, of which only a digest is kept. A rule about illegal content
    makes the report one of that kind. Where the policy says so, enough independent reports hold the
    comment. ``language`` is that of the answer, by default the one of the moment.

    Raises:
        Invalid: no reason, too long a text, or no e-mail address.
        NotAllowed: the comment is not published, the reporter's account is gone, or too many
            reports came from that network or named that e-mail address.
    """
    policy = policy_for(comment.discussion)
    rule = rule_of(policy, reason)
    if rule is None:
        raise Invalid("reason", _("Choose what is wrong."), field="reason")
    text = text.strip()
    if len(text) > TEXT_LENGTH_MAX:
        raise Invalid(
            "too_long",
            _("Use at most %(max)s characters.") % {"max": TEXT_LENGTH_MAX},
            field="text",
        )
    email = _address_of_anonymous(email) if reporter is None else ""
    with transaction.atomic():
        if reporter is not None:
            lock_member(reporter)
        comment = lock_branch(comment)
        if comment.state != State.PUBLISHED:
            raise NotAllowed("state", _("This comment is not published."))
        network_key = ""
        if reporter is None:
            network_key = _key_within_limits(comment, address, email, at=at)
        elif earlier := _waiting(comment).filter(reporter=reporter).first():
            return earlier
        report = Report.objects.create(
            reference=new_reference(),
            comment=comment,
            kind=ReportKind.ILLEGAL if rule.is_illegal else ReportKind.RULES,
            reason=rule.code,
            reason_title=rule.title,
            text=text,
            reporter=reporter,
            email=email,
            language=language or get_language() or settings.LANGUAGE_CODE,
            network_key=network_key,
            reported_at=at,
        )
        evidence.record(report, at=at)
        _acknowledge(report, policy)
        count_reports(comment)
        _hold_if_enough(comment, policy, at=at)
        refresh_place(comment, at=at)
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

    ``UPHOLD``, ``DISMISS`` and ``CLOSE`` settle what waits; to dismiss reports on what its author
    withdrew is to close them, for nobody judged it. ``OVERTURN`` takes back what was
    upheld, and notes in ``decision.details`` by which decision, for ``reopen``: so call it before
    ``evidence.record(decision)``. The caller refreshes the comment's place in the queue.
    """
    event = ReportEvent(event)
    if event is ReportEvent.DISMISS and comment.state == State.WITHDRAWN:
        event = ReportEvent.CLOSE
    moved = list(
        comment.reports.filter(state__in=states_before(event))
        .select_related("reporter")
        .order_by("pk")
    )
    if event is ReportEvent.OVERTURN and moved:
        upheld_by = {str(report.pk): report.decision_id for report in moved}
        decision.details = decision.details | {UPHELD_BY: upheld_by}
        decision.save(update_fields=["details"])
    for report in moved:
        _move(report, event, decision=decision, moderator=moderator, at=at)
        _tell_decided(report, f"report:{report.pk}:{decision.pk}", at=at)
    count_reports(comment)
    return moved


def reopen(decision: Decision, *, at: datetime) -> list[Report]:
    """Undo what ``decision`` settled, on a comment that the caller locked.

    Reports that it had overturned are upheld again, by the decision that upheld them; the others
    wait again. Their reporters are told that, too, because they were told the decision.
    """
    moved = list(
        Report.objects.filter(decision=decision)
        .select_related("reporter", "comment__discussion")
        .order_by("pk")
    )
    before = decision.details.get(UPHELD_BY, {})
    upheld_by = Decision.objects.in_bulk(set(before.values()) - {None})
    for report in moved:
        earlier = upheld_by.get(before.get(str(report.pk)))
        _move(
            report,
            ReportEvent.REOPEN,
            decision=earlier,
            moderator=earlier.actor if earlier else None,
            at=earlier.decided_at if earlier else None,
        )
        _tell_decided(report, f"report:{report.pk}:{decision.pk}:undone", at=at)
    count_reports(decision.comment)
    return moved


def count_reports(comment: DiscussionComment) -> None:
    """Set the number of open reports of a locked comment."""
    comment.report_count = _waiting(comment).count()
    comment.save(update_fields=["report_count"])


def new_reference() -> str:
    """Return a reference that can be read out on the phone: nine letters and digits, R first."""
    return "R" + get_random_string(8, "23456789ABCDEFGHJKLMNPQRSTUVWXYZ")


def status_token(report: Report) -> str:
    """Return what opens the private page about a report, to whoever has it."""
    return Signer(salt=TOKEN_SALT).sign(report.reference)


def status_path(report: Report) -> str:
    """Return the path of the private page about a report, in the reporter's language."""
    with override(report.language or settings.LANGUAGE_CODE):
        return reverse("discussions:report", args=[status_token(report)])


def report_of(token: str) -> Report | None:
    """Return the report that the token of a private page stands for, if we signed it."""
    try:
        reference = Signer(salt=TOKEN_SALT).unsign(token)
    except BadSignature:
        return None
    reports = Report.objects.select_related("comment__discussion__policy", "decision")
    return reports.filter(reference=reference).first()


def expected_at(report: Report, policy: ModerationPolicy | None) -> datetime | None:
    """Return by when the policy means to decide on a report; no policy makes no promise."""
    if policy is None:
        return None
    hours = (
        policy.target_hours_illegal
        if report.kind == ReportKind.ILLEGAL
        else policy.target_hours_reported
    )
    return report.reported_at + timedelta(hours=hours)


def _address_of_anonymous(email: str) -> str:
    email = email.strip()
    try:
        if email:
            validate_email(email)
    except ValidationError as error:
        raise Invalid(
            "email",
            _("Write an e-mail address such as name@example.org, or leave it empty."),
            field="email",
        ) from error
    return email


def _waiting(comment: DiscussionComment):
    return comment.reports.filter(state=ReportState.RECEIVED)


def _key_within_limits(
    comment: DiscussionComment, address: str, email: str, *, at: datetime
) -> str:
    """Return the digest to keep of a network that may report now; one reporter at a time.

    A network whose report on this comment still waits keeps the digest of that day, so that it
    counts once whatever the day.
    """
    keys = keys_of_network(address, at=at)
    recent = Report.objects.filter(reporter=None, reported_at__gt=at - ONE_HOUR)
    limit = setting("ANONYMOUS_REPORTS_PER_HOUR")
    if recent.filter(network_key__in=keys).count() >= limit:
        raise NotAllowed(
            "too_many",
            _("Many reports have come from your network. Log in, or try again in an hour."),
        )
    if email and recent.filter(email__iexact=email).count() >= limit:
        raise NotAllowed(
            "too_many",
            _("Many reports have named this address. Leave it empty, or try again in an hour."),
            field="email",
        )
    earlier = _waiting(comment).filter(network_key__in=keys).order_by("pk")
    return earlier.values_list("network_key", flat=True).first() or keys[-1]


def _hold_if_enough(
    comment: DiscussionComment, policy: ModerationPolicy | None, *, at: datetime
) -> None:
    """Hold a locked comment once as many people as the policy says have open reports on it.

    Each member and each network counts once; those whose network is no longer kept do not, nor does
    what came before a moderator last looked. What a body itself says is never held by counting.
    """
    if policy is None or not policy.hold_after_reports or comment.is_official:
        return
    threshold = policy.hold_after_reports
    waiting = _waiting(comment)
    if comment.reviewed_at is not None:
        waiting = waiting.filter(reported_at__gte=comment.reviewed_at)
    people = waiting.aggregate(
        members=Count("reporter", distinct=True),
        networks=Count("network_key", distinct=True, filter=~Q(network_key="")),
    )
    if people["members"] + people["networks"] < threshold:
        return
    rule = f"reports:{threshold}"
    decision = Decision.objects.create(
        comment=comment,
        action=Action.HOLD,
        from_state=State.PUBLISHED,
        to_state=State.HELD,
        is_automatic=True,
        rule=rule,
        policy=policy,
        policy_revision_id=policy.live_revision_id,
        urgency=comment.urgency,
        queued_at=comment.queued_at,
        decided_at=at,
    )
    evidence.record(decision, at=at)
    set_state(comment, State.HELD, at=at)
    comment.held_rule = rule
    comment.save(update_fields=["held_rule"])
    tell(
        comment.user,
        NoticeKind.HELD,
        key=f"decision:{decision.pk}",
        data={"discussion": comment.discussion.title, "category": "reports", "reason_title": ""},
        comment=comment,
        at=at,
    )


def _move(
    report: Report,
    event: ReportEvent,
    *,
    decision: Decision | None,
    moderator: Any | None,
    at: datetime | None,
) -> None:
    report.state = report_state_after(ReportState(report.state), event).value
    report.settled_at, report.settled_by, report.decision = at, moderator, decision
    report.save(update_fields=["state", "settled_at", "settled_by", "decision"])


def _acknowledge(report: Report, policy: ModerationPolicy | None) -> None:
    expected = expected_at(report, policy)
    _tell_reporter(
        report,
        NoticeKind.REPORT_RECEIVED,
        f"report:{report.pk}",
        {"expected_at": expected.isoformat() if expected else ""},
        at=report.reported_at,
    )


def _tell_decided(report: Report, key: str, *, at: datetime) -> None:
    reason = report.decision.reason_title if report.decision else ""
    data = {"state": str(report.state), "decision_reason": reason}
    _tell_reporter(report, NoticeKind.REPORT_DECIDED, key, data, at=at)


def _tell_reporter(
    report: Report, kind: NoticeKind, key: str, data: dict[str, str], *, at: datetime
) -> None:
    """Tell whoever reported, and can be told: a member, or the address that somebody left."""
    data |= {
        "reference": report.reference,
        "discussion": report.comment.discussion.title,
        "reason_title": report.reason_title,
        "status_path": status_path(report),
    }
    if report.reporter is not None:
        tell(report.reporter, kind, key=key, data=data, at=at)
    elif report.email:
        tell_address(report.email, kind, key=key, data=data, language=report.language, at=at)
