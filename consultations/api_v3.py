"""The hub, consultations and topics, as Wagtail's v3 API serves them.

Imported by ``discussion_pages.api.v3`` where a host has installed it, and by nothing else.
"""

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from consultations.api.statistics import PublicFigures
from consultations.models import ConsultationIndexPage, ConsultationPage, Topic
from consultations.rules.status import Status
from consultations.services.reading import kept_outcomes
from discussion_pages.api.v3 import reading, shapes
from discussion_pages.api.v3.kinds import PAGE_FIELDS, Kind, Rows, register


class StatusWordsFact(Schema):
    """The status and the deadline, as people read them."""

    label: str
    deadline: str


class ConsultationWindowFact(shapes.WindowFact):
    """When people can take part, and since when the outcome is public."""

    outcome_published_at: str | None


class CountsFact(Schema):
    """Distinct people and contributions, and the sentence that the page says."""

    respondents: int
    responses: int
    sentence: str
    note: str


class TopicFact(Schema):
    """A subject."""

    id: int
    name: str
    slug: str


class ContactPointFact(Schema):
    """Whom to ask."""

    name: str
    email: str
    phone: str


class DiscussionCardFact(Schema):
    """A discussion of the consultation."""

    id: int
    title: str
    summary: str
    url: str | None
    detail_url: str | None
    status: str
    status_words: str
    comment_count: int
    last_comment_at: str | None
    comments_url: str | None


class WhenFact(Schema):
    """A date as exactly as it is known; `end` is excluded."""

    precision: str
    start: str | None
    end: str | None
    words: str


class PlainLinkFact(Schema):
    """A link to a page or to another site."""

    kind: Literal["page", "url"]
    label: str
    url: str


class DocumentLinkFact(Schema):
    """A link to a document; its size is in bytes."""

    kind: Literal["document"]
    label: str
    url: str
    file_type: str | None
    file_size: int | None


LinkFact = Annotated[PlainLinkFact | DocumentLinkFact, Field(discriminator="kind")]


class EntryRenditionFact(Schema):
    """An entry's image in one width."""

    url: str
    width: int
    height: int


class EntryRenditionsFact(Schema):
    """An entry's image in two widths."""

    small: EntryRenditionFact
    large: EntryRenditionFact


class EntryImageFact(Schema):
    """An entry's image; `alt` is empty where it is decorative."""

    id: int
    alt: str
    decorative: bool
    renditions: EntryRenditionsFact


class EntryFact(Schema):
    """What every entry of the timeline has."""

    id: str | None
    title: str
    when: WhenFact
    text: str
    image: EntryImageFact | None
    placement: str | None
    placement_words: str | None


class MilestoneFact(EntryFact):
    """Something that happens or is decided."""

    kind: Literal["milestone"]
    links: list[LinkFact]


class EventFact(EntryFact):
    """Something to attend."""

    kind: Literal["event"]
    place: str | None
    online_url: str | None
    registration: LinkFact | None
    links: list[LinkFact]


class PublicationFact(EntryFact):
    """Something that is published."""

    kind: Literal["publication"]
    links: list[LinkFact]


class CallToRespondFact(EntryFact):
    """The time in which people can respond, with the number of responses."""

    kind: Literal["call_to_respond"]
    link: LinkFact | None
    responses: int | None


class StageFact(Schema):
    """A stage of the timeline, with its placement at this instant."""

    id: str | None
    heading: str
    summary: str
    placement: str | None
    placement_words: str | None
    entries: list[
        Annotated[
            MilestoneFact | EventFact | PublicationFact | CallToRespondFact,
            Field(discriminator="kind"),
        ]
    ]


FACTS: dict[str, Any] = {
    "summary": str,
    "status": Literal[tuple(status.value for status in Status)],
    "status_words": StatusWordsFact,
    "window": ConsultationWindowFact,
    "counts": CountsFact,
    "topics": list[TopicFact],
    "organisation": shapes.OrganisationFact | None,
    "hero_image": shapes.PictureFact | None,
    "body": shapes.BodyFact,
    "timeline": list[StageFact],
    "timeline_ics_url": str | None,
    "statistics_url": str | None,
    "discussions": list[DiscussionCardFact],
    "documents": list[shapes.DocumentFact],
    "contact": ContactPointFact | None,
    "guidance": shapes.GuidanceFact | None,
    "open_to_change": str,
    "decided_by": str,
    "next_steps": str,
    "outcome_summary": str | None,
}


register(
    Kind(
        ConsultationIndexPage,
        writable=(*PAGE_FIELDS, "introduction"),
        facts={"introduction": str, "consultations_url": str | None, "feed_url": str | None},
    )
)
register(
    Kind(
        ConsultationPage,
        writable=(
            *PAGE_FIELDS,
            *("summary", "organisation", "hero_image", "hero_alt", "hero_caption"),
            *("body", "topics", "opens_at", "closes_at", "outcome_published_at"),
            *("noun_singular", "noun_plural", "counting_note", "guidance", "policy"),
            *("open_to_change", "decided_by", "next_steps", "outcome_summary", "timeline"),
            *("contact_name", "contact_email", "contact_phone"),
            Rows("documents", ("document", "title")),
        ),
        facts=FACTS,
    )
)
register(Kind(Topic, writable=("name", "slug")))
reading.UNSEEN.append(kept_outcomes)
reading.IN_V2[PublicFigures] = "statistics"
