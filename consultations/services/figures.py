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
    BigAutoField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from consultations.keeping import counts_key
from consultations.models import ConsultationPage, OfflineResponse
from discussion_pages.keeping.collecting import shows
from discussion_pages.models import RespondentFigures
from discussion_pages.prepared import Blank, prepared


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
    Members are counted as they respond (``RespondentFigures``), so that this costs the same however
    many there are.
    """
    pks = [page.pk for page in consultations]
    shows(*(counts_key(pk) for pk in pks))
    rows = _counts_of_one.all(pk=pks[0]) if len(pks) == 1 else _counts(Q(pk__in=pks))
    return dict.fromkeys(pks, Participation()) | {
        pk: Participation(respondents=members + people, responses=sent + offline_sent)
        for pk, members, sent, people, offline_sent in rows
    }


def _counts(which: Q) -> QuerySet:
    members = RespondentFigures.objects.filter(page=OuterRef("source_pk"))
    offline = OfflineResponse.objects.filter(consultation=OuterRef("source_pk"))
    return (
        ConsultationPage.objects.filter(which)
        .order_by()
        .alias(source_pk=Coalesce("alias_of__alias_of__pk", "alias_of__pk", "pk"))
        .annotate(
            members=_stored(members, "respondent_count"),
            comments=_stored(members, "response_count"),
            offline_people=_total(offline, Sum("people")),
            offline_sent=_total(offline, Sum("responses")),
        )
        .values_list("pk", "members", "comments", "offline_people", "offline_sent")
    )


@prepared(pk=BigAutoField())
def _counts_of_one(pk: Blank) -> QuerySet:
    return _counts(Q(pk=pk))


def _stored(figures: QuerySet, field: str) -> Coalesce:
    """Return a subquery of one stored figure, 0 where nobody has responded yet."""
    return Coalesce(Subquery(figures.values(field)), 0)


def _total(rows: QuerySet, aggregate: Aggregate) -> Coalesce:
    """Return a subquery of one row: ``aggregate`` over all of ``rows``, 0 where there are none."""
    grouped = rows.order_by().annotate(all=Value(1)).values("all")
    total = grouped.annotate(total=aggregate).values("total")
    return Coalesce(Subquery(total, output_field=IntegerField()), 0)
