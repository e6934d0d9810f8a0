"""People who work in the admin, one of each group."""

from collections.abc import Iterator
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
from tests.snapshots import Snapshot


@dataclass
class Staff:
    """One person of each kind."""

    editor: Any
    moderator: Any
    manager: Any
    analyst: Any
    admin: Any


def make_staff(hub: Page, *, keys: Iterator[int] | None = None) -> Staff:
    """Make the groups with editors at work below ``hub``, and a person in each.

    ``keys`` are those of their accounts, for a test that looks for them.
    """
    return STAFF.take(hub) if keys is None else _make_staff(hub, keys)


def _make_staff(hub: Page, keys: Iterator[int] | None = None) -> Staff:
    def person(full_name: str, **given: Any) -> Any:
        key = {"pk": next(keys)} if keys is not None else {}
        return factories.UserFactory(full_name=full_name, pseudonym="", **key, **given)

    create_groups(roots=[hub])
    return Staff(
        editor=_in_group(EDITORS, person("Eddie Editor")),
        moderator=_in_group(MODERATORS, person("Mo Moderator")),
        manager=_in_group(MANAGERS, person("Max Manager")),
        analyst=_in_group(ANALYSTS, person("Ana Analyst")),
        admin=person("Ada Admin", superuser=True),
    )


STAFF = Snapshot(_make_staff)


def client_for(user: Any | None) -> Client:
    """Return a client logged in as ``user``; anonymous for ``None``."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def _in_group(name: str, user: Any) -> Any:
    user.groups.add(Group.objects.get(name=name))
    return user
