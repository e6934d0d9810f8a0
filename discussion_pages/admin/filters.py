"""The filters beside the comment list."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from discussion_pages.admin.desk.queue import place_of
from discussion_pages.admin.labels import page_labels, page_rows
from discussion_pages.models import DiscussionComment, DiscussionPage
from discussion_pages.models.comments import STATE_CHOICES
from discussion_pages.rules.states import State

WAITING = "waiting"
EDIT_HELD = "edit_held"
LISTED = ("not_waiting", "-posted_at", "-pk")
"""The order of the list: its last name tells any two comments apart."""
SEARCHED = ("comment", "author_name")


class StateFilter(SimpleListFilter):
    """By state, and by what waits for a moderator."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer what waits first."""
        return [
            (WAITING, _("Waiting: held, or an edit held")),
            (EDIT_HELD, _("Edit held")),
            *STATE_CHOICES,
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep the comments in the chosen state."""
        return in_state(queryset, self.value())


class ReportedFilter(SimpleListFilter):
    """By whether a report is open."""

    title = _("reports")
    parameter_name = "reported"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer reported comments, or the others."""
        return [("yes", _("Reported")), ("no", _("No open report"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep comments with an open report, or without."""
        if self.value() in {"yes", "no"}:
            return with_reports(queryset, are_open=self.value() == "yes")
        return queryset


class PageFilter(SimpleListFilter):
    """A choice among pages."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer each page by its title."""
        labels = page_labels(page_rows(self.pages()))
        return [(str(pk), label) for pk, label in labels.items()]

    def pages(self) -> QuerySet:
        """Return the pages to choose from."""
        raise NotImplementedError

    def has_output(self) -> bool:
        """Stand there also with a single page, so that the list does not change its shape."""
        return True

    def chosen(self) -> int | None:
        """Return the key of the chosen page."""
        value = self.value()
        return int(value) if value in dict(self.lookup_choices) else None


class DiscussionFilter(PageFilter):
    """By discussion; only those that have comments are offered."""

    title = _("discussion")
    parameter_name = "discussion"

    def pages(self) -> QuerySet:
        """Return discussions with comments."""
        return discussions_with_comments()

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep one discussion's comments."""
        chosen = self.chosen()
        return queryset if chosen is None else queryset.filter(discussion=chosen)


class ParentFilter(PageFilter):
    """By the page above the discussion, called "Consultation" because that is what it mostly is."""

    title = _("consultation")
    parameter_name = "parent"

    def pages(self) -> QuerySet:
        """Return the pages above discussions with comments."""
        paths = {
            path[: -Page.steplen]
            for path in discussions_with_comments().values_list("path", flat=True)
        }
        return Page.objects.filter(path__in=paths)

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep the comments of all discussions directly below one page."""
        chosen = self.chosen()
        if chosen is None:
            return queryset
        return queryset.filter(place_of(discussion=None, parent=chosen))


def listed_comments() -> QuerySet:
    """Return all comments: what is held or reported first, then the newest."""
    return DiscussionComment.objects.annotate(
        not_waiting=Case(
            When(
                Q(state=State.HELD) | Q(edit_held_at__isnull=False) | Q(report_count__gt=0),
                then=Value(0),
            ),
            default=Value(1),
            output_field=IntegerField(),
        )
    ).order_by(*LISTED)


def in_state(queryset: QuerySet, value: str | None) -> QuerySet:
    """Keep comments in one state, or what waits for a moderator; all where it is none of them."""
    if value == WAITING:
        return queryset.awaiting_decision()
    if value == EDIT_HELD:
        return queryset.filter(edit_held_at__isnull=False)
    return queryset.filter(state=value) if value in dict(STATE_CHOICES) else queryset


def with_reports(queryset: QuerySet, *, are_open: bool) -> QuerySet:
    """Keep comments with an open report, or those without."""
    return queryset.reported() if are_open else queryset.filter(report_count=0)


def discussions_with_comments() -> QuerySet:
    """Return the discussions that have at least one comment, in whatever state."""
    return DiscussionPage.objects.filter(
        Exists(DiscussionComment.objects.filter(discussion=OuterRef("pk")).order_by())
    )
