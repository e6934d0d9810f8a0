"""People, or one program, who send their requests a byte at a time through nginx."""

import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest

from tests.deploy.conftest import Machine, behind_nginx
from tests.faults.serving import CSRF, CSRF_COOKIE, Town, running

pytestmark = pytest.mark.usefixtures("db")

SLOW = 200
HEADERS = (
    "POST / HTTP/1.1\r\n"
    "Host: {host}\r\n"
    "Origin: https://{host}\r\n"
    f"Cookie: {CSRF_COOKIE}={CSRF}\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n"
    "Content-Length: 999\r\n"
)
"""Of a request that has to be read to its end before anybody can refuse it."""


@pytest.fixture(scope="module")
def machine(the_town: Town, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """Serve the town by two threads behind the nginx that the installer configures."""
    environment = {"ALLOWED_HOSTS": "127.0.0.1,consultations.example.org"}
    with (
        running(the_town.server(workers=1, threads=2, environment=environment)) as server,
        behind_nginx(tmp_path_factory.mktemp("machine"), server.port) as made,
    ):
        yield made


def slow_client(machine: Machine, number: int, stack: ExitStack) -> socket.socket:
    """Begin a request from elsewhere, which will not come to its end."""
    context = ssl.create_default_context(
        cafile=machine.prefix / "etc/consultations/tls/certificate.pem"
    )
    context.check_hostname = False
    elsewhere = (f"127.0.0.{2 + number % 20}", 0)
    plain = socket.create_connection(
        ("127.0.0.1", machine.https), timeout=5, source_address=elsewhere
    )
    line = stack.enter_context(context.wrap_socket(plain, server_hostname="localhost"))
    line.sendall(HEADERS.replace("{host}", f"consultations.example.org:{machine.https}").encode())
    return line


def test_two_hundred_slow_clients_keep_no_reader_waiting(the_town, machine):
    """Were their requests passed on as they come, a hundred of them would wait for each thread."""
    with ExitStack() as stack:
        lines = [slow_client(machine, number, stack) for number in range(SLOW)]
        for line in lines[: SLOW // 2]:  # half are through with their headers, and drip words
            line.sendall(b"\r\n")
        for _turn in range(3):
            for line in lines:
                with suppress(OSError):
                    line.sendall(b"x")
            started = time.monotonic()
            assert machine.ask(the_town.path).status == 200
            assert time.monotonic() - started < 4
