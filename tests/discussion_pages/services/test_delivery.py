"""E-mails: what they say, to whom, and what becomes of them when the mail server fails."""

import smtplib
from datetime import timedelta
from io import StringIO
from urllib.parse import urlparse

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.test import Client
from wagtail.models import PageViewRestriction, Site

from discussion_pages.models import EvidenceEntry, Notice, NoticePreference, OutboxMessage
from discussion_pages.rules.notices import Delivery, NoticeKind, OutboxState
from discussion_pages.services import delivery
from discussion_pages.services.delivery import deliver_due, deliver_soon
from discussion_pages.services.digest import make_digests
from discussion_pages.services.following import announce
from discussion_pages.services.notice_settings import choose_delivery
from discussion_pages.services.notice_words import DATA_KEYS, WORDS, words_of
from discussion_pages.services.notices import mark_read, tell, tell_address
from discussion_pages.services.posting import post_comment, withdraw_comment

pytestmark = pytest.mark.django_db

DECIDED = {
    "discussion": "Lamps & <paths>",
    "action": "remove",
    "edit": False,
    "decision": None,
    "reason_title": "Be kind",
    "message": "Please don't name people.",
    "appeal_until": "2027-03-10T23:59:00+00:00",
}


class Failing(BaseEmailBackend):
    """Fails with the error it is given."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def send_messages(self, messages):
        raise self.error


@pytest.fixture
def told(member, at):
    """Tell a member of a decision, and return the e-mail that waits."""
    tell(member, NoticeKind.DECIDED, key="decision:1", data=DECIDED, at=at)
    return OutboxMessage.objects.get()


def parts(email) -> tuple[str, str]:
    html, kind = email.alternatives[0]
    assert kind == "text/html"
    return email.body, html


def test_a_notice_goes_out_in_two_parts_and_is_recorded(told, member, at):
    assert deliver_due(at=at) == 1
    told.refresh_from_db()
    assert (told.state, told.error) == (OutboxState.SENT, "")
    assert at <= told.sent_at < at + timedelta(minutes=1)
    (email,) = mail.outbox
    text, html = parts(email)
    assert email.to == [member.email]
    assert email.subject == "Your comment was removed"
    assert "Lamps & <paths>" in text
    assert "Please don't name people." in text
    assert "Lamps &amp; &lt;paths&gt;" in html
    assert "10 March 2027 at 11:59pm" in text
    assert not {"<img", "<script", "<link", "<style", "@import"} & set(html.split())
    assert deliver_due(at=at) == 0


def test_its_headers_say_that_a_machine_wrote_it_and_how_to_get_no_more(told, at):
    deliver_due(at=at)
    headers = mail.outbox[0].message()
    assert headers["Message-ID"] == told.message_id
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].startswith("<http://localhost/unsubscribe/")


def test_its_addresses_are_https_where_the_site_insists_on_it(told, at, settings):
    settings.SECURE_SSL_REDIRECT = True
    deliver_due(at=at)
    email = mail.outbox[0]
    assert "http://" not in "".join(parts(email))
    assert email.message()["List-Unsubscribe"].startswith("<https://localhost/unsubscribe/")


def test_one_click_ends_e_mails_of_that_kind_without_logging_in(told, member, at):
    deliver_due(at=at)
    url = mail.outbox[0].message()["List-Unsubscribe"].strip("<>")
    visitor = Client(enforce_csrf_checks=True)
    page = visitor.get(urlparse(url).path)
    assert page.status_code == 200
    assert not NoticePreference.objects.exists()
    assert member.email not in page.text
    answer = visitor.post(urlparse(url).path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    preference = NoticePreference.objects.get(user=member)
    assert (preference.moderation, preference.following) == (Delivery.OFF, Delivery.DAILY)
    tell(member, NoticeKind.DECIDED, key="decision:2", data=DECIDED, at=at)
    assert Notice.objects.count() == 2
    assert OutboxMessage.objects.count() == 1


def test_a_link_that_we_did_not_sign_ends_nothing(told, member, client):
    assert client.post(f"/unsubscribe/{member.pk}:moderation:abc/").status_code == 404
    assert not NoticePreference.objects.exists()


def test_it_is_written_in_the_readers_language(member, at):
    choose_delivery(
        member=member, moderation=Delivery.IMMEDIATELY, following=Delivery.DAILY, language="fr"
    )
    tell(member, NoticeKind.DECIDED, key="decision:1", data=DECIDED, at=at)
    deliver_due(at=at)
    text, html = parts(mail.outbox[0])
    assert 'lang="fr"' in html
    assert "http://localhost/fr/notices/settings/" in text


@pytest.mark.parametrize(
    ("error", "kept"),
    [
        (
            smtplib.SMTPRecipientsRefused({"member@example.com": (550, b"no")}),
            "SMTPRecipientsRefused",
        ),
        (smtplib.SMTPDataError(451, b"member@example.com later"), "SMTPDataError 451"),
        (ConnectionRefusedError("member@example.com"), "ConnectionRefusedError"),
    ],
)
def test_a_failure_is_tried_again_later_and_keeps_no_address(told, at, error, kept):
    assert deliver_due(at=at, connection=Failing(error)) == 0
    told.refresh_from_db()
    assert (told.state, told.attempts, told.error) == (OutboxState.PENDING, 1, kept)
    assert at + timedelta(minutes=1) <= told.due_at < at + timedelta(minutes=2)
    assert deliver_due(at=at + timedelta(minutes=2)) == 1


def test_the_eighth_failure_is_the_last_and_the_address_goes(at):
    tell_address(
        "reader@example.com",
        NoticeKind.REPORT_RECEIVED,
        key="report:1",
        data={"reference": "AB12", "discussion": "The walk home", "status_path": "/reports/x/"},
        language="en",
        at=at,
    )
    now = at
    for _attempt in range(8):
        deliver_due(at=now, connection=Failing(OSError()))
        now += timedelta(hours=7)
    message = OutboxMessage.objects.get()
    assert (message.state, message.attempts) == (OutboxState.FAILED, 8)
    assert (message.address, message.error) == ("", "OSError")
    assert deliver_due(at=now) == 0


def test_an_email_that_ends_the_process_each_time_is_given_up(told, at):
    OutboxMessage.objects.update(state=OutboxState.SENDING, attempts=8, due_at=at)
    assert deliver_due(at=at) == 0
    told.refresh_from_db()
    assert told.state == OutboxState.FAILED


def test_a_mail_server_that_is_away_costs_one_email_an_attempt_not_all(member, at):
    for number in range(3):
        tell(member, NoticeKind.DECIDED, key=f"decision:{number}", data=DECIDED, at=at)
    deliver_due(at=at, connection=Failing(ConnectionRefusedError()))
    assert sorted(OutboxMessage.objects.values_list("attempts", flat=True)) == [0, 0, 1]
    refused = smtplib.SMTPRecipientsRefused({})
    deliver_due(at=at + timedelta(minutes=5), connection=Failing(refused))
    assert sorted(OutboxMessage.objects.values_list("attempts", flat=True)) == [1, 1, 2]


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
def test_a_closed_account_gets_no_more_mail(told, member, at, change):
    type(member).objects.filter(pk=member.pk).update(**change)
    assert deliver_due(at=at) == 0
    told.refresh_from_db()
    assert told.state == OutboxState.CANCELLED
    assert mail.outbox == []


def test_a_mail_server_that_fails_never_fails_what_somebody_did(
    told, settings, monkeypatch, caplog
):
    settings.DISCUSSION_PAGES_DELIVERY = "task"
    settings.EMAIL_BACKEND = "no.such.Backend"
    deliver_soon()
    monkeypatch.setattr(delivery, "send_due_emails", None)
    deliver_soon()
    assert "could not be started" in caplog.text
    told.refresh_from_db()
    assert told.state == OutboxState.PENDING


def test_a_task_sends_after_the_commit_unless_only_the_command_does(
    member, at, clock, settings, django_capture_on_commit_callbacks
):
    settings.DISCUSSION_PAGES_DELIVERY = "command"
    with django_capture_on_commit_callbacks(execute=True):
        tell(member, NoticeKind.DECIDED, key="decision:1", data=DECIDED, at=at)
    assert mail.outbox == []
    settings.DISCUSSION_PAGES_DELIVERY = "task"
    with django_capture_on_commit_callbacks(execute=True):
        tell(member, NoticeKind.DECIDED, key="decision:2", data=DECIDED, at=at)
        assert mail.outbox == []
    assert len(mail.outbox) == 2


@pytest.fixture
def replied(world, member, other_member, at):
    """Tell a member at once, and by e-mail, of a reply to them; return the reply."""
    choose_delivery(
        member=member, moderation=Delivery.OFF, following=Delivery.IMMEDIATELY, language=""
    )
    root = post_comment(discussion=world.discussion, author=member, text="Lamps.", at=at)
    reply = post_comment(
        discussion=world.discussion, author=other_member, text="Yes!\nMore.", reply_to=root, at=at
    )
    announce(reply, at=at)
    return reply


def test_a_reply_is_quoted_while_everybody_can_read_it(replied, at):
    deliver_due(at=at)
    (email,) = mail.outbox
    text, html = parts(email)
    assert email.subject == "Night bus replied to you in “The walk home”"
    assert "> Yes!\n> More." in text
    assert "Yes!<br>More." in html
    assert f"http://localhost/consultations/safer-streets/walk-home/comments/{replied.pk}/" in text
    assert OutboxMessage.objects.get().data == {} == Notice.objects.get(kind="reply").data


def test_a_reply_on_a_private_page_is_not_quoted(replied, world, at):
    PageViewRestriction.objects.create(
        page=world.discussion, restriction_type=PageViewRestriction.LOGIN
    )
    deliver_due(at=at)
    assert "Yes!" not in "".join(parts(mail.outbox[0]))


def test_a_reply_that_is_not_public_any_more_is_not_sent(replied, other_member, at):
    withdraw_comment(comment=replied, author=other_member, at=at)
    assert deliver_due(at=at) == 0
    assert OutboxMessage.objects.get().state == OutboxState.CANCELLED


def test_a_name_cannot_write_headers(world, replied, at):
    type(replied).objects.filter(pk=replied.pk).update(author_name="Night\r\nBcc: x@example.com")
    deliver_due(at=at)
    assert mail.outbox[0].subject.startswith("Night Bcc: x@example.com replied")


@pytest.fixture
def morning(at):
    """The next day at eight in the morning; the site's clock shows the same in February."""
    return (at + timedelta(days=1)).replace(hour=8)


@pytest.fixture
def followed(world, member, other_member, at):
    """Leave a member, who gets e-mail once a day, with two notices."""
    root = post_comment(discussion=world.discussion, author=member, text="Lamps.", at=at)
    for text in ("Yes.", "No."):
        announce(
            post_comment(
                discussion=world.discussion, author=other_member, text=text, reply_to=root, at=at
            ),
            at=at,
        )


def test_a_days_notices_come_in_one_email_once(followed, member, morning):
    assert make_digests(at=morning - timedelta(seconds=1)) == 0
    assert make_digests(at=morning) == 1
    assert make_digests(at=morning + timedelta(hours=1)) == 0
    assert make_digests(at=morning + timedelta(days=1)) == 0
    assert deliver_due(at=morning) == 1
    (email,) = mail.outbox
    text, html = parts(email)
    assert email.to == [member.email]
    assert email.subject == "2 notices from Northbank"
    assert text.count("Night bus replied to you") == 2
    assert "> Yes." in text and "> No." in text
    assert html.count("<h2") == 2


def test_what_was_read_on_the_site_is_not_sent(followed, member, morning):
    mark_read(member=member, at=morning)
    assert make_digests(at=morning) == 0


def test_who_switched_daily_email_off_before_it_went_gets_none(followed, member, morning):
    make_digests(at=morning)
    choose_delivery(member=member, moderation=Delivery.DAILY, following=Delivery.OFF, language="")
    assert deliver_due(at=morning) == 0
    assert OutboxMessage.objects.get().state == OutboxState.CANCELLED


def test_decisions_come_daily_to_who_chose_so(member, at, morning):
    choose_delivery(member=member, moderation=Delivery.DAILY, following=Delivery.OFF, language="")
    tell(member, NoticeKind.DECIDED, key="decision:1", data=DECIDED, at=at)
    assert not OutboxMessage.objects.exists()
    assert make_digests(at=morning) == 1
    deliver_due(at=morning)
    assert "Your comment was removed" in mail.outbox[0].body


def test_what_is_a_week_old_is_only_on_the_site(followed, morning):
    assert make_digests(at=morning + timedelta(days=7)) == 0


def test_a_site_without_a_name_still_signs(told, at):
    Site.objects.update(site_name="")
    deliver_due(at=at)
    assert "Consultations" in mail.outbox[0].body


def test_the_command_makes_digests_sends_and_seals(followed, told, member, at, morning):
    with time_machine.travel(morning, tick=False):
        out = StringIO()
        call_command("send_notices", stdout=out)
    assert out.getvalue().strip() == "1 daily e-mails made, 2 e-mails sent."
    assert {email.to[0] for email in mail.outbox} == {member.email}
    assert not EvidenceEntry.objects.filter(sequence__isnull=True).exists()


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_every_kind_has_words_and_says_what_they_need(kind):
    assert set(WORDS) == set(DATA_KEYS) == set(NoticeKind)
    assert words_of(kind, SAMPLES[kind]).subject


SAMPLES = {
    NoticeKind.HELD: {"discussion": "Lamps", "category": "words", "reason_title": "Be kind"},
    NoticeKind.DECIDED: DECIDED | {"action": "redact"},
    NoticeKind.UNDONE: {"discussion": "Lamps", "action": "remove"},
    NoticeKind.SAFEGUARDING: {"discussion": "Lamps", "guidance": None},
    NoticeKind.APPEAL_RECEIVED: {"about": "comment", "discussion": "Lamps", "expected_at": ""},
    NoticeKind.APPEAL_DECIDED: {"about": "sanction", "upheld": True, "answer": "Sorry."},
    NoticeKind.SANCTION: {"sanction": 1, "sanction_kind": "mute", "ends_at": ""},
    NoticeKind.SANCTION_LIFTED: {"sanction": 1, "sanction_kind": "suspend"},
    NoticeKind.REPORT_RECEIVED: {"reference": "AB12", "discussion": "Lamps"},
    NoticeKind.REPORT_DECIDED: {"reference": "AB12", "state": "upheld"},
    NoticeKind.REPLY: {},
    NoticeKind.NEW_COMMENT: {},
    NoticeKind.BACKLOG: {"rows": []},
}
