"""What happens at the doors of the admin is logged, and shown in Wagtail's Site history."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, GroupCollectionPermission, ModelLogEntry

from members.models import User
from members.services.security_log import Happening, note

from .conftest import PASSWORD


@pytest.fixture
def boss(make_member: Callable[..., User]) -> User:
    """Return an administrator."""
    return make_member(email="boss@example.org", is_superuser=True, is_staff=True)


def logged(*happenings: Happening) -> list[tuple[str, str, dict]]:
    """Return what, about whom and with which data was logged, in its order."""
    found = ModelLogEntry.objects.filter(action__startswith="members.").order_by("pk")
    if happenings:
        found = found.filter(action__in=happenings)
    return [(entry.action, entry.object_id, entry.data) for entry in found]


@pytest.mark.parametrize("name", ["account_login", "wagtailadmin_login"])
def test_log_ins_of_staff_are_logged_right_or_wrong(client: Client, boss: User, name: str) -> None:
    field = "login" if name == "account_login" else "username"
    for password in ("wrong-password", PASSWORD):
        client.post(reverse(name), {field: boss.email, "password": password})
    assert logged() == [
        (Happening.LOG_IN_FAILED, str(boss.pk), {"step": "password"}),
        (Happening.LOGGED_IN, str(boss.pk), {"ways": ["password"]}),
    ]


def test_nothing_is_logged_of_members(client: Client, member: User) -> None:
    for password in ("wrong-password", PASSWORD):
        client.post(reverse("account_login"), {"login": member.email, "password": password})
    client.post(reverse("account_login"), {"login": "nobody@example.org", "password": "x"})
    assert logged() == []


def test_rights_given_and_taken_are_logged_from_both_sides(member: User) -> None:
    group = Group.objects.create(name="Comment moderators")
    right = Permission.objects.get(codename="access_admin")
    member.groups.add(group)
    group.user_set.remove(member)
    member.user_permissions.set([right])
    member.user_permissions.clear()
    group.permissions.add(right)
    place = GroupCollectionPermission.objects.create(
        group=group, collection=Collection.get_first_root_node(), permission=right
    )
    place.delete()
    person, whole = str(member.pk), str(group.pk)
    assert [(about, data) for _action, about, data in logged(Happening.RIGHTS_CHANGED)] == [
        (person, {"added": ["Comment moderators"], "removed": []}),
        (person, {"added": [], "removed": ["Comment moderators"]}),
        (person, {"added": [str(right)], "removed": []}),
        (person, {"added": [], "removed": [str(right)]}),
        (whole, {"added": [str(right)], "removed": []}),
        (whole, {"added": [f"{right} – Root"], "removed": []}),
        (whole, {"added": [], "removed": [f"{right} – Root"]}),
    ]


def test_who_is_made_an_administrator_is_logged_with_who_did_it(
    client: Client, boss: User, member: User
) -> None:
    client.force_login(boss)
    form = {"email": member.email, "first_name": "R", "last_name": "W", "is_active": "on"}
    edit = reverse("wagtailusers_users:edit", args=[member.pk])
    client.post(edit, form | {"is_superuser": "on"})
    client.post(edit, form)
    entries = ModelLogEntry.objects.filter(action=Happening.RIGHTS_CHANGED).order_by("pk")
    assert [entry.user for entry in entries] == [boss, boss]
    assert [entry.data for entry in entries] == [
        {"added": ["administrator"], "removed": []},
        {"added": [], "removed": ["administrator"]},
    ]
    assert (
        entries[0].formatter.format_message(entries[0]) == "Rights changed (given: administrator)"
    )


def test_who_is_switched_off_or_on_in_the_list_is_logged(
    client: Client, boss: User, make_member: Callable[..., User]
) -> None:
    off, on = make_member(is_active=False), make_member()
    client.force_login(boss)
    address = reverse("wagtail_bulk_action", args=["members", "user", "set_active_state"])
    ticked = "&".join(f"id={user.pk}" for user in (off, on, boss))
    client.post(f"{address}?{ticked}", {"mark_as_active": "False"})
    client.post(f"{address}?{ticked}", {"mark_as_active": "True"})
    active = set(User.objects.filter(is_active=True))
    assert active == {boss, off, on}
    entries = ModelLogEntry.objects.filter(action=Happening.RIGHTS_CHANGED)
    assert {entry.user for entry in entries} == {boss}
    found = logged(Happening.RIGHTS_CHANGED)
    assert sorted((data["added"], data["removed"], about) for _action, about, data in found) == [
        ([], ["active"], str(on.pk)),
        *sorted((["active"], [], str(user.pk)) for user in (off, on)),
    ]


def test_a_table_that_is_downloaded_is_logged_and_a_page_is_not(client: Client, boss: User) -> None:
    client.force_login(boss)
    page = reverse("wagtailadmin_reports:site_history")
    client.get(page)
    assert client.get(page, {"export": "csv"}).status_code == 200
    data = {"page": "reports/site-history/", "kind": "csv"}
    assert logged(Happening.EXPORTED) == [(Happening.EXPORTED, str(boss.pk), data)]


def test_site_history_shows_it_by_number_not_by_name(
    client: Client, boss: User, member: User
) -> None:
    member.full_name = "River Walker"
    note(Happening.LOG_IN_FAILED, about=member, step="password")
    client.force_login(boss)
    page = client.get(reverse("wagtailadmin_reports:site_history")).text
    assert "Tried to log in with a wrong password or code" in page
    assert ModelLogEntry.objects.get(action=Happening.LOG_IN_FAILED).label == f"user {member.pk}"


def test_old_entries_are_forgotten_and_other_logs_are_not(member: User, settings, capsys) -> None:
    settings.SECURITY_LOG_DAYS = 30
    note(Happening.LOGGED_IN, about=member)
    note(Happening.LOGGED_IN, about=member)
    old = timezone.now() - timedelta(days=31)
    entries = ModelLogEntry.objects.filter(action=Happening.LOGGED_IN)
    ModelLogEntry.objects.filter(pk=entries.first().pk).update(timestamp=old)
    ModelLogEntry.objects.log_action(member, "wagtail.edit", timestamp=old)
    call_command("forget_security_log")
    assert capsys.readouterr().out == "1 entries deleted.\n"
    assert entries.count() == 1
    assert ModelLogEntry.objects.filter(action="wagtail.edit").count() == 1
