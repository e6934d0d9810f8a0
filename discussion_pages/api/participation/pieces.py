"""The pieces that pages are made of: pictures, documents, bodies, guidance, blocks."""

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

HTML = "Clean HTML with full addresses. A link that leads nowhere you may go has no address."


class RenditionOut(Schema):
    """An image in one width and format."""

    url: str
    width: int = Field(description="In pixels.")
    height: int = Field(description="In pixels.")
    type: str = Field(description="For example `image/avif`, `image/webp` or `image/jpeg`.")


class PictureOut(Schema):
    """An image."""

    id: int
    alt: str = Field(description="What it shows; blank where it only decorates.")
    caption: str
    renditions: list[RenditionOut] = Field(description="Narrowest first.")


class DocumentOut(Schema):
    """A document to download."""

    id: int
    title: str
    url: str
    file_type: str = Field(description="For example `PDF`.")
    file_size: int | None = Field(description="In bytes.")


class OrganisationOut(Schema):
    """An organisation."""

    id: int
    name: str
    short_name: str
    url: str = Field(description="Its own website; may be blank.")
    mark: PictureOut | None


class HelpContactOut(Schema):
    """Somewhere to get help. What is not known is blank."""

    name: str
    what_for: str
    phone: str
    text: str = Field(description="A number for text messages, or how to send one.")
    web: str
    hours: str
    verified_on: date | None = Field(description="When somebody last made sure that this is right.")


class GuidanceOut(Schema):
    """Safety guidance: where to get help."""

    id: int
    title: str
    summary: str
    body: str = Field(description=HTML)
    contacts: list[HelpContactOut]
    url: str | None = Field(description="The page of the website that shows it whole.")


class QuestionOut(Schema):
    """One question of a prompt."""

    id: str = Field(description="Outlives edits.")
    text: str


class PromptOut(Schema):
    """What the public is asked."""

    heading: str
    questions: list[QuestionOut]


class QuoteOut(Schema):
    """Somebody's words."""

    quote: str
    attribution: str


class VideoOut(Schema):
    """A video of another site. Ask that site for nothing before the reader plays it."""

    title: str
    url: str
    provider: str | None
    player_url: str | None = Field(description="What to show in a frame.")
    transcript: str = Field(description=HTML)


class TextBlockOut(Schema):
    """Paragraphs, sub-headings, lists and links."""

    type: Literal["text"]
    value: str = Field(description=HTML)
    id: str | None


class PictureBlockOut(Schema):
    """An image; null where it is gone."""

    type: Literal["picture"]
    value: PictureOut | None
    id: str | None


class QuoteBlockOut(Schema):
    """A quotation."""

    type: Literal["quote"]
    value: QuoteOut
    id: str | None


class DocumentBlockOut(Schema):
    """A document; null where it is gone, or not yours to read."""

    type: Literal["document"]
    value: DocumentOut | None
    id: str | None


class VideoBlockOut(Schema):
    """A video."""

    type: Literal["video"]
    value: VideoOut
    id: str | None


class GuidanceBlockOut(Schema):
    """Where the editor wants the safety guidance; null where there is none."""

    type: Literal["safety_guidance"]
    value: GuidanceOut | None
    id: str | None


class PromptBlockOut(Schema):
    """Where the editor wants the prompt."""

    type: Literal["prompt"]
    value: PromptOut
    id: str | None


BlockOut = Annotated[
    TextBlockOut
    | PictureBlockOut
    | QuoteBlockOut
    | DocumentBlockOut
    | VideoBlockOut
    | GuidanceBlockOut
    | PromptBlockOut,
    Field(discriminator="type"),
]
"""A part of a page's content."""


class PageLinkOut(Schema):
    """Another page."""

    id: int
    title: str
    html_url: str = Field(description="Its address on the website.")


def page_link(page: Any, request: Any) -> dict[str, Any] | None:
    """Represent a page that the caller may read; ``None`` for none."""
    if page is None:
        return None
    return {"id": page.pk, "title": page.title, "html_url": page.get_full_url(request)}
