"""The inventory of what is kept about people: each field's purpose, time and end.

A test fails when a model has a field that is not here. Hosts add the inventories of their own apps
by ``DISCUSSION_PAGES_INVENTORIES``; what is marked ``exported`` is in a member's download.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.module_loading import import_string

from discussion_pages.conf import setting


class Erasure(StrEnum):
    """What becomes of a field when its member deletes the account."""

    KEEP = "kept"
    CLEAR = "emptied"
    DELETE = "deleted"
    FORMER_MEMBER = "replaced by “Former member”"
    BY_POLICY = "kept or emptied, as the policy says"


KEPT = "for good"
COUNTED = "for good, so that counts stay true"
PUBLISHED = "for good while it is published; else until the retention date"
EVIDENCE = "until the retention date"
ACCOUNT = "as long as the account"
STAFF = "as long as the account of that person of staff; then “Former account”"
MONTH = "30 days"
HOUR = "until the night after the preview is over (an hour, unless a setting says otherwise)"
DAY = "a day"


@dataclass(frozen=True, slots=True)
class Field:
    """What one field of one model holds about people, why, how long, and how it ends."""

    model: str
    field: str
    purpose: str
    retention: str
    exported: bool = False
    erasure: Erasure = Erasure.KEEP


@dataclass(frozen=True, slots=True)
class NoPersonalData:
    """A model that holds nothing about members, and why one can say so."""

    model: str
    reason: str


Entry = Field | NoPersonalData


def inventories() -> Iterator[Entry]:
    """Return the entries of all registered inventories.

    Raises:
        ImportError: a dotted path of ``DISCUSSION_PAGES_INVENTORIES`` leads nowhere.
    """
    for path in setting("INVENTORIES"):
        yield from import_string(path)


def exported_fields(model: str) -> list[str]:
    """Return the names of a model's fields that belong to a member's download."""
    return [
        entry.field
        for entry in inventories()
        if isinstance(entry, Field) and entry.model == model and entry.exported
    ]


def fields_of(
    model: str, *rows: tuple[str, str, str] | tuple[str, str, str, bool, Erasure]
) -> tuple[Field, ...]:
    """Return the entries of one model: field, purpose, time and, if any, export and erasure."""
    return tuple(Field(model, *row) for row in rows)


IN, OUT = True, False

_PREVIEW = fields_of(
    "wagtail_headless_preview.PagePreview",
    ("id", "The row's number.", HOUR),
    ("token", "Opens one draft; says nothing of whose it is.", HOUR),
    ("content_type", "The kind of page.", HOUR),
    ("content_json", "The draft, and the account of the editor who previewed it.", HOUR),
    ("created_at", "The day.", HOUR),
)

_COMMENT = fields_of(
    "discussion_pages.DiscussionComment",
    ("id", "The comment's number.", KEPT, IN, Erasure.KEEP),
    ("comment_ptr", "Links the tables of a comment.", KEPT),
    ("xtdcomment_ptr", "Links the tables of a comment.", KEPT),
    ("content_type", "Says that it hangs on a discussion.", KEPT),
    ("object_pk", "The discussion, as the comments package keeps it.", KEPT),
    ("site", "Asked for by the comments package.", KEPT),
    ("user", "Whose comment it is.", ACCOUNT, OUT, Erasure.CLEAR),
    ("user_name", "Column of the comments package, not used.", "never filled", OUT, Erasure.CLEAR),
    ("user_email", "Column of the comments package, not used.", "never filled", OUT, Erasure.CLEAR),
    ("user_url", "Column of the comments package, not used.", "never filled", OUT, Erasure.CLEAR),
    ("ip_address", "Column of the comments package, not used.", "never filled", OUT, Erasure.CLEAR),
    ("followup", "Column of the comments package, not used.", KEPT),
    ("comment", "What the member wrote.", PUBLISHED, IN, Erasure.BY_POLICY),
    ("submit_date", "The package's copy of when it was posted.", KEPT),
    ("is_public", "The package's copy of the state.", KEPT),
    ("is_removed", "The package's copy of the state.", KEPT),
    ("thread_id", "Its place in the tree.", KEPT),
    ("parent_id", "Its place in the tree.", KEPT),
    ("level", "Its place in the tree.", KEPT),
    ("order", "Its place in the tree.", KEPT),
    ("nested_count", "Column of the comments package, not used.", KEPT),
    ("discussion", "Where it was said.", KEPT, IN, Erasure.KEEP),
    ("state", "Whether it is public.", KEPT, IN, Erasure.KEEP),
    ("visible", "Whether it has a place on the page.", KEPT),
    ("depth", "Its place in the tree.", KEPT),
    ("path", "Its place in the tree.", KEPT),
    ("in_reply_to", "What it answers.", KEPT, IN, Erasure.KEEP),
    ("participant", "Counts people without naming them.", COUNTED),
    (
        "author_name",
        "The display name at the time.",
        ACCOUNT,
        IN,
        Erasure.FORMER_MEMBER,
    ),
    ("is_official", "Whether it speaks for a body.", KEPT, IN, Erasure.KEEP),
    ("organisation", "The body it speaks for.", KEPT, IN, Erasure.KEEP),
    ("posted_at", "When it was posted.", KEPT, IN, Erasure.KEEP),
    ("first_published_at", "When it became public.", KEPT, IN, Erasure.KEEP),
    ("edited_at", "When it was last edited.", KEPT, IN, Erasure.KEEP),
    ("changed_at", "When readers last saw it change.", KEPT),
    ("edit_held_at", "Since when an edit waits.", KEPT, IN, Erasure.CLEAR),
    ("reply_count", "Published replies.", COUNTED, IN, Erasure.KEEP),
    ("like_count", "Likes.", COUNTED, IN, Erasure.KEEP),
    ("report_count", "Open reports, for moderators.", COUNTED),
    ("submission_key", "Posts one form once.", KEPT),
    ("held_rule", "Which rule of the machine holds it.", EVIDENCE),
    ("redacted_at", "When parts were taken out.", KEPT, IN, Erasure.KEEP),
    ("pinned_at", "When it was pinned.", KEPT, IN, Erasure.KEEP),
    ("locked_at", "When replies were locked.", KEPT, IN, Erasure.KEEP),
    ("safeguarding_at", "When it was escalated because somebody may come to harm.", EVIDENCE),
    ("reviewed_at", "When a moderator last decided on it.", KEPT),
    ("urgency", "Its place at the moderators' desk.", KEPT),
    ("queued_at", "Its place at the moderators' desk.", KEPT),
)

_REVISION = fields_of(
    "discussion_pages.CommentRevision",
    ("id", "Numbers the version.", KEPT),
    ("comment", "Whose version it is.", KEPT, IN, Erasure.KEEP),
    ("text", "What stood there: evidence of what was said.", PUBLISHED, IN, Erasure.BY_POLICY),
    ("status", "Whether it is the current one.", KEPT, IN, Erasure.KEEP),
    ("written_at", "When it was written.", KEPT, IN, Erasure.KEEP),
)

_PARTICIPANT = fields_of(
    "discussion_pages.Participant",
    ("id", "Counts people without naming them.", COUNTED),
    ("user", "Leads from the account to its comments.", ACCOUNT, OUT, Erasure.CLEAR),
    ("key", "A random key that stands for one person.", COUNTED, IN, Erasure.KEEP),
)

_LIKE = fields_of(
    "django_comments.CommentFlag",
    ("id", "Numbers the like.", ACCOUNT, OUT, Erasure.DELETE),
    ("user", "Who likes it: one like a person.", ACCOUNT, OUT, Erasure.DELETE),
    ("comment", "What is liked.", ACCOUNT, IN, Erasure.DELETE),
    ("flag", "Says that it is a like.", ACCOUNT, OUT, Erasure.DELETE),
    ("flag_date", "Since when.", ACCOUNT, IN, Erasure.DELETE),
)

_REPORT = fields_of(
    "discussion_pages.Report",
    ("id", "Numbers the report.", KEPT),
    ("reference", "What the reporter may quote.", KEPT, IN, Erasure.KEEP),
    ("comment", "What is reported.", KEPT, IN, Erasure.KEEP),
    ("kind", "Whether it is said to break the law.", COUNTED, IN, Erasure.KEEP),
    ("reason", "The rule said to be broken.", COUNTED, IN, Erasure.KEEP),
    ("reason_title", "The rule in words.", COUNTED, IN, Erasure.KEEP),
    ("state", "Where it stands.", COUNTED, IN, Erasure.KEEP),
    ("text", "What the reporter adds.", EVIDENCE, IN, Erasure.KEEP),
    ("reporter", "Who is told the outcome; never shown to members.", ACCOUNT, OUT, Erasure.CLEAR),
    (
        "email",
        "Where a reporter without an account wants the answer.",
        EVIDENCE,
        IN,
        Erasure.CLEAR,
    ),
    ("language", "The language to answer in.", EVIDENCE, IN, Erasure.CLEAR),
    (
        "network_key",
        "A digest of the network, against floods of reports without an account.",
        MONTH,
        OUT,
        Erasure.CLEAR,
    ),
    ("reported_at", "When it was made.", COUNTED, IN, Erasure.KEEP),
    ("settled_at", "When it was settled.", COUNTED, IN, Erasure.KEEP),
    ("settled_by", "The moderator who settled it.", STAFF, OUT, Erasure.CLEAR),
    ("decision", "What settled it.", COUNTED),
)

_DECISION = fields_of(
    "discussion_pages.Decision",
    ("id", "Numbers the decision.", KEPT),
    ("comment", "What was decided on.", KEPT, IN, Erasure.KEEP),
    ("revision", "The version that was decided on.", KEPT),
    ("action", "What was decided.", COUNTED, IN, Erasure.KEEP),
    ("from_state", "The state before.", COUNTED, IN, Erasure.KEEP),
    ("to_state", "The state after.", COUNTED, IN, Erasure.KEEP),
    ("actor", "Who decided; never shown to members.", STAFF, OUT, Erasure.CLEAR),
    ("is_automatic", "Whether a rule decided.", COUNTED, IN, Erasure.KEEP),
    ("reason", "The rule that was broken.", COUNTED, IN, Erasure.KEEP),
    ("reason_title", "The rule in words.", COUNTED, IN, Erasure.KEEP),
    ("policy", "The policy in force.", KEPT),
    ("policy_revision", "The version of the policy in force.", KEPT),
    ("spans", "Where in the text the words stand.", EVIDENCE, OUT, Erasure.BY_POLICY),
    ("words", "The words concerned.", EVIDENCE, IN, Erasure.BY_POLICY),
    ("message", "What the author was told.", EVIDENCE, IN, Erasure.BY_POLICY),
    ("appeal", "The appeal that it answers.", KEPT),
    ("undoes", "The decision that it takes back.", KEPT),
    ("details", "What taking it back needs: states and keys, no words.", KEPT),
    ("rule", "The rule of the machine that decided.", COUNTED),
    ("note", "For other moderators.", EVIDENCE, OUT, Erasure.BY_POLICY),
    ("decided_at", "When it was decided.", COUNTED, IN, Erasure.KEEP),
    ("urgency", "How urgent it was.", COUNTED),
    ("queued_at", "Since when it had waited.", COUNTED),
)

_APPEAL = fields_of(
    "discussion_pages.Appeal",
    ("id", "Numbers the appeal.", KEPT),
    ("comment", "The comment it is about.", KEPT, IN, Erasure.KEEP),
    ("decision", "The decision it is about.", KEPT),
    ("sanction", "The sanction it is about.", KEPT),
    ("participant", "Whose appeal it is, without a name.", COUNTED),
    ("text", "Why the member appeals.", EVIDENCE, IN, Erasure.BY_POLICY),
    ("state", "Where it stands.", COUNTED, IN, Erasure.KEEP),
    ("made_at", "When it was made.", COUNTED, IN, Erasure.KEEP),
    ("decided_at", "When it was answered.", COUNTED, IN, Erasure.KEEP),
    ("decided_by", "Who answered; never shown to members.", STAFF, OUT, Erasure.CLEAR),
    ("answer", "What the member was told.", EVIDENCE, IN, Erasure.BY_POLICY),
    ("exception", "Why the first decider answered.", EVIDENCE, OUT, Erasure.BY_POLICY),
)

_SANCTION = fields_of(
    "discussion_pages.Sanction",
    ("id", "Numbers the sanction.", KEPT),
    ("participant", "Whom it is about, without a name.", COUNTED),
    ("kind", "What it limits.", COUNTED, IN, Erasure.KEEP),
    ("reason", "The rule that was broken.", COUNTED, IN, Erasure.KEEP),
    ("reason_title", "The rule in words.", COUNTED, IN, Erasure.KEEP),
    ("policy", "The policy in force.", KEPT),
    ("comment", "The comment that led to it.", KEPT, IN, Erasure.KEEP),
    ("message", "What the member was told.", EVIDENCE, IN, Erasure.BY_POLICY),
    ("note", "For other moderators.", EVIDENCE, OUT, Erasure.BY_POLICY),
    ("starts_at", "When it begins.", COUNTED, IN, Erasure.KEEP),
    ("ends_at", "When it ends.", COUNTED, IN, Erasure.KEEP),
    ("imposed_by", "Who imposed it; never shown to members.", STAFF, OUT, Erasure.CLEAR),
    ("lifted_at", "When it was lifted.", COUNTED, IN, Erasure.KEEP),
    ("lifted_by", "Who lifted it; never shown to members.", STAFF, OUT, Erasure.CLEAR),
    ("lift_note", "For other moderators.", EVIDENCE, OUT, Erasure.BY_POLICY),
)

_NOTICES = (
    *fields_of(
        "discussion_pages.Notice",
        ("id", "Numbers the notice.", ACCOUNT, OUT, Erasure.DELETE),
        ("recipient", "Who is told.", ACCOUNT, OUT, Erasure.DELETE),
        ("kind", "What it is about.", ACCOUNT, IN, Erasure.DELETE),
        ("key", "Tells it once.", ACCOUNT, OUT, Erasure.DELETE),
        ("comment", "The comment it is about.", ACCOUNT, IN, Erasure.DELETE),
        ("data", "What its words are made of.", ACCOUNT, OUT, Erasure.DELETE),
        ("created_at", "When it was told.", ACCOUNT, IN, Erasure.DELETE),
        ("read_at", "When it was read.", ACCOUNT, IN, Erasure.DELETE),
    ),
    *fields_of(
        "discussion_pages.OutboxMessage",
        ("id", "Numbers the e-mail.", MONTH, OUT, Erasure.DELETE),
        ("key", "Sends it once.", MONTH, OUT, Erasure.DELETE),
        ("recipient", "Whose e-mail it is.", MONTH, OUT, Erasure.DELETE),
        ("address", "Where it goes, where that is not an account's.", "until it is sent"),
        ("language", "The language it is in.", MONTH, IN, Erasure.DELETE),
        ("kind", "What it is about.", MONTH, IN, Erasure.DELETE),
        (
            "data",
            "What its words are made of; the whole e-mail, where it is of an account and waits.",
            MONTH,
            OUT,
            Erasure.DELETE,
        ),
        ("notices", "The notices it carries.", MONTH, OUT, Erasure.DELETE),
        ("message_id", "Recognises a repeat.", MONTH, OUT, Erasure.DELETE),
        ("state", "Whether it was sent.", MONTH, OUT, Erasure.DELETE),
        ("attempts", "How often sending was tried.", MONTH, OUT, Erasure.DELETE),
        ("created_at", "When it was written.", MONTH, IN, Erasure.DELETE),
        ("due_at", "When it is to be sent.", MONTH, OUT, Erasure.DELETE),
        ("sent_at", "When it was sent.", MONTH, IN, Erasure.DELETE),
        ("error", "Why it could not be sent.", MONTH, OUT, Erasure.DELETE),
    ),
    *fields_of(
        "discussion_pages.NoticePreference",
        ("user", "Whose setting it is.", ACCOUNT, OUT, Erasure.DELETE),
        ("moderation", "When to send e-mail about one's own matters.", ACCOUNT, IN, Erasure.DELETE),
        ("following", "When to send e-mail about what one follows.", ACCOUNT, IN, Erasure.DELETE),
        ("language", "The language to write in.", ACCOUNT, IN, Erasure.DELETE),
    ),
    *fields_of(
        "discussion_pages.Follow",
        ("id", "Numbers it.", ACCOUNT, OUT, Erasure.DELETE),
        ("user", "Who follows.", ACCOUNT, OUT, Erasure.DELETE),
        ("discussion", "The discussion that is followed.", ACCOUNT, IN, Erasure.DELETE),
        ("thread", "The thread that is followed.", ACCOUNT, IN, Erasure.DELETE),
        ("followed_at", "Since when.", ACCOUNT, IN, Erasure.DELETE),
    ),
)

_STAFF = (
    *fields_of(
        "discussion_pages.Claim",
        ("comment", "What is being looked at.", "minutes; purged by the command"),
        ("moderator", "Who looks at it.", "minutes; purged by the command", OUT, Erasure.DELETE),
        ("claimed_at", "Since when.", "minutes; purged by the command"),
        ("expires_at", "Until when.", "minutes; purged by the command"),
    ),
    *fields_of(
        "discussion_pages.LegalHold",
        ("id", "Numbers the hold.", KEPT),
        ("page", "What may not be erased.", KEPT),
        ("reason", "Why.", KEPT),
        ("placed_at", "Since when.", KEPT),
        ("placed_by", "Who placed it.", STAFF, OUT, Erasure.CLEAR),
        ("lifted_at", "Until when.", KEPT),
        ("lifted_by", "Who lifted it.", STAFF, OUT, Erasure.CLEAR),
    ),
)

_WRITES = fields_of(
    "discussion_pages.IdempotentWrite",
    ("id", "Numbers it.", DAY),
    ("user", "Who sent it, if signed in.", DAY, OUT, Erasure.DELETE),
    ("caller", "Keeps the keys of different callers apart: a digest.", DAY, OUT, Erasure.DELETE),
    ("key", "The key that the caller chose.", DAY, OUT, Erasure.DELETE),
    ("fingerprint", "Tells the same request from another: a digest.", DAY, OUT, Erasure.DELETE),
    ("status", "What the API answered.", DAY, OUT, Erasure.DELETE),
    ("headers", "What the API answered.", DAY, OUT, Erasure.DELETE),
    ("body", "What the API answered.", DAY, OUT, Erasure.DELETE),
    ("changed_keys", "Which pages show what it changed.", DAY, OUT, Erasure.DELETE),
    ("created_at", "When.", DAY, OUT, Erasure.DELETE),
)

_EVIDENCE = fields_of(
    "discussion_pages.EvidenceEntry",
    ("id", "Numbers the entry.", KEPT),
    ("kind", "What kind of record it vouches for.", KEPT),
    ("object_pk", "The number of that record.", KEPT),
    ("salt", "Makes the digest say nothing about the text.", EVIDENCE, OUT, Erasure.BY_POLICY),
    ("digest", "Proves that the record was not changed.", KEPT),
    ("recorded_at", "When it was recorded.", KEPT),
    ("sequence", "Its place in the chain.", KEPT),
    ("previous_hash", "The entry before.", KEPT),
    ("hash", "The chain up to here.", KEPT),
)

INVENTORY: tuple[Entry, ...] = (
    *_COMMENT,
    *_REVISION,
    *_PARTICIPANT,
    *_LIKE,
    *_REPORT,
    *_DECISION,
    *_APPEAL,
    *_SANCTION,
    *_NOTICES,
    *_STAFF,
    *_WRITES,
    *_PREVIEW,
    *_EVIDENCE,
    NoPersonalData("discussion_pages.DiscussionFigures", "Counts of a discussion."),
    NoPersonalData("discussion_pages.SharedAddress", "Public addresses, and what they show."),
    NoPersonalData("discussion_pages.UnsaidChange", "That something changed, and when."),
    NoPersonalData("discussion_pages.RespondentFigures", "How many responded below a page."),
    NoPersonalData("discussion_pages.NetworkSalt", "A day's random salt, deleted after 30 days."),
    NoPersonalData("discussion_pages.RetentionRun", "Numbers of what was erased."),
    NoPersonalData("discussion_pages.Webhook", "A system that is told what happens, and what."),
    NoPersonalData(
        "discussion_pages.WebhookEvent",
        "What happened: the number of a comment or page, codes and instants; no words, no names.",
    ),
    NoPersonalData("discussion_pages.WebhookDelivery", "Whether a system took what it was told."),
    NoPersonalData(
        "discussion_pages.WebhookAttempt",
        "One request: when, how long, the status of the answer and a digest of what was sent.",
    ),
    NoPersonalData("discussion_pages.PublicObject", "Which pages and snippets are public."),
    NoPersonalData("discussion_pages.WordRule", "Words that the pipeline looks for."),
    NoPersonalData("discussion_pages.SavedReason", "Phrases that moderators use often."),
    NoPersonalData("discussion_pages.DiscussionSettings", "What a site falls back to."),
    NoPersonalData(
        "discussion_pages.ModerationPolicy",
        "What a body publishes about itself, with its own contacts on duty.",
    ),
    NoPersonalData("discussion_pages.Organisation", "What a body publishes about itself."),
    NoPersonalData("discussion_pages.SafetyGuidance", "Editorial text."),
    NoPersonalData("discussion_pages.SafetyGuidancePage", "Editorial text of a page."),
    NoPersonalData("discussion_pages.DiscussionPage", "Editorial text of a page."),
)
