"""The wheel in a Wagtail site that is not ours, set up as the README says."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.packaging.conftest import APPS, CHECK, ROOT, CommandFailed, code_blocks

HEADING = "Add it to an existing Wagtail site"
MAKE_MIGRATIONS = "makemigrations --check --dry-run"
MIGRATED = "migrated.sqlite3"
PUBLIC_PAGES = ("hub", "consultation", "discussion", "guidance")


@pytest.fixture(scope="module")
def host(make_host, alone):
    """A host that had discussions alone before, so that not all tables are made once more.

    On an empty database the reference site makes them all.
    """
    settings, urls = code_blocks(ROOT / "README.md", HEADING, "python")
    made = make_host(settings=settings, urls=urls)
    shutil.copy(alone.host.folder / MIGRATED, made.folder / "db.sqlite3")
    return made


@pytest.fixture(scope="module")
def commands():
    """Return the commands that the README says after the installation."""
    _install, tables, _groups = code_blocks(ROOT / "README.md", HEADING, "sh")
    return [line.removeprefix("python manage.py ") for line in tables.splitlines()]


@pytest.fixture(scope="module")
def life(host, commands):
    return host.live(CHECK, MAKE_MIGRATIONS, *commands, walk="consultation_walk")


@pytest.fixture(scope="module")
def seen(life, commands):
    """What people saw in the host's site, once its tables were made as the README says."""
    for line in commands:
        life.printed(line)
    return life.seen


def test_the_readme_has_five_steps():
    text = (ROOT / "README.md").read_text().partition(f"## {HEADING}")[2].partition("\n## ")[0]

    assert re.findall(r"^(\d)\. ", text, re.MULTILINE) == list("12345")
    assert len(re.findall(r"^ +```\w+$", text, re.MULTILINE)) == 5


def test_the_checks_find_nothing(life):
    assert "no issues" in life.printed(CHECK)


def test_the_host_has_no_migrations_to_make(life):
    assert "No changes detected" in life.printed(MAKE_MIGRATIONS)


def test_consultations_can_be_added_to_discussions(life):
    made = life.printed("migrate")

    assert "Applying consultations.0001_initial" in made
    assert "Applying discussion_pages." not in made


def test_nothing_of_the_reference_site_is_imported(seen, installed):
    origins = seen["origins"]

    assert {name.partition(".")[0] for name in origins} == set(APPS)
    assert all(Path(file).is_relative_to(installed) for file in origins.values())


def test_an_editor_adds_the_hub_in_the_admin(seen):
    assert seen["hub added"]["status"] == 200
    assert "Have your say" in seen["hub"]["text"]


def test_members_can_take_part_by_the_api(seen):
    (discussion,) = json.loads(seen["participation"]["text"])["items"]
    assert discussion["title"] == "Sundays"
    assert "Post a comment" in seen["manual"]["text"]
    assert f"/discussions/{discussion['id']}" in seen["embed"]["text"]


@pytest.mark.parametrize("name", PUBLIC_PAGES)
def test_pages_show_inside_the_hosts_own_frame(seen, name):
    page = seen[name]

    assert page["status"] == 200
    assert '<p id="host-header">Northfield Library</p>' in page["text"]
    assert re.search(r"<title>\s*[^<]*– Northfield Library", page["text"])
    assert '<link rel="stylesheet"' in page["text"]


def test_style_sheets_and_scripts_of_the_pages_are_found(seen):
    assert seen["missing static files"] == []


def test_pages_show_what_the_editor_wrote(seen):
    consultation = seen["consultation"]["text"]

    assert "Should the library open on Sundays?" in consultation
    assert 'alt="The sign above the door"' in consultation
    assert "We start" in consultation
    assert "Sundays" in consultation
    assert "There is help." in seen["discussion"]["text"]
    assert "Call us." in seen["guidance"]["text"]


def test_a_stranger_is_sent_to_the_hosts_own_log_in(seen):
    assert 'href="/accounts/login/?next=' in seen["discussion"]["text"]
    assert "csrfmiddlewaretoken" not in seen["discussion"]["text"]


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("feed", "application/atom+xml", "Longer opening hours"),
        ("calendar", "text/calendar", "SUMMARY:We start"),
    ],
)
def test_feeds_and_calendars_answer(seen, name, kind, words):
    assert seen[name]["status"] == 200
    assert seen[name]["type"].startswith(kind)
    assert words in seen[name]["text"]


def test_the_api_answers(seen):
    pages = json.loads(seen["api"]["text"])
    comments = json.loads(seen["comments api"]["text"])

    assert [page["title"] for page in pages["items"]] == ["Longer opening hours"]
    assert "Sundays would suit me." in json.dumps(comments)


def test_members_of_the_host_comment_under_their_full_name_or_a_number(seen):
    page = seen["answered"]["text"]

    assert seen["posted"]["status"] == seen["answered"]["status"] == 200
    assert "Sundays would suit me." in page
    assert "Me too." in page
    assert "Ada Reader" in page
    assert re.search(r"Member \d+", page)
    assert "example.com" not in page


def test_members_of_the_host_like_and_report(seen):
    assert 'aria-pressed="true"' in seen["liked"]["text"]
    assert "Thank you for telling us" in seen["reported"]["text"]


def test_the_hosts_admin_has_the_menu_and_the_list_of_comments(seen):
    assert "consultations-menu" in seen["admin"]["text"]
    assert "discussions-menu" not in seen["admin"]["text"]
    assert seen["moderation list"]["status"] == 200
    assert "Sundays would suit me." in seen["moderation list"]["text"]
    assert "Hm." in seen["inspection"]["text"]


def test_the_form_of_a_consultation_opens(seen):
    assert seen["page form"]["status"] == 200
    assert "Longer opening hours" in seen["page form"]["text"]


@pytest.mark.parametrize(
    "line",
    [
        '"discussion_pages",',
        '"django_comments",',
        '"discussion_pages.comments_app.QuietCommentsXtdConfig",',
        '"django.contrib.sites",',
    ],
)
def test_a_forgotten_line_without_which_django_cannot_start_is_named(make_host, line):
    settings, urls = code_blocks(ROOT / "README.md", HEADING, "python")
    assert settings.count(f"    {line}\n") == 1
    host = make_host(settings=settings.replace(f"    {line}\n", ""), urls=urls)

    with pytest.raises(CommandFailed, match=f"needs these lines in INSTALLED_APPS:\n    {line}"):
        host.manage("check")
