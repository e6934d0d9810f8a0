"""Answers in a body's name."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from discussion_pages import permissions
from discussion_pages.admin.official_replies import organisations_for
from discussion_pages.api.participation.addresses import address
from discussion_pages.api.participation.auth import STAFF
from discussion_pages.api.participation.comments import local
from discussion_pages.api.participation.moderation.access import staff_of
from discussion_pages.api.participation.moderation.conflicts import told_as_conflict
from discussion_pages.api.participation.operations import Written, writes
from discussion_pages.api.participation.problems import Refusal
from discussion_pages.api.participation.schemas import Input, Text, WholeKey
from discussion_pages.models import DiscussionComment, DiscussionPage
from discussion_pages.services.posting import post_official_reply

router = Router(tags=["Moderation"])


class OfficialReplyIn(Input):
    """An answer in a body's name."""

    organisation: WholeKey = Field(description="The body, one in the discussion's language.")
    text: Text = Field(description="Plain text; line breaks are kept.")
    reply_to: WholeKey | None = Field(
        default=None,
        description="The published comment that it answers; null to start a thread.",
    )


class OfficialReplyOut(Schema):
    """An official reply. It appears at once."""

    id: int
    url: str = Field(description="Where this API has it for everybody.")
    html_url: str
    discussion: int
    parent: int | None
    author_name: str
    organisation: str
    text: str
    posted_at: datetime


@writes(
    router,
    "POST",
    "/discussions/{key:pk}/official-replies",
    answer={201: OfficialReplyOut},
    who=STAFF,
    url_name="moderation-official-replies",
)
def create_official_reply(request: HttpRequest, pk: int, body: OfficialReplyIn) -> Written:
    """Answer in a body's name, also after the discussion has closed."""
    person = staff_of(request, permissions.may_reply_officially)
    discussion = DiscussionPage.objects.filter(pk=pk, live=True).first()
    if discussion is None:
        raise Http404
    staff_of(request, permissions.may_reply_officially, discussion)
    organisation = organisations_for(discussion).filter(pk=body.organisation).first()
    if organisation is None:
        raise Refusal(422, "organisation", _("Choose an organisation."), pointer="#/organisation")
    with told_as_conflict(request, None, at=timezone.now()):
        reply = post_official_reply(
            discussion=discussion,
            author=person,
            organisation=organisation,
            text=body.text,
            reply_to=_answered(discussion, body.reply_to),
            at=timezone.now(),
        )
    location = address(request, "comment", pk=reply.pk)
    return Written.created(_reply_out(reply, request, location), location=location)


def _answered(discussion: DiscussionPage, pk: int | None) -> DiscussionComment | None:
    if pk is None:
        return None
    found = DiscussionComment.objects.published().filter(pk=pk, discussion=discussion).first()
    if found is None:
        raise Refusal(
            422,
            "reply_to",
            _("The comment you are replying to is no longer there."),
            pointer="#/reply_to",
        )
    return found


def _reply_out(reply: DiscussionComment, request: HttpRequest, url: str) -> dict[str, Any]:
    return {
        "id": reply.pk,
        "url": url,
        "html_url": request.build_absolute_uri(reply.get_absolute_url()),
        "discussion": reply.discussion_id,
        "parent": reply.parent_id if reply.depth else None,
        "author_name": reply.author_name,
        "organisation": reply.organisation.called,
        "text": reply.comment,
        "posted_at": local(reply.posted_at),
    }
