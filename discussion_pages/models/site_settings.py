"""Defaults of one Wagtail site."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="comment")
class DiscussionSettings(BaseSiteSetting):
    """What discussions fall back to where a page names nothing of its own."""

    id = models.BigAutoField(primary_key=True)
    default_guidance = models.ForeignKey(
        "discussion_pages.SafetyGuidance",
        verbose_name=_("safety guidance"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown on every discussion and consultation that names no other."),
    )

    default_policy = models.ForeignKey(
        "discussion_pages.ModerationPolicy",
        verbose_name=_("moderation policy"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("In force for every discussion that names no other."),
    )

    panels = [FieldPanel("default_guidance"), FieldPanel("default_policy")]
    select_related = ["default_guidance", "default_policy"]

    class Meta:
        verbose_name = _("discussions")
