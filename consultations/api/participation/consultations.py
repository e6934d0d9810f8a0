"""A consultation as the participation API shows it: as API v2 does, with links of its own."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field
from wagtail.models import Page

from consultations.api.participation.timelines import StageOut
from consultations.models import ConsultationPage
from discussion_pages.api.participation.addresses import address
from discussion_pages.api.participation.answers import CallersAnswer, read_fields
from discussion_pages.api.participation.comments import local
from discussion_pages.api.participation.frame import changed_at
from discussion_pages.api.participation.pieces import (
    HTML,
    BlockOut,
    DocumentOut,
    GuidanceOut,
    OrganisationOut,
    PageLinkOut,
    PictureOut,
    page_link,
)
from discussion_pages.api.participation.places import path_above, published_above

BRIEF = (
    "summary",
    "status",
    "status_words",
    "window",
    "counts",
    "topics",
    "organisation",
    "hero_image",
)
"""Fields of API v2 that a listing shows."""
WHOLE = (
    "body",
    "timeline",
    "timeline_ics_url",
    "documents",
    "contact",
    "guidance",
    "open_to_change",
    "decided_by",
    "next_steps",
    "outcome_summary",
)
"""What one consultation shows besides."""

StatusName = Literal["upcoming", "open", "closed", "outcome_published"]


class StatusWordsOut(Schema):
    """The status in words."""

    label: str = Field(description="For example: Open.")
    deadline: str = Field(
        description="The date that matters most now, for example: Closes 14 March 2027 at 11:59pm."
        " May be blank."
    )


class ConsultationWindowOut(Schema):
    """When people can take part."""

    opens_at: datetime | None = Field(description="Included. Null: always has been.")
    closes_at: datetime | None = Field(description="Excluded. Null: no end is set.")
    outcome_published_at: datetime | None = Field(description="From when on the outcome is public.")


class CountsOut(Schema):
    """How many have responded."""

    respondents: int = Field(description="People, each counted once.")
    responses: int = Field(description="What they sent: comments, letters and the like.")
    sentence: str = Field(description="For example: 1,396 Londoners have responded.")
    note: str = Field(description="How we count.")


class TopicRef(Schema):
    """A topic."""

    id: int
    name: str
    slug: str = Field(description="What the filter `topic` takes.")


class ConsultationBrief(Schema):
    """A consultation in a listing."""

    id: int
    url: str = Field(description="Where this API has the consultation.")
    html_url: str = Field(description="Its address on the website.")
    title: str
    summary: str
    locale: str = Field(description="The language of the page, for example `en`.")
    first_published_at: datetime | None
    last_published_at: datetime | None
    parent: PageLinkOut | None = Field(description="The page above, where it is published.")
    status: StatusName = Field(description="As of now; it is never stored.")
    status_words: StatusWordsOut
    window: ConsultationWindowOut
    counts: CountsOut
    topics: list[TopicRef]
    organisation: OrganisationOut | None = Field(description="The body that asks.")
    hero_image: PictureOut | None
    discussions_url: str = Field(description="Where this API lists its discussions.")
    timeline_url: str = Field(description="Where this API has its timeline.")
    statistics_url: str = Field(description="Where this API has its figures of moderation.")


class DiscussionCardOut(Schema):
    """A discussion of a consultation."""

    id: int
    url: str = Field(description="Where this API has the discussion.")
    html_url: str = Field(description="Its address on the website.")
    title: str
    summary: str
    state: Literal["open", "upcoming", "closed", "off", "read_only_copy"]
    state_words: str
    comment_count: int
    last_comment_at: datetime | None
    comments_url: str = Field(description="Where this API lists the comments.")


class ContactOut(Schema):
    """Whom to ask. What is not given is blank."""

    name: str
    email: str
    phone: str


class ConsultationOut(ConsultationBrief):
    """A consultation."""

    body: list[BlockOut] = Field(description="The page's content.")
    timeline: list[StageOut] = Field(description="The stages, with placement as of now.")
    timeline_ics_url: str = Field(description="The timeline as a calendar to subscribe to.")
    discussions: list[DiscussionCardOut] = Field(description="In the editor's order.")
    documents: list[DocumentOut]
    contact: ContactOut | None
    guidance: GuidanceOut | None = Field(description="The safety guidance that the page shows.")
    open_to_change: str = Field(description=f"What people can still influence. {HTML}")
    decided_by: str = Field(description=f"Who decides. {HTML}")
    next_steps: str = Field(description=f"What is done with the responses. {HTML}")
    outcome_summary: str | None = Field(
        description=f"What was heard and what changes; null before the outcome is published. {HTML}"
    )


def briefs_of(
    pages: list[ConsultationPage], request: HttpRequest, *, at: datetime
) -> list[dict[str, Any]]:
    """Represent consultations in a listing. The number of queries does not grow with them."""
    answer = CallersAnswer(request, at=at)
    answer.pages = list(pages)
    parents = published_above(pages)
    return [_brief(page, answer, parents) for page in pages]


def consultation_out(
    page: ConsultationPage, request: HttpRequest, *, at: datetime
) -> dict[str, Any]:
    """Represent one consultation."""
    answer = CallersAnswer(request, at=at)
    answer.pages = [page]
    content = {
        **_brief(page, answer, published_above([page])),
        **read_fields(page, WHOLE, answer),
        "discussions": _discussions(page, answer),
    }
    changed_at(
        request,
        page.last_published_at,
        *_ends_passed(page, at=at),
        *(datetime.fromisoformat(last) for last in _last_comments(content["discussions"])),
    )
    return content


def _brief(
    page: ConsultationPage, answer: CallersAnswer, parents: Mapping[str, Page]
) -> dict[str, Any]:
    request = answer.request
    return {
        "id": page.pk,
        "url": address(request, "consultation", pk=page.pk),
        "html_url": page.get_full_url(request),
        "title": page.title,
        "locale": page.locale.language_code,
        "first_published_at": local(page.first_published_at),
        "last_published_at": local(page.last_published_at),
        "parent": page_link(parents.get(path_above(page)), request),
        "discussions_url": address(request, "discussions", query={"parent": page.pk}),
        "timeline_url": address(request, "timeline", pk=page.pk),
        "statistics_url": address(request, "statistics", pk=page.pk),
        **read_fields(page, BRIEF, answer),
    }


def _discussions(page: ConsultationPage, answer: CallersAnswer) -> list[dict[str, Any]]:
    """Represent the cards of API v2 with links to this API."""
    cards = read_fields(page, ["discussions"], answer)["discussions"]
    request = answer.request
    return [
        {
            "id": card["id"],
            "url": address(request, "discussion", pk=card["id"]),
            "html_url": card["url"],
            "title": card["title"],
            "summary": card["summary"],
            "state": card["status"],
            "state_words": card["status_words"],
            "comment_count": card["comment_count"],
            "last_comment_at": card["last_comment_at"],
            "comments_url": address(request, "comments", pk=card["id"]),
        }
        for card in cards
    ]


def _last_comments(cards: list[dict[str, Any]]) -> Iterable[str]:
    return (card["last_comment_at"] for card in cards if card["last_comment_at"])


def _ends_passed(page: ConsultationPage, *, at: datetime) -> list[datetime]:
    ends = (page.opens_at, page.closes_at, page.outcome_published_at)
    return [end for end in ends if end is not None and end <= at]
