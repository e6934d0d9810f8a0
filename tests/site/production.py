"""The settings of production, for tests within this process: all but where data and files lie."""

import importlib
import os
import sys
from typing import Any
from unittest import mock

ENVIRONMENT = {
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ALLOWED_HOSTS": "testserver,localhost",
    "DATABASE_URL": "sqlite:///nowhere.sqlite3",
    "SECURITY_CONTACT": "https://www.example.org/security",
}
OWN = (
    "DATABASES",
    "CACHES",
    "STORAGES",
    "EMAIL",
    "LOGGING",
    "MEDIA",
    "STATIC",
    "VAR",
    "ACCOUNT_RATE",
)
"""What the tests' own settings say: a database, a cache, files and mail in memory, no limits."""


def production(**environment: str) -> dict[str, Any]:
    """Return what production sets, as `override_settings` takes it."""
    name = "config.settings.production"
    with mock.patch.dict(os.environ, ENVIRONMENT | environment):
        sys.modules.pop(name, None)
        module = importlib.import_module(name)
    return {
        key: getattr(module, key)
        for key in dir(module)
        if key.isupper() and not key.startswith(OWN) and key not in {"INSTALLED_APPS", "DEBUG"}
    }
