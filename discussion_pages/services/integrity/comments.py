"""What is stored with a comment and follows from other rows: counts, mirrors, its place."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Concat
from django_comments.models import Comment, CommentFlag
from django_comments_xtd.models import LIKEDIT_FLAG, XtdComment

from discussion_pages.models import (
    Appeal,
    CommentRevision,
    Decision,
    DiscussionComment,
    Report,
)
from discussion_pages.rules.appeals import AppealState
from discussion_pages.rules.queue import place_in_queue
from discussion_pages.rules.reports import ReportKind, ReportState
from discussion_pages.rules.states import Action, State, is_shown
from discussion_pages.services.integrity.checks import Fault, batches
from discussion_pages.services.integrity.rows import CommentRowsCheck

OWN = (
    *("pk", "discussion_id", "state", "is_official", "depth", "posted_at", "edited_at"),
    *("first_published_at", "reviewed_at", "safeguarding_at", "comment", "user_id"),
)
STORED = (
    *("visible", "is_public", "is_removed", "reply_count", "like_count", "report_count"),
    *("edit_held_at", "pinned_at", "urgency", "queued_at"),
)
MADE_OF = (
    *("true_replies", "true_likes", "true_reports", "illegal_at", "reported_at", "appealed_at"),
    *("held_on", "edit_written_at", "current_text", "has_versions", "person"),
)


class CommentCheck(CommentRowsCheck):
    """Counts, what mirrors the state, and the place at the desk."""

    name = "comments"
    mirrored = frozenset({"visible", "pinned_at"})

    def read(self, pks: Collection[int]) -> list[Any]:
        """Return what comments store, with what it is made from. One query."""
        rows = DiscussionComment.objects.filter(pk__in=pks).annotate(
            true_replies=Coalesce(_published_below(), 0),
            true_likes=Coalesce(_likes(), 0),
            **_reports(),
            appealed_at=_appealed_at(),
            held_on=_held_on(),
            person=F("participant__user_id"),
            **_versions(),
        )
        return list(rows.order_by("pk").values(*OWN, *STORED, *MADE_OF))

    def judge(self, row: dict[str, Any], *, at: datetime) -> Iterator[Fault]:
        """Compare what is stored with what it is made from."""
        for field, value in _expected(row).items():
            if row[field] != value:
                yield self.fault(row, field, value)
        if row["state"] == State.PUBLISHED and row["first_published_at"] is None:
            yield self.problem(row, "is published and does not say since when")
        if row["user_id"] != row["person"]:
            yield self.problem(row, "counts for another person than its author")
        if row["has_versions"] and row["current_text"] not in {"", None, row["comment"]}:
            yield self.problem(row, "does not read as its current version does")


class HalfCheck:
    """Comments of which only a part was written: a row of the package's without one of ours."""

    name = "half-written"

    def find(self, *, repair: bool, at: datetime) -> Iterator[Fault]:
        """Yield what lacks its other half. Nothing here is repaired: it may hold words."""
        halves = (
            (Comment, XtdComment.objects.filter(pk=OuterRef("pk"))),
            (XtdComment, DiscussionComment.objects.filter(pk=OuterRef("pk"))),
        )
        for model, whole in halves:
            for pks in batches(model._default_manager.filter(~Exists(whole))):
                for pk in pks:
                    yield Fault(
                        self.name,
                        model.__name__,
                        pk,
                        message="is only a part of a comment",
                        is_repairable=False,
                    )


def _expected(row: dict[str, Any]) -> dict[str, Any]:
    """Return what each stored field should hold."""
    state = State(row["state"])
    is_waiting_edit = row["edit_written_at"] is not None
    edit_held_at = (row["edit_held_at"] or row["edit_written_at"]) if is_waiting_edit else None
    pins = state is State.PUBLISHED and row["depth"] == 0
    place = place_in_queue(
        safeguarding_at=row["safeguarding_at"],
        illegal_reported_at=row["illegal_at"],
        appealed_at=row["appealed_at"],
        reported_at=row["reported_at"],
        held_at=_held_at(row, edit_held_at),
        unseen_since=_unseen_since(row),
    )
    return {
        "reply_count": row["true_replies"],
        "like_count": row["true_likes"],
        "report_count": row["true_reports"],
        "visible": int(is_shown(state, published_replies=row["true_replies"])),
        "is_public": state is State.PUBLISHED,
        "is_removed": state in {State.REMOVED, State.WITHDRAWN},
        "edit_held_at": edit_held_at,
        "pinned_at": row["pinned_at"] if pins else None,
        "urgency": place.urgency.value,
        "queued_at": place.since,
    }


def _held_at(row: dict[str, Any], edit_held_at: datetime | None) -> datetime | None:
    """Return since when it is held: the twin of what ``queueing`` asks of one comment."""
    if edit_held_at is not None:
        return edit_held_at
    if row["state"] != State.HELD:
        return None
    return row["held_on"] or row["posted_at"]


def _unseen_since(row: dict[str, Any]) -> datetime | None:
    if row["state"] != State.PUBLISHED or row["is_official"] or row["reviewed_at"]:
        return None
    return row["edited_at"] or row["first_published_at"]


def _published_below() -> Subquery:
    """Count what is published below a comment. Both values of ``visible`` let the index serve."""
    end = Concat(OuterRef("path"), Value("g"), output_field=CharField())
    below = DiscussionComment.objects.filter(
        discussion_id=OuterRef("discussion_id"),
        visible__in=[0, 1],
        path__gt=OuterRef("path"),
        path__lt=end,
        state=State.PUBLISHED,
    )
    return _counted(below, "discussion_id")


def _likes() -> Subquery:
    likes = CommentFlag.objects.filter(comment_id=OuterRef("pk"), flag=LIKEDIT_FLAG)
    return _counted(likes, "comment_id")


def _counted(rows: QuerySet, by: str) -> Subquery:
    return Subquery(rows.order_by().values(by).annotate(number=Count("pk")).values("number"))


def _reports() -> dict[str, Any]:
    """Return how many reports wait, and since when the oldest and the oldest illegal one do."""
    waiting = (
        Report.objects.filter(comment_id=OuterRef("pk"), state=ReportState.RECEIVED)
        .order_by()
        .values("comment_id")
    )
    illegal = Q(kind=ReportKind.ILLEGAL)
    return {
        "true_reports": Coalesce(Subquery(waiting.annotate(n=Count("pk")).values("n")), 0),
        "reported_at": Subquery(waiting.annotate(t=Min("reported_at")).values("t")),
        "illegal_at": Subquery(waiting.annotate(t=Min("reported_at", filter=illegal)).values("t")),
    }


def _appealed_at() -> Subquery:
    appeals = Appeal.objects.filter(comment_id=OuterRef("pk"), state=AppealState.OPEN)
    return Subquery(appeals.order_by().values("comment_id").annotate(t=Min("made_at")).values("t"))


def _held_on() -> Subquery:
    holds = Decision.objects.filter(
        comment_id=OuterRef("pk"), action=Action.HOLD, undone_by__isnull=True
    )
    return Subquery(holds.order_by("-pk").values("decided_at")[:1])


def _versions() -> dict[str, Any]:
    versions = CommentRevision.objects.filter(comment_id=OuterRef("pk"))
    held = versions.filter(status=CommentRevision.Status.HELD).order_by()
    current = versions.filter(status=CommentRevision.Status.CURRENT).order_by("-pk")
    return {
        "has_versions": Exists(versions),
        "current_text": Subquery(current.values("text")[:1]),
        "edit_written_at": Subquery(
            held.values("comment_id").annotate(t=Max("written_at")).values("t")
        ),
    }
