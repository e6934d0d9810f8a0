"""What every answer tells a browser in production: pages, admin, APIs, files, and mistakes."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as live_settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings

from config.settings.addresses import admin_path
from tests import factories
from tests.media import make_document
from tests.site.production import ENVIRONMENT, production

pytestmark = pytest.mark.django_db
REPO = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module", autouse=True)
def in_production():
    """Answer as production does."""
    with override_settings(**production(), WHITENOISE_USE_FINDERS=True):
        yield


@pytest.fixture
def boss(db):
    browser = Client()
    browser.force_login(factories.UserFactory(superuser=True))
    return browser


def directives(response) -> dict[str, str]:
    """Return the policy of an answer, by directive."""
    parts = (part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";"))
    return {name: value for name, _space, value in parts}


PLACES = {
    "page": ("/", 200),
    "search": ("/search/?q=x", 200),
    "log-in": ("/accounts/login/", 200),
    "admin's log-in": ("/admin/login/", 200),
    "admin, led away": ("/admin/", 302),
    "API v2": ("/api/v2/pages/", 200),
    "participation API": ("/api/participation/v1/openapi.json", 200),
    "API v3": ("/api/v3/pages/", 200),
    "headless": ("/_allauth/browser/v1/config", 200),
    "robots": ("/robots.txt", 200),
    "static": ("/static/css/tokens.css", 200),
    "not found": ("/nowhere/", 404),
    "no method": ("/search/", 405),
    "forbidden": ("/i18n/setlang/", 403),
}


@pytest.mark.parametrize("place", PLACES)
def test_every_kind_of_answer_has_the_headers(world, place):
    path, status = PLACES[place]
    browser = Client(enforce_csrf_checks=True)
    send = browser.post if status in {403, 405} else browser.get
    response = browser.delete(path, secure=True) if status == 405 else send(path, secure=True)
    response.close()
    if status == 405 and response.status_code == 403:
        response = Client().post(path, secure=True)
    assert response.status_code == status
    assert response["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    open_to_others = place in {"API v2", "participation API", "API v3", "headless", "static"}
    expected = "cross-origin" if open_to_others else "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == expected
    assert "camera=()" in response["Permissions-Policy"]
    assert "geolocation=()" in response["Permissions-Policy"]
    assert response["Reporting-Endpoints"] == 'csp="/csp-reports/"'
    policy = directives(response)
    assert policy["object-src"] == policy["base-uri"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert policy["report-uri"] == "/csp-reports/"
    assert policy["report-to"] == "csp"
    assert "upgrade-insecure-requests" in policy
    assert "'unsafe-eval'" not in str(policy)


def test_a_fault_of_ours_has_them_too(world, monkeypatch):
    monkeypatch.setattr("config.views.search_words", lambda text: 1 / 0)
    browser = Client(raise_request_exception=False)
    response = browser.get("/search/?q=x", secure=True)
    assert response.status_code == 500
    assert directives(response)["script-src"] == "'self'"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Permissions-Policy"]


def test_public_pages_run_scripts_of_this_site_only_and_make_none_of_strings(world):
    response = Client().get("/", secure=True)
    policy = directives(response)
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert policy["trusted-types"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "nonce" not in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


def test_staff_who_see_wagtails_bar_are_spared_trusted_types_alone(world, boss):
    session = boss.session
    session["shows_userbar"] = True
    session.save()
    policy = directives(boss.get("/", secure=True))
    assert "trusted-types" not in policy and "require-trusted-types-for" not in policy
    assert policy["script-src"] == "'self'"


def test_the_admin_alone_has_its_own_policy_and_nothing_of_it_is_open(world):
    policy = directives(Client().get("/admin/login/", secure=True))
    assert policy.pop("default-src") == "'none'"
    assert policy.pop("script-src") == policy.pop("style-src") == "'self' 'unsafe-inline'"
    assert policy.pop("img-src") == "'self' data: blob:"
    assert (policy.pop("report-to"), policy.pop("report-uri")) == ("csp", "/csp-reports/")
    assert policy.pop("upgrade-insecure-requests") == ""
    assert set(policy.values()) == {"'self'", "'none'"}
    assert directives(Client().get("/administration/", secure=True))["script-src"] == "'self'"


def test_http_is_led_to_https(world):
    response = Client().get("/search/?q=x")
    assert response.status_code == 301
    assert response["Location"] == "https://testserver/search/?q=x"


def test_cookies_are_for_this_host_over_https(world, member):
    browser = Client()
    page = browser.get("/accounts/login/", secure=True)
    form = {"login": member.email, "password": "correct horse battery"}
    browser.post("/accounts/login/", form, secure=True)
    cookies = browser.cookies
    assert page.status_code == 200
    assert set(cookies) >= {"__Host-csrftoken"}
    for name in ("__Host-csrftoken", live_settings.SESSION_COOKIE_NAME):
        if name not in cookies:
            continue
        cookie = cookies[name]
        assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
        assert cookie["samesite"] == "Lax"
    assert live_settings.SESSION_COOKIE_NAME == "__Host-sessionid"


def test_a_session_is_kept_from_scripts_and_ends(world, member):
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    browser = Client()
    form = {"login": member.email, "password": "correct horse battery", "remember": "on"}
    browser.post("/accounts/login/", form, secure=True)
    cookie = browser.cookies["__Host-sessionid"]
    assert cookie["httponly"] and cookie["secure"]
    assert cookie["max-age"] == 14 * 24 * 60 * 60
    assert browser.get("/accounts/", secure=True).status_code == 200


def test_documents_are_saved_not_shown_and_run_nothing(world, settings, tmp_path):
    disk = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = settings.STORAGES | {"default": disk}
    settings.MEDIA_ROOT = tmp_path
    document = make_document()
    response = Client().get(document.url, secure=True)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    policy = directives(response)
    assert policy["default-src"] == "'none'"
    assert "sandbox" in policy
    assert b"".join(response.streaming_content) == b"words"
    response.close()


# -- Reports ---------------------------------------------------------------------------------------

SECRET_PAGE = "https://testserver/accounts/password/reset/key/1a-secret/?token=secret#secret"
OLD = {
    "csp-report": {
        "document-uri": SECRET_PAGE,
        "referrer": "https://testserver/secret/",
        "violated-directive": "script-src-elem 'self'",
        "effective-directive": "script-src-elem",
        "original-policy": "secret",
        "blocked-uri": "https://evil.example/secret.js?secret",
        "source-file": "https://testserver/secret",
        "script-sample": "secret",
    }
}
NEW = [
    {
        "type": "csp-violation",
        "url": SECRET_PAGE,
        "user_agent": "secret",
        "body": {
            "documentURL": SECRET_PAGE,
            "effectiveDirective": "script-src-elem",
            "blockedURL": "https://evil.example/secret.js?secret",
            "sample": "secret",
            "disposition": "enforce",
        },
    },
    {"type": "deprecation", "body": {}},
]
LINE = (
    "Content security policy: script-src-elem kept https://evil.example from "
    "account_reset_password_from_key"
)


def report(body, content_type="application/csp-report", **headers):
    browser = Client(enforce_csrf_checks=True)
    return browser.post("/csp-reports/", body, content_type, secure=True, **headers)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(OLD, "application/csp-report"), (NEW, "application/reports+json")],
)
def test_a_report_becomes_a_line_that_says_nothing_of_a_person(caplog, body, content_type):
    import json

    response = report(json.dumps(body), content_type)
    assert (response.status_code, response.content) == (204, b"")
    assert [record.getMessage() for record in caplog.records] == [LINE]
    assert "secret" not in str(caplog.records[0].__dict__)
    assert caplog.records[0].csp["disposition"] == "enforce"


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ("{", "application/csp-report", 400),
        ("[]", "application/csp-report", 204),
        ("{}", "application/csp-report", 400),
        ("3", "application/csp-report", 400),
        ('{"csp-report": 3}', "application/csp-report", 400),
        ("[3]", "application/reports+json", 400),
        ('[{"type": "csp-violation"}]', "application/reports+json", 400),
        ("[" * 9000, "application/reports+json", 400),
        ("x" * 17_000, "application/csp-report", 413),
        ("a=b", "application/x-www-form-urlencoded", 415),
        ("{}", "text/html", 415),
    ],
)
def test_what_is_no_report_is_refused(caplog, body, content_type, status):
    assert report(body, content_type).status_code == status
    assert not [record for record in caplog.records if record.name == "config.csp_reports"]


@pytest.mark.parametrize("value", ["a\nforged line", "x" * 500, "<b>", "", None, 7, {"a": 1}])
def test_a_report_cannot_forge_a_line(caplog, value):
    import json

    body = {
        "csp-report": {"effective-directive": value, "blocked-uri": value, "document-uri": value}
    }
    assert report(json.dumps(body)).status_code == 204
    (line,) = [record.getMessage() for record in caplog.records]
    assert "\n" not in line and "<" not in line and len(line) < 200


def test_reports_of_one_network_are_limited(settings):
    settings.CSP_REPORT_LIMIT = "2/m"
    statuses = [report("{", REMOTE_ADDR=f"2001:db8::{number}").status_code for number in range(3)]
    assert statuses == [400, 400, 429]
    assert report("{", REMOTE_ADDR="192.0.2.1").status_code == 400


def test_reports_are_posted_only():
    assert Client().get("/csp-reports/", secure=True).status_code == 405


# -- The admin's own path --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["", "/", "admin", "/admin/", "Admin/", "a//b/", "../", "a b/", "a?/"]
)
def test_what_is_no_path_stops_the_start(path):
    with pytest.raises(ImproperlyConfigured):
        admin_path(path)


def test_the_admin_moves_as_a_whole(world, boss, settings):
    settings.ROOT_URLCONF = "tests.site.admin_elsewhere_urls"
    settings.STAFF_SECOND_FACTOR = False
    assert Client().get("/admin/", secure=True).status_code == 404
    page = Client().get("/city-hall/desk/", secure=True)
    assert page["Location"] == "/city-hall/desk/login/?next=/city-hall/desk/"
    home = boss.get("/city-hall/desk/", secure=True)
    assert home.status_code == 200
    assert 'href="/city-hall/desk/pages/' in home.text
    assert directives(home)["default-src"] == "'none'"
    assert "Disallow: /city-hall/desk/" in Client().get("/robots.txt", secure=True).text
    listing = boss.get("/city-hall/desk/discussions/comments/", secure=True)
    assert listing.status_code == 200


@pytest.mark.parametrize("folder", ["site", "consultations", "discussion_pages", "templates"])
def test_nothing_writes_the_admins_address_out(folder):
    """What a process has made once keeps its addresses, so the pages above cannot tell."""
    written = re.compile(r"""["'(=]\s*/admin/""")
    files = [*(REPO / folder).rglob("*.py"), *(REPO / folder).rglob("*.html")]
    files += (REPO / folder).rglob("*.js")
    assert [str(file) for file in files if written.search(file.read_text())] == []


SCRIPT = """
import django
django.setup()
from django.core.management import call_command
from django.urls import reverse
from home.models import HomePage
call_command("check", deploy=True, fail_level="INFO")
print(reverse("wagtailadmin_home"), reverse("wagtailadmin_login"))
print("city-hall" in HomePage.reserved_slugs.fget(None))
"""


def test_production_passes_the_checks_of_a_deployment_and_moves_the_admin(tmp_path):
    environment = (
        os.environ
        | ENVIRONMENT
        | {
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "ADMIN_PATH": "city-hall/desk/",
            "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
            "REDIS_URL": "redis://127.0.0.1:6379/8",
            "SITE_VAR_DIR": str(tmp_path),
            "PYTHONPATH": os.pathsep.join([str(REPO / "site"), str(REPO)]),
        }
    )
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines()[-2:] == ["/city-hall/desk/ /city-hall/desk/login/", "True"]
