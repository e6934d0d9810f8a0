"""The app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TimelineBlocksConfig(AppConfig):
    """A leaf without models: StreamField blocks for stages and entries."""

    name = "timeline_blocks"
    label = "timeline_blocks"
    verbose_name = _("Timeline blocks")
    default_auto_field = "django.db.models.BigAutoField"
