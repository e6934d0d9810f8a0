"""Sealing what was recorded into one chain, and finding where it was tampered with.

Entries are sealed in the order of their keys among those that are there. One that is committed
later with a smaller key takes the next place, so nobody who writes waits for the chain.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from itertools import islice

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from discussion_pages.models import DiscussionComment, EvidenceEntry, EvidenceKind
from discussion_pages.services.evidence import CONTENTS, digest_of, words_of

BATCH = 500
ATTEMPTS = 20

MODELS: dict[str, type[Model]] = {kind.value: model for model, (kind, _content) in CONTENTS.items()}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and with which entry (``None``: with what should stand between two)."""

    entry: int | None
    message: str


@dataclass(slots=True)
class Verification:
    """What a walk along the chain found. ``head`` is the hash to write down elsewhere."""

    sealed: int = 0
    unsealed: int = 0
    erased: int = 0
    head: str = ""
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def seal(*, limit: int | None = None) -> int:
    """Chain up to ``limit`` entries that are not sealed yet, and return how many were.

    Two at once share the work: each locks the chain's end and what it is about to seal. Where a
    database has no such locks, the unique ``sequence`` lets only one of them have a place.
    """
    sealed = 0
    while limit is None or sealed < limit:
        size = BATCH if limit is None else min(BATCH, limit - sealed)
        done = _seal_batch(size)
        sealed += done
        if not done:
            break
    return sealed


def verify(*, expected_head: str = "") -> Verification:
    """Walk along the chain and compare every record with its digest.

    ``expected_head`` is a hash noted at an earlier time: it has to be in the chain still, else its
    end was cut off or written anew.
    """
    found = Verification(unsealed=EvidenceEntry.objects.filter(sequence=None).count())
    sequence, previous = 0, ""
    was_expected = not expected_head
    sealed = EvidenceEntry.objects.filter(sequence__isnull=False).order_by("sequence")
    for entries in _batches(sealed.iterator(chunk_size=BATCH)):
        for entry in entries:
            found.faults += _chain_faults(entry, sequence, previous)
            sequence, previous = entry.sequence or 0, entry.hash
            was_expected = was_expected or entry.hash == expected_head
            found.sealed += 1
        _compare(entries, found)
    waiting = EvidenceEntry.objects.filter(sequence=None).order_by("pk")
    for entries in _batches(waiting.iterator(chunk_size=BATCH)):
        _compare(entries, found)
    found.head = previous
    if not was_expected:
        message = _("The chain does not contain the hash %(hash)s any more: its end is missing.")
        found.faults.append(Fault(None, message % {"hash": expected_head}))
    return found


def hash_of(entry: EvidenceEntry, previous_hash: str) -> str:
    """Return the hash of an entry that follows ``previous_hash`` (64 hex digits)."""
    recorded_at = entry.recorded_at.astimezone(UTC).isoformat(timespec="microseconds")
    parts = (previous_hash, entry.kind, str(entry.object_pk), entry.digest, recorded_at)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _seal_batch(size: int) -> int:
    for attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                return _extend(size)
        except IntegrityError:
            if attempt == ATTEMPTS - 1:
                raise
    return 0


def _extend(size: int) -> int:
    """Put the next entries behind the last sealed one.

    Locks come first and the end is read after the wait for them, when it may have moved on. An
    entry that an erasure holds is left for the next run: neither waits for the other.
    """
    sealed = EvidenceEntry.objects.filter(sequence__isnull=False).order_by("-sequence")
    sealed.select_for_update(no_key=True).first()
    waiting = EvidenceEntry.objects.filter(sequence=None).order_by("pk")
    entries = list(waiting.select_for_update(no_key=True, skip_locked=True)[:size])
    last = sealed.first()
    sequence, previous = (last.sequence or 0, last.hash) if last else (0, "")
    for entry in entries:
        sequence += 1
        entry.sequence, entry.previous_hash = sequence, previous
        entry.hash = previous = hash_of(entry, previous)
    EvidenceEntry.objects.bulk_update(entries, ["sequence", "previous_hash", "hash"])
    return len(entries)


def _chain_faults(entry: EvidenceEntry, sequence: int, previous: str) -> Iterator[Fault]:
    """Compare an entry with the one before it, at ``sequence`` with the hash ``previous``."""
    values = _called(entry)
    if entry.sequence != sequence + 1:
        message = _("Before %(entry)s, %(number)s entries are missing from the chain.")
        missing = (entry.sequence or 0) - sequence - 1
        yield Fault(entry.pk, message % {**values, "number": missing})
    elif entry.previous_hash != previous:
        yield Fault(entry.pk, _("The chain is broken before %(entry)s.") % values)
    if entry.hash != hash_of(entry, entry.previous_hash):
        yield Fault(entry.pk, _("The chain's own record of %(entry)s was changed.") % values)


def _batches(entries: Iterable[EvidenceEntry]) -> Iterator[list[EvidenceEntry]]:
    rest = iter(entries)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _compare(entries: Sequence[EvidenceEntry], found: Verification) -> None:
    """Compare the records of some entries with their digests. One or two queries for each kind."""
    for kind in {entry.kind for entry in entries}:
        ours = [entry for entry in entries if entry.kind == kind]
        records = _records(kind, [entry.object_pk for entry in ours])
        for entry in ours:
            found.erased += not entry.salt
            message = _record_fault(entry, records.get(entry.object_pk))
            if message:
                found.faults.append(Fault(entry.pk, message % _called(entry)))


def _records(kind: str, pks: list[int]) -> dict[int, Model]:
    model = MODELS[kind]
    rows = model._default_manager.all()
    if model is DiscussionComment:
        rows = rows.prefetch_related("revisions")
    return rows.in_bulk(pks)


def _record_fault(entry: EvidenceEntry, record: Model | None) -> str:
    """Return what is wrong with the record of an entry, if anything is."""
    if not entry.salt:
        if record is not None and words_of(record):
            return _("%(entry)s counts as erased, but its words are there.")
        return ""
    if record is None:
        return _("%(entry)s is missing: the record was deleted.")
    if digest_of(record, entry.salt) != entry.digest:
        return _("%(entry)s was changed: it no longer matches its digest.")
    return ""


def _called(entry: EvidenceEntry) -> dict[str, str]:
    name = EvidenceKind(entry.kind).label
    called = _("%(kind)s %(pk)s (entry %(entry)s)") % {
        "kind": name,
        "pk": entry.object_pk,
        "entry": entry.pk,
    }
    return {"entry": called}
