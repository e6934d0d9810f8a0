from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission

from discussion_pages.services.posting import post_comment
from tests import factories


@pytest.fixture
def moderator(db):
    user = factories.UserFactory(email="moderator-47@example.com")
    for codename in ("moderate_discussioncomment", "reply_officially"):
        user.user_permissions.add(Permission.objects.get(codename=codename))
    return user


@pytest.fixture
def post(world, member, at):
    def write(text="The lamps are dark.", *, author=member, reply_to=None, minutes=0, **given):
        return post_comment(
            discussion=given.pop("discussion", world.discussion),
            author=author,
            text=text,
            reply_to=reply_to,
            at=at + timedelta(minutes=minutes),
            **given,
        )

    return write
