"""The desk's addresses, and its place in the menu."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from discussion_pages import permissions
from discussion_pages.admin.desk import views


def urls() -> list[URLPattern]:
    """Return the addresses below Wagtail's own."""
    return [
        path("discussions/desk/", views.DeskView.as_view(), name="discussion_pages_desk"),
        path("discussions/desk/keys/", views.switch_keys, name="discussion_pages_desk_keys"),
    ]


class DeskMenuItem(MenuItem):
    """Shown to those who moderate."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask as the desk itself does."""
        return permissions.may_moderate(request.user, None)


def desk_menu_item(order: int) -> MenuItem:
    """Return the link for a menu."""
    return DeskMenuItem(
        _("Desk"),
        reverse_lazy("discussion_pages_desk"),
        name="desk",
        icon_name="tasks",
        order=order,
    )
