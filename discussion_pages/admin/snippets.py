"""Organisations, safety guidance and moderation policies in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from discussion_pages.models import ModerationPolicy, Organisation, SafetyGuidance


class OwnMenuSnippetViewSet(SnippetViewSet):
    """A snippet that has its place in our menu, and none in Wagtail's list of snippets."""

    menu_item_is_registered = True
    # Not through the index of the database backend: on SQLite it cannot search single fields.
    search_backend_name = None


class OrganisationViewSet(OwnMenuSnippetViewSet):
    """Bodies that ask, co-moderate and answer."""

    model = Organisation
    icon = "group"
    menu_label = _("Organisations")
    menu_name = "organisations"
    list_display = ("name", "short_name", "url")
    search_fields = ("name", "short_name")
    ordering = ("name",)


class SafetyGuidanceViewSet(OwnMenuSnippetViewSet):
    """Where to get help: with drafts, workflow, locks and preview."""

    model = SafetyGuidance
    icon = "help"
    menu_label = _("Safety guidance")
    menu_name = "safety-guidance"
    list_display = ("title", LiveStatusTagColumn(), UpdatedAtColumn())
    search_fields = ("title", "summary")
    ordering = ("title",)


class ModerationPolicyViewSet(OwnMenuSnippetViewSet):
    """How comments are moderated: with drafts, workflow, locks and preview."""

    model = ModerationPolicy
    icon = "clipboard-list"
    menu_label = _("Moderation policies")
    menu_name = "moderation-policies"
    list_display = ("title", "slug", LiveStatusTagColumn(), UpdatedAtColumn())
    search_fields = ("title", "slug")
    ordering = ("title",)
