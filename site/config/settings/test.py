"""Tests: a file database that outlives the run, quick hashes, mail in memory."""

import os

from discussion_pages.conf import DEFAULTS

from .base import *  # noqa: F403
from .base import CACHES, DATABASES, REDIS_URL, VAR_DIR, env

DEBUG = False
SECRET_KEY = "for-tests-only"
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DISCUSSION_PAGES_DELIVERY = "command"  # tests of sending say when
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ACCOUNT_RATE_LIMITS = False  # tests of a limit set it themselves
DISCUSSION_PAGES_FORM_LIMITS = dict.fromkeys(DEFAULTS["FORM_LIMITS"], "")
CONSULTATIONS_DEMO_ALLOWED = True
WAGTAILADMIN_BASE_URL = "http://localhost"

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["TEST"] = {
        "NAME": env.str("TEST_DB_NAME", default=str(VAR_DIR / "test.sqlite3"))
    }
    # What asks for no order gets the last row first, so that nothing leans on the order that
    # rows happen to come in: PostgreSQL promises none.
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA reverse_unordered_selects=ON;"

if REDIS_URL:
    # Tests empty the cache, so each of pytest-xdist's workers ("gw0", "gw1") has one of its own.
    server, _separator, number = REDIS_URL.rpartition("/")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    CACHES["default"]["LOCATION"] = f"{server}/{int(number) + int(worker)}"

WHITENOISE_AUTOREFRESH = True  # nothing is collected here
