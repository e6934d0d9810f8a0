"""Writes down which pages a server makes, and takes its time over each."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from django.http import HttpRequest, HttpResponse

SECONDS = 0.3


def counting(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """Stand behind whatever keeps answers, as the last of the middleware."""
    made = Path(os.environ["PAGES_MADE"])

    def count(request: HttpRequest) -> HttpResponse:
        with made.open("a") as lines:
            lines.write(f"{request.method} {request.path}\n")
        time.sleep(SECONDS)
        return get_response(request)

    return count
