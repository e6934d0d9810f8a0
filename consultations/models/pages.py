"""The hub and the consultation page."""

from datetime import datetime
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.documents import get_document_model_string
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index

from consultations.page_forms import ConsultationPageForm
from consultations.querysets import ConsultationQuerySet
from discussion_pages.blocks import BodyBlock
from discussion_pages.models import DiscussionParentMixin, FrontEndPreviewMixin, SubpathMixin
from discussion_pages.models.subpages import ReservedSlugMixin
from discussion_pages.page_forms import ReservedSlugForm
from discussion_pages.rules.windows import Window
from timeline_blocks.blocks import TimelineBlock

ANSWER_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class ConsultationIndexPage(FrontEndPreviewMixin, SubpathMixin, ReservedSlugMixin, Page):
    """The hub: lists consultations, filtered, searched and in order of closing."""

    introduction = models.TextField(
        _("introduction"),
        max_length=500,
        blank=True,
        help_text=_("One or two sentences above the list."),
    )

    base_form_class = ReservedSlugForm
    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    page_description = _("Lists all consultations below it.")
    subpage_types: ClassVar[list[str]] = ["consultations.ConsultationPage"]
    template = "consultations/consultation_index_page.html"
    subpath_urlconf = "consultations.urls_hub"
    allowed_http_methods = ["GET", "HEAD", "OPTIONS"]
    reserved_slugs = frozenset({"feed"})

    class Meta:
        verbose_name = _("consultation hub")
        verbose_name_plural = _("consultation hubs")

    def get_meta_description(self) -> str:
        """Return the sentence for search engines and shared links."""
        return self.search_description or self.introduction


class ConsultationPage(
    FrontEndPreviewMixin, DiscussionParentMixin, SubpathMixin, ReservedSlugMixin, Page
):
    """A question put to the public for a while, with its discussions, timeline and outcome."""

    organisation = models.ForeignKey(
        "discussion_pages.Organisation",
        verbose_name=_("lead organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="consultations",
        help_text=_("The body that asks and answers for the consultation."),
    )
    summary = models.TextField(
        _("summary"),
        max_length=400,
        help_text=_("What this is about and why it matters, in two or three sentences."),
    )
    hero_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    hero_alt = models.CharField(
        _("description of the image"),
        max_length=250,
        blank=True,
        help_text=_("What the image shows, for people who cannot see it. Needed with an image."),
    )
    hero_caption = models.CharField(
        _("caption"), max_length=250, blank=True, help_text=_("Shown below the image.")
    )
    opens_at = models.DateTimeField(
        _("opens"), null=True, blank=True, help_text=_("In the site's own time zone.")
    )
    closes_at = models.DateTimeField(
        _("closes"),
        null=True,
        blank=True,
        help_text=_("In the site's own time zone. 23:59 means the end of that day."),
    )
    outcome_published_at = models.DateTimeField(
        _("outcome published"),
        null=True,
        blank=True,
        help_text=_("Leave blank until the outcome is public. The page then says so."),
    )
    topics = ParentalManyToManyField(
        "consultations.Topic", verbose_name=_("topics"), blank=True, related_name="consultations"
    )
    noun_singular = models.CharField(
        _("one person is called"),
        max_length=60,
        blank=True,
        help_text=_("For example: Londoner. Leave blank for “person”."),
    )
    noun_plural = models.CharField(
        _("several are called"),
        max_length=60,
        blank=True,
        help_text=_("For example: Londoners. Leave blank for “people”."),
    )
    counting_note = models.TextField(
        _("how we count"),
        blank=True,
        max_length=600,
        help_text=_("Leave blank to show the standard explanation."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("content"))
    open_to_change = RichTextField(
        _("what is still open to change"),
        blank=True,
        features=ANSWER_FEATURES,
        help_text=_("What people can still influence, and what is settled."),
    )
    decided_by = RichTextField(
        _("who decides"),
        blank=True,
        features=ANSWER_FEATURES,
        help_text=_("The person or committee that takes the decision, and when."),
    )
    next_steps = RichTextField(
        _("what happens next"),
        blank=True,
        features=ANSWER_FEATURES,
        help_text=_("What is done with the responses, and where the outcome will stand."),
    )
    outcome_summary = RichTextField(
        _("outcome in short"),
        blank=True,
        features=ANSWER_FEATURES,
        help_text=_("What was heard and what changes. Shown once the outcome is published."),
    )
    timeline = StreamField(TimelineBlock(), blank=True, verbose_name=_("timeline"))
    guidance = models.ForeignKey(
        "discussion_pages.SafetyGuidance",
        verbose_name=_("safety guidance"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Leave blank to use the site's. The discussions below follow this page."),
    )
    policy = models.ForeignKey(
        "discussion_pages.ModerationPolicy",
        verbose_name=_("moderation policy"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="consultations",
        help_text=_("Leave blank to use the site's. The discussions below follow this page."),
    )
    contact_name = models.CharField(
        _("contact"), max_length=120, blank=True, help_text=_("A team or person.")
    )
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_phone = models.CharField(_("phone"), max_length=40, blank=True)

    objects = PageManager.from_queryset(ConsultationQuerySet)()

    base_form_class = ConsultationPageForm
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    *Page.content_panels,
                    FieldPanel("summary"),
                    FieldPanel("organisation"),
                    MultiFieldPanel(
                        [
                            FieldPanel("hero_image"),
                            FieldPanel("hero_alt"),
                            FieldPanel("hero_caption"),
                        ],
                        heading=_("Picture at the top"),
                    ),
                    FieldPanel("body"),
                    FieldPanel("topics"),
                ],
                heading=_("Content"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
                            FieldPanel("outcome_published_at"),
                        ],
                        heading=_("When people can take part"),
                    ),
                    MultiFieldPanel(
                        [
                            HelpPanel(
                                content=_(
                                    "The page says, for example, “1,396 Londoners have responded”."
                                )
                            ),
                            FieldRowPanel([FieldPanel("noun_singular"), FieldPanel("noun_plural")]),
                            FieldPanel("counting_note"),
                        ],
                        heading=_("How many have responded"),
                    ),
                    FieldPanel("guidance"),
                    FieldPanel("policy"),
                ],
                heading=_("Taking part"),
            ),
            ObjectList(
                [
                    FieldPanel("open_to_change"),
                    FieldPanel("decided_by"),
                    FieldPanel("next_steps"),
                    FieldPanel("outcome_summary"),
                ],
                heading=_("Decision"),
            ),
            ObjectList([FieldPanel("timeline")], heading=_("Timeline")),
            ObjectList(
                [
                    InlinePanel("documents", heading=_("Documents"), label=_("Document")),
                    MultiFieldPanel(
                        [
                            FieldPanel("contact_name"),
                            FieldPanel("contact_email"),
                            FieldPanel("contact_phone"),
                        ],
                        heading=_("Who to ask"),
                    ),
                ],
                heading=_("Documents and contact"),
            ),
            ObjectList(Page.promote_panels, heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("opens_at"),
        index.FilterField("closes_at"),
        index.FilterField("outcome_published_at"),
    ]
    page_description = _("A question put to the public, with discussions and a timeline.")
    subpage_types: ClassVar[list[str]] = ["discussion_pages.DiscussionPage"]
    template = "consultations/consultation_page.html"
    subpath_urlconf = "consultations.urls_consultation"
    allowed_http_methods = ["GET", "HEAD", "OPTIONS"]
    reserved_slugs = frozenset({"timeline", "statistics", "survey", "outcome"})

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")

    def clean(self) -> None:
        """Refuse times that contradict each other, and an image without a description.

        Raises:
            ValidationError: on the field where it can be mended.
        """
        super().clean()
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("Closing has to come after opening.")})
        if self.hero_image_id and not self.hero_alt.strip():
            raise ValidationError(
                {"hero_alt": _("Describe what the image shows, for people who cannot see it.")}
            )

    @classmethod
    def for_route(cls) -> ConsultationQuerySet:
        """Return consultations with the body that asks, the image and the policy."""
        return cls.objects.select_related("organisation__mark", "hero_image", "policy")

    @property
    def window(self) -> Window:
        """When people can take part."""
        return Window(self.opens_at, self.closes_at)

    def get_discussion_window(self) -> Window:
        """Answer a discussion below: it takes comments only while we are open.

        A published outcome ends that too, as it ends our status.
        """
        return self.window.clipped_to(Window(closes_at=self.outcome_published_at))

    def get_discussion_settled_at(self) -> datetime | None:
        """Answer a discussion below: our outcome settles it."""
        return self.outcome_published_at

    def get_discussion_guidance_id(self) -> int | None:
        """Answer a discussion below that names no safety guidance."""
        return self.guidance_id

    def get_discussion_policy_id(self) -> int | None:
        """Answer a discussion below that names no moderation policy."""
        return self.policy_id

    def respondent_noun(self, count: int) -> str:
        """Return what ``count`` people are called on this page.

        The language's rule decides between the editor's words too: French has nobody in the
        singular.
        """
        standard = ngettext("person", "people", count)
        is_singular = standard == ngettext("person", "people", 1)
        return (self.noun_singular if is_singular else self.noun_plural) or standard

    def get_absolute_url(self) -> str | None:
        """Return the page's address."""
        return self.get_url()

    def get_meta_description(self) -> str:
        """Return the sentence for search engines and shared links."""
        return self.search_description or self.summary

    def get_sitemap_urls(self, request=None):
        """Leave aliases to their source, which is their canonical address."""
        return [] if self.alias_of_id else super().get_sitemap_urls(request)


class ConsultationDocument(Orderable):
    """A document offered with a consultation."""

    id = models.BigAutoField(primary_key=True)
    page = ParentalKey(ConsultationPage, on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("document"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    title = models.CharField(
        _("title"),
        max_length=150,
        blank=True,
        help_text=_("Leave blank to use the document's own title."),
    )

    panels = [FieldPanel("document"), FieldPanel("title")]

    class Meta(Orderable.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return self.title or str(self.document)
