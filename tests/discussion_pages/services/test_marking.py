from datetime import timedelta

import pytest

from discussion_pages.models import DiscussionComment, Notice
from discussion_pages.rules.cursors import Order
from discussion_pages.rules.queue import Urgency
from discussion_pages.services import deciding
from discussion_pages.services.deciding import decide, undo_decision
from discussion_pages.services.refusals import Invalid, NotAllowed
from discussion_pages.services.threads import find_place, read_comment, read_thread, read_threads
from discussion_pages.services.tree import is_locked
from tests import factories
from tests.bulk import insert_comments

pytestmark = pytest.mark.django_db


@pytest.fixture
def do(moderator, at):
    def do_it(service, comment, **given):
        return service(comment=comment, **({"moderator": moderator, "at": at} | given))

    return do_it


def fresh(comment):
    return DiscussionComment.objects.get(pk=comment.pk)


def test_pinned_threads_stand_first_on_the_first_page_of_every_order_and_only_there(
    discussion, do, at
):
    keys = insert_comments(discussion, roots=25, replies=1, at=at)
    roots = keys[::2]
    first, second = (DiscussionComment.objects.get(pk=roots[place]) for place in (0, 12))
    do(deciding.pin_comment, first)
    do(deciding.pin_comment, second, at=at + timedelta(seconds=1))
    for order in Order:
        page = read_threads(discussion, order=order, at=at)
        shown = [thread.root.id for thread in page.threads]
        assert shown[:2] == [second.pk, first.pk]
        assert [thread.root.is_pinned for thread in page.threads] == [True] * 2 + [False] * 20
        assert all(len(thread.replies) == 1 for thread in page.threads)
        rest = read_threads(discussion, order=order, cursor=page.next_cursor, at=at)
        shown += [thread.root.id for thread in rest.threads]
        assert sorted(shown) == sorted(roots)
        assert rest.next_cursor is None
    assert find_place(discussion, first.pk).cursor is None
    for key in roots:
        place = find_place(discussion, key)
        page = read_threads(discussion, order=Order.NEWEST, cursor=place.cursor, at=at)
        assert key in [thread.root.id for thread in page.threads]


def test_three_threads_of_a_discussion_can_be_pinned_and_no_reply(post, do, moderator, at):
    roots = [post(f"Number {number}") for number in range(4)]
    for root in roots[:3]:
        do(deciding.pin_comment, root)
    for comment, code in [
        (roots[3], "enough_pinned"),
        (roots[0], "state"),
        (post("A reply", reply_to=roots[0]), "reply"),
    ]:
        with pytest.raises(Invalid) as refused:
            do(deciding.pin_comment, comment)
        assert refused.value.code == code
    decide(comment=roots[0], action="remove", moderator=moderator, reason="spam", at=at)
    assert fresh(roots[0]).pinned_at is None
    do(deciding.pin_comment, roots[3])
    # There is no room any more for the pin that came off with the removal.
    undo_decision(decision=roots[0].decisions.first(), moderator=moderator, at=at)
    assert (fresh(roots[0]).state, fresh(roots[0]).pinned_at) == ("published", None)
    do(deciding.unpin_comment, roots[1])
    with pytest.raises(Invalid):
        do(deciding.unpin_comment, roots[1])
    undo_decision(decision=roots[1].decisions.first(), moderator=moderator, at=at)
    assert fresh(roots[1]).pinned_at == at


def test_a_locked_branch_takes_no_replies_at_or_below(discussion, post, do, at):
    root = post("root")
    middle = post("middle", reply_to=root)
    deep = post("deep", reply_to=middle)
    beside = post("beside", reply_to=root)
    do(deciding.lock_branch_replies, middle)
    (thread,) = read_threads(discussion, order=Order.NEWEST, at=at).threads
    views = {view.id: view for view in [thread.root, *thread.replies]}
    locked = {key for key, view in views.items() if not view.can_reply}
    assert locked == {middle.pk, deep.pk}
    assert {each.pk for each in (root, middle, deep, beside) if is_locked(each)} == locked
    assert not read_comment(discussion, deep.pk, at=at).can_reply
    later = read_thread(discussion, root.pk, after=fresh(middle).path, at=at)
    assert [reply.can_reply for reply in later.replies] == [False, True]
    with pytest.raises(Invalid):
        do(deciding.lock_branch_replies, middle)
    do(deciding.unlock_branch_replies, middle)
    assert not is_locked(deep)


@pytest.mark.usefixtures("clock")
def test_a_page_says_so_instead_of_offering_to_reply(client, discussion, post, member, do):
    root = post("root")
    do(deciding.lock_branch_replies, root)
    do(deciding.pin_comment, root)
    client.force_login(member)
    html = client.get(discussion.url).content.decode()
    assert "A moderator has closed the replies here." in html
    assert f"comments/{root.pk}/reply/" not in html
    assert "Pinned" in html
    html = client.get(f"{discussion.url}comments/{root.pk}/reply/").content.decode()
    assert "A moderator has closed the replies here." in html
    assert "Post reply" not in html


def test_escalating_goes_before_everything_and_sends_the_pages_guidance(
    discussion, post, member, do, at
):
    discussion.guidance = guidance = factories.SafetyGuidanceFactory()
    discussion.save()
    comment = DiscussionComment.objects.get(pk=post().pk)
    do(deciding.escalate, comment, note="Worrying.")
    assert (fresh(comment).urgency, fresh(comment).safeguarding_at) == (Urgency.SAFEGUARDING, at)
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind) == (member, "safeguarding")
    assert notice.data == {"discussion": discussion.title, "guidance": guidance.pk}
    with pytest.raises(Invalid):
        do(deciding.escalate, comment)
    with pytest.raises(Invalid) as refused:
        do(deciding.resolve, comment, note=" ")
    assert refused.value.field == "note"
    decision = do(deciding.resolve, comment, note="Called the helpline.")
    assert (fresh(comment).urgency, fresh(comment).safeguarding_at) == (Urgency.NONE, None)
    undo_decision(decision=decision, moderator=decision.actor, at=at)
    assert fresh(comment).urgency == Urgency.SAFEGUARDING
    assert Notice.objects.count() == 1


def test_only_somebody_who_may_speak_for_a_body_is_marked_official(
    discussion, post, official, organisation, do, moderator, at, assert_counts_are_true
):
    comment, other = post("We mend it.", author=official), post("Thanks.")
    with pytest.raises(Invalid) as refused:
        do(deciding.mark_official, comment, organisation=None)
    assert refused.value.field == "organisation"
    with pytest.raises(Invalid) as refused:
        do(deciding.mark_official, other, organisation=organisation)
    assert refused.value.code == "author"
    decision = do(deciding.mark_official, comment, organisation=organisation)
    assert (fresh(comment).is_official, fresh(comment).organisation) == (True, organisation)
    assert_counts_are_true(discussion)
    undo_decision(decision=decision, moderator=moderator, at=at)
    assert (fresh(comment).is_official, fresh(comment).organisation) == (False, None)
    assert_counts_are_true(discussion)


@pytest.mark.parametrize(
    "service",
    ["pin_comment", "lock_branch_replies", "escalate", "keep_comment"],
)
def test_only_moderators_mark(post, member, official, do, service):
    comment = post()
    for person in (member, official):
        with pytest.raises(NotAllowed):
            do(getattr(deciding, service), comment, moderator=person)
    assert not comment.decisions.exists()
