"""The app's own "Discussions" menu, for sites where nothing composes a larger one over it."""

from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from discussion_pages.admin.appeals import AppealAdmin
from discussion_pages.admin.comments import CommentAdmin
from discussion_pages.admin.desk.registering import desk_menu_item
from discussion_pages.admin.figures import figures_menu_item
from discussion_pages.admin.listings import DiscussionListing
from discussion_pages.admin.retention import LegalHoldAdmin, RetentionRunAdmin
from discussion_pages.admin.sanctions import SanctionAdmin
from discussion_pages.admin.webhooks import WebhookAdmin, WebhookDeliveryAdmin
from discussion_pages.admin.word_rules import WordRuleAdmin
from discussion_pages.models import ModerationPolicy, Organisation, SafetyGuidance, SavedReason

COMPOSER = "consultations"
MENU_ORDER = 210  # directly after Wagtail's "Pages" and before its media

comment_admin = CommentAdmin()
discussion_listing = DiscussionListing()
appeal_admin = AppealAdmin()
sanction_admin = SanctionAdmin()
word_rule_admin = WordRuleAdmin()
legal_hold_admin = LegalHoldAdmin()
retention_run_admin = RetentionRunAdmin()
webhook_admin = WebhookAdmin()
webhook_delivery_admin = WebhookDeliveryAdmin()


class SnippetMenuItem(MenuItem):
    """A link to a list of snippets, for those who may do something there."""

    def __init__(self, viewset: Any, order: int) -> None:
        self.viewset = viewset
        super().__init__(
            viewset.menu_label,
            viewset.menu_url,
            name=viewset.menu_name,
            icon_name=viewset.menu_icon,
            order=order,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask as Wagtail's own list of snippets does."""
        return self.viewset.permission_policy.user_has_any_permission(
            request.user, ("add", "change", "delete", "view")
        )


class DiscussionsMenuItem(SubmenuMenuItem):
    """Shown unless the composing app is installed: its menu then holds all of this."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Stand back for the composer; else show what this person may use."""
        return not apps.is_installed(COMPOSER) and super().is_shown(request)


def discussion_items() -> list[MenuItem]:
    """Return the links that the menu of this app holds, also for a composer to take."""
    return [
        desk_menu_item(order=5),
        discussion_listing.get_menu_item(order=20),
        comment_admin.get_menu_item(order=30),
        appeal_admin.get_menu_item(order=32),
        sanction_admin.get_menu_item(order=34),
        figures_menu_item(order=36),
        SnippetMenuItem(SafetyGuidance.snippet_viewset, order=40),
        SnippetMenuItem(Organisation.snippet_viewset, order=50),
        SnippetMenuItem(ModerationPolicy.snippet_viewset, order=45),
        word_rule_admin.get_menu_item(order=62),
        SnippetMenuItem(SavedReason.snippet_viewset, order=65),
        legal_hold_admin.get_menu_item(order=80),
        retention_run_admin.get_menu_item(order=82),
        webhook_admin.get_menu_item(order=90),
        webhook_delivery_admin.get_menu_item(order=92),
    ]


def discussions_menu() -> MenuItem:
    """Return the app's own menu."""
    return DiscussionsMenuItem(
        _("Discussions"),
        Menu(items=discussion_items()),
        name="discussions-menu",
        icon_name="comment",
        order=MENU_ORDER,
    )
