"""Topics in the admin."""

from django.utils.translation import gettext_lazy as _

from consultations.models import Topic
from discussion_pages.admin.snippets import OwnMenuSnippetViewSet


class TopicViewSet(OwnMenuSnippetViewSet):
    """Subjects under which consultations are found."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    menu_name = "topics"
    list_display = ("name", "slug")
    search_fields = ("name",)
    ordering = ("name",)
