"""E-mails that somebody waits for, with and without a mail server."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.locmem import EmailBackend

from discussion_pages.models import OutboxMessage
from discussion_pages.rules.notices import ATTEMPTS_MAX, OutboxState
from discussion_pages.services.delivery import deliver_due
from discussion_pages.services.keeping_mail import PATIENCE, send_or_keep

ADDRESS = "newcomer@example.net"


def an_email() -> EmailMultiAlternatives:
    email = EmailMultiAlternatives("Confirm", "A link", "site@example.org", [ADDRESS])
    email.attach_alternative("<p>A link</p>", "text/html")
    return email


@pytest.fixture
def no_mail_server(monkeypatch):
    def away(self, messages):
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", away)
        yield patch


def test_an_email_goes_out_at_once_and_leaves_nothing_behind(db, at):
    assert send_or_keep(an_email(), at=at) is True
    [sent] = mail.outbox
    assert sent.extra_headers["Message-ID"]
    assert sent.connection.__class__ is EmailBackend
    assert not OutboxMessage.objects.exists()


def test_nobody_waits_long_for_the_mail_server(db, at, monkeypatch):
    given = {}
    get_connection = mail.get_connection
    monkeypatch.setattr(mail, "get_connection", lambda **k: given.update(k) or get_connection(**k))
    send_or_keep(an_email(), at=at)
    assert given == {"timeout": PATIENCE}


def test_without_a_mail_server_it_goes_out_later_as_it_was(no_mail_server, db, at):
    email = an_email()
    assert send_or_keep(email, at=at) is False
    no_mail_server.undo()
    assert deliver_due(at=at) == 1
    [sent] = mail.outbox
    assert (sent.subject, sent.body, sent.from_email, sent.to) == (
        *("Confirm", "A link", "site@example.org", [ADDRESS]),
    )
    assert [tuple(part) for part in sent.alternatives] == [("<p>A link</p>", "text/html")]
    assert sent.extra_headers["Message-ID"] == email.extra_headers["Message-ID"]


@pytest.mark.parametrize("end", ["sent", "given up", "died each time"])
def test_nothing_of_its_words_is_kept_after_the_end(no_mail_server, db, at, end):
    send_or_keep(an_email(), at=at)
    if end == "sent":
        no_mail_server.undo()
    if end == "died each time":
        OutboxMessage.objects.update(state="sending", attempts=ATTEMPTS_MAX)
    for turn in range(ATTEMPTS_MAX):
        deliver_due(at=at + timedelta(days=turn))
    message = OutboxMessage.objects.get()
    assert message.state == (OutboxState.SENT if end == "sent" else OutboxState.FAILED)
    assert (message.address, message.data) == ("", {})


def test_an_address_that_the_server_refuses_costs_nobody_a_page(db, at, monkeypatch):
    def refuse(self, messages):
        raise smtplib.SMTPRecipientsRefused({})

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    assert send_or_keep(an_email(), at=at) is False


def test_mistakes_of_ours_are_not_hidden(db, at, monkeypatch):
    def broken(self, messages):
        raise TypeError

    monkeypatch.setattr(EmailBackend, "send_messages", broken)
    with pytest.raises(TypeError):
        send_or_keep(an_email(), at=at)
