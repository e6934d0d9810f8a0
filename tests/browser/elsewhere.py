"""Another website, on an origin of its own, whose pages are strict about what they load."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

EMBED = Path(__file__).resolve().parents[2] / "clients" / "embed"
SCRIPT = "/static/discussion_pages/embed/consultation-discussion.js"
STYLE = "consultation-discussion.themed { --discussion-action: rgb(90, 0, 90); }"
PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>A neighbour’s page</title>
<link rel="stylesheet" href="/style.css">
<script type="module" src="{site}{script}"></script>
</head>
<body>
<main><h1>A neighbour’s page</h1>
<consultation-discussion src="{src}" lang="{lang}" {attributes}>
<a href="{src}">Read the discussion</a>
</consultation-discussion></main>
</body>
</html>
"""


class Elsewhere:
    """Serves one page; ``show`` says which discussion is in it."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.page = ""
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.origin = f"http://127.0.0.1:{self.server.server_port}"

    @property
    def policy(self) -> str:
        """The page's Content Security Policy: nothing inline, and no HTML made by scripts."""
        return (
            f"default-src 'none'; script-src {self.site}; connect-src {self.site}; "
            "style-src 'self'; base-uri 'none'; form-action 'none'; "
            "require-trusted-types-for 'script'"
        )

    def show(self, discussion: int, *, attributes: str = "", lang: str = "en") -> str:
        """Put a discussion into the page, and return the page's address."""
        src = f"{self.site}/api/participation/v1/discussions/{discussion}"
        self.page = PAGE.format(
            site=self.site, script=SCRIPT, src=src, attributes=attributes, lang=lang
        )
        return f"{self.origin}/"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        elsewhere = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                kinds = {"/": ("text/html", elsewhere.page), "/style.css": ("text/css", STYLE)}
                kind, text = kinds.get(self.path, ("", ""))
                self.send_response(200 if kind else 204)
                self.send_header("Content-Type", f"{kind or 'text/plain'}; charset=utf-8")
                self.send_header("Content-Security-Policy", elsewhere.policy)
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *args: object) -> None:
                """Say nothing."""

        return Handler


@contextmanager
def elsewhere(site: str) -> Iterator[Elsewhere]:
    """Serve the other website while the block lasts."""
    other = Elsewhere(site)
    thread = threading.Thread(target=other.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield other
    finally:
        other.server.shutdown()
        other.server.server_close()
        thread.join()
