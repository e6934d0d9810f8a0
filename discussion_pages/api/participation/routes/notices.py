"""Notices: what a member was told, and when we write to them."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from discussion_pages.api.participation.addresses import whole
from discussion_pages.api.participation.auth import MEMBERS
from discussion_pages.api.participation.comments import local
from discussion_pages.api.participation.finding import person_of
from discussion_pages.api.participation.listing import PageQuery, newest_first
from discussion_pages.api.participation.operations import reads, writes
from discussion_pages.api.participation.problems import Refusal
from discussion_pages.api.participation.schemas import Input, WholeKey
from discussion_pages.models import Notice
from discussion_pages.rules.notices import Delivery, NoticeKind
from discussion_pages.services import notice_settings, notices
from discussion_pages.services.notice_words import Related, related_to, words_of

router = Router(tags=["Notices"])


class NoticeLink(Schema):
    """Where to go on, on the website."""

    label: str
    html_url: str


class NoticeOut(Schema):
    """One thing that the caller was told, in the language of the request."""

    id: int
    kind: NoticeKind
    subject: str
    paragraphs: list[str] = Field(description="Empty where what it was about is not public now.")
    passages: list[str] = Field(description="The caller's own words that a decision concerns.")
    link: NoticeLink | None
    created_at: datetime
    read_at: datetime | None = Field(description="Null while it is new.")


class NoticesOut(Schema):
    """A page of what the caller was told, the newest first. Reading it marks nothing as read."""

    unread_count: int
    next_cursor: str | None
    next_url: str | None
    items: list[NoticeOut]


class NoticesReadIn(Input):
    """Which notices were read."""

    id: WholeKey | None = Field(default=None, description="One notice; leave it out for all.")


class UnreadOut(Schema):
    """How many notices the caller has not read."""

    unread_count: int


class NoticeSettingsIn(Input):
    """What to change; leave out what is to stay."""

    moderation: Delivery | None = Field(
        default=None, description="E-mail about one's own comments, reports and appeals."
    )
    following: Delivery | None = Field(
        default=None, description="E-mail about replies, and about what one follows."
    )
    language: str | None = Field(default=None, description="Of e-mails; one of `languages`.")


class NoticeSettingsOut(Schema):
    """When we write to the caller. Notices on the site are always there."""

    moderation: Delivery = Field(
        description="E-mail about one's own comments, reports and appeals."
    )
    following: Delivery = Field(description="E-mail about replies, and about what one follows.")
    language: str = Field(description="Of e-mails.")
    languages: list[str] = Field(description="The codes that `language` may take.")


@reads(router, "/me/notices", answer=NoticesOut, who=MEMBERS, url_name="notices")
def list_notices(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """Read what you were told, the newest first."""
    member = person_of(request)
    rows, links = newest_first(
        request, notices.notices_of(member), query, by="created_at", name="notices"
    )
    related = related_to(notice.data for notice in rows)
    return {
        "unread_count": notices.unread_count(member),
        "items": [_notice_out(request, notice, related) for notice in rows],
    } | links


@writes(router, "POST", "/me/notices/read", answer={200: UnreadOut}, url_name="notices-read")
def mark_notices_read(request: HttpRequest, body: NoticesReadIn) -> dict[str, Any]:
    """Mark one notice as read, or all."""
    member = person_of(request)
    if body.id is not None and not notices.notices_of(member).filter(pk=body.id).exists():
        raise Http404
    notices.mark_read(member=member, pk=body.id, at=timezone.now())
    return {"unread_count": notices.unread_count(member)}


@reads(
    router, "/me/notice-settings", answer=NoticeSettingsOut, who=MEMBERS, url_name="notice-settings"
)
def get_notice_settings(request: HttpRequest) -> dict[str, Any]:
    """Read when we write to you, and in which language."""
    return _settings_out(notice_settings.preference_of(person_of(request)))


@writes(
    router,
    "PATCH",
    "/me/notice-settings",
    answer={200: NoticeSettingsOut},
    url_name="notice-settings",
)
def change_notice_settings(request: HttpRequest, body: NoticeSettingsIn) -> dict[str, Any]:
    """Choose when we write to you, and in which language."""
    member = person_of(request)
    kept = notice_settings.preference_of(member)
    if body.language is not None and body.language not in _languages():
        raise Refusal(
            422,
            "language",
            _("Choose one of these: %(codes)s.") % {"codes": ", ".join(_languages())},
            pointer="#/language",
        )
    preference = notice_settings.choose_delivery(
        member=member,
        moderation=body.moderation or Delivery(kept.moderation),
        following=body.following or Delivery(kept.following),
        language=body.language or kept.language,
    )
    return _settings_out(preference)


def _notice_out(request: HttpRequest, notice: Notice, related: Related) -> dict[str, Any]:
    said = words_of(NoticeKind(notice.kind), notice.data, comment=notice.comment, related=related)
    link = None
    if said.link:
        link = {"label": said.link.label, "html_url": whole(request, said.link.url)}
    return {
        "id": notice.pk,
        "kind": notice.kind,
        "subject": said.subject,
        "paragraphs": said.paragraphs,
        "passages": said.passages,
        "link": link,
        "created_at": local(notice.created_at),
        "read_at": local(notice.read_at),
    }


def _settings_out(preference: Any) -> dict[str, Any]:
    return {
        "moderation": preference.moderation,
        "following": preference.following,
        "language": preference.language or settings.LANGUAGE_CODE,
        "languages": _languages(),
    }


def _languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]
