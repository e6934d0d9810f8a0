"""A timeline as the participation API shows it: as API v2 does, and when it changes next."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from consultations.models import ConsultationPage
from discussion_pages.api.participation.addresses import address
from discussion_pages.api.participation.answers import CallersAnswer, read_fields
from discussion_pages.api.participation.comments import local
from discussion_pages.api.participation.frame import changed_at
from discussion_pages.api.participation.pieces import HTML
from discussion_pages.api.streams import read_stream
from timeline_blocks.api import RENDITIONS
from timeline_blocks.timeline import timeline_changes

PlacementName = Literal["past", "current", "upcoming"]


class WhenOut(Schema):
    """When something happens, as exactly as it is known."""

    precision: Literal["day", "range", "month", "season", "quarter", "year", "unknown"]
    start: str | None = Field(
        description="Included: a date where whole days are meant, else an instant."
    )
    end: str | None = Field(
        description="Excluded, in the same form: a single day ends on the next."
    )
    words: str = Field(description="The same in words.")


class TimelineLinkOut(Schema):
    """A link to read more."""

    kind: Literal["page", "document", "url"]
    label: str
    url: str
    file_type: str | None = Field(default=None, description="Of a document, for example `PDF`.")
    file_size: int | None = Field(default=None, description="Of a document, in bytes.")


class SizeOut(Schema):
    """An image in one width."""

    url: str
    width: int = Field(description="In pixels.")
    height: int = Field(description="In pixels.")


class SizesOut(Schema):
    """An image in two widths."""

    small: SizeOut
    large: SizeOut


class TimelinePictureOut(Schema):
    """An image of the timeline."""

    id: int
    alt: str
    decorative: bool = Field(description="Whether it says nothing; then `alt` is blank.")
    renditions: SizesOut


class EntryBase(Schema):
    """What every entry has."""

    id: str | None = Field(description="Outlives edits.")
    title: str
    when: WhenOut
    placement: PlacementName = Field(description="Where it stands in time now.")
    placement_words: str = Field(description="The same in words, for example “Happening now”.")
    text: str = Field(description=HTML)
    image: TimelinePictureOut | None


class MilestoneOut(EntryBase):
    """Something that happens or is decided."""

    kind: Literal["milestone"]
    links: list[TimelineLinkOut]


class EventOut(EntryBase):
    """Something to attend. Once it is over, nobody is invited any more."""

    kind: Literal["event"]
    place: str | None
    online_url: str | None
    registration: TimelineLinkOut | None
    links: list[TimelineLinkOut]


class PublicationOut(EntryBase):
    """Something that is or will be published."""

    kind: Literal["publication"]
    links: list[TimelineLinkOut]


class CallOut(EntryBase):
    """The time in which people can respond."""

    kind: Literal["call_to_respond"]
    link: TimelineLinkOut | None
    responses: int = Field(description="How many responses there are now.")


EntryOut = Annotated[
    MilestoneOut | EventOut | PublicationOut | CallOut, Field(discriminator="kind")
]
"""Something on a timeline."""


class StageOut(Schema):
    """A named group of entries."""

    id: str | None = Field(description="Outlives edits.")
    heading: str
    summary: str
    placement: PlacementName | None = Field(description="Null for a stage without entries.")
    placement_words: str | None
    entries: list[EntryOut] = Field(description="In the editor's order.")


class TimelineOut(Schema):
    """A timeline as it stands now."""

    consultation: int
    url: str = Field(description="Where this API has the timeline.")
    html_url: str = Field(description="The consultation on the website.")
    ics_url: str = Field(description="The whole timeline as a calendar to subscribe to.")
    last_change_at: datetime | None = Field(
        description="When the clock changed a placement last, or what is said of it."
    )
    next_change_at: datetime | None = Field(
        description="When it will do so next, if nobody edits: no need to ask again before then."
    )
    stages: list[StageOut] = Field(description="In the editor's order.")


def timeline_out(page: ConsultationPage, request: HttpRequest, *, at: datetime) -> dict[str, Any]:
    """Represent the timeline of a consultation."""
    answer = CallersAnswer(request, at=at)
    answer.pages = [page]
    read = read_fields(page, ["timeline", "timeline_ics_url"], answer)
    changes = timeline_changes(read_stream(page, "timeline", answer, specs=RENDITIONS.values()))
    last = max((change for change in changes if change <= at), default=None)
    changed_at(request, page.last_published_at, last)
    return {
        "consultation": page.pk,
        "url": address(request, "timeline", pk=page.pk),
        "html_url": page.get_full_url(request),
        "ics_url": read["timeline_ics_url"],
        "last_change_at": local(last),
        "next_change_at": local(min((end for end in changes if end > at), default=None)),
        "stages": read["timeline"],
    }
