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
    """Count one consultation. Three queries, and one more for an alias."""
    return participation_of([consultation])[consultation.pk]


def participation_of(consultations: Iterable[ConsultationPage]) -> dict[int, Participation]:
    """Count many consultations, by primary key. Three queries, however many there are.

    A person who comments in two discussions of one consultation counts once there. An alias shows
    the count of its source (one more query for all of them); a translation has its own.
    """
    sources = _sources(consultations)
    online = _online({path: pk for pk, path in sources.values()})
    offline = _offline({pk for pk, _path in sources.values()})
    return {
        page_pk: Participation(
            respondents=online.get(pk, NOBODY)[0] + offline.get(pk, NOBODY)[0],
            responses=online.get(pk, NOBODY)[1] + offline.get(pk, NOBODY)[1],
        )
        for page_pk, (pk, _path) in sources.items()
    }


def _sources(consultations: Iterable[ConsultationPage]) -> dict[int, tuple[int, str]]:
    """Return the key and tree path of the page that holds each page's responses."""
    pages: dict[int, Page] = {page.pk: page for page in consultations}
    while keys := {page.alias_of_id for page in pages.values() if page.alias_of_id}:
        if not (sources := Page.objects.only("pk", "path", "alias_of_id").in_bulk(keys)):
            break
        pages = {pk: sources.get(page.alias_of_id, page) for pk, page in pages.items()}
    return {pk: (page.pk, page.path) for pk, page in pages.items()}


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
