"""A comment's place at the desk, kept by whatever changes the reasons for it."""

from datetime import datetime

from django.db.models import Min, Q

from discussion_pages.models import Appeal, Decision, DiscussionComment, Report
from discussion_pages.rules.appeals import AppealState
from discussion_pages.rules.queue import Place, place_in_queue
from discussion_pages.rules.reports import ReportKind, ReportState
from discussion_pages.rules.states import Action, State
from discussion_pages.services.webhook_events import place_changed


def refresh_place(comment: DiscussionComment, *, at: datetime) -> Place:
    """Work out and keep the place of a comment that the caller locked. At most four queries.

    Webhooks are told at ``at`` where it comes to wait, waits more urgently, or no more.
    """
    before = comment.urgency
    reports = Report.objects.filter(comment=comment, state=ReportState.RECEIVED).aggregate(
        illegal=Min("reported_at", filter=Q(kind=ReportKind.ILLEGAL)), oldest=Min("reported_at")
    )
    appeals = Appeal.objects.filter(comment=comment, state=AppealState.OPEN)
    place = place_in_queue(
        safeguarding_at=comment.safeguarding_at,
        illegal_reported_at=reports["illegal"],
        appealed_at=appeals.aggregate(oldest=Min("made_at"))["oldest"],
        reported_at=reports["oldest"],
        held_at=_held_at(comment),
        unseen_since=_unseen_since(comment),
    )
    comment.urgency, comment.queued_at = place.urgency.value, place.since
    comment.save(update_fields=["urgency", "queued_at"])
    place_changed(comment, before=before, at=at)
    return place


def place_when_posted(comment: DiscussionComment) -> None:
    """Set the place of a comment that is about to be written, on the instance only."""
    held = comment.posted_at if comment.state == State.HELD else None
    place = place_in_queue(held_at=held, unseen_since=_unseen_since(comment))
    comment.urgency, comment.queued_at = place.urgency.value, place.since


def _held_at(comment: DiscussionComment):
    if comment.edit_held_at:
        return comment.edit_held_at
    if comment.state != State.HELD:
        return None
    # Where undoing led back to being held, it waits since it was held, not since the undoing.
    holds = Decision.objects.filter(comment=comment, action=Action.HOLD, undone_by__isnull=True)
    last = holds.order_by("-pk").values_list("decided_at", flat=True).first()
    return last or comment.posted_at


def _unseen_since(comment: DiscussionComment):
    if comment.state != State.PUBLISHED or comment.is_official or comment.reviewed_at:
        return None
    return comment.edited_at or comment.first_published_at
