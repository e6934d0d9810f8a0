"""Whether the stored figures of discussions and of the pages above are true."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from wagtail.models import Page

from discussion_pages.models import (
    DiscussionComment,
    DiscussionFigures,
    DiscussionPage,
    RespondentFigures,
)
from discussion_pages.rules.states import State
from discussion_pages.services.integrity.checks import Fault
from discussion_pages.services.integrity.rows import RowsCheck
from discussion_pages.services.tree import (
    lock_figures,
    lock_respondent_figures,
    recount,
    recount_respondents,
)


class FiguresCheck(RowsCheck):
    """Comments, responses and the newest comment of each discussion."""

    name = "figures"
    model = DiscussionFigures
    size = 50

    def rows(self) -> QuerySet:
        """Return the discussions that have comments, or say that they have."""
        comments = DiscussionComment.objects.filter(discussion=OuterRef("pk"))
        return DiscussionPage.objects.filter(Q(figures__isnull=False) | Exists(comments))

    def put_right(self, fault: Fault) -> bool:
        """Count anew. The figures are locked first: of the last of what a writer locks."""
        lock_figures(fault.key)
        recount(fault.key)
        return True

    def read(self, pks: Collection[int]) -> list[Any]:
        """Return what is stored, with what it should be. One query."""
        published = (
            DiscussionComment.objects.filter(discussion=OuterRef("pk"), state=State.PUBLISHED)
            .order_by()
            .values("discussion")
        )
        answers = published.filter(is_official=False)
        stored = ("comment_count", "response_count", "last_comment_at")
        rows = (
            DiscussionPage.objects.filter(pk__in=pks)
            .annotate(
                true_comment_count=Coalesce(
                    Subquery(published.annotate(n=Count("pk")).values("n")), 0
                ),
                true_response_count=Coalesce(
                    Subquery(answers.annotate(n=Count("pk")).values("n")), 0
                ),
                true_last_comment_at=Subquery(published.annotate(t=Max("posted_at")).values("t")),
            )
            .order_by("pk")
            .values(
                "pk",
                *(f"figures__{name}" for name in stored),
                *(f"true_{name}" for name in stored),
            )
        )
        return [
            row | {"discussion_id": row["pk"]} | {name: row[f"figures__{name}"] for name in stored}
            for row in rows
        ]

    def judge(self, row: dict[str, Any], *, at: datetime) -> Iterator[Fault]:
        """Compare. No row at all says zero."""
        for field in ("comment_count", "response_count"):
            if (row[field] or 0) != row[f"true_{field}"]:
                yield self.fault(row, field, row[f"true_{field}"])
        if row["last_comment_at"] != row["true_last_comment_at"]:
            yield self.fault(row, "last_comment_at", row["true_last_comment_at"])


class RespondentsCheck(RowsCheck):
    """How many have responded, and how often, below each page that has discussions."""

    name = "respondents"
    model = RespondentFigures
    size = 50

    def rows(self) -> QuerySet:
        """Return the pages that say that somebody responded below them, or have comments there."""
        paths = {
            path[: -Page.steplen]
            for path in DiscussionPage.objects.filter(
                Exists(DiscussionComment.objects.filter(discussion=OuterRef("pk")))
            ).values_list("path", flat=True)
        }
        counted = RespondentFigures.objects.order_by().values("page")
        return Page.objects.filter(Q(path__in=paths) | Q(pk__in=counted))

    def put_right(self, fault: Fault) -> bool:
        """Count anew, with the figures locked."""
        page = Page.objects.get(pk=fault.key)
        lock_respondent_figures(DiscussionPage.objects.child_of(page).values_list("pk", flat=True))
        recount_respondents(page)
        return True

    def read(self, pks: Collection[int]) -> list[Any]:
        """Return what is stored, with what it should be. One query for each page."""
        stored = RespondentFigures.objects.in_bulk(list(pks))
        none = RespondentFigures()
        return [
            {
                "pk": page.pk,
                "respondent_count": stored.get(page.pk, none).respondent_count,
                "response_count": stored.get(page.pk, none).response_count,
            }
            | DiscussionComment.objects.counted()
            .below_page(page.path)
            .order_by()
            .aggregate(
                true_respondent_count=Count("participant", distinct=True),
                true_response_count=Count("pk"),
            )
            for page in Page.objects.filter(pk__in=pks).order_by("pk")
        ]

    def judge(self, row: dict[str, Any], *, at: datetime) -> Iterator[Fault]:
        """Compare. No row at all says zero."""
        for field in ("respondent_count", "response_count"):
            if row[field] != row[f"true_{field}"]:
                yield self.fault(row, field, row[f"true_{field}"])
