"""What accounts cost people who have none, and what they show of people who have."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from members.models import User

from .conftest import PASSWORD


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/no-such-page/", "/accounts/deleted/"])
def test_an_ordinary_page_touches_no_session(client: Client, path: str) -> None:
    response = client.get(path)
    assert not response.wsgi_request.session.accessed
    assert not response.cookies


def test_logging_in_says_so_without_the_address(client: Client, member: User) -> None:
    response = client.post(
        reverse("account_login"), {"login": member.email, "password": PASSWORD, "next": "/x/"}
    )
    told = " ".join(str(message) for message in response.wsgi_request._messages)
    assert told
    assert "river" not in told


def test_the_discussions_ask_our_own_function_for_names() -> None:
    assert settings.DISCUSSION_PAGES_DISPLAY_NAME == "members.display_names.display_name"


def test_no_gravatar_is_asked_for_anybody() -> None:
    assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None
