"""Changing and deleting users in the Wagtail admin goes the same way as on the account page."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import LogFormatter

from members import admin
from members.models import User
from members.services.accounts import (
    LastAdministratorError,
    delete_account,
    follow_changed_address,
)
from members.services.security_log import Happening, note_rights


@hooks.register("after_edit_user")
def follow_address(request: HttpRequest, user: User) -> None:
    """Stop the old address of a user from logging in when staff have changed it."""
    follow_changed_address(user=user)


@hooks.register("before_delete_user")
def delete_one_user(request: HttpRequest, user: User) -> HttpResponse | None:
    """Erase what the member leaves behind, instead of Wagtail's plain deletion."""
    if request.method != "POST":
        return None
    _delete(request, [user])
    return redirect("wagtailusers_users:index")


@hooks.register("before_bulk_action")
def delete_several_users(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Do the same for every user ticked in the list."""
    if action_type != "delete" or action.model is not User:
        return None
    _delete(request, objects)
    return redirect(action.next_url)


hooks.register("register_user_listing_buttons", admin.buttons)
hooks.register("register_admin_urls", admin.urls)

RANKS = {"is_superuser": gettext_lazy("administrator"), "is_active": gettext_lazy("active")}
"""What else about an account decides what it may do, besides its groups."""


@hooks.register("before_edit_user")
def remember_ranks(request: HttpRequest, user: User) -> None:
    """Keep what an account was before staff change it."""
    request.ranks_before = {name for name in RANKS if getattr(user, name)}


@hooks.register("after_edit_user")
def note_changed_ranks(request: HttpRequest, user: User) -> None:
    """Log who was made an administrator or switched off, and who no longer is."""
    before, after = request.ranks_before, {name for name in RANKS if getattr(user, name)}
    note_rights(
        about=user,
        added=(RANKS[name] for name in after - before),
        removed=(RANKS[name] for name in before - after),
    )


@hooks.register("after_bulk_action")
def note_switched_users(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> None:
    """Log every user ticked in the list who was switched on or off: what was read before says."""
    if action_type != "set_active_state" or action.model is not User:
        return
    is_active = action.cleaned_form.cleaned_data["mark_as_active"]
    name = "added" if is_active else "removed"
    for user in objects:
        if user.is_active != is_active:
            note_rights(about=user, **{name: [RANKS["is_active"]]})


@hooks.register("after_create_user")
def note_first_rank(request: HttpRequest, user: User) -> None:
    """Log who is an administrator from the first."""
    note_rights(about=user, added=[RANKS["is_superuser"]] if user.is_superuser else [])


@hooks.register("register_log_actions")
def register_happenings(actions: Any) -> None:
    """Name what the security log keeps, as Site history shows it."""
    for action, label, message in (
        (Happening.LOGGED_IN, gettext_lazy("Log in"), gettext_lazy("Logged in")),
        (
            Happening.LOG_IN_FAILED,
            gettext_lazy("Failed log-in"),
            gettext_lazy("Tried to log in with a wrong password or code"),
        ),
        (
            Happening.SECOND_FACTOR_ON,
            gettext_lazy("Two-step log-in on"),
            gettext_lazy("Switched two-step log-in on"),
        ),
        (
            Happening.SECOND_FACTOR_OFF,
            gettext_lazy("Two-step log-in off"),
            gettext_lazy("Switched two-step log-in off"),
        ),
        (
            Happening.SECOND_FACTOR_RESET,
            gettext_lazy("Two-step log-in reset"),
            gettext_lazy("Two-step log-in switched off by an administrator"),
        ),
        (
            Happening.NEW_RECOVERY_CODES,
            gettext_lazy("New recovery codes"),
            gettext_lazy("Made new recovery codes"),
        ),
        (Happening.EXPORTED, gettext_lazy("Export"), gettext_lazy("Downloaded a table")),
    ):
        actions.register_action(action, label, message)

    @actions.register_action(Happening.RIGHTS_CHANGED)
    class RightsChanged(LogFormatter):
        label = gettext_lazy("Change rights")

        def format_message(self, entry: Any) -> str:
            given, taken = entry.data.get("added", []), entry.data.get("removed", [])
            parts = [_("given: %s") % ", ".join(given)] if given else []
            parts += [_("taken away: %s") % ", ".join(taken)] if taken else []
            return _("Rights changed (%s)") % "; ".join(parts)


def _delete(request: HttpRequest, users: Iterable[User]) -> None:
    for user in users:
        name = str(user)
        try:
            delete_account(user=user, at=timezone.now())
        except LastAdministratorError:
            messages.error(
                request,
                _("“%(name)s” is the only administrator left and cannot be deleted.")
                % {"name": name},
            )
        else:
            messages.success(request, _("User “%(name)s” deleted.") % {"name": name})
