"""A machine below a directory: what `deploy/install` makes there, and an nginx that serves it."""

import json
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.faults.neighbours import free_port, listens, until
from tests.tools import tool

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
HAS_IPV6 = (
    Path("/proc/net/if_inet6").exists() and Path("/proc/net/if_inet6").read_text().strip() != ""
)
CONNECTIONS = 5
"""How many connections the machine lets one address hold."""


def installed(prefix: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the installer below ``prefix``, without Python and database."""
    return subprocess.run(
        [
            DEPLOY / "install",
            *("--domain", "consultations.example.org", "--domain", "www.example.org"),
            *("--prefix", prefix, "--files-only", *options),
        ],
        capture_output=True,
        text=True,
        check=True,
    )


class Echo(BaseHTTPRequestHandler):
    """Stands where the site stands, and says what reached it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body = json.dumps(
            {
                "path": self.path,
                "headers": dict(self.headers),
                "read": len(self.rfile.read(length)),
                "padding": "x" * 2000,
            }
        ).encode()
        self.send_response(200)
        if self.path.startswith("/documents/"):
            self.send_header("X-Accel-Redirect", "/_documents/plan.pdf")
            self.send_header("Content-Disposition", 'inline; filename="plan.pdf"')
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@dataclass
class Machine:
    """nginx as the installer set it up, with an echo behind it."""

    prefix: Path
    http: int
    https: int

    @property
    def data(self) -> Path:
        return self.prefix / "var/lib/consultations"

    def connection(
        self, *, tls: bool = True, source: str | None = None, address: str = "127.0.0.1"
    ) -> HTTPConnection:
        """Return a connection that comes from an address of this machine."""
        context = ssl.create_default_context(
            cafile=self.prefix / "etc/consultations/tls/certificate.pem"
        )
        context.check_hostname = False  # we come to 127.0.0.1
        options = {"timeout": 5, "source_address": (source or address, 0)}
        if tls:
            return HTTPSConnection(address, self.https, context=context, **options)
        return HTTPConnection(address, self.http, **options)

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        tls: bool = True,
        source: str | None = None,
        address: str = "127.0.0.1",
        body: bytes = b"",
        **headers: str,
    ) -> HTTPResponse:
        """Return the answer, read."""
        connection = self.connection(tls=tls, source=source, address=address)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(
            method, path, body, {"Host": f"consultations.example.org:{self.https}"} | named
        )
        response = connection.getresponse()
        response.content = response.read()
        connection.close()
        return response


@contextmanager
def behind_nginx(
    prefix: Path, port: int, *options: str, address: str = "127.0.0.1:", extra: str = ""
) -> Iterator[Machine]:
    """Serve what listens on a port through an nginx that the installer configures.

    ``address`` stands before its ports; ``extra`` is what an operator adds.
    """
    nginx = tool("nginx")
    made = Machine(prefix, free_port(), free_port())
    installed(
        prefix,
        *("--http", f"{address}{made.http}", "--https", f"{address}{made.https}"),
        *("--upstream", f"127.0.0.1:{port}", *options),
    )
    (prefix / "etc/nginx/conf.d").mkdir(exist_ok=True)
    (prefix / "etc/nginx/conf.d/extra.conf").write_text(extra)
    config = prefix / "etc/nginx/nginx.conf"
    with subprocess.Popen(
        [nginx, "-e", "stderr", "-p", prefix, "-c", config, "-g", "daemon off;"],
        stderr=subprocess.PIPE,
        text=True,
    ) as server:

        def is_up() -> bool:
            assert server.poll() is None, server.stderr.read()
            return listens(made.https)

        try:
            until(is_up, "nginx listens")
            yield made
        finally:
            server.terminate()
            server.wait(10)


@contextmanager
def echo() -> Iterator[int]:
    """Serve an echo, and give its port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """Serve an echo through nginx."""
    options = ("--connections", str(CONNECTIONS))
    with echo() as port, behind_nginx(tmp_path_factory.mktemp("machine"), port, *options) as made:
        yield made
