"""A member's download: everything kept about them that is theirs, and nobody else's.

Which fields are in it, the inventory says (``data_protection``); which records, the sections here.
Moderators' identity and notes, and other people's words and names, are never in it.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, Q, QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from discussion_pages.conf import display_name, setting
from discussion_pages.data_protection import exported_fields
from discussion_pages.dates import instant_text
from discussion_pages.models import (
    Appeal,
    CommentRevision,
    Decision,
    DiscussionComment,
    DiscussionPage,
    Follow,
    Notice,
    NoticePreference,
    Organisation,
    OutboxMessage,
    Participant,
    Report,
    Sanction,
)
from discussion_pages.services.liking import likes_of
from discussion_pages.services.readable import readable_pages

LABELS = {
    "id": gettext_lazy("number"),
    "comment": gettext_lazy("comment"),
    "text": gettext_lazy("text"),
    "thread": gettext_lazy("thread"),
    "discussion": gettext_lazy("discussion"),
    "in_reply_to": gettext_lazy("in reply to comment"),
    "from_state": gettext_lazy("state before"),
    "to_state": gettext_lazy("state after"),
    "status": gettext_lazy("status"),
    "kind": gettext_lazy("kind"),
    "language": gettext_lazy("language"),
    "key": gettext_lazy("key"),
    "flag_date": gettext_lazy("since"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """Records of one model that belong to a member."""

    name: str
    title: Any
    model: str
    rows: Callable[[Any], QuerySet]


SECTIONS = (
    Section(
        "participation",
        gettext_lazy("How you are counted"),
        Participant._meta.label,
        lambda user: Participant.objects.filter(user=user),
    ),
    Section(
        "comments",
        gettext_lazy("Your comments"),
        DiscussionComment._meta.label,
        lambda user: (
            DiscussionComment.objects.filter(user=user)
            .select_related("discussion", "organisation")
            .order_by("pk")
        ),
    ),
    Section(
        "versions",
        gettext_lazy("Versions of your comments"),
        CommentRevision._meta.label,
        lambda user: CommentRevision.objects.filter(comment__user=user).order_by("pk"),
    ),
    Section(
        "decisions",
        gettext_lazy("Decisions about your comments"),
        Decision._meta.label,
        lambda user: Decision.objects.filter(comment__user=user).order_by("pk"),
    ),
    Section(
        "reports",
        gettext_lazy("Reports that you made"),
        Report._meta.label,
        lambda user: Report.objects.filter(reporter=user).order_by("pk"),
    ),
    Section(
        "appeals",
        gettext_lazy("Your appeals"),
        Appeal._meta.label,
        lambda user: Appeal.objects.filter(participant__user=user).order_by("pk"),
    ),
    Section(
        "sanctions",
        gettext_lazy("Sanctions on you"),
        Sanction._meta.label,
        lambda user: Sanction.objects.filter(participant__user=user).order_by("pk"),
    ),
    Section(
        "likes",
        gettext_lazy("Comments that you like"),
        "django_comments.CommentFlag",
        lambda user: likes_of(user).order_by("pk"),
    ),
    Section(
        "follows",
        gettext_lazy("What you follow"),
        Follow._meta.label,
        lambda user: Follow.objects.filter(user=user).select_related("discussion").order_by("pk"),
    ),
    Section(
        "notices",
        gettext_lazy("What you were told"),
        Notice._meta.label,
        lambda user: Notice.objects.filter(recipient=user).order_by("pk"),
    ),
    Section(
        "emails",
        gettext_lazy("E-mails about discussions"),
        OutboxMessage._meta.label,
        lambda user: OutboxMessage.objects.filter(recipient=user).order_by("pk"),
    ),
    Section(
        "settings",
        gettext_lazy("Your settings"),
        NoticePreference._meta.label,
        lambda user: NoticePreference.objects.filter(user=user),
    ),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One section for people to read: rows of pairs of label and words."""

    title: str
    rows: list[list[tuple[str, str]]]


def own_data(user: Any, *, at: datetime) -> dict[str, Any]:
    """Return everything about a member as plain values. One query for each section, and titles."""
    titles = _titles(user)
    return {
        "made_at": at,
        "display_name": display_name(user),
        "account": _account(user),
        **{
            section.name: [_values(row, _fields(section), titles) for row in section.rows(user)]
            for section in SECTIONS
        },
    }


def own_data_json(user: Any, *, at: datetime) -> str:
    """Return the download as JSON."""
    data = own_data(user, at=at)
    return json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def own_data_for_people(user: Any) -> list[Shown]:
    """Return the download as titles, labels and words, without what is empty."""
    account = [(name.replace("_", " "), _words(value)) for name, value in _account(user).items()]
    shown = [Shown(_("Your account"), [[pair for pair in account if pair[1]]])]
    titles = _titles(user)
    for section in SECTIONS:
        rows = [_pairs(row, _fields(section), titles) for row in section.rows(user)]
        shown.append(Shown(str(section.title), rows))
    return shown


def account_of(user: Any) -> dict[str, Any]:
    """Return what any host's account holds: its name and address. A host names a better one."""
    return {
        "username": user.get_username(),
        "email": getattr(user, user.get_email_field_name(), ""),
        "date_joined": getattr(user, "date_joined", None),
        "last_login": user.last_login,
    }


def _account(user: Any) -> dict[str, Any]:
    function: Callable[[Any], dict[str, Any]] = import_string(setting("ACCOUNT_EXPORT"))
    return function(user)


def _fields(section: Section) -> list[str]:
    return exported_fields(section.model)


def _titles(user: Any) -> dict[int, str]:
    """Return the titles of the discussions with something of the member's that they may read now.

    What they wrote in a section that was closed to them since stays theirs; its title does not.
    """
    pages = readable_pages(DiscussionPage, person=user).filter(
        Q(pk__in=DiscussionComment.objects.filter(user=user).values("discussion"))
        | Q(pk__in=Follow.objects.filter(user=user).values("discussion"))
    )
    return dict(pages.order_by().values_list("pk", "title"))


def _values(row: Model, names: list[str], titles: dict[int, str]) -> dict[str, Any]:
    return {name: _value(row, name, titles) for name in names}


def _value(row: Model, name: str, titles: dict[int, str]) -> Any:
    """Return a plain value: a page or a body by its title, any other record by its number."""
    field: Any = row._meta.get_field(name)
    if field.related_model is DiscussionPage:
        return titles.get(getattr(row, field.attname), "")
    if field.related_model is Organisation:
        return str(getattr(row, name) or "")
    return getattr(row, field.attname if field.many_to_one else name)


def _pairs(row: Model, names: list[str], titles: dict[int, str]) -> list[tuple[str, str]]:
    found = []
    for name in names:
        choices = getattr(row, f"get_{name}_display", None)
        words = str(choices()) if choices else _words(_value(row, name, titles))
        if words:
            found.append((_label(row, name), words))
    return found


def _label(row: Model, name: str) -> str:
    field: Any = row._meta.get_field(name)
    return str(LABELS.get(name) or field.verbose_name)


def _words(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, list):
        return "; ".join(_words(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_words(each)}" for key, each in value.items())
    return str(value)
