"""Staff, and a discussion with comments of every state."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from discussion_pages.models import DiscussionComment
from discussion_pages.services import deciding, posting
from tests.bulk import insert_comments
from tests.factories import NOW
from tests.staff import Staff, client_for, make_staff


@pytest.fixture
def staff(world) -> Staff:
    """One person of each group."""
    return make_staff(world.hub)


@pytest.fixture
def moderator_client(staff):
    """A browser in which the moderator is logged in."""
    return client_for(staff.moderator)


@pytest.fixture
def post(world, member):
    """Post a comment; ``held=True`` where a moderator reads first."""

    def make(text="The underpass is dark.", *, held=False, author=None, reply_to=None, at=NOW):
        world.discussion.moderation_mode = "before" if held else "after"
        world.discussion.save()
        return posting.post_comment(
            discussion=world.discussion,
            author=author or member,
            text=text,
            reply_to=reply_to,
            at=at,
        )

    return make


@pytest.fixture
def published(post) -> DiscussionComment:
    """A published comment."""
    return post()


@pytest.fixture
def held(post) -> DiscussionComment:
    """A comment that waits."""
    return post("Please read me first.", held=True)


@pytest.fixture
def removed(post, staff) -> DiscussionComment:
    """A comment that was taken down."""
    comment = post("Buy my lamps.")
    deciding.remove_comment(comment=comment, moderator=staff.moderator, reason="spam", at=NOW)
    return DiscussionComment.objects.get(pk=comment.pk)


@pytest.fixture
def edited(post, member, world) -> DiscussionComment:
    """A published comment with an edit that waits."""
    comment = post("The lights go off at eleven.")
    world.discussion.moderation_mode = "before"
    world.discussion.save()
    posting.edit_comment(
        comment=DiscussionComment.objects.get(pk=comment.pk),
        author=member,
        text="The lights go off at midnight.",
        at=NOW + timedelta(minutes=5),
    )
    return DiscussionComment.objects.get(pk=comment.pk)


@pytest.fixture
def count_queries():
    """Count the queries of a call."""

    def count(call) -> int:
        with CaptureQueriesContext(connection) as queries:
            call()
        return len(queries)

    return count


@pytest.fixture
def many_comments(world):
    """Insert comments in bulk: a list reads them, no service needs to have written them."""

    def make(number: int) -> None:
        insert_comments(world.discussion, roots=number, at=NOW)

    return make
