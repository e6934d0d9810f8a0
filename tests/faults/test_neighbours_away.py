"""Redis and the mail server go away and come back while the site serves."""

import threading
import time
import uuid
from collections.abc import Iterator
from email import message_from_bytes
from typing import Any

import pytest
import redis as client
from allauth.account.models import EmailAddress
from django.core.mail.backends.smtp import EmailBackend
from django.utils import timezone

from discussion_pages.models import DiscussionComment, NoticePreference, OutboxMessage
from discussion_pages.rules.notices import OutboxState
from discussion_pages.services.delivery import deliver_due
from tests import factories
from tests.discussion_pages.services.test_delivery_crashes import Conversation, MailServer
from tests.faults.neighbours import Redis, free_port, until
from tests.faults.serving import Person, Server, Town, fields_of, running

pytestmark = pytest.mark.usefixtures("db")

WRITES = 8
"""That a member may make in a minute on these servers, and each of their processes counts."""


@pytest.fixture(scope="module")
def redis() -> Iterator[Redis]:
    server = Redis()
    yield server
    server.kill()


@pytest.fixture(scope="module")
def mail_port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def server(the_town: Town, redis: Redis, mail_port: int) -> Iterator[Server]:
    """A server that starts without Redis and without a mail server, and sends as it goes."""
    environment = {
        "REDIS_URL": redis.url,
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        "DELIVERY": "task",
        "WRITE_LIMIT": f"{WRITES}/h",
    }
    with running(the_town.server(environment=environment)) as started:
        yield started


def everything_works(town: Town, server: Server) -> None:
    """Read and write as people do, and wait for nothing."""
    member = town.member(server)
    started = time.monotonic()
    for path in ("/", "/consultations/", town.path, town.api, "/admin/login/"):
        assert Person(server).get(path).status == 200, path
    words = f"by form {uuid.uuid4()}"
    fields = member.form_of(town.path) | {"comment": words}
    assert member.submit(town.path, fields).status == 302
    assert member.post_by_api(town.discussion, f"by API {words}", words).status == 201
    assert DiscussionComment.objects.filter(comment__contains=words).count() == 2
    assert time.monotonic() - started < 30


def test_a_server_that_finds_no_redis_serves(the_town, server):
    everything_works(the_town, server)


def test_without_redis_writes_are_limited_in_each_process(the_town, server):
    member = the_town.member(server)
    statuses = [
        member.post_by_api(the_town.discussion, f"limited {turn}", f"limited-{turn}").status
        for turn in range(server.workers * WRITES + 1)
    ]
    assert set(statuses) == {201, 429}
    assert statuses.count(201) >= WRITES


def test_without_redis_passwords_cannot_be_tried_without_end(the_town, server):
    user = factories.UserFactory()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    person = Person(server, address="192.0.2.251")
    fields = person.form_of("/accounts/login/", holding="password")

    def try_a_password(turn: int) -> str:
        wrong = fields | {"login": user.email, "password": f"wrong {turn}"}
        return person.submit("/accounts/login/", wrong).text

    assert "too many attempts" not in try_a_password(0)
    answers = [try_a_password(turn) for turn in range(1, server.workers * 5 + 1)]
    assert any("too many attempts" in answer for answer in answers)


def test_redis_is_used_once_it_is_there_done_without_once_it_goes_and_used_again(
    the_town, server, redis
):
    for _turn in range(2):
        redis.start()
        line = client.Redis.from_url(redis.url)

        def is_used(line: Any = line) -> int:
            Person(server).get(the_town.api)
            return line.dbsize()

        until(is_used, "the server keeps something in Redis")
        everything_works(the_town, server)
        line.close()
        redis.kill()
        everything_works(the_town, server)
    log = server.log()
    assert log.count("The cache on Redis does not answer") <= 3 * server.workers
    assert "The cache on Redis answers again" in log
    assert "Traceback" not in log


class MailServerAt(MailServer):
    """A mail server on a port that was promised."""

    def __init__(self, port: int) -> None:
        self.taken = []
        super(MailServer, self).__init__(("127.0.0.1", port), Conversation)


def sign_up(server: Server, email: str) -> Person:
    person = Person(server, address="192.0.2.252")
    fields = person.form_of("/accounts/signup/", holding="email")
    fields |= {
        "email": email,
        "password1": "a long enough password",
        "pseudonym": "Newcomer",
        "agreement": "on",
    }
    answer = person.submit("/accounts/signup/", fields)
    assert answer.status == 302, fields_of(answer.text, "password1")
    page = person.get(answer.headers["Location"])
    assert page.status == 200
    return person


def test_without_a_mail_server_people_sign_up_and_get_their_mail_later(server, mail_port):
    email = "newcomer@example.net"
    sign_up(server, email)
    kept = OutboxMessage.objects.get(address=email)
    assert kept.state == OutboxState.PENDING
    assert "/accounts/confirm-email/" in kept.data["text"]
    with MailServerAt(mail_port) as back:
        threading.Thread(target=back.serve_forever, daemon=True).start()
        backend = EmailBackend(host="127.0.0.1", port=mail_port, timeout=10)
        deliver_due(at=timezone.now(), connection=backend)
        deliver_due(at=timezone.now(), connection=backend)
        back.shutdown()
    sent = [message_from_bytes(raw) for raw in back.taken]
    assert [one["To"] for one in sent].count(email) == 1
    assert kept.message_id in back.message_ids
    kept.refresh_from_db()
    assert (kept.state, kept.address, kept.data) == (OutboxState.SENT, "", {})


def test_without_a_mail_server_a_forgotten_password_looks_as_always(server):
    user = factories.UserFactory()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    person = Person(server, address="192.0.2.253")
    fields = person.form_of("/accounts/password/reset/", holding="email")
    answer = person.submit("/accounts/password/reset/", fields | {"email": user.email})
    assert answer.status == 302
    assert OutboxMessage.objects.filter(address=user.email, state=OutboxState.PENDING).exists()


def test_without_a_mail_server_posting_works_and_what_is_to_be_told_waits(the_town, server):
    author, other = the_town.member(server), the_town.member(server)
    root = author.post_by_api(the_town.discussion, "asks", str(uuid.uuid4())).json
    NoticePreference.objects.create(user=author.user, following="immediately")
    started = time.monotonic()
    reply = other.post_by_api(
        the_town.discussion, "answers", str(uuid.uuid4()), reply_to=root["id"]
    )
    assert reply.status == 201
    assert time.monotonic() - started < 20
    assert OutboxMessage.objects.get(recipient=author.user).state == OutboxState.PENDING
    # A server that is away costs the longest waiting e-mail an attempt, not every one.
    tried = OutboxMessage.objects.filter(state=OutboxState.PENDING, attempts__gte=1)
    assert {message.error.partition(" ")[0] for message in tried} == {"ConnectionRefusedError"}
    assert all(message.due_at > timezone.now() for message in tried)
