"""The page of the admin that switches off somebody's second factor."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.widgets import Button
from wagtail.users.utils import change_user_perm

from members.models import User
from members.services.second_factors import may_reset, reset_second_factor

URL_NAME = "members_reset_second_factor"


@permission_required(change_user_perm, raise_exception=True)
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then switch it off.

    Raises:
        PermissionDenied: the account is one's own or an administrator's, or has no second factor.
    """
    user = get_object_or_404(User, pk=pk)
    if not may_reset(user=user, by=request.user):
        raise PermissionDenied
    done = reverse("wagtailusers_users:index")
    if request.method == "POST":
        reset_second_factor(user=user, by=request.user, at=timezone.now())
        messages.success(request, _("Two-step log-in is switched off for “%s”.") % user)
        return redirect(done)
    title = _("Switch off two-step log-in")
    return render(
        request,
        "members/admin/reset_second_factor.html",
        {
            "header_title": f"{title}: {user}",
            "page_title": title,
            "header_icon": "lock-open",
            "user_shown": user,
            "done_url": done,
        },
    )


def buttons(user: User, request_user: User) -> list[Button]:
    """Return the way to that page in the list of users, where it would let somebody in."""
    if not may_reset(user=user, by=request_user):
        return []
    address = reverse(URL_NAME, args=[user.pk])
    return [Button(_("Switch off two-step log-in"), url=address, icon_name="lock-open")]


def urls() -> list[Any]:
    """Return the address."""
    return [path("second-factors/<int:pk>/reset/", reset, name=URL_NAME)]
