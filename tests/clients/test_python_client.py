"""The Python client: what the API's document says now, and a script that works with it."""

import csv
import filecmp
import importlib.util
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from django.contrib.auth.models import Permission
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from config.api import participation_api
from discussion_pages.conf import DEFAULTS
from discussion_pages.services.deciding import hold_comment, remove_comment
from discussion_pages.services.posting import post_comment
from tests import factories
from tests.bulk import insert_comments
from tests.factories import NOW

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "clients" / "python"
SCRIPT = FOLDER / "examples" / "download_consultation.py"


def load(name: str, path: Path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def generator():
    return load("generate_client", FOLDER / "generate.py")


def test_the_document_is_the_snapshot(generator):
    now = generator.written(participation_api.document)
    assert generator.SNAPSHOT.read_text(encoding="utf-8") == now, "Renew it: make openapi"


def test_the_client_is_what_the_snapshot_generates(generator, tmp_path):
    anew = tmp_path / "consultations_client"
    generator.generate(generator.SNAPSHOT, anew)
    names = {path.relative_to(anew) for path in anew.rglob("*") if path.is_file()}
    kept = {
        path.relative_to(generator.PACKAGE)
        for path in generator.PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert names == kept, "Renew it: make openapi"
    _same, other, unread = filecmp.cmpfiles(anew, generator.PACKAGE, names, shallow=False)
    assert (other, unread) == ([], []), "Renew it: make openapi"


BASE = "http://localhost/api/participation/v1"


@pytest.fixture
def moderator(db):
    user = factories.UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="moderate_discussioncomment"))
    return user


@pytest.fixture
def script(monkeypatch, generator):
    monkeypatch.syspath_prepend(FOLDER)
    return load("download_consultation", SCRIPT)


@pytest.fixture
def one_connection():
    """Let requests in this process leave the test's connection open, as Django's client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def download(script, tmp_path, settings, one_connection):
    """Run the script's work against the site in this process, and read its file."""
    settings.DISCUSSION_PAGES_API_LIMITS = dict.fromkeys(settings_of_limits(settings), "10000/m")

    def run(address: str) -> list[dict[str, str]]:
        path = tmp_path / "comments.csv"
        transport = httpx.WSGITransport(app=get_wsgi_application())
        script.download(address, path, httpx_args={"transport": transport})
        assert [found.name for found in tmp_path.iterdir()] == ["comments.csv"]
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))

    return run


def settings_of_limits(settings):
    return getattr(settings, "DISCUSSION_PAGES_API_LIMITS", DEFAULTS["API_LIMITS"])


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_the_script_downloads_every_published_comment_and_nothing_else(
    world, member, other_member, moderator, download, script, monkeypatch
):
    monkeypatch.setattr(script.time, "sleep", pytest.fail)
    other = factories.DiscussionPageFactory(parent=world.consultation, title="The bridge")
    keys = insert_comments(world.discussion, roots=60, replies=6, at=NOW - timedelta(days=2))

    def post(text, *, author=member, **given):
        return post_comment(discussion=other, author=author, text=text, at=NOW, **given)

    formula = post("=1+1")
    removed = post("Removed words")
    post("A reply.", author=other_member, reply_to=removed)
    remove_comment(comment=removed, moderator=moderator, reason="abuse", at=NOW)
    held = post("Held words of another kind")
    hold_comment(comment=held, moderator=moderator, reason="abuse", at=NOW)

    rows = download(f"{BASE}/consultations/{world.consultation.pk}")
    found = {int(row["comment_id"]): row for row in rows}
    assert len(rows) == len(found)
    assert set(found) >= set(keys)
    assert found[formula.pk]["text"] == "'=1+1"
    assert (found[removed.pk]["state"], found[removed.pk]["text"]) == ("removed", "")
    assert held.pk not in found
    assert found[formula.pk]["discussion"] == "The bridge"
    assert "words" not in str(rows)


@pytest.mark.django_db
def test_the_script_waits_as_long_as_it_is_asked_to(world, download, script, monkeypatch, settings):
    waits = []

    def wait(seconds):
        waits.append(seconds)
        settings.DISCUSSION_PAGES_API_LIMITS = {"read": "100/m", "write": "1/m"}

    insert_comments(world.discussion, roots=120, at=NOW)
    monkeypatch.setattr(script.time, "sleep", wait)
    settings.DISCUSSION_PAGES_API_LIMITS = {"read": "3/h", "write": "1/m"}
    assert len(download(f"{BASE}/consultations/{world.consultation.pk}")) == 120
    assert len(waits) == 1
    assert 1 <= waits[0] <= 120


@pytest.mark.django_db
@pytest.mark.parametrize("address", [f"{BASE}/consultations/999999", f"{BASE}/discussions/1", ""])
def test_the_script_says_why_it_cannot(world, download, script, address):
    with pytest.raises(script.Refused):
        download(address)


def test_the_script_says_when_nobody_answers(tmp_path):
    address = "http://127.0.0.1:9/api/participation/v1/consultations/1"
    done = subprocess.run(
        [sys.executable, str(SCRIPT), address, str(tmp_path / "out.csv")],
        env={"PYTHONPATH": str(FOLDER), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("The API cannot be reached")
    assert list(tmp_path.iterdir()) == []
