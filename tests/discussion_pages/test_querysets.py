"""What the database answers is what the rules answer, by the same tables."""

import pytest

from discussion_pages.models import DiscussionComment, DiscussionPage, Participant, Sanction
from discussion_pages.rules.commenting import commenting
from discussion_pages.rules.cursors import Order, cursor_for
from discussion_pages.rules.states import State, is_shown
from discussion_pages.services.posting import post_comment, post_official_reply
from tests import factories
from tests.bulk import insert_comments
from tests.tables import SANCTION_TABLE, WINDOW_TABLE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("opens_at", "closes_at", "at", "phase"), WINDOW_TABLE)
def test_window_open_agrees_with_the_rule(world, opens_at, closes_at, at, phase):
    world.discussion.opens_at, world.discussion.closes_at = opens_at, closes_at
    world.discussion.save()
    kept = DiscussionPage.objects.window_open(at=at).exists()
    window = DiscussionPage.objects.get().own_window
    assert kept is (phase == "open")
    assert (window.phase(at=at) == "open") is kept
    assert (commenting(window, comments_open=True, is_copy=False, at=at) == "open") is kept


@pytest.fixture
def everything(world, at):
    """Return comments of every state, plain and official, with and without published replies."""
    given = {"discussion": world.discussion, "at": at}
    staff = factories.UserFactory(superuser=True)
    body = factories.OrganisationFactory()
    for state in State:
        for with_reply in (False, True):
            author = factories.UserFactory()
            root = post_comment(text="root", author=author, **given)
            if with_reply:
                post_comment(text="reply", author=author, reply_to=root, **given)
            DiscussionComment.objects.filter(pk=root.pk).update(
                state=state, visible=int(is_shown(state, published_replies=int(with_reply)))
            )
        official = post_official_reply(text="official", author=staff, organisation=body, **given)
        DiscussionComment.objects.filter(pk=official.pk).update(
            state=state, visible=int(is_shown(state, published_replies=0))
        )
    return list(DiscussionComment.objects.all())


def keys(rows):
    return sorted(row.pk for row in rows)


def test_shown_agrees_with_the_rule(everything):
    expected = [c for c in everything if is_shown(c.state, published_replies=c.reply_count)]
    assert keys(DiscussionComment.objects.shown()) == keys(expected)
    assert 0 < len(expected) < len(everything)


def test_published_is_the_one_state_whose_text_is_public(everything):
    expected = [c for c in everything if c.state == "published"]
    assert keys(DiscussionComment.objects.published()) == keys(expected)


def test_counted_are_published_ones_replies_too_and_official_ones_not(everything):
    expected = [c for c in everything if c.state == "published" and not c.is_official]
    assert any(comment.depth for comment in expected)
    assert keys(DiscussionComment.objects.counted()) == keys(expected)


def test_roots_start_threads(everything):
    assert keys(DiscussionComment.objects.roots()) == keys(
        c for c in everything if c.thread_id == c.pk
    )


def test_what_awaits_a_decision_is_held_itself_or_has_a_held_edit(everything, at):
    edited = next(c for c in everything if c.state == "published")
    DiscussionComment.objects.filter(pk=edited.pk).update(edit_held_at=at)
    expected = [c for c in everything if c.state == "held"] + [edited]
    assert keys(DiscussionComment.objects.awaiting_decision()) == keys(expected)


def test_reported_are_those_with_an_open_report(everything):
    DiscussionComment.objects.filter(pk=everything[0].pk).update(report_count=1)
    assert keys(DiscussionComment.objects.reported()) == [everything[0].pk]


@pytest.mark.parametrize("order", Order)
def test_after_a_cursor_comes_what_follows_in_that_order(world, at, order):
    made = insert_comments(world.discussion, roots=12, at=at)
    DiscussionComment.objects.filter(pk__in=made[3:9]).update(posted_at=at, like_count=2)
    rows = list(DiscussionComment.objects.in_order(order))
    for number, row in enumerate(rows):
        cursor = cursor_for(order, posted_at=row.posted_at, like_count=row.like_count, pk=row.pk)
        following = DiscussionComment.objects.in_order(order).after(order, cursor.place, cursor.pk)
        assert list(following) == rows[number + 1 :]


def test_a_branch_is_everything_below_and_not_itself(world, member, at):
    given = {"discussion": world.discussion, "author": member, "at": at}
    first = post_comment(text="first", **given)
    below = post_comment(text="below", reply_to=first, **given)
    deep = post_comment(text="deep", reply_to=below, **given)
    post_comment(text="beside", **given)
    comment = DiscussionComment.objects.get(pk=first.pk)
    assert keys(DiscussionComment.objects.branch_of(comment.path)) == [below.pk, deep.pk]


@pytest.mark.parametrize(("starts_at", "ends_at", "lifted_at", "at", "expected"), SANCTION_TABLE)
def test_sanctions_in_force_agree_with_the_rule(
    member, starts_at, ends_at, lifted_at, at, expected
):
    participant = Participant.objects.create(user=member)
    for kind in ("mute", "warn"):
        Sanction.objects.create(
            participant=participant,
            kind=kind,
            reason="abuse",
            starts_at=starts_at,
            ends_at=ends_at,
            lifted_at=lifted_at,
        )
    found = list(Sanction.objects.is_in_force(at=at).values_list("kind", flat=True))
    assert found == (["mute"] if expected else [])
