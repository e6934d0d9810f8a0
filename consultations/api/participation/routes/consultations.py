"""Consultations: list them, read one, its timeline and its figures; and topics."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from consultations.api.filters import TOPICS_MAX
from consultations.api.participation.consultations import (
    ConsultationBrief,
    ConsultationOut,
    briefs_of,
    consultation_out,
)
from consultations.api.participation.statistics import StatisticsOut, statistics_out
from consultations.api.participation.timelines import TimelineOut, timeline_out
from consultations.models import ConsultationPage
from consultations.querysets import ConsultationQuerySet
from consultations.rules.status import Status
from consultations.services.readable import matching, readable_consultations, readable_topics
from discussion_pages.api.participation.addresses import address
from discussion_pages.api.participation.finding import person_of, site_of
from discussion_pages.api.participation.listing import PageQuery, Sorting
from discussion_pages.api.participation.operations import reads
from discussion_pages.api.participation.problems import Refusal
from discussion_pages.api.participation.schemas import Input, Instant, Text
from discussion_pages.rules.searching import QUERY_LENGTH_MAX, search_words

router = Router(tags=["Consultations"])


class ConsultationOrder(StrEnum):
    """How consultations are sorted. What has no such date comes last."""

    CLOSES_FIRST = "closes_at"
    CLOSES_LAST = "-closes_at"
    OPENS_FIRST = "opens_at"
    OPENS_LAST = "-opens_at"
    TITLE = "title"


class ConsultationsQuery(PageQuery):
    """Which consultations."""

    order: ConsultationOrder = ConsultationOrder.CLOSES_LAST
    status: Status | None = Field(default=None, description="Only those that have this status now.")
    topic: Text | None = Field(
        default=None,
        description="Only those about the topic of this slug, or about any of several, with commas"
        f" between them ({TOPICS_MAX} at most).",
    )
    closing_before: Instant | None = Field(
        default=None,
        description="Only those in which people can take part now or later, and no longer at this"
        " instant.",
    )
    updated_since: Instant | None = Field(
        default=None, description="Only those whose page was published at this instant or later."
    )
    search: Text | None = Field(
        default=None,
        max_length=QUERY_LENGTH_MAX,
        description="Only those in which these words are found.",
    )
    locale: Text | None = Field(
        default=None, description="Only pages in this language, for example `en`."
    )


class ConsultationsOut(Schema):
    """A page of consultations."""

    order: ConsultationOrder
    next_cursor: str | None
    next_url: str | None
    items: list[ConsultationBrief]


class TopicsQuery(Input):
    """Which topics."""

    locale: Text | None = Field(
        default=None, description="Only topics in this language, for example `en`."
    )


class TopicOut(Schema):
    """A topic, and where its consultations are."""

    id: int
    name: str
    slug: str
    locale: str
    consultations_url: str = Field(description="Where this API lists the consultations about it.")


class TopicsOut(Schema):
    """All topics of consultations that you may read, by name."""

    items: list[TopicOut]


@reads(router, "/consultations", answer=ConsultationsOut, url_name="consultations")
def list_consultations(request: HttpRequest, query: Query[ConsultationsQuery]) -> dict[str, Any]:
    """Read all consultations that you may read."""
    at = timezone.now()
    sorting = Sorting(query.order.value)
    rows = sorting.following(_wanted(request, query, at=at), query.after)
    found, cursor = sorting.cut(rows.select_related("locale"), query.limit)
    following = query.model_dump(mode="json", exclude_none=True) | {"after": cursor}
    return {
        "order": query.order,
        "next_cursor": cursor,
        "next_url": address(request, "consultations", query=following) if cursor else None,
        "items": briefs_of(found, request, at=at),
    }


@reads(router, "/consultations/{key:pk}", answer=ConsultationOut, url_name="consultation")
def get_consultation(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Read a consultation: all that its page shows."""
    return consultation_out(_find(request, pk), request, at=timezone.now())


@reads(router, "/consultations/{key:pk}/timeline", answer=TimelineOut, url_name="timeline")
def get_timeline(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Read the timeline of a consultation as it stands now, and when it changes next."""
    return timeline_out(_find(request, pk), request, at=timezone.now())


@reads(router, "/consultations/{key:pk}/statistics", answer=StatisticsOut, url_name="statistics")
def get_statistics(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Read how the comments of a consultation were moderated, as far as it may be published."""
    return statistics_out(_find(request, pk), request, at=timezone.now())


@reads(router, "/topics", answer=TopicsOut, url_name="topics")
def list_topics(request: HttpRequest, query: Query[TopicsQuery]) -> dict[str, Any]:
    """Read the topics under which consultations are found."""
    topics = readable_topics(person=person_of(request), site=site_of(request))
    if query.locale is not None:
        topics = topics.filter(locale__language_code=query.locale)
    return {
        "items": [
            {
                "id": topic.pk,
                "name": topic.name,
                "slug": topic.slug,
                "locale": topic.locale.language_code,
                "consultations_url": address(
                    request,
                    "consultations",
                    query={"topic": topic.slug, "locale": topic.locale.language_code},
                ),
            }
            for topic in topics.select_related("locale").order_by("name", "pk")
        ]
    }


def _wanted(
    request: HttpRequest, query: ConsultationsQuery, *, at: datetime
) -> ConsultationQuerySet:
    rows = readable_consultations(person=person_of(request), site=site_of(request))
    if query.status is not None:
        rows = rows.with_status(query.status, at=at)
    if query.topic is not None:
        rows = rows.is_about(_slugs(query.topic))
    if query.closing_before is not None:
        rows = rows.closing_before(query.closing_before, at=at)
    if query.updated_since is not None:
        rows = rows.filter(last_published_at__gte=query.updated_since)
    if query.locale is not None:
        rows = rows.filter(locale__language_code=query.locale)
    if query.search is not None:
        if not search_words(query.search):
            raise Refusal(
                422, "search", _("search needs at least one word"), pointer="query/search"
            )
        rows = rows.filter(pk__in=matching(query.search))
    return rows


def _slugs(text: str) -> list[str]:
    slugs = [slug.strip() for slug in text.split(",")]
    if len(slugs) > TOPICS_MAX or not all(slugs):
        raise Refusal(
            422,
            "topic",
            _("topic must be the slug of a topic, or up to %(most)d of them with commas")
            % {"most": TOPICS_MAX},
            pointer="query/topic",
        )
    return slugs


def _find(request: HttpRequest, pk: int) -> ConsultationPage:
    """Return a consultation that the caller may read.

    Raises:
        Http404: there is none of that key.
    """
    rows = readable_consultations(person=person_of(request), site=site_of(request))
    page = rows.filter(pk=pk).select_related("locale").first()
    if page is None:
        raise Http404
    return page
