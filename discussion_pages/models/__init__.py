"""The app's models, gathered so that ``discussion_pages.models.X`` is each one's address."""

from discussion_pages.models.comments import (
    CommentRevision,
    Decision,
    DiscussionComment,
    DiscussionFigures,
    Participant,
    Report,
    RespondentFigures,
)
from discussion_pages.models.evidence import (
    EvidenceEntry,
    EvidenceKind,
    LegalHold,
    NetworkSalt,
    RetentionRun,
)
from discussion_pages.models.guidance import SafetyGuidance, SafetyGuidancePage
from discussion_pages.models.idempotency import IdempotentWrite
from discussion_pages.models.moderating import Appeal, Claim, Sanction, SavedReason, WordRule
from discussion_pages.models.notices import Follow, Notice, NoticePreference, OutboxMessage
from discussion_pages.models.organisations import Organisation
from discussion_pages.models.pages import DiscussionPage
from discussion_pages.models.policies import AccountDeletion, ModerationPolicy
from discussion_pages.models.previewing import FrontEndPreviewMixin
from discussion_pages.models.publicity import PublicObject
from discussion_pages.models.shared import SharedAddress
from discussion_pages.models.site_settings import DiscussionSettings
from discussion_pages.models.subpages import DiscussionParentMixin, SubpathMixin
from discussion_pages.models.unsaid import UnsaidChange
from discussion_pages.models.webhooks import (
    Webhook,
    WebhookAttempt,
    WebhookDelivery,
    WebhookEvent,
)

__all__ = [
    "AccountDeletion",
    "Appeal",
    "Claim",
    "CommentRevision",
    "Decision",
    "DiscussionComment",
    "DiscussionFigures",
    "DiscussionPage",
    "DiscussionParentMixin",
    "DiscussionSettings",
    "EvidenceEntry",
    "EvidenceKind",
    "Follow",
    "FrontEndPreviewMixin",
    "IdempotentWrite",
    "LegalHold",
    "ModerationPolicy",
    "NetworkSalt",
    "Notice",
    "NoticePreference",
    "Organisation",
    "OutboxMessage",
    "Participant",
    "PublicObject",
    "Report",
    "RespondentFigures",
    "RetentionRun",
    "SafetyGuidance",
    "SafetyGuidancePage",
    "Sanction",
    "SavedReason",
    "SharedAddress",
    "SubpathMixin",
    "UnsaidChange",
    "Webhook",
    "WebhookAttempt",
    "WebhookDelivery",
    "WebhookEvent",
    "WordRule",
]
