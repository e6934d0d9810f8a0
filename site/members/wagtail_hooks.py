"""Changing and deleting users in the Wagtail admin goes the same way as on the account page."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from members.models import User
from members.services.accounts import (
    LastAdministratorError,
    delete_account,
    follow_changed_address,
)


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
