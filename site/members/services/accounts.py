"""Making an account whose address is known to be right, and deleting one."""

from datetime import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.db import transaction

from discussion_pages.services.erasure import erase_member
from members.models import User


class LastAdministratorError(Exception):
    """The only administrator left cannot go: nobody could run the site."""


@transaction.atomic
def add_account(*, email: str, password: str | None = None, **fields: Any) -> User:
    """Make an account that can be used at once, its e-mail address taken as confirmed.

    For accounts that somebody vouches for (demonstration, tests); the public signs up.
    """
    user = User.objects.create_user(email, password, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@transaction.atomic
def follow_changed_address(*, user: User) -> None:
    """Let an address that staff changed be the only one that logs in, once it is confirmed."""
    addresses = EmailAddress.objects.filter(user=user)
    addresses.exclude(email=user.email).delete()
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"primary": True})


def may_be_deleted(user: User) -> bool:
    """Return whether the site can do without this account."""
    return (
        not user.is_superuser
        or User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk).exists()
    )


def delete_account(*, user: User, at: datetime) -> None:
    """Delete an account for good, and tell its owner by e-mail once it is done.

    What the member wrote stays, under "Former member"; the suite's own part of the work is
    `erase_member`. Raises LastAdministratorError when nobody would be left to run the site.
    """
    email = user.email
    with transaction.atomic():
        list(User.objects.select_for_update().filter(is_superuser=True))
        if not may_be_deleted(user):
            raise LastAdministratorError
        erase_member(user=user, at=at)
        user.delete()
        transaction.on_commit(lambda: _tell(email))


def _tell(email: str) -> None:
    get_adapter().send_mail("account/email/account_deleted", email, {})
