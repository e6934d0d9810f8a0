"""Versions of a comment's text: every one is kept, one of them stands there now."""

from datetime import datetime

from discussion_pages.models import CommentRevision, DiscussionComment
from discussion_pages.services import evidence

Status = CommentRevision.Status


def keep_first_version(comment: DiscussionComment, *, at: datetime) -> None:
    """Write down what a locked comment says, where that was never edited and so stands alone."""
    if not comment.revisions.exists():
        _add(comment, comment.comment, written_at=comment.posted_at, at=at)


def replace_version(comment: DiscussionComment, text: str, *, at: datetime) -> CommentRevision:
    """Let ``text`` stand there now; what stood there before is kept as past."""
    _retire_current(comment)
    revision = _add(comment, text, written_at=at, at=at)
    _show(comment, text)
    return revision


def promote_version(comment: DiscussionComment, revision: CommentRevision) -> None:
    """Let a version that was written earlier stand there now."""
    _retire_current(comment)
    comment.revisions.filter(pk=revision.pk).update(status=Status.CURRENT)
    _show(comment, revision.text)


def close_waiting_version(comment: DiscussionComment, status: str) -> None:
    """Let no edit of a locked comment wait any more. The caller saves ``edit_held_at``."""
    comment.revisions.filter(status=Status.HELD).update(status=status)
    comment.edit_held_at = None


def statuses_of(comment: DiscussionComment) -> dict[str, str]:
    """Return the status of every version by its key (as JSON keeps it)."""
    return {str(pk): status for pk, status in comment.revisions.values_list("pk", "status")}


def current_of(statuses: dict[str, str]) -> str | None:
    """Return the key of the version that stands there."""
    return next((pk for pk, status in statuses.items() if status == Status.CURRENT), None)


def put_versions_back(comment: DiscussionComment, statuses: dict[str, str]) -> None:
    """Give every version the status it had; those that came later are past."""
    for revision in comment.revisions.all():
        status = statuses.get(str(revision.pk), Status.PAST.value)
        if revision.status != status:
            comment.revisions.filter(pk=revision.pk).update(status=status)
        if status == Status.CURRENT and revision.text != comment.comment:
            _show(comment, revision.text)


def _retire_current(comment: DiscussionComment) -> None:
    comment.revisions.filter(status=Status.CURRENT).update(status=Status.PAST)


def _add(
    comment: DiscussionComment, text: str, *, written_at: datetime, at: datetime
) -> CommentRevision:
    revision = CommentRevision.objects.create(
        comment=comment, text=text, status=Status.CURRENT, written_at=written_at
    )
    evidence.record(revision, at=at)
    return revision


def _show(comment: DiscussionComment, text: str) -> None:
    comment.comment = text
    comment.save(update_fields=["comment"])
