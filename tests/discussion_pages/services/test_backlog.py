"""Reminders before a target is missed: who gets them, how often, and what they say."""

from datetime import timedelta

import pytest

from discussion_pages.models import Notice
from discussion_pages.rules.queue import Urgency
from discussion_pages.services.backlog import remind_moderators
from discussion_pages.services.notice_words import words_of
from tests import factories
from tests.bulk import insert_comments
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


@pytest.mark.parametrize(
    ("waited", "told"),
    [(17.99, 0), (18, 1), (23.99, 1), (24, 1), (100, 1)],
)
def test_moderators_are_told_from_three_quarters_of_the_target_on(
    discussion, moderator, waited, told
):
    assert discussion.policy.target_hours_held == 24
    insert_comments(
        discussion, roots=1, at=NOW, urgency=Urgency.HELD, queued_at=NOW - hours(waited)
    )
    assert remind_moderators(at=NOW) == told
    assert Notice.objects.filter(recipient=moderator).count() == told


@pytest.mark.parametrize(
    ("urgency", "later", "told"),
    [
        (Urgency.HELD, hours(1), 0),
        (Urgency.HELD, hours(24), 1),
        (Urgency.ILLEGAL, hours(1), 1),
        (Urgency.SAFEGUARDING, timedelta(minutes=1), 0),
    ],
)
def test_once_a_day_is_enough_and_what_presses_is_told_every_hour(
    discussion, moderator, urgency, later, told
):
    insert_comments(discussion, roots=1, at=NOW, urgency=urgency, queued_at=NOW - hours(30))
    assert remind_moderators(at=NOW) == 1
    assert remind_moderators(at=NOW + later) == told


def test_members_are_not_told_and_administrators_only_where_nobody_moderates(discussion, member):
    admin = factories.UserFactory(superuser=True)
    insert_comments(discussion, roots=1, at=NOW, urgency=Urgency.HELD, queued_at=NOW - hours(30))
    assert remind_moderators(at=NOW) == 1
    assert Notice.objects.get().recipient == admin


def test_the_words_say_how_much_and_since_when_it_matters(discussion, moderator):
    insert_comments(discussion, roots=3, at=NOW, urgency=Urgency.HELD, queued_at=NOW - hours(30))
    remind_moderators(at=NOW)
    notice = Notice.objects.get()
    words = words_of(notice.kind, notice.data)
    assert "Held: 3 waiting, 3 past the target, 0 at risk." in words.paragraphs
    assert words.link.url == "/admin/discussions/desk/"
