"""Reports: any reader may tell moderators that a comment breaks the rules."""

import ipaddress
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import gettext as _

from discussion_pages.conf import setting
from discussion_pages.models import DiscussionComment, Report
from discussion_pages.services.commenting import lock_member
from discussion_pages.services.policies import policy_for, rule_of
from discussion_pages.services.refusals import Invalid, NotAllowed
from discussion_pages.services.tree import lock_comments

TEXT_LENGTH_MAX = 1000
ONE_HOUR = timedelta(hours=1)


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
