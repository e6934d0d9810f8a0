"""Safety guidance: where to get help, in one place for every page."""

from typing import ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.blocks import StreamBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Page,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index

from discussion_pages.blocks import TEXT_FEATURES, ContactBlock
from discussion_pages.keeping.collecting import keep
from discussion_pages.models.previewing import FrontEndPreviewMixin
from discussion_pages.models.subpages import ReservedSlugMixin
from discussion_pages.page_forms import ReservedSlugForm


class ContactsBlock(StreamBlock):
    """The contacts of one guidance, nearest help first."""

    contact = ContactBlock()


class SafetyGuidance(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    index.Indexed,
    models.Model,
):
    """Where somebody who reads or writes a comment gets help.

    Pages show it as a panel; a ``SafetyGuidancePage`` shows it whole. A draft is never shown.
    """

    id = models.BigAutoField(primary_key=True)
    title = models.CharField(_("title"), max_length=120, help_text=_("For example: Staying safe"))
    summary = models.TextField(
        _("summary"),
        max_length=400,
        help_text=_("Two sentences for the panel. Calm, kind and plain."),
    )
    body = RichTextField(
        _("guidance"), blank=True, features=TEXT_FEATURES, help_text=_("Shown on the full page.")
    )
    contacts = StreamField(
        ContactsBlock(),
        blank=True,
        verbose_name=_("support contacts"),
        help_text=_("Nearest help first: the panel shows the first three."),
    )

    # A copy for another language is a record of its own, with versions of its own.
    exclude_fields_in_copy: ClassVar[list[str]] = ["id", "live_revision", "latest_revision"]

    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="safety_guidance",
        for_concrete_model=False,
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="safety_guidance",
        for_concrete_model=False,
    )

    panels = [
        MultiFieldPanel([FieldPanel("title"), FieldPanel("summary")], heading=_("The panel")),
        FieldPanel("contacts"),
        FieldPanel("body"),
        PublishingPanel(),
    ]
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.FilterField("id"),
        index.FilterField("title"),
        index.FilterField("locale"),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering = ["title"]
        verbose_name = _("safety guidance")
        verbose_name_plural = _("safety guidance")

    def __str__(self) -> str:
        return self.title

    @property
    def revisions(self):
        """The revisions of this guidance."""
        return self._revisions

    def get_preview_template(self, request, mode_name):
        """Show the guidance as its full page does."""
        return "discussion_pages/previews/safety_guidance.html"


class SafetyGuidancePage(FrontEndPreviewMixin, ReservedSlugMixin, Page):
    """The full "Staying safe" page."""

    introduction = models.TextField(
        _("introduction"), blank=True, max_length=500, help_text=_("One or two sentences.")
    )
    guidance = models.ForeignKey(
        SafetyGuidance,
        verbose_name=_("safety guidance"),
        on_delete=models.PROTECT,
        related_name="pages",
        help_text=_("The guidance that this page shows in full."),
    )

    allowed_http_methods = ["GET", "HEAD", "OPTIONS"]
    base_form_class = ReservedSlugForm
    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("guidance"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    page_description = _("The full page about getting help.")
    subpage_types: list[str] = []
    template = "discussion_pages/safety_guidance_page.html"

    class Meta:
        verbose_name = _("safety guidance page")
        verbose_name_plural = _("safety guidance pages")

    def get_context(self, request, *args, **kwargs):
        """Add the guidance, unless it is a draft."""
        keep()
        context = super().get_context(request, *args, **kwargs)
        preview = getattr(request, "is_preview", False)
        context["guidance"] = self.guidance if self.guidance.live or preview else None
        return context
