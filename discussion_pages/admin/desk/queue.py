"""The queue as the desk shows it: narrowed, counted, in pages, with its neighbours.

The order is that of the index ``discussion_comment_urgency``. Nothing here asks one question for
each comment.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page as Pages
from django.core.paginator import Paginator
from django.db.models import Count, Min, Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.models import Page

from discussion_pages.admin import labels
from discussion_pages.models import Claim, DiscussionComment, DiscussionPage, ModerationPolicy
from discussion_pages.models.comments import URGENCY_CHOICES
from discussion_pages.rules.queue import Urgency
from discussion_pages.services.claiming import claims_of_others
from discussion_pages.services.policies import policies_of
from discussion_pages.services.statistics import AT_RISK, target_hours

PER_PAGE = 25
ORDER = ("urgency", "queued_at", "pk")
CHOICES = ("title", "locale", "pk")
TITLE_LENGTH = 80
ITEM_ANCHOR = "desk-item"
KEY_DIGITS_MAX = 18  # a longer number is no key, and too long for the database
URGENCIES = {Urgency(value): label for value, label in URGENCY_CHOICES if value}


class Standing(StrEnum):
    """How a comment that waits stands against the policy's target time."""

    IN_TIME = "in_time"
    AT_RISK = "at_risk"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Choice:
    """What narrows the queue: read from an address, and written back into one."""

    urgency: Urgency | None = None
    parent: int | None = None
    discussion: int | None = None

    @classmethod
    def from_address(cls, given: Mapping[str, str]) -> "Choice":
        """Read what stands in an address; what makes no sense narrows nothing."""
        names = {urgency.name.lower(): urgency for urgency in URGENCIES}
        kind, _dash, key = given.get("place", "").partition("-")
        pk = key_in(key)
        return cls(
            urgency=names.get(given.get("urgency", "")),
            parent=pk if kind == "parent" else None,
            discussion=pk if kind == "discussion" else None,
        )

    @property
    def place(self) -> str:
        """The page chosen, as the address names it."""
        if self.parent:
            return f"parent-{self.parent}"
        return f"discussion-{self.discussion}" if self.discussion else ""

    def query(self, **more: Any) -> str:
        """Return the query string with ``more`` beside it; ``item`` leads to the open comment."""
        named = {"urgency": self.urgency.name.lower() if self.urgency else "", "place": self.place}
        anchor = f"#{ITEM_ANCHOR}" if "item" in more else ""
        return "?" + urlencode({k: v for k, v in (named | more).items() if v}) + anchor

    def for_urgency(self, urgency: Urgency | None) -> "Choice":
        """Return the same place with another urgency."""
        return Choice(urgency, self.parent, self.discussion)


@dataclass(frozen=True, slots=True)
class Tab:
    """One urgency with how much waits."""

    label: str
    count: int
    oldest_at: datetime | None
    query: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One comment in the list."""

    comment: DiscussionComment
    author: str
    excerpt: str
    urgency: str
    state: str
    standing: Standing
    claim: Claim | None
    query: str
    is_open: bool


class Queue:
    """What waits, as one moderator narrowed it."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice

    @cached_property
    def _place(self) -> Q:
        return place_of(discussion=self.choice.discussion, parent=self.choice.parent)

    def by_urgency(self) -> list[dict[str, Any]]:
        """Return how much waits here of each urgency and since when. One query."""
        return waiting_by_urgency(self._place)

    @cached_property
    def comments(self) -> QuerySet:
        """The comments, in order."""
        urgent = (
            Q(urgency=self.choice.urgency) if self.choice.urgency else Q(urgency__gt=Urgency.NONE)
        )
        return (
            DiscussionComment.objects.filter(urgent, self._place)
            .select_related("discussion", "organisation")
            .order_by(*ORDER)
        )

    def tabs(self) -> list[Tab]:
        """Return all urgencies, and before them everything. One query."""
        found = {row["urgency"]: row for row in self.by_urgency()}
        tabs = []
        for urgency in (None, *URGENCIES):
            row = found.get(urgency, {})
            tabs.append(
                Tab(
                    label=str(URGENCIES[urgency]) if urgency else _("Everything"),
                    count=row.get("count", 0)
                    if urgency
                    else sum(each["count"] for each in found.values()),
                    oldest_at=row.get("oldest_at"),
                    query=self.choice.for_urgency(urgency).query(),
                    is_current=urgency == self.choice.urgency,
                )
            )
        return tabs

    def pages(self, *, count: int, number: Any) -> Pages:
        """Return the page of that number, the nearest where there is none. ``count`` is known."""
        paginator = Paginator(self.comments, PER_PAGE)
        paginator.count = count
        return paginator.get_page(number)

    def page_number_of(self, comment: DiscussionComment) -> int:
        """Return the page on which a comment stands, or would stand. One query."""
        if comment.queued_at is None:
            return 1
        return self.comments.filter(_before(comment)).order_by().count() // PER_PAGE + 1

    def after(self, comment: DiscussionComment) -> int | None:
        """Return the key of the one that follows. One query."""
        if comment.queued_at is None:
            return None
        return self.comments.filter(_after(comment)).values_list("pk", flat=True).first()

    def before(self, comment: DiscussionComment) -> int | None:
        """Return the key of the one before. One query."""
        if comment.queued_at is None:
            return None
        found = self.comments.filter(_before(comment)).order_by(*(f"-{name}" for name in ORDER))
        return found.values_list("pk", flat=True).first()

    def first(self) -> int | None:
        """Return the key of what comes first. One query."""
        return self.comments.values_list("pk", flat=True).first()


def place_of(*, discussion: int | None, parent: int | None) -> Q:
    """Return what is true of the comments of one discussion, or of all directly below one page.

    One query where a page above is named; nothing is true of a page that is not there.
    """
    if discussion:
        return Q(discussion=discussion)
    if not parent:
        return Q()
    page = Page.objects.filter(pk=parent).only("path", "depth").first()
    if page is None:
        return Q(pk=None)
    return Q(discussion__path__startswith=page.path, discussion__depth=page.depth + 1)


def rows(
    comments: Collection[DiscussionComment],
    *,
    choice: Choice,
    opened: DiscussionComment | None,
    policies: Mapping[int, ModerationPolicy | None],
    moderator: Any,
    at: datetime,
) -> list[Row]:
    """Return the lines of the list. One query, for the claims."""
    claims = claims_of_others([comment.pk for comment in comments], moderator=moderator, at=at)
    return [
        Row(
            comment=comment,
            author=labels.author_label(comment),
            excerpt=labels.excerpt(comment.comment),
            urgency=comment.get_urgency_display(),
            state=labels.state_label(comment),
            standing=standing(comment, policies.get(comment.discussion_id), at=at),
            claim=claims.get(comment.pk),
            query=choice.query(item=comment.pk),
            is_open=opened is not None and comment.pk == opened.pk,
        )
        for comment in comments
    ]


def policies_for(
    comments: Collection[DiscussionComment],
) -> dict[int, ModerationPolicy | None]:
    """Return the policies in force for comments, by discussion. At most five queries."""
    return policies_of({comment.discussion_id for comment in comments}) if comments else {}


def due_at(comment: DiscussionComment, policy: ModerationPolicy | None) -> datetime | None:
    """Return until when the policy promises a decision; ``None`` where nothing waits."""
    hours = target_hours(policy, Urgency(comment.urgency))
    if hours is None or comment.queued_at is None:
        return None
    return comment.queued_at + timedelta(hours=hours)


def standing(
    comment: DiscussionComment, policy: ModerationPolicy | None, *, at: datetime
) -> Standing:
    """Say how a comment stands against the target: at risk in its last quarter, then late."""
    due = due_at(comment, policy)
    if due is None:
        return Standing.IN_TIME
    if at >= due:
        return Standing.LATE
    return (
        Standing.AT_RISK
        if at - comment.queued_at >= (due - comment.queued_at) * AT_RISK
        else Standing.IN_TIME
    )


def waiting_by_urgency(place: Q | None = None) -> list[dict[str, Any]]:
    """Return how much waits of each urgency and since when, the most urgent first. One query."""
    return list(
        DiscussionComment.objects.filter(place or Q(), urgency__gt=Urgency.NONE)
        .order_by("urgency")
        .values("urgency")
        .annotate(count=Count("pk"), oldest_at=Min("queued_at"))
    )


def places() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return where something waits: titles of pages above, each with values and labels to choose.

    Two queries.
    """
    waiting = DiscussionComment.objects.filter(urgency__gt=Urgency.NONE).order_by()
    discussions = list(
        DiscussionPage.objects.filter(pk__in=waiting.values("discussion"))
        .select_related("locale")
        .only("pk", "title", "path", "locale")
        .order_by(*CHOICES)
    )
    above = {page.path[: -Page.steplen] for page in discussions}
    parents = list(
        Page.objects.filter(path__in=above)
        .select_related("locale")
        .only("pk", "title", "path", "locale")
        .order_by(*CHOICES)
    )
    called = {}
    for pages in (discussions, parents):
        called |= labels.page_labels(labels.rows_of(pages), length=TITLE_LENGTH)
    return [
        (
            called[parent.pk],
            [
                (f"parent-{parent.pk}", _("All of %(title)s") % {"title": called[parent.pk]}),
                *(
                    (f"discussion-{page.pk}", called[page.pk])
                    for page in discussions
                    if page.path[: -Page.steplen] == parent.path
                ),
            ],
        )
        for parent in parents
    ]


def key_in(text: str | None) -> int | None:
    """Return the key that stands in an address, if it is one."""
    if text and text.isascii() and text.isdigit() and len(text) <= KEY_DIGITS_MAX:
        return int(text) or None
    return None


def _before(comment: DiscussionComment) -> Q:
    return (
        Q(urgency__lt=comment.urgency)
        | Q(urgency=comment.urgency, queued_at__lt=comment.queued_at)
        | Q(urgency=comment.urgency, queued_at=comment.queued_at, pk__lt=comment.pk)
    )


def _after(comment: DiscussionComment) -> Q:
    return (
        Q(urgency__gt=comment.urgency)
        | Q(urgency=comment.urgency, queued_at__gt=comment.queued_at)
        | Q(urgency=comment.urgency, queued_at=comment.queued_at, pk__gt=comment.pk)
    )
