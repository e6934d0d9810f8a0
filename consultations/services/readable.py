"""What one person may read of consultations: what anybody may, and private ones that admit them."""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Site

from consultations.models import ConsultationPage, Topic
from consultations.querysets import ConsultationQuerySet
from discussion_pages.rules.searching import search_words
from discussion_pages.services.readable import readable_pages


def readable_consultations(*, person: Any, site: Site | None) -> ConsultationQuerySet:
    """Return the live consultations of a site that ``person`` may read."""
    return readable_pages(ConsultationPage, person=person, site=site)


def readable_topics(*, person: Any, site: Site | None) -> QuerySet[Topic]:
    """Return the topics of those consultations; one that only drafts name is nobody's to read."""
    pages = readable_consultations(person=person, site=site).order_by().values("pk")
    return Topic.objects.filter(consultations__in=pages).distinct()


def matching(words: str) -> list[int]:
    """Return the keys of live consultations in which ``words`` are found, for anybody or not.

    One query where the search is the database's own.
    """
    query = search_words(words)
    if not query:
        return []
    return [found.pk for found in ConsultationPage.objects.live().search(query)]
