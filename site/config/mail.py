"""Mail for the demo and for development: shown and kept, never sent."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.console import EmailBackend as ConsoleBackend
from django.utils import timezone


class ConsoleAndFileBackend(BaseEmailBackend):
    """Writes each message to the console and to a file of its own in `EMAIL_FILE_PATH`.

    The directory is made when it is missing. The files sort by time and open in any mail program
    or text editor, so that somebody trying the site finds the link they were sent.
    """

    def __init__(self, *args: Any, file_path: str | Path | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._console = ConsoleBackend(*args, **kwargs)
        self._directory = Path(file_path or settings.EMAIL_FILE_PATH)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the messages and return how many there were."""
        for message in email_messages:
            self._keep(message)
        self._console.send_messages(email_messages)
        return len(email_messages)

    def _keep(self, message: EmailMessage) -> None:
        self._directory.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(
            prefix=f"{timezone.now():%Y%m%d-%H%M%S-%f}-",
            suffix=".eml",
            dir=self._directory,
            delete=False,
        ) as file:
            file.write(message.message().as_bytes())
