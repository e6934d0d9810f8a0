"""Each thing that a host forgot is named, with the line to write."""

import types

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.urls import include, path
from wagtail import urls as wagtail_urls


def messages_about(app):
    return [message for message in run_checks() if (message.id or "").startswith(f"{app}.")]


@pytest.fixture
def addresses(settings):
    """Let the host include what the test says."""

    def include_only(*patterns):
        settings.LOGIN_URL = "https://accounts.example.com/"
        settings.ROOT_URLCONF = types.ModuleType("host_urls")
        settings.ROOT_URLCONF.urlpatterns = list(patterns)

    return include_only


def test_our_own_site_is_set_up_as_the_checks_ask():
    assert messages_about("consultations") == []


@pytest.mark.parametrize("name", ["timeline_blocks", "wagtail.api.v2", "rest_framework"])
def test_a_missing_app_is_named(monkeypatch, name):
    installed = apps.is_installed
    monkeypatch.setattr(apps, "is_installed", lambda app: app != name and installed(app))

    found = messages_about("consultations")

    assert [message.id for message in found] == ["consultations.E001"]
    assert f'"{name}"' in found[0].hint


def test_a_host_that_forgot_our_addresses_is_told_the_line(addresses):
    addresses(path("", include(wagtail_urls)))

    found = messages_about("consultations")

    assert [message.id for message in found] == ["consultations.E002"]
    assert 'path("", include("consultations.urls"))' in found[0].hint


def test_calendars_below_another_prefix_than_pages_are_noticed(addresses):
    addresses(
        path("", include("consultations.urls")),
        path("pages/", include(wagtail_urls)),
    )

    found = messages_about("consultations")

    assert [message.id for message in found] == ["consultations.W001"]
    assert "/a/timeline.ics" in found[0].msg
    assert "/pages/a/" in found[0].msg


def test_a_host_with_pages_below_a_prefix_may_put_our_addresses_there(addresses):
    addresses(
        path("pages/", include("consultations.urls")),
        path("pages/", include(wagtail_urls)),
    )

    assert messages_about("consultations") == []
