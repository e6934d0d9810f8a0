"""The app's models, gathered so that ``discussion_pages.models.X`` is each one's address."""

from discussion_pages.models.comments import (
    CommentRevision,
    Decision,
    DiscussionComment,
    DiscussionFigures,
    Participant,
    Report,
)
from discussion_pages.models.guidance import SafetyGuidance, SafetyGuidancePage
from discussion_pages.models.organisations import Organisation
from discussion_pages.models.pages import DiscussionPage
from discussion_pages.models.site_settings import DiscussionSettings
from discussion_pages.models.subpages import DiscussionParentMixin, SubpathMixin

__all__ = [
    "CommentRevision",
    "Decision",
    "DiscussionComment",
    "DiscussionFigures",
    "DiscussionPage",
    "DiscussionParentMixin",
    "DiscussionSettings",
    "Organisation",
    "Participant",
    "Report",
    "SafetyGuidance",
    "SafetyGuidancePage",
    "SubpathMixin",
]
