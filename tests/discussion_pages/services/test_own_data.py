"""The download follows the inventory: whatever is marked as exported is in it."""

import pytest

from discussion_pages.data_protection import Field, inventories
from discussion_pages.models import (
    Appeal,
    Follow,
    Notice,
    NoticePreference,
    OutboxMessage,
    Sanction,
)
from discussion_pages.services.deciding import remove_comment
from discussion_pages.services.liking import like_comment
from discussion_pages.services.own_data import SECTIONS, own_data, own_data_for_people
from discussion_pages.services.posting import edit_comment
from discussion_pages.services.reporting import report_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def member_with_everything(post, member, other_member, moderator, at):
    """Give the member one record of everything."""
    mine = edit_comment(comment=post("One."), author=member, text="Two.", at=at)
    theirs = post("Three.", author=other_member)
    decision = remove_comment(comment=mine, moderator=moderator, reason="abuse", at=at)
    participant = member.discussion_participant
    Appeal.objects.create(
        comment=mine, decision=decision, participant=participant, text="Why?", made_at=at
    )
    Sanction.objects.create(participant=participant, kind="warn", reason="abuse", starts_at=at)
    report_comment(comment=theirs, reason="spam", reporter=member, at=at)
    like_comment(comment=theirs, member=member, at=at)
    Follow.objects.create(user=member, discussion=mine.discussion, followed_at=at)
    Notice.objects.get_or_create(recipient=member, key="x", kind="reply", created_at=at)
    OutboxMessage.objects.create(
        recipient=member, key="y", message_id="<z>", kind="reply", created_at=at, due_at=at
    )
    NoticePreference.objects.create(user=member)
    return member


def test_every_exported_field_occurs(member_with_everything, at):
    data = own_data(member_with_everything, at=at)
    section_of = {section.model: section.name for section in SECTIONS}
    for entry in inventories():
        if not isinstance(entry, Field) or not entry.exported:
            continue
        if entry.model == "members.User":
            assert entry.field in data["account"], entry
        elif entry.model == "account.EmailAddress":
            assert "email_addresses" in data["account"], entry
        else:
            rows = data[section_of[entry.model]]
            assert rows, entry.model
            assert all(entry.field in row for row in rows), entry


def test_nothing_but_exported_fields_occurs(member_with_everything, at):
    data = own_data(member_with_everything, at=at)
    for section in SECTIONS:
        exported = {
            entry.field
            for entry in inventories()
            if isinstance(entry, Field) and entry.model == section.model and entry.exported
        }
        for row in data[section.name]:
            assert set(row) == exported, section.name


def test_people_read_words_instead_of_codes(member_with_everything):
    shown = {
        section.title: dict(section.rows[0])
        for section in own_data_for_people(member_with_everything)
    }
    assert shown["Your comments"]["state"] == "Removed"
    assert shown["Your comments"]["discussion"] == "The walk home"
    assert shown["Your settings"]["about my comments, reports and appeals"] == "At once"
