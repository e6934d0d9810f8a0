"""Erasing evidence when its time is over: a plan, and carrying it out.

What was published stays, and so do all counts and the log of what was decided, when and by which
rule. Words that were never public, earlier versions, reports, appeals, notes and messages go.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from discussion_pages.models import (
    Appeal,
    CommentRevision,
    Decision,
    DiscussionComment,
    DiscussionPage,
    ModerationPolicy,
    Notice,
    Report,
    RetentionRun,
    Sanction,
)
from discussion_pages.models.pages import with_parents
from discussion_pages.rules.retention import is_due, kept_until
from discussion_pages.rules.states import State
from discussion_pages.services.erasing import (
    IN_USE,
    RETENTION_RULE,
    batches,
    close_waiting_edits,
    erase_appeals,
    erase_comments,
    erase_decisions,
    erase_reports,
    erase_revisions,
    erase_sanctions,
    take_back,
)
from discussion_pages.services.erasure import erase_what_was_held
from discussion_pages.services.legal_holds import held_paths, is_held
from discussion_pages.services.policies import policy_for
from discussion_pages.services.tree import ancestor_pks, lock_comments

KINDS = ("comments", "versions", "reports", "decisions", "appeals", "sanctions", "notices")


@dataclass(frozen=True, slots=True)
class Retention:
    """One discussion: since when it is over, until when evidence is kept, and what is due.

    ``counts`` names what would be erased now, by kind; it is empty where nothing is due.
    """

    discussion: DiscussionPage
    ended_at: datetime | None
    kept_until: datetime | None
    is_held: bool
    is_due: bool
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kept:
    """Until when the evidence about one comment is kept; ``None``: no date can be named yet."""

    until: datetime | None
    is_held: bool


def plan(at: datetime) -> list[Retention]:
    """Return every discussion with comments, and what ``apply`` would erase at ``at``."""
    paths = held_paths()
    has_comments = Exists(DiscussionComment.objects.filter(discussion=OuterRef("pk")))
    pages = with_parents(DiscussionPage.objects.filter(has_comments).order_by("path"))
    newest = _newest_comments([page.pk for page in pages])
    return [
        _retention(page, last_comment_at=newest.get(page.pk), paths=paths, at=at) for page in pages
    ]


def apply(at: datetime) -> RetentionRun:
    """Erase what is due and not under a legal hold, and keep a report of numbers.

    Each discussion is a transaction of its own, so that a run that is stopped has done whole ones
    and the next goes on.
    """
    erased: dict[str, dict[str, int]] = {}
    for found in plan(at):
        if found.is_due and not found.is_held and any(found.counts.values()):
            erased[str(found.discussion.pk)] = _erase(found.discussion, at=at)
    counts: dict[str, Any] = {
        "discussions": erased,
        "members_who_left": erase_what_was_held(at=at),
        "sanctions": _erase_old_sanctions(at=at),
    }
    return RetentionRun.objects.create(ran_at=at, counts=counts)


def retention_date(comment: DiscussionComment, *, at: datetime) -> Kept:
    """Return until when the evidence about a comment is kept."""
    page = comment.discussion
    newest = _newest_comments([page.pk])
    found = _retention(
        page, last_comment_at=newest.get(page.pk), paths=held_paths(), at=at, counts=False
    )
    return Kept(found.kept_until, found.is_held)


def _newest_comments(pks: Iterable[int]) -> dict[int, datetime]:
    rows = DiscussionComment.objects.filter(discussion__in=list(pks)).order_by()
    return dict(rows.values_list("discussion").annotate(Max("posted_at")))


def _retention(
    page: DiscussionPage,
    *,
    last_comment_at: datetime | None,
    paths: list[str],
    at: datetime,
    counts: bool = True,
) -> Retention:
    ended_at = page.window.closes_at or last_comment_at
    if ended_at is not None:
        ended_at = timezone.localtime(ended_at, timezone.get_default_timezone())
    months = (policy_for(page) or ModerationPolicy()).retention_months
    due = is_due(ended_at=ended_at, months=months, at=at)
    return Retention(
        discussion=page,
        ended_at=ended_at,
        kept_until=kept_until(ended_at, months=months) if ended_at else None,
        is_held=is_held(page, paths),
        is_due=due,
        counts=_counts(page, at=at) if due and counts else {},
    )


def _comments(page: DiscussionPage) -> QuerySet:
    """Return a discussion's comments but those whose words may still protect somebody."""
    return DiscussionComment.objects.filter(discussion=page.pk).exclude(urgency__in=IN_USE)


def _due(page: DiscussionPage, *, at: datetime) -> dict[str, QuerySet]:
    """Return what is due, by kind. The twins of what the functions in ``erasing`` empty."""
    of = {"comment__in": _comments(page).values("pk")}
    stays = Q(comment__state=State.PUBLISHED, status=CommentRevision.Status.CURRENT)
    in_force = Sanction.objects.is_in_force(at=at).values("pk")
    return {
        "comments": _comments(page).exclude(state=State.PUBLISHED).exclude(comment=""),
        "versions": CommentRevision.objects.filter(**of).exclude(stays).exclude(text=""),
        "reports": Report.objects.filter(**of).exclude(text="", email="", network_key=""),
        "decisions": Decision.objects.filter(**of).exclude(words="", message="", note=""),
        "appeals": Appeal.objects.filter(**of).exclude(text="", answer="", exception=""),
        "sanctions": Sanction.objects.filter(**of)
        .exclude(pk__in=in_force)
        .exclude(message="", note="", lift_note=""),
        "notices": Notice.objects.filter(**of),
    }


def _counts(page: DiscussionPage, *, at: datetime) -> dict[str, int]:
    return {kind: rows.order_by().count() for kind, rows in _due(page, at=at).items()}


def _erase(page: DiscussionPage, *, at: datetime) -> dict[str, int]:
    """Erase what is due in one discussion. Whatever still waits for somebody is taken back."""
    with transaction.atomic():
        comments = _comments(page)
        held = comments.filter(state=State.HELD).order_by("pk")
        above = [pk for path in held.values_list("path", flat=True) for pk in ancestor_pks(path)]
        lock_comments([*comments.order_by().values_list("pk", flat=True), *above])
        for comment in held:
            take_back(comment, rule=RETENTION_RULE, settles=True, at=at)
        close_waiting_edits(
            comments.filter(edit_held_at__isnull=False).values_list("pk", flat=True)
        )
        due = _due(page, at=at)
        return {
            "comments": erase_comments(due["comments"]),
            "versions": erase_revisions(due["versions"]),
            "reports": erase_reports(due["reports"]),
            "decisions": erase_decisions(due["decisions"]),
            "appeals": erase_appeals(due["appeals"]),
            "sanctions": erase_sanctions(due["sanctions"]),
            "notices": _delete(due["notices"]),
        }


def _delete(notices: QuerySet) -> int:
    deleted = 0
    for pks in batches(notices):
        Notice.objects.filter(pk__in=pks).delete()
        deleted += len(pks)
    return deleted


def _erase_old_sanctions(*, at: datetime) -> int:
    """Empty sanctions about no comment, once their policy's time has passed since they ended.

    Appeals against them go with them; those against sanctions about a comment go with that.
    """
    default = ModerationPolicy()
    written = ~Q(message="", note="", lift_note="")
    appealed = Q(appealed_by__in=Appeal.objects.exclude(text="", answer="", exception=""))
    over = [
        sanction.pk
        for sanction in Sanction.objects.filter(written | appealed, comment=None)
        .exclude(pk__in=Sanction.objects.is_in_force(at=at).values("pk"))
        .select_related("policy")
        if is_due(
            ended_at=sanction.lifted_at or sanction.ends_at or sanction.starts_at,
            months=(sanction.policy or default).retention_months,
            at=at,
        )
    ]
    return erase_sanctions(Sanction.objects.filter(pk__in=over))
