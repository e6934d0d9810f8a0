"""Words in the environment that stand for one of a few ways; a slip is found at the start."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

import environ
from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")

TASK_BACKENDS = {
    "immediate": "django_tasks.backends.immediate.ImmediateBackend",
    "database": "django_tasks_db.DatabaseBackend",
}
SENDFILE_BACKENDS = {"site": None, "nginx": "config.sendfile"}

LOG_FORMATS = {"text": "text", "json": "json"}


def chosen(name: str, ways: Mapping[str, T], *, default: str) -> T:
    """Return what the environment's word stands for.

    Raises ImproperlyConfigured for a word that stands for nothing.
    """
    word = environ.Env().str(name, default=default)
    if word not in ways:
        raise ImproperlyConfigured(f"{name} is “{word}”, which is none of {', '.join(ways)}.")
    return ways[word]


DEPENDENCIES = ("database", "migrations", "cache", "media", "mail", "webhooks", "tasks")
"""What `/health/ready/` asks."""


def tolerated(name: str, *, default: Iterable[str]) -> list[str]:
    """Return which dependencies the environment says may be away.

    Raises ImproperlyConfigured for one that is never asked.
    """
    found = environ.Env().list(name, default=list(default))
    for word in found:
        if word not in DEPENDENCIES:
            raise ImproperlyConfigured(f"{name}: “{word}” is none of {', '.join(DEPENDENCIES)}.")
    return found
