"""The app's place in a Wagtail project."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscussionPagesConfig(AppConfig):
    """Discussions, comments, organisations and safety guidance."""

    default = True
    default_auto_field = "django.db.models.BigAutoField"
    name = "discussion_pages"
    verbose_name = _("Discussions")

    def import_models(self) -> None:
        """Load the models, or say in plain words which app they miss.

        Raises:
            ImproperlyConfigured: the host lacks an app that our models build on.
        """
        from discussion_pages.checks import FOUNDATIONS, refuse_to_start

        refuse_to_start(self.name, FOUNDATIONS)
        super().import_models()

    def ready(self) -> None:
        """Register checks, signal receivers, what the API serves and what webhooks tell."""
        from discussion_pages import checks, receivers  # noqa: F401
        from discussion_pages.api import fields, webhooks
        from discussion_pages.keeping import changes, collecting
        from discussion_pages.keeping.edges import edges_ahead

        receivers.connect()
        changes.connect()
        collecting.register_edges(edges_ahead)
        fields.register()
        webhooks.register()
