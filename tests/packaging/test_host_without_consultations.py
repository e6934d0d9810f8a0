"""The wheel in a host that takes discussions alone, set up as the documentation says."""

from pathlib import Path

import pytest

from tests.packaging.conftest import CHECK


@pytest.fixture(scope="module")
def seen(alone):
    assert not [line for line, done in alone.life.commands.items() if done["failed"]]
    return alone.life.seen


def test_the_checks_find_nothing(alone):
    assert "no issues" in alone.life.printed(CHECK)


def test_the_leaves_import_nothing_of_the_composer(seen, installed):
    apps = {name.partition(".")[0] for name in seen["origins"]}

    assert apps == {"discussion_pages", "timeline_blocks"}
    assert all(Path(file).is_relative_to(installed) for file in seen["origins"].values())


def test_a_discussion_shows_inside_the_hosts_own_frame(seen):
    assert seen["discussion"]["status"] == 200
    assert '<p id="host-header">Northfield Library</p>' in seen["discussion"]["text"]
    assert seen["missing static files"] == []


def test_the_policy_has_its_page_and_the_composer_leads_there(seen):
    assert seen["policy"]["status"] == 200
    assert "Abuse, threats or bullying" in seen["policy"]["text"]
    assert 'href="/how-we-moderate/"' in seen["discussion"]["text"]


def test_members_of_the_host_comment(seen):
    assert "Sundays would suit me." in seen["answered"]["text"]
    assert "Me too." in seen["answered"]["text"]
    assert 'aria-pressed="true"' in seen["liked"]["text"]
    assert "Thank you for telling us" in seen["reported"]["text"]


def test_the_app_brings_a_menu_of_its_own(seen):
    assert "discussions-menu" in seen["admin"]["text"]
    assert "consultations-menu" not in seen["admin"]["text"]
    assert "Sundays would suit me." in seen["moderation list"]["text"]
