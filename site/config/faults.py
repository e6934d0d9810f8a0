"""Reporting faults to a Sentry server, where there is one; without its address nothing loads."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config.logs import request_id
from config.scrubbing import scrub

NOTHING_PERSONAL = {
    "user_info": False,
    "cookies": {"mode": "off"},
    "http_headers": {"request": {"mode": "off"}},
    "http_bodies": [],
    "url_query_params": {"mode": "off"},
    "graphql": {"document": False, "variables": False},
    "gen_ai": {"inputs": False, "outputs": False},
    "database_query_data": False,
    "queues": False,
    "stack_frame_variables": False,
}
"""What Sentry's client may gather by itself: what replaces ``send_default_pii=False``, and more."""


def report_faults(dsn: str, *, release: str = "", environment: str = "production") -> None:
    """Have faults reported to ``dsn``; "" reports nothing.

    Raises:
        ImproperlyConfigured: the package is not installed.
    """
    if not dsn:
        return
    try:
        import sentry_sdk
        from sentry_sdk.integrations.django import DjangoIntegration
    except ImportError:
        raise ImproperlyConfigured(
            "SENTRY_DSN is set, and the package is missing. Install it: "
            "pip install --constraint requirements-dev.txt sentry-sdk"
        ) from None
    sentry_sdk.init(
        dsn=dsn,
        release=release or None,
        environment=environment,
        data_collection=NOTHING_PERSONAL,
        max_request_body_size="never",
        traces_sample_rate=None,
        auto_session_tracking=False,
        server_name="",
        auto_enabling_integrations=False,
        integrations=[DjangoIntegration(signals_spans=False, cache_spans=False)],
        before_send=without_people,
        before_breadcrumb=_breadcrumb,
    )


def without_people(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """Return a report with nothing about a person in it.

    Of the request only its route and id stay: no address, header, cookie, query or body. Words
    anywhere in it are scrubbed as those of the log are.
    """
    for part in ("request", "user", "extra", "server_name"):
        event.pop(part, None)
    event["tags"] = {"request_id": request_id.get()}
    return _scrubbed(event)


def _breadcrumb(crumb: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any] | None:
    """Keep what the log said on the way; a query of the database may hold what people wrote."""
    return crumb if crumb.get("type") == "log" else None


def _scrubbed(value: Any, *, key: str = "") -> Any:
    if key in UNTOUCHED:
        return value
    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, dict):
        return {name: _scrubbed(each, key=name) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_scrubbed(each) for each in value]
    return value


UNTOUCHED = frozenset({"event_id", "timestamp", "sdk", "modules", "tags", "release", "contexts"})
"""Parts that Sentry's server reads and no person writes."""
