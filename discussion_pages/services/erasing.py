"""Taking words out of what is kept, so that counts, places and the chain of evidence stay whole.

Each function empties the words of some records and forgets their salts; a digest without its salt
says nothing about them. The caller opened the transaction and locked the comments.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from discussion_pages.keeping.changes import comments_changed
from discussion_pages.models import (
    Appeal,
    CommentRevision,
    Decision,
    DiscussionComment,
    EvidenceKind,
    Report,
    Sanction,
)
from discussion_pages.rules.queue import Urgency
from discussion_pages.rules.reports import ReportEvent
from discussion_pages.rules.states import Action, State
from discussion_pages.services import evidence, queueing, reporting
from discussion_pages.services.tree import set_state

BATCH = 500
ERASURE_RULE = "erasure"
RETENTION_RULE = "retention"
IN_USE = (Urgency.SAFEGUARDING, Urgency.ILLEGAL)
"""Why a comment waits at the desk when its words may be needed to protect somebody."""


def take_back(comment: DiscussionComment, *, rule: str, settles: bool, at: datetime) -> Decision:
    """Take a locked comment out of sight because its words go, and log which rule did so.

    What is neither published nor held keeps its state. ``settles``: close the reports on it.
    """
    before = State(comment.state)
    after = State.WITHDRAWN if before in {State.HELD, State.PUBLISHED} else before
    close_waiting_edits([comment.pk])
    comment.edit_held_at, comment.held_rule = None, ""
    if after is not before:
        set_state(comment, after, at=at)
    decision = Decision.objects.create(
        comment=comment,
        action=Action.WITHDRAW,
        from_state=before,
        to_state=after,
        is_automatic=True,
        rule=rule,
        urgency=comment.urgency,
        queued_at=comment.queued_at,
        decided_at=at,
    )
    if settles and comment.report_count:
        reporting.settle(comment, ReportEvent.CLOSE, decision=decision, moderator=None, at=at)
    evidence.record(decision, at=at)
    queueing.refresh_place(comment, at=at)
    return decision


def close_waiting_edits(pks: Iterable[int]) -> None:
    """Let no edit of these comments wait any more."""
    pks = list(pks)
    CommentRevision.objects.filter(comment__in=pks, status=CommentRevision.Status.HELD).update(
        status=CommentRevision.Status.REPLACED
    )
    DiscussionComment.objects.filter(pk__in=pks).update(edit_held_at=None)


def erase_everything_about(comments: QuerySet) -> None:
    """Empty comments, their versions, and whatever was written about them."""
    for pks in batches(comments):
        erase_revisions(CommentRevision.objects.filter(comment__in=pks))
        erase_comments(DiscussionComment.objects.filter(pk__in=pks))
        erase_reports(Report.objects.filter(comment__in=pks))
        erase_decisions(Decision.objects.filter(comment__in=pks))
        erase_appeals(Appeal.objects.filter(comment__in=pks))
        erase_sanctions(Sanction.objects.filter(comment__in=pks))


def erase_comments(comments: QuerySet) -> int:
    """Empty the texts of comments. Returns how many had one."""
    return _empty(comments.exclude(comment=""), EvidenceKind.COMMENT, comment="", held_rule="")


def erase_revisions(revisions: QuerySet) -> int:
    """Empty versions. A comment's own entry vouches for its first one, and goes with it."""
    erased = 0
    for pks in batches(revisions.exclude(text="")):
        rows = CommentRevision.objects.filter(pk__in=pks)
        of = set(rows.values_list("comment_id", flat=True))
        erased += rows.update(text="")
        evidence.forget(EvidenceKind.REVISION, pks)
        firsts: dict[int, str] = {}
        versions = CommentRevision.objects.filter(comment__in=of).order_by("pk")
        for comment_pk, text in versions.values_list("comment_id", "text"):
            firsts.setdefault(comment_pk, text)
        evidence.forget(EvidenceKind.COMMENT, [pk for pk, text in firsts.items() if not text])
    return erased


def erase_reports(reports: QuerySet) -> int:
    """Empty what reporters added, and where they wanted the answer."""
    return _empty(
        reports.exclude(text="", email="", network_key=""),
        EvidenceKind.REPORT,
        text="",
        email="",
        language="",
        network_key="",
    )


def erase_decisions(decisions: QuerySet) -> int:
    """Empty notes, messages and quoted words. What was decided, when and by which rule, stays."""
    return _empty(
        decisions.exclude(words="", message="", note=""),
        EvidenceKind.DECISION,
        words="",
        message="",
        note="",
        spans=[],
    )


def erase_appeals(appeals: QuerySet) -> int:
    """Empty appeals and their answers."""
    return _empty(
        appeals.exclude(text="", answer="", exception=""),
        EvidenceKind.APPEAL,
        text="",
        answer="",
        exception="",
    )


def erase_sanctions(sanctions: QuerySet) -> int:
    """Empty what was written with sanctions, and appeals against them.

    What they limit and until when stays. Returns how many sanctions had words.
    """
    erase_appeals(Appeal.objects.filter(sanction__in=sanctions.order_by().values("pk")))
    return _empty(
        sanctions.exclude(message="", note="", lift_note=""),
        EvidenceKind.SANCTION,
        message="",
        note="",
        lift_note="",
    )


def batches(rows: QuerySet) -> Iterator[list[int]]:
    """Return the keys of rows, as many at a time as any database takes in one list."""
    keys = iter(list(rows.order_by("pk").values_list("pk", flat=True)))
    while batch := list(islice(keys, BATCH)):
        yield batch


def _empty(rows: QuerySet, kind: EvidenceKind, **values: Any) -> int:
    emptied = 0
    for pks in batches(rows):
        if kind is EvidenceKind.COMMENT:
            comments_changed(pks)
        emptied += rows.model._default_manager.filter(pk__in=pks).update(**values)
        evidence.forget(kind, pks)
    return emptied
