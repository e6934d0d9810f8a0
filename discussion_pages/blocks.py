"""StreamField blocks for discussion and consultation pages."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import blocks as image_blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from discussion_pages.rules.video import Video, video_at

TEXT_FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link"]
NO_IMAGE = {"image": None, "alt_text": "", "decorative": False}


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a prompt. ``id`` outlives edits, so that an answer can point at it."""

    id: str
    text: str


class TextBlock(blocks.RichTextBlock):
    """Paragraphs, sub-headings, lists and links."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", TEXT_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs with sub-headings, lists and links.")
        template = "discussion_pages/blocks/text.html"
        preview_template = "discussion_pages/blocks/previews/block.html"
        preview_value = (
            "<h3>Why we are asking</h3><p>The square is busiest after dark, and that is when most "
            "people say they feel least at ease.</p><ul><li>Lighting</li><li>Late buses</li></ul>"
        )


class EmptyImageComparison(image_blocks.ImageBlockComparison):
    """Compares images of which a draft may lack one; Wagtail 8.0's fails with an error."""

    def __init__(self, block: Any, exists_a: Any, exists_b: Any, val_a: Any, val_b: Any) -> None:
        super().__init__(block, exists_a, exists_b, val_a, val_b)
        self.val_a = self.val_a if val_a else NO_IMAGE
        self.val_b = self.val_b if val_b else NO_IMAGE

    def htmlvalue(self, val: Any) -> Any:
        """Show nothing where there is no image."""
        return super().htmlvalue(val) if val and val != NO_IMAGE else ""


class ImageBlock(image_blocks.ImageBlock):
    """An image that a draft may lack. In migrations it stays Wagtail's ``ImageBlock``."""

    def get_comparison_class(self) -> type[EmptyImageComparison]:
        """Return what revisions are compared with."""
        return EmptyImageComparison


class PictureBlock(blocks.StructBlock):
    """An image with its alternative text and, if useful, a caption."""

    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(
        required=False, max_length=250, label=_("Caption"), help_text=_("Shown below the image.")
    )

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("A picture with a description for people who cannot see it.")
        template = "discussion_pages/blocks/picture.html"
        preview_template = "discussion_pages/blocks/previews/picture.html"
        label_format = "{caption}"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, and whose they are."""

    quote = blocks.TextBlock(label=_("Quote"))
    attribution = blocks.CharBlock(
        required=False, max_length=150, label=_("Who said it"), help_text=_("A name and a role.")
    )

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("Somebody's words, set apart from the text.")
        template = "discussion_pages/blocks/quote.html"
        preview_template = "discussion_pages/blocks/previews/block.html"
        label_format = "{quote}"
        preview_value = {
            "quote": "We listened at bus stops before we drew a single line on the map.",
            "attribution": "Project lead",
        }


class DocumentBlock(blocks.StructBlock):
    """A document to download, with its type and size."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(
        required=False,
        max_length=150,
        label=_("Title"),
        help_text=_("Leave blank to use the document's own title."),
    )

    class Meta:
        icon = "doc-full"
        label = _("Document")
        description = _("A link to a document, with its type and size.")
        template = "discussion_pages/blocks/document.html"
        preview_template = "discussion_pages/blocks/previews/document.html"
        label_format = "{title}"


class VideoValue(blocks.StructValue):
    """A video's block value."""

    @cached_property
    def video(self) -> Video | None:
        """The provider and player, found from the address alone."""
        return video_at(self.get("url") or "")


class VideoBlock(blocks.StructBlock):
    """A video that asks nothing of its provider until the reader plays it."""

    title = blocks.CharBlock(max_length=150, label=_("Title"), help_text=_("What the video shows."))
    url = blocks.URLBlock(label=_("Address"), help_text=_("The video's page on YouTube or Vimeo."))
    transcript = blocks.RichTextBlock(
        required=False,
        features=["bold", "italic", "link"],
        label=_("Transcript"),
        help_text=_("What is said and shown, for people who cannot play the video."),
    )

    def clean(self, value: Any) -> Any:
        """Refuse an address that is no video of a provider we know."""
        cleaned = super().clean(value)
        url = cleaned.get("url")
        if url and video_at(url) is None:
            raise blocks.StructBlockValidationError(
                block_errors={
                    "url": ValidationError(
                        _(
                            "Enter the address of a video on YouTube or Vimeo, starting with https://"
                        )
                    )
                }
            )
        return cleaned

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A YouTube or Vimeo video, loaded only when the reader plays it.")
        template = "discussion_pages/blocks/video.html"
        preview_template = "discussion_pages/blocks/previews/block.html"
        value_class = VideoValue
        label_format = "{title}"
        preview_value = {
            "title": "A walk through the station at night",
            "url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
            "transcript": "<p>A guide walks from the platform to the square.</p>",
        }


class PromptValue(blocks.StructValue):
    """A prompt's block value."""

    @cached_property
    def questions(self) -> list[Question]:
        """The questions with their lasting ids, in the editor's order."""
        children = self.get("question_list")
        if not children:
            return []
        return [Question(child.id, child.value) for child in children.bound_blocks]


class PromptBlock(blocks.StructBlock):
    """What the public is asked."""

    heading = blocks.CharBlock(max_length=120, default=_("What do you think?"), label=_("Heading"))
    question_list = blocks.ListBlock(
        blocks.CharBlock(max_length=300, label=_("Question")),
        min_num=1,
        label=_("Questions"),
        help_text=_("One short, open question each."),
    )

    class Meta:
        icon = "help"
        label = _("Questions for the public")
        description = _("The heading and questions that people answer in the comments.")
        template = "discussion_pages/blocks/prompt.html"
        preview_template = "discussion_pages/blocks/previews/block.html"
        value_class = PromptValue
        label_format = "{heading}"
        preview_value = {
            "heading": "What do you think?",
            "question_list": [
                "Where do you feel least at ease after dark?",
                "What would change that most?",
            ],
        }


class ContactBlock(blocks.StructBlock):
    """Somewhere to get help."""

    name = blocks.CharBlock(max_length=120, label=_("Name"))
    what_for = blocks.CharBlock(
        max_length=250, label=_("What for"), help_text=_("Who can help with what, in one sentence.")
    )
    phone = blocks.CharBlock(required=False, max_length=30, label=_("Phone"))
    text = blocks.CharBlock(
        required=False, max_length=60, label=_("Text message"), help_text=_("A number, or how to.")
    )
    web = blocks.URLBlock(required=False, label=_("Website"))
    hours = blocks.CharBlock(
        required=False,
        max_length=120,
        label=_("Hours"),
        help_text=_("For example: every day, 24 hours"),
    )
    verified_on = blocks.DateBlock(
        label=_("Last checked on"),
        help_text=_("The day somebody last made sure that this is right."),
    )

    def clean(self, value: Any) -> Any:
        """Refuse a contact that cannot be reached."""
        cleaned = super().clean(value)
        if not any(cleaned.get(name) for name in ("phone", "text", "web")):
            raise blocks.StructBlockValidationError(
                block_errors={
                    "phone": ValidationError(_("Give a phone number, a text number or a website."))
                }
            )
        return cleaned

    class Meta:
        icon = "tag"
        label = _("Contact")
        description = _("A service that helps: what for, how to reach it, and when.")
        template = "discussion_pages/blocks/contact.html"
        preview_template = "discussion_pages/blocks/previews/block.html"
        label_format = "{name}"
        preview_value = {
            "name": "Helpline",
            "what_for": "Somebody to talk to, whatever it is about.",
            "phone": "116 000",
            "text": "",
            "web": "https://www.example.org/",
            "hours": "Every day, 24 hours",
            "verified_on": date(2026, 10, 1),
        }


class RuleBlock(blocks.StructBlock):
    """One house rule. Its code is kept in the log, so it stays when the words change."""

    code = blocks.RegexBlock(
        r"^[a-z][a-z0-9_]{0,48}$",
        max_length=49,
        label=_("Code"),
        help_text=_("Small letters, digits and _ . Keep it once the rule has been used."),
        error_messages={"invalid": _("Use small letters, digits and _, a letter first.")},
    )
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    explanation = blocks.TextBlock(max_length=500, label=_("Explanation"), rows=2)
    example = blocks.TextBlock(
        required=False,
        max_length=300,
        rows=2,
        label=_("Example"),
        help_text=_("Something that breaks the rule, described rather than quoted."),
    )
    is_illegal = blocks.BooleanBlock(
        required=False,
        label=_("Reports under this rule are about illegal content"),
        help_text=_("They go before all others but safeguarding."),
    )

    class Meta:
        icon = "list-ul"
        label = _("Rule")
        description = _("A rule that readers report by and moderators decide by.")
        preview_template = "discussion_pages/blocks/previews/block.html"
        label_format = "{title}"


class RulesBlock(blocks.StreamBlock):
    """The house rules of a policy, each code once."""

    rule = RuleBlock()

    def clean(self, value: Any) -> Any:
        """Refuse two rules with one code."""
        cleaned = super().clean(value)
        seen: set[str] = set()
        errors: dict[int, ValidationError] = {}
        for position, child in enumerate(cleaned):
            code = child.value["code"]
            if code in seen:
                errors[position] = blocks.StructBlockValidationError(
                    block_errors={"code": ValidationError(_("Another rule has this code."))}
                )
            seen.add(code)
        if errors:
            raise blocks.StreamBlockValidationError(block_errors=errors)
        return cleaned


class SafetyGuidanceBlock(blocks.StructBlock):
    """The safety guidance panel, placed by the editor."""

    guidance = SnippetChooserBlock(
        "discussion_pages.SafetyGuidance",
        required=False,
        label=_("Safety guidance"),
        help_text=_("Leave blank to show the guidance that applies to this page."),
    )

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the live guidance to show, where it stands in full if that is known, and an id."""
        context = super().get_context(value, parent_context=parent_context)
        own = context.get("page_guidance")
        guidance = self.guidance_shown(value, own)
        is_own = own is not None and guidance == own
        context["guidance"] = guidance
        context["guidance_url"] = context.get("page_guidance_url") if is_own else None
        block_id = context.get("id")
        context["panel_id"] = f"guidance-{block_id}" if block_id else "guidance"
        return context

    @staticmethod
    def guidance_shown(value: Any, page_guidance: Any) -> Any:
        """Return what the block shows: the chosen guidance while it is live, else the page's."""
        chosen = value.get("guidance")
        return chosen if chosen is not None and chosen.live else page_guidance

    class Meta:
        icon = "info-circle"
        label = _("Safety guidance")
        description = _("The panel that says where to get help.")
        template = "discussion_pages/blocks/safety_guidance.html"
        preview_template = "discussion_pages/blocks/previews/safety_guidance.html"


class BodyBlock(blocks.StreamBlock):
    """What any page of the suite may hold."""

    text = TextBlock()
    picture = PictureBlock()
    quote = QuoteBlock()
    document = DocumentBlock()
    video = VideoBlock()
    safety_guidance = SafetyGuidanceBlock()


class DiscussionBodyBlock(BodyBlock):
    """The body of a discussion: the common blocks and one prompt."""

    prompt = PromptBlock()

    class Meta:
        block_counts = {"prompt": {"max_num": 1}}
