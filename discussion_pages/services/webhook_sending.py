"""One request to a receiver: to a checked address, within a time, keeping nothing of the answer.

Names are looked up here and the very addresses that were checked are connected to, so that no
second look-up can lead elsewhere (DNS rebinding); the certificate is checked against the name.
Redirects are not followed, and neither proxies nor credentials of the environment are used.
"""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NewConnectionError
from urllib3.util.connection import create_connection

from discussion_pages.conf import setting
from discussion_pages.rules.addresses import AddressProblem, address_problem, may_connect
from discussion_pages.rules.webhooks import TIMEOUT_SECONDS, Problem, is_taken

CONNECT_SECONDS = 3
ADDRESSES_MAX = 3
"""How long one address of a name has to let us in, and how many are tried."""


class AddressRefusedError(ValueError):
    """We do not send there."""

    def __init__(self, problem: AddressProblem) -> None:
        self.problem = problem
        super().__init__(problem.value)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a request. ``status`` is ``None`` where nobody answered."""

    status: int | None
    problem: Problem | None
    duration_ms: int

    @property
    def is_taken(self) -> bool:
        """Whether the receiver has taken it."""
        return self.problem is None


def refuse_address(url: str) -> None:
    """Stop where nothing would be sent to ``url``, as far as can be known now.

    Raises:
        AddressRefusedError: with what is wrong.
    """
    problem = address_problem(url, allows_loopback=_allows_loopback())
    if problem is not None:
        raise AddressRefusedError(problem)
    parts = urlsplit(url)
    try:
        checked_addresses(parts.hostname or "", parts.port or _default_port(parts.scheme))
    except OSError as error:
        raise AddressRefusedError(AddressProblem.UNKNOWN) from error


def checked_addresses(host: str, port: int) -> list[str]:
    """Look a name up and return its IP addresses, all of which may be connected to.

    Raises:
        AddressRefusedError: one of them may not: whoever mixes them means no good.
        OSError: the name leads nowhere.
    """
    host = host.strip("[]")
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not may_connect(
            address,
            host=host,
            trusted_hosts=setting("WEBHOOK_HOSTS"),
            allows_loopback=_allows_loopback(),
        ):
            raise AddressRefusedError(AddressProblem.PRIVATE)
    if not addresses:
        raise OSError
    return addresses


def post(url: str, *, body: bytes, headers: dict[str, str]) -> Reply:
    """Send one request and say what came of it, in ``TIMEOUT_SECONDS`` or hardly more.

    Nothing that a receiver can bring about raises.
    """
    started = time.monotonic()
    try:
        problem = address_problem(url, allows_loopback=_allows_loopback())
        if problem is not None:
            raise AddressRefusedError(problem)
        status, late = _ask(url, body=body, headers=headers)
        found = Problem.TIMEOUT if late else _problem_of(status)
        status = None if late else status
    except AddressRefusedError:
        status, found = None, Problem.ADDRESS
    except (requests.RequestException, OSError, ValueError) as error:
        status, found = None, _problem_behind(error)
        if time.monotonic() - started >= TIMEOUT_SECONDS and found is Problem.CONNECTION:
            found = Problem.TIMEOUT
    return Reply(status, found, round((time.monotonic() - started) * 1000))


def _ask(url: str, *, body: bytes, headers: dict[str, str]) -> tuple[int | None, bool]:
    """Return the answer's status, and whether it came too late. Its body is not read."""
    connections: list[HTTPConnection] = []
    with requests.Session() as session, _deadline(connections) as late:
        session.trust_env = False
        session.mount("https://", _CheckedAdapter(connections))
        session.mount("http://", _CheckedAdapter(connections))
        session.headers.clear()
        response = session.post(
            url,
            data=body,
            headers=headers,
            timeout=(CONNECT_SECONDS, TIMEOUT_SECONDS),
            allow_redirects=False,
            stream=True,
        )
        response.close()
        return response.status_code, late.is_set()


@contextmanager
def _deadline(connections: list[HTTPConnection]) -> Iterator[threading.Event]:
    """Cut the connections when the time is over: a time-out alone begins anew with every byte."""
    done, late = threading.Event(), threading.Event()

    def watch() -> None:
        if done.wait(TIMEOUT_SECONDS):
            return
        late.set()
        while True:
            for connection in connections:
                try:
                    if connection.sock is not None:
                        connection.sock.shutdown(socket.SHUT_RDWR)
                except (OSError, ValueError):  # gone already, or in the middle of TLS
                    pass
            if done.wait(0.5):
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield late
    finally:
        done.set()
        watcher.join()


class _CheckedAdapter(HTTPAdapter):
    """Connects to checked addresses only, and keeps the connections at hand."""

    def __init__(self, connections: list[HTTPConnection]) -> None:
        self.made = connections
        super().__init__(max_retries=0, pool_connections=1, pool_maxsize=1)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make a pool of our own connections."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager: PoolManager
        self.poolmanager.pool_classes_by_scheme = _pools(self.made)


class _Checked:
    """A connection that looks its name up itself, checks what it finds, and goes there."""

    made: list[HTTPConnection]

    def _new_conn(self: Any) -> socket.socket:
        self.made.append(self)
        error: OSError | None = None
        for address in checked_addresses(self._dns_host, self.port)[:ADDRESSES_MAX]:
            try:
                return create_connection(
                    (address, self.port), self.timeout, socket_options=self.socket_options
                )
            except OSError as refused:
                error = refused
        raise NewConnectionError(self, str(error)) from error


def _pools(made: list[HTTPConnection]) -> dict[str, Any]:
    """Return urllib3's pools, with connections that check and are put into ``made``."""
    plain = type("CheckedConnection", (_Checked, HTTPConnection), {"made": made})
    secure = type("CheckedSecureConnection", (_Checked, HTTPSConnection), {"made": made})
    return {
        "http": type("CheckedPool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
        "https": type("CheckedSecurePool", (HTTPSConnectionPool,), {"ConnectionCls": secure}),
    }


def _problem_of(status: int | None) -> Problem | None:
    if status is not None and is_taken(status):
        return None
    if status == HTTPStatus.GONE:
        return Problem.GONE
    if status is not None and 300 <= status < 400:
        return Problem.REDIRECT
    return Problem.STATUS


def _problem_behind(outer: BaseException) -> Problem:
    """Return the kind of an error, of which the packages wrap several around each other."""
    seen: set[int] = set()
    found = Problem.CONNECTION
    error: BaseException | None = outer
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, AddressRefusedError):
            return Problem.ADDRESS
        if isinstance(error, ssl.SSLError | requests.exceptions.SSLError):
            found = Problem.CERTIFICATE
        elif isinstance(error, TimeoutError | requests.Timeout) and found is Problem.CONNECTION:
            found = Problem.TIMEOUT
        inside = (error.__cause__, error.__context__, getattr(error, "reason", None), *error.args)
        error = next((inner for inner in inside if isinstance(inner, BaseException)), None)
    return found


def _allows_loopback() -> bool:
    return bool(settings.DEBUG or setting("WEBHOOK_LOOPBACK"))


def _default_port(scheme: str) -> int:
    return 443 if scheme == "https" else 80
