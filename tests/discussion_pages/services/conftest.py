"""People who act on comments, and a count made from the comments alone."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission
from django.db.models import Max

from discussion_pages.models import (
    DiscussionComment,
    DiscussionFigures,
    DiscussionPage,
    Organisation,
    RespondentFigures,
)
from discussion_pages.services.posting import post_comment, post_official_reply
from tests import factories


def allow(user, codename: str):
    """Give somebody one permission on comments."""
    user.user_permissions.add(Permission.objects.get(codename=codename))
    return type(user).objects.get(pk=user.pk)


@pytest.fixture
def discussion(world) -> DiscussionPage:
    """Return a discussion that takes comments, which appear at once."""
    return world.discussion


@pytest.fixture
def moderator(db):
    """Return somebody who decides on comments."""
    return allow(factories.UserFactory(pseudonym="Moderator"), "moderate_discussioncomment")


@pytest.fixture
def official(db):
    """Return somebody who answers in a body's name."""
    return allow(factories.UserFactory(pseudonym="Jo at City Hall"), "reply_officially")


@pytest.fixture
def organisation(db) -> Organisation:
    """Return a body."""
    return factories.OrganisationFactory(name="Northbank City Hall", short_name="City Hall")


@pytest.fixture
def post(discussion, member, at) -> Callable[..., DiscussionComment]:
    """Post a comment as a member, at the instant of the test."""

    def post_it(text: str = "The lamp at the bridge is out.", **given) -> DiscussionComment:
        given = {"discussion": discussion, "author": member, "at": at} | given
        return post_comment(text=text, **given)

    return post_it


@pytest.fixture
def answer(discussion, official, organisation, at) -> Callable[..., DiscussionComment]:
    """Post an official reply, at the instant of the test."""

    def answer_it(text: str = "We mend it on Monday.", **given) -> DiscussionComment:
        given = {
            "discussion": discussion,
            "author": official,
            "organisation": organisation,
            "at": at,
        } | given
        return post_official_reply(text=text, **given)

    return answer_it


def assert_respondents_are_true(page) -> None:
    """Compare who is said to have responded below a page with the comments there."""
    stored = RespondentFigures.objects.filter(page=page.pk).first() or RespondentFigures()
    counted = [
        comment
        for discussion in DiscussionPage.objects.child_of(page)
        for comment in discussion.discussion_comments.all()
        if comment.state == "published" and not comment.is_official
    ]
    assert stored.response_count == len(counted)
    assert stored.respondent_count == len({comment.participant_id for comment in counted})


@pytest.fixture
def assert_counts_are_true() -> Callable[[DiscussionPage], None]:
    """Compare every stored count of a discussion with one made from the comments' states."""

    def check(discussion: DiscussionPage) -> None:
        comments = list(DiscussionComment.objects.filter(discussion=discussion))
        published = [comment for comment in comments if comment.state == "published"]
        for comment in comments:
            below = [
                other
                for other in published
                if other.path.startswith(comment.path) and other.pk != comment.pk
            ]
            assert comment.reply_count == len(below), comment
            assert comment.visible == int(comment.state == "published" or bool(below)), comment
            assert comment.is_public == (comment.state == "published"), comment
            assert comment.is_removed == (comment.state in ("removed", "withdrawn")), comment
            assert comment.report_count == comment.reports.filter(settled_at=None).count()
            assert comment.like_count == comment.flags.count()
        figures = DiscussionFigures.objects.filter(discussion=discussion).first()
        figures = figures or DiscussionFigures()
        assert figures.comment_count == len(published)
        assert figures.response_count == sum(not comment.is_official for comment in published)
        newest = DiscussionComment.objects.filter(
            discussion=discussion, state="published"
        ).aggregate(at=Max("posted_at"))["at"]
        assert figures.last_comment_at == newest
        assert_respondents_are_true(discussion.get_parent())

    return check
