"""A process that dies while it sends loses nothing, and a repeat can be known as one.

Real processes are killed (SIGKILL) at each step, and real e-mails go over a socket. These tests
commit, and clean up after themselves.
"""

import os
import signal
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.db import connection

from discussion_pages.models import Notice, OutboxMessage
from discussion_pages.rules.notices import NoticeKind, OutboxState
from discussion_pages.services.delivery import deliver_due, due
from discussion_pages.services.notices import tell
from tests import factories

SCRIPT = Path(__file__).with_name("crashing.py")
ROOT = SCRIPT.parents[3]
DATA = {"discussion": "The walk home", "action": "approve"}


class MailServer(socketserver.ThreadingTCPServer):
    """Takes every e-mail and keeps it."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.taken: list[bytes] = []

    @property
    def message_ids(self) -> list[str]:
        """The Message-ID of each e-mail, in the order they came."""
        return [message_from_bytes(raw)["Message-ID"] for raw in self.taken]


class Conversation(socketserver.StreamRequestHandler):
    """As much SMTP as it takes to be handed an e-mail."""

    server: MailServer

    def handle(self) -> None:
        """Answer until the other side leaves."""
        self._say("220 test")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self._say("354 go on")
                self.server.taken.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                self._say("250 taken")
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def db(committed) -> None:
    """Let other connections see what these tests do, in place of a transaction for each."""


@pytest.fixture
def reader(db, settings) -> Any:
    """A member whom other processes can see."""
    settings.DISCUSSION_PAGES_DELIVERY = "command"
    return factories.UserFactory()


@pytest.fixture
def waiting(reader, at) -> OutboxMessage:
    tell(reader, NoticeKind.DECIDED, key="decision:1", data=DATA, at=at)
    return OutboxMessage.objects.get()


def send_and_be_killed(step: str, mail_server: MailServer, *, at: Any) -> None:
    """Run a process on the very database of this test, until it is killed at ``step``."""
    database = connection.settings_dict
    url = f"sqlite:///{database['NAME']}"
    if connection.vendor == "postgresql":
        who = f"{database['USER']}:{database['PASSWORD']}".rstrip(":")
        url = f"postgres://{who}@{database['HOST']}:{database['PORT'] or 5432}/{database['NAME']}"
    done = subprocess.run(
        [sys.executable, str(SCRIPT), step, at.isoformat(), str(mail_server.server_address[1])],
        env=os.environ | {"DATABASE_URL": url, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}"},
        cwd=ROOT,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


@contextmanager
def connected_to(mail_server: MailServer) -> Iterator[EmailBackend]:
    backend = EmailBackend(host="127.0.0.1", port=mail_server.server_address[1], timeout=20)
    yield backend
    backend.close()


@pytest.mark.parametrize(
    ("step", "state", "attempts", "taken_before", "taken_after"),
    [
        ("claiming", OutboxState.PENDING, 0, 0, 1),
        ("claimed", OutboxState.SENDING, 1, 0, 1),
        ("accepted", OutboxState.SENDING, 1, 1, 2),
        ("recorded", OutboxState.SENT, 1, 1, 1),
    ],
)
def test_a_killed_process_loses_nothing_and_a_repeat_carries_the_same_message_id(
    waiting, mail_server, at, step, state, attempts, taken_before, taken_after
):
    send_and_be_killed(step, mail_server, at=at)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts) == (state, attempts)
    assert len(mail_server.taken) == taken_before
    with connected_to(mail_server) as backend:
        if state is OutboxState.SENDING:
            almost = at + timedelta(minutes=10) - timedelta(microseconds=1)
            assert not due(at=almost).exists()  # whoever has claimed it may yet be sending
        deliver_due(at=at + timedelta(minutes=11), connection=backend)
    waiting.refresh_from_db()
    assert waiting.state == OutboxState.SENT
    assert len(mail_server.taken) == taken_after
    assert set(mail_server.message_ids) == {waiting.message_id}


class Keeping(BaseEmailBackend):
    """Keeps what it is given, in one list for all threads."""

    taken: list[str] = []

    def send_messages(self, messages: Any) -> int:
        for message in messages:
            self.taken.append(message.extra_headers["Message-ID"])
        return len(messages)


def all_at_once(work: Any, number: int) -> list[Any]:
    """Run ``work`` in so many threads, each on a connection of its own."""
    start = threading.Barrier(number)

    def one(_number: int) -> Any:
        try:
            start.wait(timeout=30)
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number), timeout=120))


def test_what_happened_once_is_told_once_however_many_tell_it(reader, at):
    def work() -> bool:
        notice = tell(reader, NoticeKind.DECIDED, key="decision:1", data=DATA, at=at)
        return notice is not None

    assert sum(all_at_once(work, 6)) == 1
    assert Notice.objects.count() == OutboxMessage.objects.count() == 1


def test_several_processes_send_each_email_once(reader, at):
    for number in range(20):
        tell(reader, NoticeKind.DECIDED, key=f"decision:{number}", data=DATA, at=at)
    Keeping.taken.clear()
    sent = all_at_once(lambda: deliver_due(at=at, connection=Keeping()), 4)
    assert sum(sent) == 20
    assert sorted(Keeping.taken) == sorted(
        OutboxMessage.objects.filter(state=OutboxState.SENT).values_list("message_id", flat=True)
    )
    assert len(set(Keeping.taken)) == 20
