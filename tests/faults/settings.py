"""Production's settings, with as much as tests of many posts in little time need otherwise."""

import os

from config.settings.production import *  # noqa: F403

# Nothing is collected for a test: names of files without their hashes.
STORAGES = {
    "default": {"BACKEND": os.environ.get("FILES_BACKEND", "config.whole_files.WholeFilesStorage")},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DISCUSSION_PAGES_FLOOD_COMMENTS = 0
DISCUSSION_PAGES_API_LIMITS = {
    "read": "100000/m",
    "write": os.environ.get("WRITE_LIMIT", "100000/m"),
    "report": "20/h",
}
if "PAGES_MADE" in os.environ:
    MIDDLEWARE = [*MIDDLEWARE, "tests.faults.counting.counting"]  # noqa: F405
