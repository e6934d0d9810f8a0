"""Loading the demonstration's saved reasons."""

from __future__ import annotations

from discussion_pages.models import SavedReason
from home.demo.saved_reasons import SAVED_REASONS


def load_saved_reasons() -> None:
    """Make the saved reasons where there are none yet: a list that staff work on is theirs."""
    if SavedReason.objects.exists():
        return
    for place, line in enumerate(SAVED_REASONS, start=1):
        reason = SavedReason(
            title=line.title, rule_code=line.rule_code, message=line.message, sort_order=place
        )
        reason.full_clean()
        reason.save()
