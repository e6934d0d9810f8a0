"""How many have responded: one service, one rule.

``respondents``: distinct members with at least one published comment in the consultation's
discussions (official replies do not count), plus the ``people`` of offline responses.
``responses``: published comments, replies included and official ones not, plus the ``responses`` of
offline responses. Held, rejected, removed and withdrawn comments count in neither.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import (
    Aggregate,
    CharField,
    Count,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from consultations.keeping import counts_key
from consultations.models import ConsultationPage, OfflineResponse
from discussion_pages.keeping.collecting import shows
from discussion_pages.models import DiscussionComment


@dataclass(frozen=True, slots=True)
class Participation:
    """Two units, named apart: people, and what they sent."""

    respondents: int = 0
    responses: int = 0


def participation(consultation: ConsultationPage) -> Participation:
    """Count one consultation. One query."""
    return participation_of([consultation])[consultation.pk]


def participation_of(consultations: Iterable[ConsultationPage]) -> dict[int, Participation]:
    """Count many consultations, by primary key. One query, however many there are.

    A person who comments in two discussions of one consultation counts once there. An alias shows
    the count of its source; a translation has its own. A page that nobody has saved counts nothing.
    """
    pks = [page.pk for page in consultations]
    shows(*(counts_key(pk) for pk in pks))
    comments = (
        DiscussionComment.objects.counted()
        .alias(page_path=ExpressionWrapper(OuterRef("source_path"), output_field=CharField()))
        .filter(
            discussion__path__startswith=F("page_path"),
            discussion__depth=OuterRef("source_depth") + 1,
        )
    )
    offline = OfflineResponse.objects.filter(consultation=OuterRef("source_pk"))
    rows = (
        ConsultationPage.objects.filter(pk__in=pks)
        .order_by()
        .alias(source_pk=_source("pk"), source_path=_source("path"), source_depth=_source("depth"))
        .annotate(
            members=_total(comments, Count("participant", distinct=True)),
            comments=_total(comments, Count("pk")),
            offline_people=_total(offline, Sum("people")),
            offline_sent=_total(offline, Sum("responses")),
        )
        .values_list("pk", "members", "comments", "offline_people", "offline_sent")
    )
    return dict.fromkeys(pks, Participation()) | {
        pk: Participation(respondents=members + people, responses=sent + offline_sent)
        for pk, members, sent, people, offline_sent in rows
    }


def _source(field: str) -> Coalesce:
    """Return a field of the page that holds the responses, for an alias of an alias too."""
    return Coalesce(f"alias_of__alias_of__{field}", f"alias_of__{field}", field)


def _total(rows: QuerySet, aggregate: Aggregate) -> Coalesce:
    """Return a subquery of one row: ``aggregate`` over all of ``rows``, 0 where there are none."""
    grouped = rows.order_by().annotate(all=Value(1)).values("all")
    total = grouped.annotate(total=aggregate).values("total")
    return Coalesce(Subquery(total, output_field=IntegerField()), 0)
