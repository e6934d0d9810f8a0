"""What webhooks are told of comments: what the public API gives at that moment, or a number."""

from typing import Any
from urllib.parse import urljoin

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_admin_base_url

from discussion_pages.api.comments import CommentsViewSet
from discussion_pages.api.inside import detail_as_anybody
from discussion_pages.models import DiscussionComment, DiscussionPage, WebhookEvent
from discussion_pages.rules.queue import Urgency
from discussion_pages.rules.states import State, shown_state
from discussion_pages.rules.webhooks import EventKind
from discussion_pages.services.public import public_pages
from discussion_pages.services.webhook_kinds import WebhookKind, register_kind


def register() -> None:
    """Name the kinds of events of this app."""
    for kind in (
        WebhookKind(
            EventKind.COMMENT_PUBLISHED,
            _("A comment is published"),
            _("With its text and display name, as everybody reads it on the page."),
            comment_published,
        ),
        WebhookKind(
            EventKind.COMMENT_REMOVED,
            _("A comment is not public any more"),
            _("Its number only: so that copies elsewhere can be taken down too."),
            comment_removed,
        ),
        WebhookKind(
            EventKind.QUEUE_ENTERED,
            _("A comment waits for moderators"),
            _("For your own staff's systems: its number, how urgent it is, a link for moderators."),
            queue_entered,
            is_for_staff=True,
        ),
        WebhookKind(
            EventKind.QUEUE_LEFT,
            _("A comment waits no more"),
            _("For your own staff's systems: its number and a link for moderators."),
            queue_left,
            is_for_staff=True,
        ),
        WebhookKind(
            EventKind.TEST,
            _("Test"),
            _("Says nothing but that it arrived."),
            trial,
            is_offered=False,
        ),
    ):
        register_kind(kind)


def comment_published(event: WebhookEvent) -> dict[str, Any] | None:
    """Return the comment as the public API gives it; ``None`` once it is not public."""
    comment = _comment(event)
    if comment is None:
        return None
    return detail_as_anybody(
        DiscussionComment, comment.pk, page=comment.discussion, view=CommentsViewSet
    )


def comment_removed(event: WebhookEvent) -> dict[str, Any] | None:
    """Return number, discussion and public state; ``None`` where it is published again."""
    comment = _comment(event)
    if comment is None or comment.state == State.PUBLISHED:
        return None
    if not public_pages(DiscussionPage).filter(pk=comment.discussion_id).exists():
        return None
    return {
        "id": comment.pk,
        "discussion": comment.discussion_id,
        "state": shown_state(State(comment.state)),
    }


def queue_entered(event: WebhookEvent) -> dict[str, Any]:
    """Return where moderators find the comment, and how urgent it is.

    No text, no author, no reporter: what waits is not public, and the receiver's log is no place
    for what may be illegal or somebody's distress. Who may read it reads it in the admin.
    """
    return _place(event, f"{reverse('discussion_pages_desk')}?item={event.subject}")


def queue_left(event: WebhookEvent) -> dict[str, Any]:
    """Return which comment waits no more, and why it did."""
    path = reverse("discussions_comments_modeladmin_inspect", args=[event.subject])
    return _place(event, path)


def trial(event: WebhookEvent) -> dict[str, Any]:
    """Return the number of the webhook that is tried out."""
    return {"webhook": event.subject}


def _place(event: WebhookEvent, admin_path: str) -> dict[str, Any]:
    return {
        "comment": event.subject,
        "discussion": event.facts.get("discussion"),
        "urgency": _urgency(event.facts.get("urgency")),
        "previous_urgency": _urgency(event.facts.get("previous_urgency")),
        "admin_url": urljoin(f"{get_admin_base_url() or ''}/", admin_path),
    }


def _urgency(number: int | None) -> str | None:
    return Urgency(number).name.lower() if number else None


def _comment(event: WebhookEvent) -> DiscussionComment | None:
    comments = DiscussionComment.objects.select_related("discussion")
    return comments.filter(pk=event.subject).first()
