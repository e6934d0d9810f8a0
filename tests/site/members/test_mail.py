"""Mail that is shown and kept instead of sent, and what the mails say."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import Settings

from config.mail import ConsoleAndFileBackend
from members.models import User

from .conftest import PASSWORD


def test_each_message_goes_to_the_console_and_to_a_file_of_its_own(tmp_path: Path) -> None:
    console = io.StringIO()
    folder = tmp_path / "not" / "there" / "yet"
    backend = ConsoleAndFileBackend(stream=console, file_path=folder)
    sent = backend.send_messages(
        [
            EmailMessage("First", "Go to https://site.example/é/", "a@example.org", ["b@x.org"]),
            EmailMessage("Second", "Second body", "a@example.org", ["b@x.org"]),
        ]
    )
    assert sent == 2
    assert "First" in console.getvalue() and "Second body" in console.getvalue()
    first, second = sorted(folder.iterdir())
    assert first.suffix == ".eml"
    assert "https://site.example/é/" in first.read_text()
    assert "Second body" in second.read_text()


def test_files_go_where_the_setting_says(settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_FILE_PATH = tmp_path
    message = EmailMessage("Hello", "Body", "a@example.org", ["b@x.org"])
    assert ConsoleAndFileBackend(stream=io.StringIO()).send_messages([message]) == 1
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("known", [True, False])
def test_mails_name_the_site_and_not_the_row_of_django_sites(client: Client, known: bool) -> None:
    if known:
        User.objects.create_user("somebody@example.org", PASSWORD)
    client.post(reverse("account_reset_password"), {"email": "somebody@example.org"})
    (message,) = mail.outbox
    text = f"{message.subject}\n{message.body}"
    assert "http://testserver/" in text
    assert "example.com" not in text
    assert "Consultations" in text
    assert not message.subject.startswith("[")


def test_members_hear_of_a_changed_password_without_markup(client: Client, member: User) -> None:
    client.post(reverse("account_login"), {"login": member.email, "password": PASSWORD})
    client.post(
        reverse("account_change_password"),
        {
            "oldpassword": PASSWORD,
            "password1": "granite-teapot-71",
            "password2": "granite-teapot-71",
        },
    )
    (message,) = mail.outbox
    assert message.subject == "Your password has changed"
    assert "&#x27;" not in str(message.body) and "If it was not you" in str(message.body)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "This was done on 30 November 2026, 6:49am."),
        ("fr", "Cela a été fait le 30 novembre 2026, 06\xa0h\xa049."),
    ],
)
def test_mails_say_when_something_was_done_as_pages_do(
    client: Client, member: User, language: str, sentence: str
) -> None:
    with override(language):
        log_in, change = reverse("account_login"), reverse("account_change_password")
    new = dict.fromkeys(["password1", "password2"], "granite-teapot-71")
    with time_machine.travel(datetime(2026, 11, 30, 6, 49, tzinfo=UTC), tick=False):
        client.post(log_in, {"login": member.email, "password": PASSWORD})
        client.post(change, {"oldpassword": PASSWORD} | new)
    (message,) = mail.outbox
    assert sentence in str(message.body)
