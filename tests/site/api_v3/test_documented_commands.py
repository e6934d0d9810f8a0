"""The pages about the v3 API: every command is run as it stands there."""

import json
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from wagtail.models import APIToken

from consultations.admin.groups import EDITORS
from consultations.models import ConsultationPage
from tests import factories
from tests.shell import Shell, differences, expected_status, fences

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

DOCS = Path(__file__).resolve().parents[3] / "docs"


def run(page: Path) -> int:
    """Run a page's commands; its JSON is what the last one answered. Return how many it has."""
    shell = Shell()
    ran = 0
    for fence in fences(page):
        where = f"{page.name}, line {fence.line}"
        if fence.language == "sh":
            answers = shell.run(fence.text)
            status = expected_status(fence.text)
            got = [(answer.status_code, answer.content[:400]) for answer in answers]
            assert [code for code, _text in got] == ([status] if status else []), (where, got)
            ran += len(answers)
        elif fence.language == "json":
            assert not differences(json.loads(fence.text), shell.answers[-1].json()), where
    return ran


@pytest.fixture
def documented_editor(staff):
    """The editor of whom the pages speak."""
    user = factories.UserFactory(email="editor@example.org")
    user.groups.add(Group.objects.get(name=EDITORS))
    return user


def test_a_consultation_is_automated_as_the_page_says(world, documented_editor):
    assert run(DOCS / "how-to/automate-with-tokens.md") >= 13
    page = ConsultationPage.objects.get(title="The future of our library")
    assert page.live
    assert page.summary.endswith("who runs the café.")
    assert [stage.value["heading"] for stage in page.timeline] == ["Deciding"]
    assert [topic.name for topic in page.topics.all()] == ["Libraries"]
    assert APIToken.objects.get().revoked_at


def test_the_reference_runs_too(world, documented_editor):
    assert run(DOCS / "reference/api-v3.md") >= 3
