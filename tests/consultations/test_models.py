from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from discussion_pages.models import DiscussionPage
from discussion_pages.rules.windows import Phase, Window
from tests import factories
from tests.tables import TICK

pytestmark = pytest.mark.django_db


def test_a_window_that_ends_before_it_starts_is_refused(world, at):
    page = world.consultation
    for closes_at in (at, at - TICK):
        page.opens_at, page.closes_at = at, closes_at
        with pytest.raises(ValidationError) as refused:
            page.full_clean()
        assert list(refused.value.message_dict) == ["closes_at"]
    page.closes_at = at + TICK
    page.full_clean()


def test_an_image_needs_words_for_those_who_cannot_see_it(world):
    page = world.consultation
    page.hero_image_id = 1
    page.hero_alt = "  "
    with pytest.raises(ValidationError) as refused:
        page.clean()
    assert list(refused.value.message_dict) == ["hero_alt"]
    page.hero_alt = "A lit path along the river"
    page.clean()


@pytest.mark.parametrize(
    ("closes", "outcome", "clip"),
    [
        (30, None, 30),
        (30, 60, 30),
        (30, 10, 10),
        (None, 10, 10),
        (None, None, None),
    ],
)
def test_discussions_take_comments_until_closing_or_outcome(world, at, closes, outcome, clip):
    def day(number):
        return None if number is None else at + timedelta(days=number)

    page = world.consultation
    page.opens_at, page.closes_at, page.outcome_published_at = at, day(closes), day(outcome)
    page.save()
    discussion = DiscussionPage.objects.get()
    assert discussion.window == Window(at, day(clip))
    assert discussion.window.phase(at=at) is Phase.OPEN
    assert discussion.settled_at == day(outcome)


@pytest.mark.parametrize(
    ("singular", "plural", "count", "noun"),
    [
        ("", "", 0, "people"),
        ("", "", 1, "person"),
        ("", "", 2, "people"),
        ("Londoner", "Londoners", 0, "Londoners"),
        ("Londoner", "Londoners", 1, "Londoner"),
        ("Londoner", "Londoners", 1396, "Londoners"),
    ],
)
def test_people_are_called_what_the_editor_calls_them(world, singular, plural, count, noun):
    page = factories.ConsultationPageFactory.build(noun_singular=singular, noun_plural=plural)
    assert page.respondent_noun(count) == noun
