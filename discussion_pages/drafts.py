"""Words that a log-in would swallow, kept until the form is back."""

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone

SESSION_KEY = "discussion_pages_draft"
LENGTH_MAX = 20_000  # characters
KEPT_FOR = timedelta(hours=1)


def keep_draft(request: HttpRequest) -> None:
    """Keep the posted words of somebody whose session has ended.

    Only this opens a session for somebody who is not signed in; logging in carries it over.
    """
    text = request.POST.get("comment", "")[:LENGTH_MAX]
    if text.strip():
        request.session[SESSION_KEY] = {
            "path": request.path,
            "text": text,
            "kept_at": timezone.now().isoformat(),
        }


def take_draft(request: HttpRequest) -> str:
    """Return the words kept for this very form, once; a blank where there are none or too old."""
    draft = request.session.get(SESSION_KEY)
    if draft is None or draft["path"] != request.path:
        return ""
    del request.session[SESSION_KEY]
    fresh = timezone.now() - datetime.fromisoformat(draft["kept_at"]) < KEPT_FOR
    return draft["text"] if fresh else ""
