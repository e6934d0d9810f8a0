"""The hash chain over what moderation keeps.

Every record gets an entry in the transaction that writes it: a digest of its content and a salt,
never its text. Entries are sealed in order afterwards, so that writers never wait for each other.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Model

from discussion_pages.models import (
    Appeal,
    CommentRevision,
    Decision,
    DiscussionComment,
    EvidenceEntry,
    EvidenceKind,
    Report,
    Sanction,
)


def record(instance: Model, *, at: datetime) -> EvidenceEntry:
    """Write the entry of a record that was just written. One query.

    Raises:
        KeyError: records of that model are no evidence.
    """
    kind, _content = CONTENTS[type(instance)]
    salt = secrets.token_hex(32)
    return EvidenceEntry.objects.create(
        kind=kind,
        object_pk=instance.pk,
        salt=salt,
        digest=digest_of(instance, salt),
        recorded_at=at,
    )


def forget(kind: EvidenceKind, pks: Iterable[int]) -> int:
    """Empty the salts of records whose words were erased. Returns how many entries there were.

    Without its salt a digest proves nothing and tells nothing; the chain over it stays whole.
    """
    entries = EvidenceEntry.objects.filter(kind=kind, object_pk__in=list(pks)).exclude(salt="")
    return entries.update(salt="")


def words_of(instance: Model) -> list[str]:
    """Return what somebody wrote in a record, as far as its digest covers it."""
    _kind, content = CONTENTS[type(instance)]
    found = content(instance)
    return [found[name] for name in WORDS if found.get(name)]


def digest_of(instance: Model, salt: str) -> str:
    """Return SHA-256 of the salt and the record's content as canonical JSON (64 hex digits)."""
    _kind, content = CONTENTS[type(instance)]
    text = json.dumps(content(instance), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def _instant(value: datetime | None) -> str | None:
    return value.timestamp().hex() if value else None


def _comment(comment: DiscussionComment) -> dict[str, Any]:
    first = next(iter(comment.revisions.all()), None)
    return {
        "pk": comment.pk,
        "discussion": comment.discussion_id,
        "participant": comment.participant_id,
        "text": first.text if first else comment.comment,
        "posted_at": _instant(comment.posted_at),
    }


def _revision(revision: CommentRevision) -> dict[str, Any]:
    return {
        "pk": revision.pk,
        "comment": revision.comment_id,
        "text": revision.text,
        "written_at": _instant(revision.written_at),
    }


def _report(report: Report) -> dict[str, Any]:
    return {
        "pk": report.pk,
        "reference": report.reference,
        "comment": report.comment_id,
        "kind": report.kind,
        "reason": report.reason,
        "text": report.text,
        "reported_at": _instant(report.reported_at),
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "pk": decision.pk,
        "comment": decision.comment_id,
        "revision": decision.revision_id,
        "action": str(decision.action),
        "from": str(decision.from_state),
        "to": str(decision.to_state),
        "automatic": decision.is_automatic,
        "reason": decision.reason,
        "rule": decision.rule,
        "note": decision.note,
        "message": decision.message,
        "words": decision.words,
        "appeal": decision.appeal_id,
        "undoes": decision.undoes_id,
        "details": decision.details,
        "decided_at": _instant(decision.decided_at),
    }


def _appeal(appeal: Appeal) -> dict[str, Any]:
    return {
        "pk": appeal.pk,
        "decision": appeal.decision_id,
        "sanction": appeal.sanction_id,
        "participant": appeal.participant_id,
        "text": appeal.text,
        "made_at": _instant(appeal.made_at),
    }


def _sanction(sanction: Sanction) -> dict[str, Any]:
    return {
        "pk": sanction.pk,
        "participant": sanction.participant_id,
        "kind": sanction.kind,
        "reason": sanction.reason,
        "message": sanction.message,
        "note": sanction.note,
        "comment": sanction.comment_id,
        "starts_at": _instant(sanction.starts_at),
        "ends_at": _instant(sanction.ends_at),
    }


CONTENTS: dict[type[Model], tuple[EvidenceKind, Callable[[Any], dict[str, Any]]]] = {
    DiscussionComment: (EvidenceKind.COMMENT, _comment),
    CommentRevision: (EvidenceKind.REVISION, _revision),
    Report: (EvidenceKind.REPORT, _report),
    Decision: (EvidenceKind.DECISION, _decision),
    Appeal: (EvidenceKind.APPEAL, _appeal),
    Sanction: (EvidenceKind.SANCTION, _sanction),
}
"""What may be recorded, and the fields that its digest covers: never a person's name or address."""

WORDS = ("text", "note", "message", "words")
"""The covered fields that hold free text: empty once a record is erased."""
