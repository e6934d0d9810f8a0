"""System checks of what only this site has."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register

TOKEN_LENGTH_MIN = 32


@register(Tags.security, deploy=True)
def check_watching(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Find a token that could be guessed."""
    token = settings.METRICS_TOKEN
    if token and len(token) < TOKEN_LENGTH_MIN:
        yield Warning(
            f"METRICS_TOKEN has {len(token)} characters: whoever guesses it reads the figures.",
            hint=f"Give it {TOKEN_LENGTH_MIN} or more: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'",
            id="home.W060",
        )
