"""The phases that we come with, in the order in which ``DISCUSSION_PAGES_PIPELINE`` names them."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from discussion_pages import words
from discussion_pages.conf import setting
from discussion_pages.models import DiscussionComment, WordRule
from discussion_pages.rules.commenting import ModerationMode, state_when_posted
from discussion_pages.rules.links import LINKS_MAX, find_links
from discussion_pages.rules.personal_data import find_personal_data
from discussion_pages.rules.reasons import Reason
from discussion_pages.rules.sanctions import MAY_NOT_WRITE, SanctionKind
from discussion_pages.rules.states import State
from discussion_pages.rules.words import RuleKind, Word, find_words, normalised
from discussion_pages.services.commenting import commenting_status, has_published_before
from discussion_pages.services.pipeline import Outcome, Submission, Verdict
from discussion_pages.services.standing import in_force, sentence_of
from discussion_pages.services.tree import is_locked

SAME_WORDS_FOR = timedelta(hours=24)
RECENT_MAX = 200
"""How many of an author's newest comments are compared: what somebody types in a day."""


def window_and_permission(submission: Submission, *, at: datetime) -> Verdict | None:
    """Refuse where nobody may write now, or not this person, or not at this place.

    No query where the page above came with the discussion; one more for a reply.
    """
    author, discussion = submission.author, submission.discussion
    if not (author.is_authenticated and author.is_active):
        return _refuse("permission:log_in", _("Log in to do this."))
    if not discussion.live:
        return _refuse("permission:not_published", _("This discussion is not published."))
    status = commenting_status(discussion, at=at)
    if not status.is_open:
        return _refuse(f"window:{status.commenting.value}", status.sentence)
    answered = submission.reply_to
    if answered is not None and submission.editing is None and is_locked(answered):
        return _refuse("permission:locked", _("A moderator has closed this thread to replies."))
    return None


def sanctions(submission: Submission, *, at: datetime) -> Verdict | None:
    """Refuse whoever is muted or suspended, and hold what is read first. One query."""
    found = in_force(submission.participant, at=at)
    for sanction in found:
        if sanction.kind in MAY_NOT_WRITE:
            return _refuse(f"sanction:{sanction.kind}", sentence_of(sanction))
    for sanction in found:
        if sanction.kind == SanctionKind.PREMODERATE:
            return Verdict(Outcome.HOLD, f"sanction:{sanction.kind}")
    return None


def duplicate_and_flood(submission: Submission, *, at: datetime) -> Verdict | None:
    """Hold the same words again in one discussion within a day, and many comments at once.

    Words that their author took back do not count as said before; an edit is no further comment.
    One query.
    """
    minutes = timedelta(minutes=setting("FLOOD_MINUTES"))
    since = at - max(SAME_WORDS_FOR, minutes)
    earlier = DiscussionComment.objects.filter(
        participant=submission.participant, is_official=False, posted_at__gt=since
    )
    if submission.editing is not None:
        earlier = earlier.exclude(pk=submission.editing.pk)
    rows = earlier.order_by("-posted_at").values_list(
        "posted_at", "discussion_id", "state", "comment"
    )
    limit = setting("FLOOD_COMMENTS")
    recent = list(rows[: max(RECENT_MAX, limit)])
    said = normalised(submission.text)
    for posted_at, discussion_id, state, text in recent:
        if discussion_id != submission.discussion.pk or state == State.WITHDRAWN:
            continue
        if posted_at > at - SAME_WORDS_FOR and normalised(text) == said:
            return Verdict(Outcome.HOLD, "duplicate", reason=Reason.SPAM.value)
    in_a_row = sum(posted_at > at - minutes for posted_at, *_rest in recent)
    if limit and submission.editing is None and in_a_row >= limit:
        return Verdict(Outcome.HOLD, "flood", reason=Reason.SPAM.value)
    return None


def links(submission: Submission, *, at: datetime) -> Verdict | None:
    """Hold a text with more links than the policy lets through."""
    found = find_links(submission.text)
    limit = submission.policy.links_max if submission.policy else LINKS_MAX
    if len(found) <= limit:
        return None
    spans = tuple((link.start, link.end) for link in found)
    return Verdict(Outcome.HOLD, "links", reason=Reason.SPAM.value, spans=spans)


def word_rules(submission: Submission, *, at: datetime) -> Verdict | None:
    """Hold a text with banned or suspect words; the banned ones name the reason. One query."""
    rows = WordRule.objects.filter(is_active=True).values_list("phrase", "kind", "rule_code")
    matches = find_words(
        submission.text, (Word(phrase, RuleKind(kind), code) for phrase, kind, code in rows)
    )
    if not matches:
        return None
    worst = min(matches, key=lambda match: match.word.kind is not RuleKind.BANNED).word
    code = next((m.word.code for m in matches if m.word.kind is worst.kind and m.word.code), "")
    spans = tuple(dict.fromkeys((match.start, match.end) for match in matches))
    return Verdict(Outcome.HOLD, f"words:{worst.kind.value}", reason=code, spans=spans)


def personal_data(submission: Submission, *, at: datetime) -> Verdict | None:
    """Ask about what looks like a personal detail; hold it where the author sends it anyway."""
    found = find_personal_data(submission.text)
    if not found:
        return None
    details = list(dict.fromkeys(each.detail for each in found))
    return Verdict(
        Outcome.HOLD if submission.is_confirmed else Outcome.ASK,
        f"personal:{details[0].value}",
        reason=Reason.PERSONAL.value,
        spans=tuple((each.start, each.end) for each in found),
        message=words.personal_data_sentence(details),
    )


def moderation_mode(submission: Submission, *, at: datetime) -> Verdict | None:
    """Hold where a moderator reads every comment first, or everybody's first. At most one query.

    An edit of a comment that waits changes nothing about its waiting.
    """
    editing = submission.editing
    if editing is not None and editing.state == State.HELD:
        return None
    mode = ModerationMode(submission.discussion.moderation_mode)
    known = mode is ModerationMode.FIRST_COMMENT and has_published_before(
        submission.author, other_than=editing
    )
    if state_when_posted(mode, has_published_before=known) is State.HELD:
        return Verdict(Outcome.HOLD, f"mode:{mode.value}")
    return None


def _refuse(rule: str, message: str) -> Verdict:
    return Verdict(Outcome.REFUSE, rule, message=message)
