"""Signing in by API, as its page says: every command there is run, every promise asked for."""

import json
import re
from pathlib import Path

import pytest
from django.core import mail
from wagtail.models import APIToken

from discussion_pages.models import DiscussionComment
from discussion_pages.rules.states import State
from members.models import User
from tests.shell import Shell, differences, expected_status, fences

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

PAGE = Path(__file__).resolve().parents[2] / "docs/reference/authentication.md"


def key_in_the_last_mail() -> str:
    """Return the key at the end of the link in the mail that came last."""
    for message in reversed(mail.outbox):
        found = re.search(
            r"https://consultations\.example\.org/\S*?/([^/\s]+)/$", message.body, re.M
        )
        if found:
            return found[1]
    raise AssertionError("no mail has a key")


def test_every_command_of_the_page_works_as_it_stands_there(world, settings):
    settings.API_CORS_ORIGINS = ["https://front.example"]
    shell = Shell(given={"DISCUSSION": str(world.discussion.pk), "KEY": key_in_the_last_mail})
    ran = 0
    for fence in fences(PAGE):
        where = f"{PAGE.name}, line {fence.line}"
        if fence.language == "sh":
            answers = shell.run(fence.text)
            status = expected_status(fence.text)
            assert [answer.status_code for answer in answers] == ([status] if status else []), where
            ran += len(answers)
        elif fence.language == "json":
            assert not differences(json.loads(fence.text), shell.answers[-1].json()), where
    assert ran >= 15
    (preflight,) = shell.answers
    assert "x-session-token" in preflight["Access-Control-Allow-Headers"].lower()
    assert DiscussionComment.objects.filter(state=State.PUBLISHED).count() == 2
    assert User.objects.get().pseudonym == "Heron"
    assert APIToken.objects.get().revoked_at is not None
