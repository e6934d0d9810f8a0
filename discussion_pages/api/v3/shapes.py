"""The types of what pages say of themselves, the same facts that v2 serves."""

from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field


class WindowFact(Schema):
    """When something is open; an end that is not named is null."""

    opens_at: str | None
    closes_at: str | None


class RenditionFact(Schema):
    """An image in one size and format."""

    url: str
    width: int
    height: int
    type: str


class PictureFact(Schema):
    """An image with its words, in every size that the page uses."""

    id: int
    alt: str
    caption: str = ""
    renditions: list[RenditionFact]


class DocumentFact(Schema):
    """A document that anybody may read; its size is in bytes."""

    id: int
    title: str
    url: str
    file_type: str
    file_size: int | None


class OrganisationFact(Schema):
    """A public body."""

    id: int
    name: str
    short_name: str
    url: str
    mark: PictureFact | None


class ContactFact(Schema):
    """Somewhere to get help."""

    name: str
    what_for: str
    phone: str
    text: str
    web: str
    hours: str
    verified_on: str | None


class GuidanceFact(Schema):
    """The safety guidance that a page shows."""

    id: int
    title: str
    summary: str
    body: str
    contacts: list[ContactFact]
    url: str | None


class QuestionFact(Schema):
    """A question; its id outlives edits."""

    id: str
    text: str


class PromptFact(Schema):
    """What the public is asked."""

    heading: str | None
    questions: list[QuestionFact]


class QuoteFact(Schema):
    """Somebody's words."""

    quote: str | None
    attribution: str | None


class VideoFact(Schema):
    """A video, which asks nothing of its provider until somebody plays it."""

    title: str | None
    url: str | None
    provider: str | None
    player_url: str | None
    transcript: str


class TextBlockFact(Schema):
    """Rich text, as clean HTML."""

    type: Literal["text"]
    value: str
    id: str | None


class PictureBlockFact(Schema):
    """An image in the text."""

    type: Literal["picture"]
    value: PictureFact | None
    id: str | None


class QuoteBlockFact(Schema):
    """A quote in the text."""

    type: Literal["quote"]
    value: QuoteFact
    id: str | None


class DocumentBlockFact(Schema):
    """A document in the text; null where it is not public."""

    type: Literal["document"]
    value: DocumentFact | None
    id: str | None


class VideoBlockFact(Schema):
    """A video in the text."""

    type: Literal["video"]
    value: VideoFact
    id: str | None


class GuidanceBlockFact(Schema):
    """The panel that says where to get help."""

    type: Literal["safety_guidance"]
    value: GuidanceFact | None
    id: str | None


class PromptBlockFact(Schema):
    """The questions, where they stand in the text."""

    type: Literal["prompt"]
    value: PromptFact
    id: str | None


BodyFact = list[
    Annotated[
        TextBlockFact
        | PictureBlockFact
        | QuoteBlockFact
        | DocumentBlockFact
        | VideoBlockFact
        | GuidanceBlockFact
        | PromptBlockFact,
        Field(discriminator="type"),
    ]
]


class CommentingFact(Schema):
    """Whether comments are taken now, and the sentence that says so."""

    state: str
    is_open: bool
    sentence: str


class ModerationFact(Schema):
    """When a moderator reads comments."""

    mode: str
    sentence: str
