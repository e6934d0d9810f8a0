"""What ``check_integrity --repair`` puts right, pages and answers of the APIs show at once."""

from datetime import timedelta
from typing import Any

import pytest

from discussion_pages.models import DiscussionComment, DiscussionFigures
from discussion_pages.services.integrity import check_integrity
from discussion_pages.services.posting import post_comment
from tests.factories import NOW
from tests.kept import PARTICIPATION, fresh, kept, same

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def thread(world, member, other_member, committed) -> list[DiscussionComment]:
    """A comment and its reply."""
    with committed():
        root = post_comment(discussion=world.discussion, author=member, text="Dark.", at=NOW)
        reply = post_comment(
            discussion=world.discussion, author=other_member, text="Yes.", reply_to=root, at=NOW
        )
    return [root, reply]


@pytest.mark.parametrize(
    ("number", "field", "value", "is_mirrored"),
    [
        (0, "reply_count", 7, False),
        (0, "like_count", 7, False),
        (0, "visible", 0, True),
        (1, "pinned_at", NOW, True),
        (1, "thread_id", 0, True),
        (0, "report_count", 7, False),
    ],
)
def test_a_comment_that_is_put_right_is_shown_so_and_mirrors_hear_of_what_they_keep(
    world, thread, committed, number: int, field: str, value: Any, is_mirrored: bool
):
    comment = DiscussionComment.objects.filter(pk=thread[number].pk)
    comment.update(**{field: value})
    addresses = [
        world.discussion.get_url(),
        f"/api/v2/comments/?discussion={world.discussion.pk}",
        f"{PARTICIPATION}/discussions/{world.discussion.pk}/comments",
    ]
    for address in addresses:
        kept(address)
    with committed():
        assert all(fault.is_repaired for fault in check_integrity(repair=True, at=LATER))
    assert [a for a in addresses if not same(kept(a), fresh(a))] == []
    assert (comment.get().changed_at == LATER) is is_mirrored


def test_mirrors_hear_nothing_of_a_comment_that_nobody_ever_saw(world, thread, committed):
    waiting = DiscussionComment.objects.filter(pk=thread[1].pk)
    waiting.update(state="held", visible=0, first_published_at=None, depth=0)
    with committed():
        list(check_integrity(repair=True, at=LATER))
    assert waiting.get().depth == 1
    assert waiting.get().changed_at == NOW


def test_figures_that_are_put_right_are_shown_so(world, thread, committed):
    DiscussionFigures.objects.update(comment_count=40)
    addresses = [world.consultation.get_url(), world.discussion.get_url()]
    for address in addresses:
        kept(address)
    with committed():
        list(check_integrity(repair=True, at=LATER))
    assert [a for a in addresses if not same(kept(a), fresh(a))] == []
