"""Bodies that ask, co-moderate and answer."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail.models import PreviewableMixin, TranslatableMixin
from wagtail.search import index


class Organisation(PreviewableMixin, TranslatableMixin, index.Indexed, models.Model):
    """A public body or its partner, shown by name and mark."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(_("name"), max_length=150, help_text=_("The name in full."))
    short_name = models.CharField(
        _("short name"),
        max_length=60,
        blank=True,
        help_text=_("What people call it, if that is shorter."),
    )
    url = models.URLField(_("website"), blank=True, help_text=_("The organisation's own website."))
    mark = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("mark"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A square logo, shown beside the name."),
    )

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("short_name")], heading=_("Name")),
        FieldPanel("url"),
        FieldPanel("mark"),
    ]
    # A copy for another language is a record of its own.
    exclude_fields_in_copy: ClassVar[list[str]] = ["id"]
    search_fields = [
        index.SearchField("name"),
        index.SearchField("short_name"),
        index.AutocompleteField("name"),
        index.AutocompleteField("short_name"),
        index.FilterField("id"),
        index.FilterField("name"),
        index.FilterField("short_name"),
        index.FilterField("locale"),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name

    @property
    def called(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name

    def get_preview_template(self, request, mode_name):
        """Show the organisation as a page's byline does."""
        return "discussion_pages/previews/organisation.html"
