"""Staff, comments of every state, and the ways to the API."""

import pytest

from discussion_pages.api.participation.auth import Way
from tests.discussion_pages.admin.conftest import (  # noqa: F401 (fixtures)
    edited,
    held,
    post,
    published,
    removed,
    staff,
)
from tests.participation import api_for

STAFF_WAYS = [Way.API_TOKEN, Way.SESSION]


@pytest.fixture
def moderator_api(staff):  # noqa: F811
    """The API as the moderator's token reaches it."""
    return api_for(staff.moderator)


@pytest.fixture
def desk(moderator_api):
    """Read a comment as a moderator does before deciding."""

    def read(comment):
        answer = moderator_api.get(f"/moderation/comments/{comment.pk}")
        assert answer.status_code == 200, answer.content
        return answer.json()

    return read


@pytest.fixture
def decide(moderator_api, desk):
    """Read a comment, and decide about it."""

    def send(comment, action, **fields):
        version = desk(comment)["desk"]["version"]
        return moderator_api.post(
            f"/moderation/comments/{comment.pk}/decisions",
            {"action": action, "version": version} | fields,
        )

    return send
