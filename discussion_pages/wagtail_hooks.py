"""What the app adds to the Wagtail admin. Glue only."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from discussion_pages.admin import deletion, figures, media, moving, policies
from discussion_pages.admin.awaiting import AwaitingPanel
from discussion_pages.admin.decisions import DECISIONS
from discussion_pages.admin.desk import registering as desk
from discussion_pages.admin.menu import (
    appeal_admin,
    comment_admin,
    discussion_listing,
    discussions_menu,
    legal_hold_admin,
    retention_run_admin,
    sanction_admin,
    webhook_admin,
    webhook_delivery_admin,
    word_rule_admin,
)
from discussion_pages.admin.saved_reasons import SavedReasonViewSet
from discussion_pages.admin.snippets import (
    ModerationPolicyViewSet,
    OrganisationViewSet,
    SafetyGuidanceViewSet,
)
from discussion_pages.admin.webhooks import StoppedWebhooksPanel, stopped_webhooks
from discussion_pages.permissions import may_manage_webhooks, may_moderate
from discussion_pages.services.integrity import REPAIRED_ACTION
from discussion_pages.services.webhook_delivery import SWITCHED_OFF_ACTION
from discussion_pages.services.webhooks import (
    NEW_SECRET_ACTION,
    RESENT_ACTION,
    SWITCHED_ON_ACTION,
)

register_snippet(OrganisationViewSet)
register_snippet(SafetyGuidanceViewSet)
register_snippet(ModerationPolicyViewSet)
register_snippet(SavedReasonViewSet)
comment_admin.register_with_wagtail()
appeal_admin.register_with_wagtail()
sanction_admin.register_with_wagtail()
word_rule_admin.register_with_wagtail()
legal_hold_admin.register_with_wagtail()
retention_run_admin.register_with_wagtail()
webhook_admin.register_with_wagtail()
webhook_delivery_admin.register_with_wagtail()

for decision in DECISIONS:
    hooks.register("register_bulk_action", decision)

hooks.register("before_delete_page", deletion.refuse_page_with_comments)
hooks.register("before_bulk_action", deletion.refuse_pages_with_comments)
hooks.register("after_bulk_action", media.say_what_changed)
hooks.register("before_delete_snippet", deletion.refuse_snippets_in_use)
hooks.register("before_publish", policies.refuse_policy_without_rules)
hooks.register("before_unpublish", policies.refuse_unpublishing_policy_in_use)
hooks.register("before_move_page", moving.refuse_reserved_slug)


@hooks.register("register_admin_viewset")
def register_discussion_listing() -> Any:
    """List all discussions in one place."""
    return discussion_listing


@hooks.register("register_admin_urls")
def register_desk_urls() -> list[Any]:
    """Serve the desk."""
    return desk.urls()


@hooks.register("register_admin_urls")
def register_figures_urls() -> list[Any]:
    """Serve the dashboard."""
    return figures.urls()


@hooks.register("register_admin_menu_item")
def register_discussions_menu() -> MenuItem:
    """Offer the app's own menu."""
    return discussions_menu()


@hooks.register("register_permissions")
def register_log_permissions() -> QuerySet[Permission]:
    """Let groups be given rights on records that Wagtail's form for them would leave out."""
    return Permission.objects.filter(
        content_type__app_label="discussion_pages",
        codename__in=(
            *("view_report", "view_decision", "view_sanction", "view_appeal"),
            *("add_wordrule", "change_wordrule", "delete_wordrule"),
            *("add_savedreason", "change_savedreason", "delete_savedreason"),
            *("add_legalhold", "change_legalhold"),
            *("view_retentionrun", "view_outboxmessage", "manage_webhook"),
        ),
    )


@hooks.register("register_log_actions")
def register_webhook_actions(actions: Any) -> None:
    """Name what is logged of webhooks."""
    for action, label, message in (
        (SWITCHED_ON_ACTION, _("Switch on webhook"), _("Webhook switched on")),
        (SWITCHED_OFF_ACTION, _("Switch off webhook"), _("Webhook switched off")),
        (NEW_SECRET_ACTION, _("New secret"), _("New secret made")),
        (RESENT_ACTION, _("Send again"), _("Event sent again")),
    ):
        actions.register_action(action, label, message)


@hooks.register("register_log_actions")
def register_integrity_actions(actions: Any) -> None:
    """Name what is logged where stored values were put right."""
    actions.register_action(
        REPAIRED_ACTION, _("Repair stored values"), _("Stored values put right")
    )


@hooks.register("construct_homepage_panels")
def add_awaiting_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Greet moderators with what awaits them."""
    if may_moderate(request.user, None):
        panels.append(AwaitingPanel())


@hooks.register("construct_homepage_panels")
def add_stopped_webhooks_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Tell those who manage webhooks which of them do not work any more."""
    if may_manage_webhooks(request.user) and (stopped := stopped_webhooks()):
        panels.append(StoppedWebhooksPanel(stopped))
