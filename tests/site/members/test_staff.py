"""Wagtail's own user pages, with accounts that have no user name."""

from collections.abc import Callable
from unittest import mock

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from members import wagtail_hooks
from members.models import User

from .conftest import PASSWORD


@pytest.fixture
def admin(make_member: Callable[..., User]) -> User:
    """Return somebody who may do everything."""
    return make_member(
        email="admin@example.org", is_superuser=True, is_staff=True, full_name="Ade Admin"
    )


@pytest.fixture
def office(client: Client, admin: User) -> Client:
    """Return a browser in which the administrator is logged in."""
    client.force_login(admin)
    return client


def test_staff_log_in_to_the_admin_with_their_address(client: Client, admin: User) -> None:
    response = client.post(
        reverse("wagtailadmin_login"), {"username": "Admin@Example.org", "password": PASSWORD}
    )
    assert response.url == reverse("wagtailadmin_home")
    assert client.get(response.url).status_code == 200


@pytest.mark.parametrize("password", [PASSWORD, "wrong-password"])
def test_members_do_not_get_in_by_the_admin_log_in(
    client: Client, member: User, password: str
) -> None:
    response = client.post(
        reverse("wagtailadmin_login"), {"username": member.email, "password": password}
    )
    assert response.status_code == 200
    assert "password didn&#x27;t match" in response.text
    assert "_auth_user_id" not in client.session


def test_an_inactive_account_does_not_get_in(client: Client, admin: User) -> None:
    User.objects.update(is_active=False)
    client.post(reverse("wagtailadmin_login"), {"username": admin.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_attempts_at_the_admin_log_in_are_limited(
    client: Client, admin: User, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "2/5m/key"}
    form = {"username": admin.email, "password": "wrong-password"}
    for _attempt in range(2):
        client.post(reverse("wagtailadmin_login"), form)
    response = client.post(reverse("wagtailadmin_login"), {**form, "password": PASSWORD})
    assert "too many attempts" in response.text
    assert "_auth_user_id" not in client.session
    cache.clear()


def test_the_list_of_users_shows_names_and_finds_by_them(
    office: Client, make_member: Callable[..., User]
) -> None:
    make_member(email="jo@example.org", full_name="Jo Bloggs")
    page = office.get(reverse("wagtailusers_users:index"), {"q": "Bloggs"}).text
    assert "Jo Bloggs" in page
    assert (
        "Ade Admin"
        not in office.get(reverse("wagtailusers_users:index_results"), {"q": "Bloggs"}).text
    )


def test_administrators_add_and_change_users(office: Client) -> None:
    form = {
        "email": "New.Editor@Example.org",
        "first_name": "Ines",
        "last_name": "Editor",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }
    response = office.post(reverse("wagtailusers_users:add"), form)
    assert response.url == reverse("wagtailusers_users:index")
    editor = User.objects.get(email="new.editor@example.org")
    assert editor.full_name == "Ines Editor"
    edit = reverse("wagtailusers_users:edit", args=[editor.pk])
    assert office.get(edit).status_code == 200
    office.post(edit, {**form, "last_name": "Editor-Smith", "is_active": "on"})
    editor.refresh_from_db()
    assert editor.full_name == "Ines Editor-Smith"
    assert editor.is_active


def test_an_address_is_not_given_twice_in_the_admin(office: Client, member: User) -> None:
    response = office.post(
        reverse("wagtailusers_users:add"),
        {
            "email": "RIVER.walker@example.org",
            "first_name": "A",
            "last_name": "B",
            "password1": PASSWORD,
            "password2": PASSWORD,
        },
    )
    assert "email" in response.context["form"].errors


def test_an_address_changed_in_the_admin_is_confirmed_and_the_old_one_forgotten(
    office: Client, member: User
) -> None:
    form = {"first_name": "River", "last_name": "Walker", "is_active": "on"}
    edit = reverse("wagtailusers_users:edit", args=[member.pk])
    office.post(edit, {**form, "email": member.email})
    assert EmailAddress.objects.get(user=member).verified
    office.post(edit, {**form, "email": "New.Address@example.org"})
    address = EmailAddress.objects.get(user=member)
    assert (address.email, address.verified) == ("new.address@example.org", False)
    browser = Client()
    for email in ("river.walker@example.org", "new.address@example.org"):
        browser.post(reverse("account_login"), {"login": email, "password": PASSWORD})
        assert "_auth_user_id" not in browser.session


def test_staff_change_their_name_but_not_their_address_in_the_admin(office: Client) -> None:
    page = office.get(reverse("wagtailadmin_account")).text
    assert 'name="name_email-first_name"' in page
    assert 'name="name_email-email"' not in page


def test_deleting_a_user_in_the_admin_tells_the_discussions(office: Client, member: User) -> None:
    delete = reverse("wagtailusers_users:delete", args=[member.pk])
    assert office.get(delete).status_code == 200
    with mock.patch("members.services.accounts.erase_member") as erase:
        response = office.post(delete)
    assert response.url == reverse("wagtailusers_users:index")
    assert erase.call_count == 1
    assert not User.objects.filter(pk=member.pk).exists()


def test_deleting_several_users_in_the_admin_tells_the_discussions(
    office: Client, make_member: Callable[..., User]
) -> None:
    members = [make_member(), make_member()]
    url = reverse("wagtail_bulk_action", args=["members", "user", "delete"])
    query = "&".join(f"id={member.pk}" for member in members)
    assert office.get(f"{url}?{query}").status_code == 200
    assert User.objects.count() == 3
    with mock.patch("members.services.accounts.erase_member") as erase:
        office.post(f"{url}?{query}")
    assert erase.call_count == 2
    assert User.objects.count() == 1


def test_the_last_administrator_is_not_deleted_in_the_admin_either(
    client: Client, admin: User, make_member: Callable[..., User]
) -> None:
    other = make_member(is_superuser=True)
    client.force_login(other)
    User.objects.filter(pk=other.pk).update(is_active=True)
    with mock.patch.object(
        wagtail_hooks, "delete_account", side_effect=wagtail_hooks.LastAdministratorError
    ):
        response = client.post(reverse("wagtailusers_users:delete", args=[admin.pk]), follow=True)
    assert "only administrator left" in response.text
    assert User.objects.filter(pk=admin.pk).exists()
