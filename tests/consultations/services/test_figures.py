from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.actions.create_alias import CreatePageAliasAction

from consultations.services.figures import Participation, participation, participation_of
from discussion_pages.models import DiscussionComment, DiscussionPage
from discussion_pages.services.deciding import decide
from discussion_pages.services.marking import mark_official
from discussion_pages.services.posting import post_comment, post_official_reply, withdraw_comment
from tests import factories
from tests.bulk import insert_comments

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(world, member, at):
    """Post a comment, each in words of its own."""
    numbers = count()

    def post_it(**given):
        given = {"discussion": world.discussion, "author": member, "at": at} | given
        return post_comment(text=f"Words {next(numbers)}.", **given)

    return post_it


def test_people_count_once_across_the_discussions_of_a_consultation(
    world, post, member, other_member
):
    second = factories.DiscussionPageFactory(parent=world.consultation)
    root = post()
    post(reply_to=root)
    post(discussion=second)
    post(discussion=second, author=other_member)
    assert participation(world.consultation) == Participation(respondents=2, responses=4)


def test_people_count_in_each_consultation_that_they_answer(world, post):
    other = factories.ConsultationPageFactory(parent=world.hub)
    post()
    post(discussion=factories.DiscussionPageFactory(parent=other))
    counts = participation_of([world.consultation, other])
    assert set(counts.values()) == {Participation(respondents=1, responses=1)}


@pytest.mark.parametrize("state", ["held", "rejected", "removed", "withdrawn"])
def test_what_is_not_published_counts_in_neither(world, post, member, other_member, at, state):
    moderator = factories.UserFactory(superuser=True)
    post(author=other_member)
    comment = post()
    if state == "withdrawn":
        withdraw_comment(comment=comment, author=member, at=at)
    else:
        ways = {"held": ["hold"], "rejected": ["hold", "reject"], "removed": ["remove"]}
        for action in ways[state]:
            if action == "reject":  # only what never was public is rejected
                DiscussionComment.objects.update(first_published_at=None)
            decide(comment=comment, action=action, moderator=moderator, reason="other", at=at)
    assert participation(world.consultation) == Participation(respondents=1, responses=1)


def test_official_replies_count_in_neither(world, post, at):
    staff = factories.UserFactory(superuser=True)
    root = post()
    post_official_reply(
        discussion=world.discussion,
        author=staff,
        organisation=factories.OrganisationFactory(),
        text="Noted.",
        reply_to=root,
        at=at,
    )
    assert participation(world.consultation) == Participation(respondents=1, responses=1)


def test_offline_people_and_responses_are_added(world, post):
    post()
    make = factories.OfflineResponseFactory
    make(consultation=world.consultation, people=1300, responses=2000)
    make(consultation=world.consultation, people=95, responses=120)
    make(consultation=factories.ConsultationPageFactory(parent=world.hub), people=7, responses=7)
    assert participation(world.consultation) == Participation(respondents=1396, responses=2121)


def test_nobody_has_responded_yet(world):
    assert participation(world.consultation) == Participation(0, 0)
    empty = factories.ConsultationPageFactory(parent=world.hub)
    assert participation(empty) == Participation(0, 0)
    assert participation_of([]) == {}


def test_a_deleted_account_goes_on_counting_as_one_person(world, post, member):
    post()
    post()
    member.delete()
    assert participation(world.consultation) == Participation(respondents=1, responses=2)


def test_an_unpublished_discussion_keeps_what_was_said_in_it(world, post):
    post()
    world.discussion.unpublish()
    assert participation(world.consultation) == Participation(respondents=1, responses=1)


def test_a_discussion_elsewhere_counts_for_no_consultation(world, post):
    post(discussion=factories.DiscussionPageFactory(parent=world.home))
    assert participation(world.consultation) == Participation(0, 0)


def test_an_alias_shows_the_count_of_its_source(world, post, django_assert_num_queries):
    post()
    factories.OfflineResponseFactory(consultation=world.consultation, people=9, responses=9)
    first = CreatePageAliasAction(
        world.consultation, parent=world.hub, update_slug="a", recursive=True, user=None
    ).execute(skip_permission_checks=True)
    second = CreatePageAliasAction(first, parent=world.hub, update_slug="b", user=None).execute(
        skip_permission_checks=True
    )
    counts = participation_of([world.consultation, first, second])
    assert set(counts.values()) == {Participation(respondents=10, responses=10)}
    assert set(counts) == {world.consultation.pk, first.pk, second.pk}
    with django_assert_num_queries(1):
        participation(first)


@pytest.mark.parametrize("number", [1, 12])
def test_a_list_of_any_length_costs_one_query(world, post, django_assert_num_queries, number):
    pages = factories.ConsultationPageFactory.create_batch(number, parent=world.hub)
    for page in pages:
        discussion = factories.DiscussionPageFactory(parent=page)
        post(discussion=discussion, author=factories.UserFactory())
        factories.OfflineResponseFactory(consultation=page)
    with django_assert_num_queries(1):
        counts = participation_of(pages)
    assert counts == {page.pk: Participation(respondents=4, responses=6) for page in pages}


def test_ten_thousand_comments_are_counted_like_one(world, at, django_assert_num_queries):
    insert_comments(world.discussion, roots=2500, replies=3, at=at)
    pages = factories.ConsultationPageFactory.create_batch(9, parent=world.hub)
    with django_assert_num_queries(1):
        counts = participation_of([world.consultation, *pages])
    assert counts[world.consultation.pk] == Participation(respondents=1, responses=10_000)
    assert counts[pages[0].pk] == Participation(respondents=0, responses=0)


def test_the_figures_are_read_and_no_comment_is_looked_at(world, post):
    post()
    with CaptureQueriesContext(connection) as asked:
        participation(world.consultation)
    assert "discussioncomment" not in "".join(query["sql"] for query in asked)


def test_somebody_counts_until_the_last_of_their_comments_is_gone(world, post, member, at):
    first = post()
    second = post(discussion=factories.DiscussionPageFactory(parent=world.consultation))
    withdraw_comment(comment=first, author=member, at=at)
    assert participation(world.consultation) == Participation(respondents=1, responses=1)
    withdraw_comment(comment=second, author=member, at=at)
    assert participation(world.consultation) == Participation(0, 0)


def test_who_answers_officially_after_all_is_no_respondent_any_more(world, post, at):
    staff = factories.UserFactory(superuser=True)
    comment = post(author=staff)
    mark_official(
        comment=comment,
        moderator=factories.UserFactory(superuser=True),
        organisation=factories.OrganisationFactory(),
        at=at,
    )
    assert participation(world.consultation) == Participation(0, 0)


def test_a_discussion_that_moves_takes_its_respondents_along(world, post, other_member):
    other = factories.ConsultationPageFactory(parent=world.hub)
    moving = factories.DiscussionPageFactory(parent=world.consultation)
    post()
    post(discussion=moving)
    post(discussion=moving, author=other_member)
    moving.move(other, pos="last-child")
    assert participation(world.consultation) == Participation(respondents=1, responses=1)
    assert participation(other) == Participation(respondents=2, responses=2)


def test_a_consultation_that_moves_keeps_its_respondents(world, post):
    post()
    hub = factories.ConsultationIndexPageFactory(parent=world.home, slug="other")
    world.consultation.move(hub, pos="last-child")
    assert participation(world.consultation) == Participation(respondents=1, responses=1)
    post(discussion=DiscussionPage.objects.get(pk=world.discussion.pk))
    assert participation(world.consultation) == Participation(respondents=1, responses=2)
