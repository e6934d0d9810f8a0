"""Switching off somebody else's second factor, when neither telephone nor codes are left."""

from datetime import datetime

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.users.utils import change_user_perm

from members.models import User
from members.second_factor import has_second_factor
from members.services.security_log import Happening, note


def may_reset(*, user: User, by: User) -> bool:
    """Return whether somebody may switch off the second factor of another.

    Nobody may of their own account: there, it takes a code. And of administrators, only they.
    """
    return (
        user != by
        and by.has_perm(change_user_perm)
        and (by.is_superuser or not user.is_superuser)
        and has_second_factor(user)
    )


@transaction.atomic
def reset_second_factor(*, user: User, by: User, at: datetime) -> None:
    """Switch it off, log it, and tell the owner by e-mail; their sessions lose the admin at once.

    Raises:
        PermissionDenied: they may not.
    """
    if not may_reset(user=user, by=by):
        raise PermissionDenied
    Authenticator.objects.filter(user=user).delete()
    note(Happening.SECOND_FACTOR_RESET, about=user, by=by)
    transaction.on_commit(lambda: _tell(user, at=at))


def _tell(user: User, *, at: datetime) -> None:
    get_adapter().send_mail("mfa/email/reset", user.email, {"timestamp": at})
