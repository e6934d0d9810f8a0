"""System checks: what a host forgot or mistyped, each with the line to write."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.urls import NoReverseMatch, reverse

from discussion_pages.checks import missing_apps, seam_messages

NEIGHBOURS = ("timeline_blocks", "wagtail.api.v2", "rest_framework")
INCLUDE = 'path("", include("consultations.urls"))'


@register()
def check_apps(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Find missing apps."""
    return missing_apps(NEIGHBOURS, app="consultations")


@register(Tags.urls)
def check_addresses(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Find a host in which the calendars of a timeline have no address."""
    try:
        calendar = reverse("consultations:calendar-file", args=["a/timeline.ics"])
    except NoReverseMatch:
        return [
            Error(
                "consultations.urls is not included: calendars of timelines have no address.",
                hint=f"Write {INCLUDE} in your URLconf, beside Wagtail's own addresses.",
                id="consultations.E002",
            )
        ]
    try:
        page = reverse("wagtail_serve", args=["a/"])
    except NoReverseMatch:
        return []
    if calendar != f"{page}timeline.ics":
        return [
            Warning(
                "consultations.urls and Wagtail's pages are included under different prefixes: "
                f"a calendar would be at {calendar}, below a page at {page}.",
                hint="Include consultations.urls under the prefix that wagtail.urls has.",
                id="consultations.W001",
            )
        ]
    return []


@register(Tags.templates)
def check_base_template(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Find a frame that our pages do not fit into."""
    return seam_messages("consultations")
