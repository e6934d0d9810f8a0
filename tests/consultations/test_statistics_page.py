"""The public page that says how the comments of a consultation were moderated."""

from datetime import timedelta

import pytest
from wagtail.models import PageViewRestriction

from discussion_pages.models import Decision, DiscussionComment
from discussion_pages.rules.queue import Urgency
from tests import factories
from tests.bulk import insert_comments
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def url(world) -> str:
    return f"{world.consultation.get_url()}statistics/"


def removed(discussion, count: int, title: str) -> None:
    for pk in insert_comments(discussion, roots=count, at=NOW, state="removed", visible=0):
        Decision.objects.create(
            comment=DiscussionComment.objects.get(pk=pk),
            action="remove",
            from_state="published",
            to_state="removed",
            reason="spam",
            reason_title=title,
            urgency=Urgency.REPORTED,
            queued_at=NOW - timedelta(hours=4),
            decided_at=NOW - timedelta(hours=1),
        )


def test_the_page_shows_what_was_done_and_why(client, world, url):
    insert_comments(world.discussion, roots=1200, at=NOW)
    removed(world.discussion, 12, "Spam or advertising")
    page = client.get(url).content.decode()
    assert "1,212" in page
    assert "1,200" in page
    assert "Spam or advertising" in page
    assert "3 hours" in page


def test_small_numbers_are_not_shown(client, world, url):
    insert_comments(world.discussion, roots=7, at=NOW)
    removed(world.discussion, 4, "Spam or advertising")
    page = client.get(url).content.decode()
    assert "<td>7</td>" not in page
    assert "<td>4</td>" not in page
    assert page.count("not shown") >= 5


def test_discussions_that_are_not_public_do_not_count(client, world, url):
    insert_comments(world.discussion, roots=20, at=NOW)
    private = factories.DiscussionPageFactory(parent=world.consultation)
    insert_comments(private, roots=30, at=NOW)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    draft = factories.DiscussionPageFactory(parent=world.consultation, live=False)
    insert_comments(draft, roots=40, at=NOW)
    page = client.get(url).content.decode()
    assert "<dd>20</dd>" in page


def test_an_alias_shows_the_figures_of_its_source(client, world):
    insert_comments(world.discussion, roots=20, at=NOW)
    alias = world.consultation.create_alias(update_slug="safer-streets-copy")
    page = client.get(f"{alias.get_url()}statistics/").content.decode()
    assert "<dd>20</dd>" in page


def test_the_consultation_leads_there(client, world, url):
    assert url in client.get(world.consultation.get_url()).content.decode()


def test_the_page_costs_the_same_queries_for_many(
    client, world, url, django_assert_max_num_queries
):
    insert_comments(world.discussion, roots=3000, at=NOW)
    client.get(url)
    with django_assert_max_num_queries(17):
        client.get(url)
