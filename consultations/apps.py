"""The app's place in a Wagtail project."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsultationsConfig(AppConfig):
    """The hub, consultations, topics and offline responses."""

    default = True
    default_auto_field = "django.db.models.BigAutoField"
    name = "consultations"
    verbose_name = _("Consultations")

    def import_models(self) -> None:
        """Load the models, or say in plain words which app they miss.

        Raises:
            ImproperlyConfigured: the host lacks an app that our models build on.
        """
        from discussion_pages.checks import FOUNDATIONS, refuse_to_start

        refuse_to_start(self.name, {"discussion_pages": "discussion_pages"} | FOUNDATIONS)
        super().import_models()

    def ready(self) -> None:
        """Register checks, what the API serves, and what webhooks and mirrors are told."""
        from consultations import checks  # noqa: F401
        from consultations.api import fields, webhooks
        from consultations.keeping import counts_key, counts_that_follow, edges_ahead
        from consultations.models import (
            ConsultationDocument,
            ConsultationPage,
            OfflineResponse,
            Topic,
        )
        from consultations.services.integrity import register_checks
        from consultations.services.publicity import register_kinds
        from discussion_pages.keeping import changes
        from discussion_pages.keeping.collecting import page_key, register_edges
        from discussion_pages.receivers import record_after_changes_of

        fields.register()
        webhooks.register()
        register_kinds()
        register_checks()
        record_after_changes_of(Topic)
        register_edges(edges_ahead)
        changes.register_follow(counts_that_follow)
        changes.listen_to_snippet(Topic)
        changes.listen_to_relation(ConsultationPage.topics.through)
        changes.listen_to(ConsultationDocument, lambda row: page_key(row.page_id))
        changes.listen_to(OfflineResponse, lambda row: counts_key(row.consultation_id))
