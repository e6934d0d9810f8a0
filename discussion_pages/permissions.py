"""Who may do what to comments.

Each question takes the discussion, so that a host can answer it by section; today the answer is the
same for all of them.
"""

from typing import Any

from discussion_pages.models import DiscussionPage

MODERATE = "discussion_pages.moderate_discussioncomment"
REPLY_OFFICIALLY = "discussion_pages.reply_officially"
EXPORT = "discussion_pages.export_discussioncomment"
VIEW = "discussion_pages.view_discussioncomment"
MANAGE = "discussion_pages.manage_moderation"
VIEW_REPORTS = "discussion_pages.view_report"
VIEW_DECISIONS = "discussion_pages.view_decision"
SANCTION = "discussion_pages.impose_sanction"
VIEW_SANCTIONS = "discussion_pages.view_sanction"
VIEW_APPEALS = "discussion_pages.view_appeal"
MANAGE_WEBHOOKS = "discussion_pages.manage_webhook"


def may_moderate(user: Any, discussion: DiscussionPage | None) -> bool:
    """Say whether ``user`` decides on comments of ``discussion`` (``None``: of any)."""
    return bool(user.is_active and user.has_perm(MODERATE))


def may_reply_officially(user: Any, discussion: DiscussionPage | None) -> bool:
    """Say whether ``user`` answers in a body's name in ``discussion`` (``None``: in any)."""
    return bool(user.is_active and user.has_perm(REPLY_OFFICIALLY))


def may_view_all(user: Any, discussion: DiscussionPage | None) -> bool:
    """Say whether ``user`` reads comments of every state in the admin."""
    return bool(user.is_active and (user.has_perm(VIEW) or user.has_perm(MODERATE)))


def may_export(user: Any, discussion: DiscussionPage | None) -> bool:
    """Say whether ``user`` downloads comments from the admin."""
    return bool(user.is_active and user.has_perm(EXPORT))


def may_view_reports(user: Any, discussion: DiscussionPage | None) -> bool:
    """Say whether ``user`` reads reports, with who sent them."""
    return bool(user.is_active and (user.has_perm(VIEW_REPORTS) or user.has_perm(MODERATE)))


def may_view_decisions(user: Any, discussion: DiscussionPage | None) -> bool:
    """Say whether ``user`` reads the decision log, with its notes."""
    return bool(user.is_active and (user.has_perm(VIEW_DECISIONS) or user.has_perm(MODERATE)))


def may_sanction(user: Any, discussion: DiscussionPage | None) -> bool:
    """Say whether ``user`` imposes and lifts sanctions because of what stands in ``discussion``."""
    return bool(user.is_active and user.has_perm(SANCTION))


def may_view_sanctions(user: Any, discussion: DiscussionPage | None) -> bool:
    """Say whether ``user`` reads sanctions, with their notes."""
    return bool(user.is_active and (user.has_perm(VIEW_SANCTIONS) or user.has_perm(SANCTION)))


def may_view_appeals(user: Any, discussion: DiscussionPage | None) -> bool:
    """Say whether ``user`` reads appeals. Deciding one takes what the first decision took."""
    return bool(
        user.is_active
        and (user.has_perm(VIEW_APPEALS) or user.has_perm(MODERATE) or user.has_perm(SANCTION))
    )


def may_manage_moderation(user: Any) -> bool:
    """Say whether ``user`` answers for moderation and sees figures by moderator."""
    return bool(user.is_active and user.has_perm(MANAGE))


def may_manage_webhooks(user: Any) -> bool:
    """Say whether ``user`` decides which other systems are told what, and reads the log of it."""
    return bool(user.is_active and user.has_perm(MANAGE_WEBHOOKS))
