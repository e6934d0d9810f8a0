"""Discussions, safety guidance and the app's snippets, as the v3 API serves them."""

from typing import Any

from discussion_pages.api.v3 import shapes
from discussion_pages.api.v3.kinds import PAGE_FIELDS, Kind, register
from discussion_pages.models import (
    DiscussionPage,
    ModerationPolicy,
    Organisation,
    SafetyGuidance,
    SafetyGuidancePage,
    SavedReason,
)

SCHEDULE = ("go_live_at", "expire_at")

DISCUSSION_FACTS: dict[str, Any] = {
    "summary": str,
    "organisation": shapes.OrganisationFact | None,
    "co_moderator": shapes.OrganisationFact | None,
    "body": shapes.BodyFact,
    "prompt": shapes.PromptFact | None,
    "window": shapes.WindowFact,
    "commenting": shapes.CommentingFact,
    "moderation": shapes.ModerationFact,
    "is_sensitive": bool,
    "guidance": shapes.GuidanceFact | None,
    "comment_count": int,
    "last_comment_at": str | None,
    "comments_url": str | None,
}


def register_all() -> None:
    """Name them."""
    register(
        Kind(
            DiscussionPage,
            writable=(
                *PAGE_FIELDS,
                *("summary", "organisation", "co_moderator", "body"),
                *("opens_at", "closes_at", "comments_open", "moderation_mode", "policy"),
                *("is_sensitive", "guidance"),
            ),
            facts=DISCUSSION_FACTS,
        )
    )
    register(
        Kind(
            SafetyGuidancePage,
            writable=(*PAGE_FIELDS, "introduction", "guidance"),
            facts={"introduction": str, "guidance": shapes.GuidanceFact | None},
        )
    )
    register(Kind(Organisation, writable=("name", "short_name", "url", "mark")))
    register(Kind(SafetyGuidance, writable=("title", "summary", "body", "contacts", *SCHEDULE)))
    register(
        Kind(
            ModerationPolicy,
            writable=(
                *("title", "slug", "purpose", "composer_line", "rules", "hours"),
                *("target_hours_safeguarding", "target_hours_illegal", "target_hours_appeal"),
                *("target_hours_reported", "target_hours_held", "target_hours_new"),
                *("appeals_decided_by", "appeal_days", "minimum_age_text"),
                *("contact_name", "contact_email", "contact_phone", "out_of_hours"),
                *("links_max", "hold_after_reports", "on_account_deletion", "retention_months"),
                *SCHEDULE,
            ),
        )
    )
    register(Kind(SavedReason, writable=("title", "rule_code", "message", "sort_order")))
