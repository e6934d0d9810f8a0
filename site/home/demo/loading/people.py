"""The demonstration's accounts, and the invented members behind its comments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import StringIO
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils.text import slugify

from discussion_pages.models import NoticePreference
from discussion_pages.rules.notices import Delivery
from home.demo.library import ACCOUNTS
from home.demo.shapes import Account, Role

GROUPS = {
    Role.EDITOR: "Consultation editors",
    Role.MODERATOR: "Comment moderators",
    Role.MANAGER: "Moderation managers",
    Role.ANALYST: "Consultation analysts",
}


def load_accounts(*, joined_at: datetime) -> dict[Role, Any]:
    """Make the groups and the accounts; return one account for each role.

    The hub has to be there: it is where the editors' group may work.
    """
    if Group.objects.filter(name__in=GROUPS.values()).count() < len(GROUPS):
        call_command("create_consultation_groups", stdout=StringIO())
    return {
        account.role: _find_or_make_account(account, joined_at=joined_at)
        for account in reversed(ACCOUNTS)
    }


def load_members(names: Iterable[str], *, joined_at: datetime) -> dict[str, Any]:
    """Return a member for each pseudonym. Nobody can log in as one: they have no password."""
    return {name: _find_or_make_member(name, joined_at=joined_at) for name in names}


def _find_or_make_account(account: Account, *, joined_at: datetime) -> Any:
    model = get_user_model()
    found = model.objects.filter(email=account.email).first()
    if found is not None:
        return found
    user = model(
        email=account.email,
        pseudonym=account.pseudonym,
        is_superuser=account.role is Role.ADMIN,
        is_staff=account.role is not Role.MEMBER,
        date_joined=joined_at,
        agreed_at=joined_at,
    )
    user.full_name = account.full_name
    user.set_password(account.password)
    user.full_clean()
    user.save()
    if account.role in GROUPS:
        user.groups.add(Group.objects.get(name=GROUPS[account.role]))
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _find_or_make_member(name: str, *, joined_at: datetime) -> Any:
    model = get_user_model()
    found = model.objects.filter(pseudonym=name).first()
    if found is not None:
        return found
    user = model(
        email=f"{slugify(name)}@members.example.com",
        pseudonym=name,
        date_joined=joined_at,
        agreed_at=joined_at,
    )
    user.set_unusable_password()
    user.save()
    # Nobody reads their mail: no daily e-mail about replies. What is decided is told as to others.
    NoticePreference.objects.create(user=user, following=Delivery.OFF)
    return user
