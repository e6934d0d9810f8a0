"""People who work in the admin, one of each group."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page

from consultations.admin.groups import (
    ANALYSTS,
    EDITORS,
    MANAGERS,
    MODERATORS,
    create_groups,
)
from tests import factories


@dataclass
class Staff:
    """One person of each kind."""

    editor: Any
    moderator: Any
    manager: Any
    analyst: Any
    admin: Any


def make_staff(hub: Page) -> Staff:
    """Make the groups with editors at work below ``hub``, and a person in each."""
    create_groups(roots=[hub])
    return Staff(
        editor=_in_group(EDITORS, "Eddie Editor"),
        moderator=_in_group(MODERATORS, "Mo Moderator"),
        manager=_in_group(MANAGERS, "Max Manager"),
        analyst=_in_group(ANALYSTS, "Ana Analyst"),
        admin=factories.UserFactory(superuser=True, full_name="Ada Admin", pseudonym=""),
    )


def client_for(user: Any | None) -> Client:
    """Return a client logged in as ``user``; anonymous for ``None``."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def _in_group(name: str, full_name: str) -> Any:
    user = factories.UserFactory(full_name=full_name, pseudonym="")
    user.groups.add(Group.objects.get(name=name))
    return user
