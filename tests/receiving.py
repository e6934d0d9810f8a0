"""A system that receives webhooks: a real HTTP server on this machine, and a judge of signatures.

The judge is written from the specification and shares no code with the sender.
"""

import base64
import hashlib
import hmac
import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

CERTIFICATE = Path(__file__).with_name("receiver.test.pem")
"""The certificate of ``receiver.test``, signed by itself, with its key. It opens nothing else."""


@dataclass
class Received:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def message(self) -> dict[str, Any]:
        """The body, read."""
        return json.loads(self.body)

    @property
    def data(self) -> dict[str, Any]:
        """What the message tells."""
        return self.message["data"]

    @property
    def uid(self) -> str:
        """The id by which a repeat is known."""
        return self.headers["webhook-id"]


def is_signed(received: Received, secret: str, *, now: float, tolerance: int = 300) -> bool:
    """Judge a request as the Standard Webhooks specification asks receivers to."""
    uid, timestamp = received.headers["webhook-id"], received.headers["webhook-timestamp"]
    if abs(now - int(timestamp)) > tolerance:
        return False
    assert secret.startswith("whsec_")
    key = base64.b64decode(secret[len("whsec_") :])
    content = b".".join([uid.encode(), timestamp.encode(), received.body])
    right = base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()
    found = received.headers["webhook-signature"].split(" ")
    return any(hmac.compare_digest(one, f"v1,{right}") for one in found)


@dataclass
class Receiver:
    """What came, and how to answer: a status, or a function of the handler, for each in turn."""

    url: str = ""
    port: int = 0
    received: list[Received] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)
    otherwise: Any = 204
    lock: Any = field(default_factory=threading.Lock)

    @property
    def uids(self) -> list[str]:
        """The ids of what came, in order."""
        return [received.uid for received in self.received]

    @property
    def types(self) -> list[str]:
        """The kinds of what came, in order."""
        return [received.message["type"] for received in self.received]


def redirect_to(url: str) -> Any:
    """Answer with a redirect."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(307)
        handler.send_header("Location", url)
        handler.end_headers()

    return answer


def silent_for(seconds: float) -> Any:
    """Say nothing for a while."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)

    return answer


def dripping(handler: BaseHTTPRequestHandler) -> None:
    """Send one header after another, each in time, and never the last."""
    try:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(200):
            handler.wfile.write(f"X-{number}: drip\r\n".encode())
            handler.wfile.flush()
            time.sleep(0.1)
    except OSError:
        pass


def endless(handler: BaseHTTPRequestHandler) -> None:
    """Take it, with an answer that does not end."""
    handler.send_response(200)
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b"x" * 65536)
    except OSError:
        pass


@contextmanager
def receiving(*, certificate: Path | None = None) -> Iterator[Receiver]:
    """Run a receiver on a free port of this machine; with a certificate, by TLS."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            with receiver.lock:
                receiver.received.append(Received(self.path, headers, body))
                answer = receiver.answers.pop(0) if receiver.answers else receiver.otherwise
            if callable(answer):
                answer(self)
                return
            self.send_response(answer)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, *args: Any) -> None:
            """Keep quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *args: Any) -> None:
            """A sender that leaves is what some tests are about."""

    with Server(("127.0.0.1", 0), Handler) as server:
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        receiver.port = server.server_address[1]
        receiver.url = f"http://127.0.0.1:{receiver.port}/hooks"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}).start()
        try:
            yield receiver
        finally:
            server.shutdown()
