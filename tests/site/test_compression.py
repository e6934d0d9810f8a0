"""What is compressed on its way out: static files beforehand, pages by a proxy or safely here."""

import gzip
import importlib
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from benchmarks import scenarios

ROOT = Path(__file__).resolve().parents[2]
NEEDED = {"SECRET_KEY": "k", "ALLOWED_HOSTS": "localhost", "DATABASE_URL": "sqlite:///:memory:"}
GZIP = {"accept-encoding": "gzip"}


@pytest.fixture
def production(monkeypatch):
    """Return a function that reads the production settings in an environment."""

    def read(**environment: str):
        for name, value in (NEEDED | environment).items():
            monkeypatch.setenv(name, value)
        sys.modules.pop("config.settings.production", None)
        return importlib.import_module("config.settings.production")

    yield read
    sys.modules.pop("config.settings.production", None)


@pytest.fixture
def compressing(settings):
    """Compress pages here."""
    settings.COMPRESS_PAGES = True


def test_a_page_is_compressed_for_a_visitor_where_no_proxy_does_it(world, compressing):
    plain = Client().get(world.discussion.get_url())
    sent = Client(headers=GZIP).get(world.discussion.get_url())
    assert sent["Content-Encoding"] == "gzip"
    assert gzip.decompress(sent.content) == plain.content
    assert {"Accept-Encoding", "Cookie"} <= set(sent["Vary"].split(", "))
    assert "Content-Encoding" not in plain


def test_a_page_that_did_not_change_is_still_answered_by_304(world, compressing):
    url = world.discussion.get_url()
    first = Client(headers=GZIP).get(url)
    again = Client(headers=GZIP).get(url, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304 and not again.content


def test_a_page_for_somebody_signed_in_is_not(world, member, compressing):
    client = Client(headers=GZIP)
    client.force_login(member)
    assert "Content-Encoding" not in client.get(world.discussion.get_url())


def test_a_page_that_sets_a_cookie_is_not(world, compressing):
    page = Client(headers=GZIP).get("/accounts/login/")
    assert page.cookies and "Content-Encoding" not in page


def test_behind_a_proxy_pages_are_left_to_it(world, production):
    assert Client(headers=GZIP).get(world.discussion.get_url()).get("Content-Encoding") is None
    assert not production().COMPRESS_PAGES
    assert production(TRUSTED_PROXIES="0").COMPRESS_PAGES


def test_the_benchmark_sends_the_cookies_that_production_reads(production):
    read = production()
    names = (read.SESSION_COOKIE_NAME, read.CSRF_COOKIE_NAME)
    assert names == (scenarios.SESSION_COOKIE, scenarios.CSRF_COOKIE)


def test_static_files_lie_there_compressed_and_are_served_so(production, settings, tmp_path, db):
    settings.STORAGES = production().STORAGES
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [ROOT / "site" / "static"]
    settings.WHITENOISE_AUTOREFRESH = False
    call_command("collectstatic", interactive=False, verbosity=0)
    (found,) = tmp_path.glob("css/site.*.css")
    packed = found.with_name(f"{found.name}.gz")
    assert gzip.decompress(packed.read_bytes()) == found.read_bytes()
    answer = Client(headers=GZIP).get(f"/static/css/{found.name}")
    assert answer["Content-Encoding"] == "gzip"
    assert answer.getvalue() == packed.read_bytes()
    answer.close()
    assert "immutable" in answer["Cache-Control"]
