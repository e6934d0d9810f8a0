"""The one menu, and what each group finds in it."""

import pytest
from django.apps import apps
from django.test import RequestFactory
from wagtail.admin.menu import admin_menu

from tests.staff import client_for


def menu_of(user):
    """Return labels of the main menu, each with those below it."""
    request = RequestFactory().get("/admin/")
    request.user = user
    return {
        str(item.label): [
            str(below.label)
            for below in sorted(
                item.menu.menu_items_for_request(request), key=lambda entry: entry.order
            )
        ]
        if hasattr(item, "menu")
        else []
        for item in admin_menu.menu_items_for_request(request)
    }


ALL = [
    "Desk",
    "Consultations",
    "Discussions",
    "Comments",
    "Appeals",
    "Sanctions",
    "Moderation figures",
    "Safety guidance",
    "Moderation policies",
    "Organisations",
    "Topics",
    "Word rules",
    "Saved reasons",
    "Offline responses",
    "Legal holds",
    "Retention runs",
    "Webhooks",
    "Webhook log",
]
MODERATORS_ONLY = (
    "Desk",
    "Appeals",
    "Sanctions",
    "Moderation policies",
    "Word rules",
    "Saved reasons",
    "Legal holds",
    "Retention runs",
    "Webhooks",
    "Webhook log",
)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("admin", ALL),
        ("editor", [entry for entry in ALL if entry not in MODERATORS_ONLY]),
        (
            "moderator",
            [
                "Desk",
                "Comments",
                "Appeals",
                "Sanctions",
                "Moderation figures",
                "Word rules",
                "Saved reasons",
            ],
        ),
        ("analyst", ["Comments", "Moderation figures", "Offline responses"]),
    ],
)
def test_each_group_finds_what_it_may_use(staff, who, expected):
    menu = menu_of(getattr(staff, who))
    assert menu["Consultations"] == expected
    assert "Discussions" not in menu


def test_wagtails_snippets_menu_does_not_show_them_again(staff):
    assert "Snippets" not in menu_of(staff.admin)
    assert client_for(staff.admin).get("/admin/snippets/").status_code == 302


def test_without_the_composing_app_discussions_have_a_menu_of_their_own(staff, monkeypatch):
    real = apps.is_installed
    monkeypatch.setattr(apps, "is_installed", lambda name: name != "consultations" and real(name))
    menu = menu_of(staff.admin)
    assert menu["Discussions"] == [
        entry for entry in ALL if entry not in ("Consultations", "Topics", "Offline responses")
    ]


@pytest.mark.parametrize(
    "address",
    [
        "/admin/consultations/list/",
        "/admin/discussions/list/",
        "/admin/discussions/comments/",
        "/admin/discussions/appeals/",
        "/admin/discussions/sanctions/",
        "/admin/snippets/discussion_pages/safetyguidance/",
        "/admin/snippets/discussion_pages/moderationpolicy/",
        "/admin/snippets/discussion_pages/organisation/",
        "/admin/snippets/consultations/topic/",
        "/admin/consultations/offline-responses/",
    ],
)
def test_every_link_of_the_menu_opens(staff, address):
    assert client_for(staff.admin).get(address).status_code == 200
