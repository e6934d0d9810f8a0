"""The house stands: layout, settings, addresses that never change."""

import os
import site
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.template.loader import get_template
from django.urls import reverse

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "SECRET_KEY": "k" * 25 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "consultations.example.org",
    "DATABASE_URL": "postgres://postgres@127.0.0.1:5432/never-connected",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    clean = {name: value for name, value in os.environ.items() if name not in PRODUCTION}
    return subprocess.run(
        [sys.executable, str(ROOT / "site" / "manage.py"), *arguments],
        env=clean | {"DJANGO_SETTINGS_MODULE": "config.settings.production"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_our_site_folder_never_shadows_the_standard_library():
    assert hasattr(site, "getsitepackages")
    assert not (ROOT / "site" / "__init__.py").exists()


@pytest.mark.parametrize("missing", sorted(PRODUCTION))
def test_production_refuses_to_start_without(missing):
    environment = {name: value for name, value in PRODUCTION.items() if name != missing}
    result = manage("check", **environment)
    assert result.returncode != 0
    assert missing in result.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("API_CORS_ORIGINS", "https://front.example/"),
        ("API_CORS_CREDENTIAL_ORIGINS", "*"),
        ("HEADLESS_FRONTEND_URLS", '{"account_confirm_email": "/confirm"}'),
    ],
)
def test_production_refuses_to_start_with_an_address_that_it_would_never_meet(name, value):
    result = manage("check", **PRODUCTION, **{name: value})
    assert result.returncode != 0
    assert "ImproperlyConfigured" in result.stderr and name in result.stderr


def test_production_passes_the_deployment_check_without_a_warning():
    result = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_template_compiles():
    folders = [ROOT / "templates", *ROOT.glob("*/templates")]
    names = {
        str(path.relative_to(folder))
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in {".html", ".txt", ".xml", ".webmanifest"}
    }
    assert len(names) > 20
    for name in sorted(names):
        get_template(name)


def test_the_live_answer_asks_nothing_of_the_database(client):
    response = client.get("/health/live/")
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("wagtailadmin_home", "/admin/"),
        ("account_login", "/accounts/login/"),
        ("search", "/search/"),
    ],
)
def test_addresses_that_links_elsewhere_rely_on(name, address):
    assert reverse(name) == address


def test_robots_are_kept_from_accounts_and_told_of_the_site_map(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /accounts/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_the_demo_keeps_its_secret_between_starts(tmp_path):
    from config.settings.keys import kept_secret_key

    first = kept_secret_key(tmp_path)
    assert len(first) >= 50
    assert kept_secret_key(tmp_path) == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_the_comments_package_runs_without_its_receivers():
    from django.apps import apps

    from discussion_pages.comments_app import QuietCommentsXtdConfig

    assert type(apps.get_app_config("django_comments_xtd")) is QuietCommentsXtdConfig
