"""What the page of one comment shows: its place in the thread, versions, reports and decisions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from discussion_pages import permissions
from discussion_pages.admin import labels
from discussion_pages.models import (
    Appeal,
    CommentRevision,
    Decision,
    DiscussionComment,
    Report,
    Sanction,
)
from discussion_pages.services.deciding import undoable, version_of
from discussion_pages.services.policies import policy_for
from discussion_pages.services.retention import retention_date
from discussion_pages.services.tree import ancestor_pks

REPLIES_SHOWN = 50
TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """A comment above or below the one inspected."""

    comment: DiscussionComment
    author: str
    state: str


@dataclass(frozen=True, slots=True)
class Change:
    """An edit that waits, beside what stands there now."""

    revision: CommentRevision
    before: str
    after: str
    marked: SafeString


@dataclass(frozen=True, slots=True)
class LogLine:
    """One decision in words."""

    decision: Decision
    label: str
    actor: str
    rule: str
    policy: str
    matches: list[SafeString]
    is_undone: bool


@dataclass(frozen=True, slots=True)
class Inspection:
    """Everything a decision rests on, as far as one person may see it.

    ``versions`` are empty for those who do not moderate: what was redacted stands in them.
    ``reports``, ``decisions``, ``appeals`` and ``sanctions`` are ``None`` where they may not.
    ``undoable`` is the decision that they can undo, ``seen`` the version that they read, and
    ``contacts`` whom to call where somebody may come to harm.
    """

    comment: DiscussionComment
    author: str
    state: str
    waits: bool
    marks: list[str]
    above: list[ThreadLine]
    below: list[ThreadLine]
    more_below: int
    change: Change | None
    versions: list[CommentRevision]
    reports: list[Report] | None
    decisions: list[LogLine] | None
    appeals: list[Appeal] | None
    sanctions: list[Sanction] | None
    undoable: Decision | None
    seen: str
    contacts: Any
    kept: str


def inspection(comment: DiscussionComment, user: Any) -> Inspection:
    """Gather what ``user`` may see about ``comment``.

    At most fifteen queries, and those for the policy where the comment is escalated.
    """
    versions = list(comment.revisions.order_by("-pk"))
    replies = _others(comment).branch_of(comment.path).order_by("path")
    below = list(replies[: REPLIES_SHOWN + 1])
    more_below = replies.count() - REPLIES_SHOWN if len(below) > REPLIES_SHOWN else 0
    sees_reports = permissions.may_view_reports(user, comment.discussion)
    sees_decisions = permissions.may_view_decisions(user, comment.discussion)
    moderates = permissions.may_moderate(user, comment.discussion)
    return Inspection(
        comment=comment,
        author=labels.author_label(comment),
        state=labels.state_label(comment),
        waits=labels.waits(comment),
        marks=labels.marks(comment),
        above=thread_lines(
            _others(comment).filter(pk__in=ancestor_pks(comment.path)).order_by("path")
        ),
        below=thread_lines(below[:REPLIES_SHOWN]),
        more_below=more_below,
        change=change_of(comment, versions),
        versions=versions if moderates else [],
        reports=(
            list(comment.reports.select_related("reporter", "settled_by", "decision"))
            if sees_reports
            else None
        ),
        decisions=log_lines(comment, versions) if sees_decisions else None,
        appeals=(
            list(comment.appeals.select_related("decided_by", "decision"))
            if sees_decisions
            else None
        ),
        sanctions=_sanctions(comment) if sees_decisions else None,
        undoable=undoable(comment) if moderates else None,
        seen=version_of(comment),
        contacts=_contacts(comment) if moderates else None,
        kept=labels.kept_label(retention_date(comment, at=timezone.now())),
    )


def _sanctions(comment: DiscussionComment) -> list[Sanction]:
    """Return all sanctions on the author, the newest first."""
    if comment.participant_id is None:
        return []
    return list(Sanction.objects.filter(participant=comment.participant_id))


def _contacts(comment: DiscussionComment) -> Any:
    """Return the policy's out-of-hours contacts where the comment is escalated."""
    if comment.safeguarding_at is None:
        return None
    policy = policy_for(comment.discussion)
    return policy.out_of_hours if policy else None


def _others(comment: DiscussionComment) -> Any:
    return DiscussionComment.objects.filter(discussion=comment.discussion_id).select_related(
        "organisation"
    )


def thread_lines(comments: Any) -> list[ThreadLine]:
    """Return comments as a thread shows them."""
    return [
        ThreadLine(comment, labels.author_label(comment), labels.state_label(comment))
        for comment in comments
    ]


def log_lines(
    comment: DiscussionComment, versions: Iterable[CommentRevision] = ()
) -> list[LogLine]:
    """Return what was decided about a comment, the newest first. One query.

    With the comment's ``versions``, each line shows the words that a rule matched.
    """
    versions = list(versions)
    return [
        LogLine(
            decision,
            labels.decision_label(decision),
            labels.actor_label(decision),
            labels.rule_label(decision.rule),
            labels.policy_label(decision),
            labels.marked_words(decision, versions),
            hasattr(decision, "undone_by"),
        )
        for decision in comment.decisions.select_related(
            "actor", "undone_by", "undoes", "policy", "policy_revision"
        ).defer("policy_revision__content")
    ]


def change_of(comment: DiscussionComment, versions: list[CommentRevision]) -> Change | None:
    """Return the edit that waits, if one of ``versions`` does."""
    held = next(
        (version for version in versions if version.status == CommentRevision.Status.HELD), None
    )
    if held is None:
        return None
    return Change(held, comment.comment, held.text, marked_change(comment.comment, held.text))


def marked_change(before: str, after: str) -> SafeString:
    """Return both texts in one, what goes in ``<del>`` and what comes in ``<ins>``, escaped.

    Compared word by word; Wagtail's own comparison takes short words for noise, and a comment has
    many.
    """
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    parts: list[str] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(escape("".join(old[i1:i2])))
            continue
        if i2 > i1:
            parts.append(format_html("<del>{}</del>", "".join(old[i1:i2])))
        if j2 > j1:
            parts.append(format_html("<ins>{}</ins>", "".join(new[j1:j2])))
    return mark_safe("".join(parts))
