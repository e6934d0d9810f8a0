"""What the app adds to the Wagtail admin. Glue only."""

from typing import Any

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from consultations.admin import deletion
from consultations.admin.menu import consultation_listing, consultations_menu, offline_responses
from consultations.admin.snippets import TopicViewSet

register_snippet(TopicViewSet)

hooks.register("before_delete_page", deletion.refuse_page_with_offline_responses)
hooks.register("before_bulk_action", deletion.refuse_pages_with_offline_responses)
hooks.register("before_delete_snippet", deletion.refuse_topics_in_use)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """List consultations and offline responses."""
    return [consultation_listing, offline_responses]


@hooks.register("register_admin_menu_item")
def register_consultations_menu() -> MenuItem:
    """Hold everything about consultations and discussions in one menu."""
    return consultations_menu()
