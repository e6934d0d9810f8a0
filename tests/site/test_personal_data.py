"""What is kept about people is written down: every field, with its purpose, time and end."""

from pathlib import Path

import pytest
from django.apps import apps

from discussion_pages.data_protection import Field, NoPersonalData, inventories
from tests.personal_data import written

PAGE = Path(__file__).resolve().parents[2] / "docs/reference/personal-data.md"
COVERED = ("discussion_pages", "consultations", "members", "account", "mfa")
ALSO = (
    "django_comments.CommentFlag",
    "wagtail_headless_preview.PagePreview",
    "wagtailcore.APIToken",
    "wagtailcore.ModelLogEntry",
)


def models():
    found = [model for label in COVERED for model in apps.get_app_config(label).get_models()]
    return [*found, *(apps.get_model(label) for label in ALSO)]


@pytest.mark.parametrize("model", models(), ids=lambda model: model._meta.label)
def test_every_field_is_in_the_inventory_once(model):
    entries = [entry for entry in inventories() if entry.model == model._meta.label]
    if any(isinstance(entry, NoPersonalData) for entry in entries):
        assert len(entries) == 1
        return
    there = [field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)]
    assert sorted(entry.field for entry in entries) == sorted(there)


def test_the_inventory_names_no_model_that_is_not_there():
    known = {model._meta.label for model in models()}
    assert {entry.model for entry in inventories()} == known


def test_every_entry_says_why_and_for_how_long():
    for entry in inventories():
        if isinstance(entry, Field):
            assert entry.purpose.endswith("."), entry
            assert entry.retention, entry
        else:
            assert entry.reason.endswith("."), entry


def test_the_documentation_is_the_inventory():
    assert PAGE.read_text() == written(), "Write it anew: python -m tests.personal_data"
