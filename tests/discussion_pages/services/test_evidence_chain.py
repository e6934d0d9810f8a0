"""Tampering is found; an erasure is not taken for it."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from discussion_pages.models import DiscussionComment, EvidenceEntry, EvidenceKind
from discussion_pages.services import evidence, evidence_chain
from discussion_pages.services.evidence_chain import hash_of, seal, verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def comments(post, at) -> list[DiscussionComment]:
    """Return five comments whose evidence is sealed."""
    found = [post(f"Comment {number}.") for number in range(5)]
    EvidenceEntry.objects.all().delete()
    for comment in found:
        evidence.record(comment, at=at)
    seal()
    return found


def entry_of(comment: DiscussionComment) -> EvidenceEntry:
    return EvidenceEntry.objects.get(kind=EvidenceKind.COMMENT, object_pk=comment.pk)


def change(comment: DiscussionComment, **fields) -> None:
    EvidenceEntry.objects.filter(pk=entry_of(comment).pk).update(**fields)


def change_the_words(comments):
    DiscussionComment.objects.filter(pk=comments[2].pk).update(comment="I never said that.")


def delete_the_record(comments):
    EvidenceEntry.objects.filter(pk=entry_of(comments[2]).pk).update(object_pk=10**9)


def delete_the_entry(comments):
    entry_of(comments[2]).delete()


def swap_two_entries(comments):
    places = [entry_of(comment).sequence for comment in comments[2:4]]
    change(comments[2], sequence=None)
    change(comments[3], sequence=places[0])
    change(comments[2], sequence=places[1])


def write_a_hash_anew(comments):
    change(comments[2], hash="0" * 64)


def write_entry_and_hash_anew(comments):
    entry = entry_of(comments[2])
    entry.recorded_at += timedelta(days=1)
    entry.hash = hash_of(entry, entry.previous_hash)
    entry.save()


def change_the_words_and_say_they_were_erased(comments):
    change_the_words(comments)
    change(comments[2], salt="")


@pytest.mark.parametrize(
    ("tamper", "said", "about"),
    [
        (change_the_words, "no longer matches its digest", 2),
        (delete_the_record, "is missing: the record was deleted", 2),
        (delete_the_entry, "1 entries are missing", 3),
        (swap_two_entries, "The chain is broken before", 3),
        (write_a_hash_anew, "own record of", 2),
        (write_entry_and_hash_anew, "The chain is broken before", 3),
        (change_the_words_and_say_they_were_erased, "its words are there", 2),
    ],
)
def test_tampering_is_found_and_says_where(comments, tamper, said, about):
    assert verify().is_sound
    entry = entry_of(comments[about]).pk
    tamper(comments)
    faults = verify().faults
    assert any(said in fault.message and fault.entry == entry for fault in faults), faults


def test_a_chain_whose_end_was_cut_off_does_not_hold_the_noted_hash(comments):
    noted = verify().head
    assert verify(expected_head=noted).is_sound
    entry_of(comments[4]).delete()
    assert verify().is_sound
    assert not verify(expected_head=noted).is_sound


def test_an_erasure_leaves_the_chain_whole(comments):
    DiscussionComment.objects.filter(pk=comments[1].pk).update(comment="")
    assert not verify().is_sound
    assert evidence.forget(EvidenceKind.COMMENT, [comments[1].pk]) == 1
    found = verify()
    assert (found.faults, found.sealed, found.erased) == ([], 5, 1)


def test_an_entry_committed_late_with_a_smaller_key_takes_the_next_place(comments, post, at):
    late, early = entry_of(comments[3]).pk, entry_of(comments[4]).pk
    EvidenceEntry.objects.filter(pk__in=[late, early]).update(
        sequence=None, hash="", previous_hash=""
    )
    uncommitted = EvidenceEntry.objects.get(pk=late)
    EvidenceEntry.objects.filter(pk=late).delete()
    seal()
    uncommitted.save(force_insert=True)
    assert seal() == 1
    assert EvidenceEntry.objects.get(pk=late).sequence == 5
    assert EvidenceEntry.objects.get(pk=early).sequence == 4
    assert verify().is_sound


def test_a_run_seals_as_much_as_it_is_told_in_batches(comments, monkeypatch):
    EvidenceEntry.objects.update(sequence=None, hash="", previous_hash="")
    monkeypatch.setattr(evidence_chain, "BATCH", 2)
    assert seal(limit=3) == 3
    assert (seal(), seal()) == (2, 0)
    assert verify().is_sound
    assert list(EvidenceEntry.objects.values_list("sequence", flat=True)) == [1, 2, 3, 4, 5]


def test_what_is_not_sealed_yet_is_compared_too(comments):
    EvidenceEntry.objects.update(sequence=None, hash="", previous_hash="")
    change_the_words(comments)
    found = verify()
    assert (found.sealed, found.unsealed, len(found.faults)) == (0, 5, 1)


def test_walking_the_chain_asks_the_same_few_questions(comments, django_assert_num_queries):
    with django_assert_num_queries(5):
        verify()


def test_the_commands_seal_and_say_which_entry_is_wrong(comments):
    said, wrong = StringIO(), StringIO()
    call_command("seal_evidence", stdout=said)
    call_command("verify_evidence", stdout=said)
    assert "Entries sealed: 0" in said.getvalue()
    assert f"Last hash: {verify().head}" in said.getvalue()
    change_the_words(comments)
    with pytest.raises(CommandError) as error:
        call_command("verify_evidence", stdout=said, stderr=wrong)
    assert error.value.returncode == 1
    assert f"Comment {comments[2].pk} (entry {entry_of(comments[2]).pk})" in wrong.getvalue()
