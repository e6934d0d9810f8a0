"""The page about moderating by API: every command on it is run, as it stands there."""

from pathlib import Path

import pytest

from discussion_pages.models import DiscussionComment
from discussion_pages.services.posting import post_comment
from tests.factories import NOW
from tests.participation import api_token
from tests.shell import Shell, expected_status, fences
from tests.staff import make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

PAGE = Path(__file__).resolve().parents[2] / "docs/how-to/moderate-by-api.md"


def test_every_command_of_the_page_works_as_it_stands_there(world, member):
    world.discussion.moderation_mode = "before"
    world.discussion.save()
    comment = post_comment(
        discussion=world.discussion, author=member, text="Please read me first.", at=NOW
    )
    staff = make_staff(world.hub)
    shell = Shell(given={"API_TOKEN": api_token(staff.moderator)})
    ran = 0
    for fence in fences(PAGE):
        answers = shell.run(fence.text)
        status = expected_status(fence.text)
        where = f"{PAGE.name}, line {fence.line}"
        assert [answer.status_code for answer in answers] == ([status] if status else []), where
        ran += len(answers)
    assert ran == 6
    actions = [decision.action for decision in comment.decisions.order_by("pk")]
    assert actions == ["hold", "reject", "undo"]
    assert DiscussionComment.objects.get(pk=comment.pk).state == "held"
