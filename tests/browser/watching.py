"""What a page does behind the reader's back: requests, complaints, errors."""

from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response

REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`Policy: ${event.violatedDirective} ${event.blockedURI}`));
"""


class Watch:
    """Keeps what a page says and asks for, from its first request on."""

    def __init__(self, page: Page) -> None:
        self.hosts: set[str] = set()
        self.complaints: list[str] = []
        self.expected_statuses: set[int] = set()
        page.add_init_script(REPORT_VIOLATIONS)
        page.on("request", self._note_request)
        page.on("response", self._note_response)
        page.on("console", self._note_words)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def forget(self) -> None:
        """Begin anew, as for a page that nobody has opened."""
        self.hosts.clear()
        self.complaints.clear()
        self.expected_statuses.clear()

    def hosts_beside(self, own_url: str) -> set[str]:
        """Return the hosts that were asked for something, but for the site's own."""
        return self.hosts - {urlsplit(own_url).netloc}

    def _note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"}:
            self.hosts.add(parts.netloc)

    def _note_response(self, response: Response) -> None:
        is_page = response.request.is_navigation_request()
        if response.status >= 400 and not (is_page and response.status in self.expected_statuses):
            self.complaints.append(f"{response.status} {response.url}")

    def _note_words(self, message: ConsoleMessage) -> None:
        # Chromium repeats a bad status in words; `_note_response` knows which ones are meant.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)
