"""Leaving: what goes, what stays, and who cannot go."""

from collections.abc import Callable
from unittest import mock

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from members.models import User
from members.services import accounts
from members.services.accounts import LastAdministratorError, delete_account

from .conftest import PASSWORD

DELETE = "members:delete"


def test_the_page_says_what_will_happen(client: Client, member: User) -> None:
    client.force_login(member)
    page = client.get(reverse(DELETE)).text
    for promise in ("“Former member”", "likes are taken back", "cannot be undone"):
        assert promise in page


def test_an_account_goes_with_its_password(
    client: Client,
    member: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    client.force_login(member)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse(DELETE), {"password": PASSWORD})
    assert response.url == reverse("members:deleted")
    assert not User.objects.exists()
    assert not EmailAddress.objects.exists()
    assert "_auth_user_id" not in client.session
    assert "Account deleted" in client.get(response.url).text
    (message,) = mail.outbox
    assert message.to == ["river.walker@example.org"]
    assert message.subject == "Your account is deleted"
    assert "Former member" in str(message.body)


@pytest.mark.parametrize("password", ["", "wrong-password"])
def test_an_account_stays_without_the_right_password(
    client: Client, member: User, password: str
) -> None:
    client.force_login(member)
    response = client.post(reverse(DELETE), {"password": password})
    assert list(response.context["form"].errors) == ["password"]
    assert User.objects.get() == member
    assert mail.outbox == []


def test_visitors_are_asked_to_log_in_first(client: Client, db: None) -> None:
    response = client.post(reverse(DELETE), {"password": PASSWORD})
    assert response.url.startswith(reverse("account_login"))


def test_the_discussions_are_told_before_the_account_goes(member: User) -> None:
    at = timezone.now()
    pk = member.pk
    with mock.patch.object(
        accounts,
        "erase_member",
        side_effect=lambda **told: told["user"].refresh_from_db(),
    ) as erase:
        delete_account(user=member, at=at)
    assert erase.call_args.kwargs["at"] == at
    assert not User.objects.filter(pk=pk).exists()


def test_nothing_is_deleted_when_the_discussions_cannot_let_go(
    member: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with (
        django_capture_on_commit_callbacks(execute=True),
        mock.patch.object(accounts, "erase_member", side_effect=RuntimeError),
        pytest.raises(RuntimeError),
    ):
        delete_account(user=member, at=timezone.now())
    assert User.objects.get() == member
    assert mail.outbox == []


def test_the_last_administrator_stays(client: Client, make_member: Callable[..., User]) -> None:
    admin = make_member(is_superuser=True, is_staff=True)
    make_member(is_superuser=True, is_active=False)
    client.force_login(admin)
    assert "only administrator" in client.get(reverse(DELETE)).text
    assert "only administrator" in client.post(reverse(DELETE), {"password": PASSWORD}).text
    with pytest.raises(LastAdministratorError):
        delete_account(user=admin, at=timezone.now())
    assert User.objects.filter(pk=admin.pk).exists()


def test_an_administrator_goes_when_another_is_left(make_member: Callable[..., User]) -> None:
    admin = make_member(is_superuser=True)
    make_member(is_superuser=True)
    delete_account(user=admin, at=timezone.now())
    assert User.objects.count() == 1
