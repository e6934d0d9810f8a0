"""API tokens on the account page, and their end by age."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import APIToken, ModelLogEntry

from members.models import User
from members.services.tokens import REVOKED

QUEUE = "/api/participation/v1/me/profile"


@pytest.fixture
def made(member: User) -> tuple[APIToken, dict[str, str]]:
    """Return a token of the member's, and the header that holds it."""
    token, plaintext = APIToken.create_token(user=member, name="Night export")
    return token, {"Authorization": f"Bearer {plaintext}"}


def test_the_account_page_lists_tokens_and_takes_them_back(
    client: Client, member: User, made
) -> None:
    token, header = made
    client.force_login(member)
    page = client.get(reverse("members:account")).text
    assert "Night export" in page and token.prefix in page and "Never used." in page
    assert Client().get(QUEUE, headers=header).status_code == 200
    assert "Last used on" in client.get(reverse("members:account")).text
    place = reverse("members:revoke-token", args=[token.pk])
    assert place in page
    assert client.get(place)["Location"] == reverse("members:account")
    assert Client().get(QUEUE, headers=header).status_code == 200, "looking takes nothing back"
    client.post(place)
    assert Client().get(QUEUE, headers=header).status_code == 401
    entry = ModelLogEntry.objects.get(action=REVOKED)
    assert (entry.user, entry.object_id) == (member, str(token.pk))
    assert "Night export</strong>" not in client.get(reverse("members:account")).text
    assert client.post(place).status_code == 404


def test_nobody_takes_back_anothers_token(
    client: Client, make_member: Callable[..., User], made
) -> None:
    place = reverse("members:revoke-token", args=[made[0].pk])
    assert client.post(place)["Location"].startswith(reverse("account_login"))
    client.force_login(make_member())
    assert client.post(place).status_code == 404
    made[0].refresh_from_db()
    assert made[0].revoked_at is None


def test_who_has_no_token_reads_nothing_of_them(client: Client, member: User) -> None:
    client.force_login(member)
    assert "API tokens" not in client.get(reverse("members:account")).text


@pytest.mark.parametrize(("days", "age", "left"), [(0, 9999, 1), (90, 89, 1), (90, 91, 0)])
def test_tokens_end_by_age_where_a_site_says_so(made, settings, capsys, days, age, left) -> None:
    settings.API_TOKEN_DAYS = days
    APIToken.objects.update(created=timezone.now() - timedelta(days=age))
    call_command("revoke_old_tokens")
    assert capsys.readouterr().out == f"{1 - left} tokens revoked.\n"
    assert APIToken.objects.filter(revoked_at=None).count() == left
    assert ModelLogEntry.objects.filter(action=REVOKED).count() == 1 - left
