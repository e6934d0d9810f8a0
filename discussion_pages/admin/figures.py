"""The dashboard of moderation: a few plots, each with its table, and every table to download."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format, number_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.models import Page

from discussion_pages import permissions
from discussion_pages.admin.exports import plain_cell
from discussion_pages.admin.labels import page_labels, rows_of
from discussion_pages.admin.plots import Plot, Row, bars, strips
from discussion_pages.dates import day_text
from discussion_pages.models import DiscussionPage
from discussion_pages.models.comments import URGENCY_CHOICES
from discussion_pages.services import statistics
from discussion_pages.services.policies import title_of

URL_NAME = "discussion_pages_figures"
PERIODS = (7, 30, 90, 365)
PERIOD_STANDARD = 30
STRIP_DAYS_MAX = 90
KEY_DIGITS_MAX = 18


@dataclass(frozen=True, slots=True)
class Table:
    """One table: on the page, and as a download. Numbers stay numbers in a spreadsheet."""

    key: str
    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Any]]
    plot: Plot | None = None
    note: str = ""
    empty: str = ""


@method_decorator(never_cache, name="dispatch")
class FiguresView(SpreadsheetExportMixin, WagtailAdminTemplateMixin, TemplateView):
    """How much waits, how long decisions take, and how reports and appeals end."""

    page_title = gettext_lazy("Moderation figures")
    header_icon = "table"
    template_name = "discussion_pages/admin/figures.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the figures to those who may read the comments they are made of.

        Raises:
            PermissionDenied: everybody else.
        """
        if not permissions.may_view_all(request.user, None):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page, or with one table as a file.

        Raises:
            Http404: no such table for this person.
        """
        if not self.is_export:
            return super().get(request, *args, **kwargs)
        table = next(
            (table for table in self.tables() if table.key == request.GET.get("table")), None
        )
        if table is None:
            raise Http404
        names = [f"column_{number}" for number, _heading in enumerate(table.headings)]
        self.list_export = names
        self.export_headings = dict(zip(names, table.headings, strict=True))
        self.export_filename = f"moderation-{table.key}"
        rows = [dict(zip(names, map(plain_cell, row), strict=True)) for row in table.rows]
        return self.as_spreadsheet(rows, request.GET["export"])

    def to_row_dict(self, item: dict[str, Any]) -> dict[str, Any]:
        """Return a row as it is."""
        return item

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to nowhere but home."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the tables and what they were made of."""
        chosen = {"days": self.days, "page": self.page_pk or ""}
        return super().get_context_data(
            tables=[
                (table, f"{reverse(URL_NAME)}?{urlencode(chosen | {'table': table.key})}")
                for table in self.tables()
            ],
            periods=[
                (days, ngettext("Last %(days)s day", "Last %(days)s days", days) % {"days": days})
                for days in PERIODS
            ],
            days=self.days,
            parents=page_labels(rows_of(self.parents)),
            page_pk=self.page_pk,
            since=day_text(self.period.since),
            **kwargs,
        )

    @cached_property
    def at(self) -> datetime:
        """The instant of the figures."""
        return timezone.now()

    @cached_property
    def days(self) -> int:
        """How many days back, one of those offered."""
        asked = self.request.GET.get("days", "")
        return next((days for days in PERIODS if str(days) == asked), PERIOD_STANDARD)

    @cached_property
    def period(self) -> statistics.Period:
        """The days chosen, whole days of the site's time zone, today included."""
        return statistics.last_days(self.days, at=self.at)

    @cached_property
    def parents(self) -> list[Page]:
        """The pages above discussions, to choose one from; an alias has no comments of its own."""
        return pages_above(DiscussionPage.objects.filter(alias_of=None))

    @cached_property
    def page_pk(self) -> int | None:
        """The page chosen, if it is one that is offered."""
        asked = self.request.GET.get("page", "")
        return next((page.pk for page in self.parents if str(page.pk) == asked), None)

    @cached_property
    def discussions(self) -> Collection[int] | None:
        """The discussions counted; ``None`` for all."""
        parent = next((page for page in self.parents if page.pk == self.page_pk), None)
        if parent is None:
            return None
        return discussions_below(parent)

    def tables(self) -> list[Table]:
        """Return the tables that this person may read."""
        makers: list[Callable[[], Table]] = [
            self._waiting,
            self._times,
            self._decisions,
            self._outcomes,
        ]
        if permissions.may_manage_moderation(self.request.user):
            makers.append(self._moderators)
        return [make() for make in makers]

    def _waiting(self) -> Table:
        rows = statistics.waiting(at=self.at, discussions=self.discussions)
        ages = (_("Under 4 hours"), _("4 to 24 hours"), _("1 to 3 days"), _("3 days or more"))
        totals = [sum(row.ages[place] for row in rows) for place in range(len(ages))]
        late = sum(row.late for row in rows)
        summary = ngettext(
            "%(count)s comment waits, %(late)s past the target.",
            "%(count)s comments wait, %(late)s past the target.",
            sum(totals),
        ) % {"count": sum(totals), "late": late}
        plot = bars(
            "waiting",
            _("What waits, by age"),
            summary,
            [Row(age, total, _whole(total)) for age, total in zip(ages, totals, strict=True)],
        )
        return Table(
            "waiting",
            _("What waits, by age"),
            (_("Why it waits"), *ages, _("Total"), _("At risk"), _("Past the target")),
            [(_urgency(row.urgency), *row.ages, row.count, row.at_risk, row.late) for row in rows],
            plot if sum(totals) else None,
            note=_("At risk: three quarters of the policy's target time are over."),
            empty=_("Nothing waits. Well done."),
        )

    def _times(self) -> Table:
        rows = statistics.times_to_decision(self.period, discussions=self.discussions)
        made = [row for row in rows if row.median_hours is not None]
        plot = bars(
            "times",
            _("Median time to a decision"),
            _("Bars are medians in hours; the line across each is the policy's target."),
            [
                Row(
                    _urgency(row.urgency),
                    row.median_hours or 0,
                    _("%(hours)s h") % {"hours": _decimal(row.median_hours)},
                    target=row.target_hours,
                )
                for row in made
            ],
        )
        return Table(
            "times",
            _("Median time to a decision"),
            (
                _("Why it waited"),
                _("Decisions"),
                _("Median hours"),
                _("Target hours"),
                _("Within the target"),
            ),
            [
                (
                    _urgency(row.urgency),
                    row.count,
                    "" if row.median_hours is None else row.median_hours,
                    "" if row.target_hours is None else row.target_hours,
                    row.within_target,
                )
                for row in rows
            ],
            plot if made else None,
            empty=_("No decision was made in these days on anything that waited."),
        )

    def _decisions(self) -> Table:
        cells = statistics.decisions_by_day(self.period, discussions=self.discussions)
        counts: dict[str, dict[Any, int]] = defaultdict(dict)
        for cell in cells:
            counts[cell.reason][cell.day] = cell.count
        names = {reason: _reason(reason) for reason in counts}
        order = sorted(counts, key=lambda reason: -sum(counts[reason].values()))
        first = timezone.localtime(self.period.since).date()
        days = [first + timedelta(days=number) for number in range(self.days)]
        plot = strips(
            "decisions",
            _("Decisions a day, by reason"),
            _("One column a day, all on one scale; at the end of each line the total."),
            [(names[reason], [counts[reason].get(day, 0) for day in days]) for reason in order],
        )
        return Table(
            "decisions",
            _("Decisions a day, by reason"),
            (_("Day"), *(names[reason] for reason in order)),
            [
                (date_format(day, _("j F Y")), *(counts[reason].get(day, 0) for reason in order))
                for day in days
                if any(day in counts[reason] for reason in order)
            ],
            plot if cells else None,
            empty=_("No decision was made in these days."),
        )

    def _outcomes(self) -> Table:
        found = (
            (_("Reports"), statistics.report_outcomes(self.period, discussions=self.discussions)),
            (_("Appeals"), statistics.appeal_outcomes(self.period, discussions=self.discussions)),
        )
        plot = bars(
            "outcomes",
            _("Reports and appeals upheld"),
            _("The patterned part of each bar was upheld; the rest was not."),
            [
                Row(
                    name,
                    outcome.decided,
                    _("%(upheld)s of %(all)s") % {"upheld": outcome.upheld, "all": outcome.decided},
                    marked=outcome.upheld,
                )
                for name, outcome in found
            ],
        )
        return Table(
            "outcomes",
            _("Reports and appeals upheld"),
            (_("Kind"), _("Upheld"), _("Not upheld"), _("Open")),
            [(name, outcome.upheld, outcome.not_upheld, outcome.open) for name, outcome in found],
            plot if any(outcome.decided for _name, outcome in found) else None,
            note=_(
                "Of what arrived in these days. A report whose decision was overturned on "
                "appeal counts as not upheld."
            ),
            empty=_("No report and no appeal of these days has an answer yet."),
        )

    def _moderators(self) -> Table:
        rows = statistics.by_moderator(self.period, discussions=self.discussions)
        plot = bars(
            "moderators",
            _("Decisions by moderator"),
            _("How many decisions each person made."),
            [Row(row.name, row.decisions, _whole(row.decisions)) for row in rows],
        )
        return Table(
            "moderators",
            _("Decisions by moderator"),
            (
                _("Moderator"),
                _("Decisions"),
                _("That limit somebody"),
                _("Undone"),
                _("Median hours"),
            ),
            [
                (
                    row.name,
                    row.decisions,
                    row.limiting,
                    row.undone,
                    "" if row.median_hours is None else row.median_hours,
                )
                for row in rows
            ],
            plot if rows else None,
            note=_("Only managers of moderation see this table."),
            empty=_("Nobody made a decision in these days."),
        )


def pages_above_discussions() -> list[Page]:
    """Return the pages that have discussions, by title. Two queries."""
    return pages_above(DiscussionPage.objects.all())


def pages_above(discussions: QuerySet) -> list[Page]:
    """Return the pages directly above ``discussions``, by title, with their locale. Two queries."""
    paths = discussions.order_by().values_list("path", flat=True)
    above = {path[: -Page.steplen] for path in paths}
    pages = Page.objects.filter(path__in=above).select_related("locale")
    return list(pages.order_by("title", "locale", "pk"))


def discussions_below(parent: Page) -> list[int]:
    """Return the keys of the discussions directly below a page. One query."""
    return list(DiscussionPage.objects.child_of(parent).values_list("pk", flat=True))


class FiguresMenuItem(MenuItem):
    """Shown to those who may read the figures."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask as the page itself does."""
        return permissions.may_view_all(request.user, None)


def figures_menu_item(order: int) -> MenuItem:
    """Return the link to the dashboard."""
    return FiguresMenuItem(
        FiguresView.page_title,
        reverse(URL_NAME),
        name="moderation-figures",
        icon_name="table",
        order=order,
    )


def urls() -> list[Any]:
    """Return the dashboard's address."""
    return [path("discussions/figures/", FiguresView.as_view(), name=URL_NAME)]


def _urgency(urgency: int) -> str:
    return str(dict(URGENCY_CHOICES)[int(urgency)])


def _reason(reason: str) -> str:
    return title_of(reason) if reason else _("Nobody limited")


def _whole(number: int) -> str:
    return number_format(number, use_l10n=True, force_grouping=True)


def _decimal(number: float | None) -> str:
    return number_format(number or 0, decimal_pos=1, use_l10n=True)
