"""The one "Consultations" menu, composed over this app and the discussions."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from consultations.admin.listings import ConsultationListing
from consultations.admin.offline import OfflineResponseViewSet
from consultations.models import Topic
from consultations.services.offline import may_read_offline
from discussion_pages.admin.menu import MENU_ORDER, SnippetMenuItem, discussion_items

consultation_listing = ConsultationListing()
offline_responses = OfflineResponseViewSet()


class OfflineResponsesMenuItem(MenuItem):
    """Shown to those who may read or enter them."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask as the list itself does."""
        return may_read_offline(request.user)


def consultations_menu() -> MenuItem:
    """Return the menu. A sub-menu without a single link for somebody is not shown."""
    items = [
        consultation_listing.get_menu_item(order=10),
        *discussion_items(),
        SnippetMenuItem(Topic.snippet_viewset, order=60),
        OfflineResponsesMenuItem(
            offline_responses.menu_label,
            offline_responses.menu_url,
            name=offline_responses.menu_name,
            icon_name=offline_responses.menu_icon,
            order=70,
        ),
    ]
    return SubmenuMenuItem(
        _("Consultations"),
        Menu(items=items),
        name="consultations-menu",
        icon_name="group",
        order=MENU_ORDER,
    )
