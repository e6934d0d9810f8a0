"""How many have responded: one service, one rule.

``respondents``: distinct members with at least one published comment in the consultation's
discussions (official replies do not count), plus the ``people`` of offline responses.
``responses``: published comments, replies included and official ones not, plus the ``responses`` of
offline responses. Held, rejected, removed and withdrawn comments count in neither.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, Q, Sum, Value, When
from wagtail.models import Page

from consultations.models import ConsultationPage, OfflineResponse
from discussion_pages.models import DiscussionComment, DiscussionPage

NOBODY = (0, 0)


@dataclass(frozen=True, slots=True)
class Participation:
    """Two units, named apart: people, and what they sent."""

    respondents: int = 0
    responses: int = 0


def participation(consultation: ConsultationPage) -> Participation:
    """Count one consultation. At most three queries."""
    return participation_of([consultation])[consultation.pk]


def participation_of(consultations: Iterable[ConsultationPage]) -> dict[int, Participation]:
    """Count many consultations, by primary key. Three queries, however many there are.

    A person who comments in two discussions of one consultation counts once there. Comments stay
    with the discussions below the page: an alias has none of its own, a translation has its own.
    """
    pages = {page.path: page.pk for page in consultations}
    online = _online(pages)
    offline = _offline(pages.values())
    return {
        pk: Participation(
            respondents=online.get(pk, NOBODY)[0] + offline.get(pk, NOBODY)[0],
            responses=online.get(pk, NOBODY)[1] + offline.get(pk, NOBODY)[1],
        )
        for pk in pages.values()
    }


def _online(pages: dict[str, int]) -> dict[int, tuple[int, int]]:
    """Count people and comments of the discussions below pages, given by their tree paths."""
    below = Q(pk__in=[])
    for path in pages:
        below |= Q(path__startswith=path, depth=len(path) // Page.steplen + 1)
    owners = {
        pk: pages[path[: -Page.steplen]]
        for pk, path in DiscussionPage.objects.filter(below).values_list("pk", "path")
    }
    if not owners:
        return {}
    owner = Case(
        *(When(discussion=pk, then=Value(page_pk)) for pk, page_pk in owners.items()),
        output_field=IntegerField(),
    )
    rows = (
        DiscussionComment.objects.counted()
        .filter(discussion__in=owners)
        .order_by()
        .annotate(owner=owner)
        .values_list("owner")
        .annotate(Count("participant", distinct=True), Count("pk"))
    )
    return {pk: (people, comments) for pk, people, comments in rows}


def _offline(pks: Iterable[int]) -> dict[int, tuple[int, int]]:
    rows = (
        OfflineResponse.objects.filter(consultation__in=list(pks))
        .order_by()
        .values_list("consultation")
        .annotate(Sum("people"), Sum("responses"))
    )
    return {pk: (people, responses) for pk, people, responses in rows}
