"""Looking up a translation costs less, and finds the same."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.utils.translation.trans_real import DjangoTranslation, TranslationCatalog

from config.translations import merge

NUMBERS = (0, 1, 2, 5, 1_000_000)
MANY = 10
"""More catalogues than languages have rules for plurals."""


@pytest.mark.parametrize("code", [code for code, _name in settings.LANGUAGES])
def test_every_message_reads_as_before(code):
    before, after = DjangoTranslation(code), DjangoTranslation(code)
    merge(after._catalog)
    assert len(after._catalog._catalogs) < MANY < len(before._catalog._catalogs)
    messages = list(before._catalog.keys())
    assert set(messages) == set(after._catalog.keys())
    for message in messages:
        assert after._catalog[message] == before._catalog[message]
        if isinstance(message, tuple):
            for number in NUMBERS:
                said = [each.ngettext(message[0], "several", number) for each in (before, after)]
                assert said[0] == said[1], message


def test_the_first_to_have_a_message_keeps_it():
    catalogue = TranslationCatalog()
    catalogue._catalogs = [{"a": "first"}, {"a": "second", "b": "second"}, {"b": "third"}]
    catalogue._plurals = [lambda n: int(n != 1), lambda n: int(n != 1), lambda n: int(n > 1)]
    merge(catalogue)
    assert catalogue._catalogs == [{"a": "first", "b": "second"}, {"b": "third"}]
    assert [plural(0) for plural in catalogue._plurals] == [1, 0]


@pytest.mark.parametrize("entry", ["wsgi", "asgi"])
def test_whatever_serves_the_site_has_merged_them(entry):
    script = (
        f"import config.{entry}\n"
        "from django.utils.translation.trans_real import translation\n"
        "print(len(translation('fr')._catalog._catalogs))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": "site:.", "DJANGO_SETTINGS_MODULE": "config.settings.test"},
        cwd=settings.SITE_DIR.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout) < MANY
