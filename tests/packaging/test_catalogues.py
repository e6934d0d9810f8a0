"""The catalogues hold every sentence of the source, and translate it without breaking it."""

import pytest
from babel.messages.checkers import checkers

import catalogues

FOLDERS = list(catalogues.SOURCES)
# ``time_text`` offers languages ``hour24`` as well, which the English sentence does not use.
CLOCK_TIMES = ("%(hour12)s%(half)s", "%(hour12)s:%(minute)s%(half)s")
MONTHS = {"January": "janvier", "May": "mai", "August": "août", "December": "décembre"}


def catalogue_of(folder, language="fr"):
    return catalogues.read_catalogue(catalogues.ROOT / folder / language / "LC_MESSAGES/django.po")


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_catalogues_hold_the_sentences_of_the_source_and_no_others(folder):
    def keys(catalogue):
        return {(message.context, message.id) for message in catalogue if message.id}

    assert keys(catalogue_of(folder)) == keys(catalogues.extract(folder))


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_sentence_is_translated(folder):
    untranslated = [
        message.id
        for message in catalogue_of(folder)
        if message.id
        and (
            message.fuzzy
            or not all(message.string if isinstance(message.string, tuple) else (message.string,))
        )
    ]

    assert untranslated == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_translation_fills_in_the_same_values(folder):
    catalogue = catalogue_of(folder)

    for message in catalogue:
        if message.id and message.string and message.id not in CLOCK_TIMES:
            for check in checkers:
                check(catalogue, message)


@pytest.mark.parametrize("time", CLOCK_TIMES)
def test_a_clock_time_can_be_said_in_every_language(time):
    values = {"hour12": 6, "hour24": "18", "minute": "30", "half": "pm"}

    assert catalogue_of("discussion_pages/locale")[time].string % values


def test_the_same_sentence_is_translated_the_same_everywhere():
    # Django lays all catalogues over each other: one of two would win in both places.
    said = {}
    for folder in FOLDERS:
        for message in catalogue_of(folder):
            if message.id:
                said.setdefault((message.context, message.id), set()).add(message.string)

    assert [key for key, strings in said.items() if len(strings) > 1] == []


@pytest.mark.parametrize(("english", "french"), MONTHS.items())
def test_names_of_months_stay_as_django_writes_them(english, french):
    # A capital here would give every date of the whole site a capital.
    assert catalogue_of("timeline_blocks/locale")[english].string == french


def test_templates_and_code_are_both_read(tmp_path, monkeypatch):
    (tmp_path / "app/templates/app").mkdir(parents=True)
    (tmp_path / "app/words.py").write_text(
        "from django.utils.translation import gettext_lazy as _, ngettext, pgettext\n"
        'A = _("From code")\n'
        'B = ngettext("%(n)s page", "%(n)s pages", 2)\n'
        'C = pgettext("month", "May")\n'
    )
    (tmp_path / "app/templates/app/page.html").write_text(
        '  {% translate "From a tag" %}\n'
        '{% if x %}{{ y|default:_("From a filter") }}{% endif %}\n'
        "    {% blocktranslate trimmed count n=n %}\n One – {{ n }}\n{% plural %}\n"
        "   Several – {{ n }}\n{% endblocktranslate %}\n"
        '{% include "z.html" with a=_("From an argument") %}\n'
    )
    monkeypatch.setitem(catalogues.SOURCES, "app/locale", ("app",))

    found = {message.id for message in catalogues.extract("app/locale", tmp_path) if message.id}

    assert found == {
        "From code",
        ("%(n)s page", "%(n)s pages"),
        "May",
        "From a tag",
        "From a filter",
        ("One – %(n)s", "Several – %(n)s"),
        "From an argument",
    }


def test_an_update_of_unchanged_source_changes_no_byte(tmp_path):
    folder = FOLDERS[0]
    path = catalogues.ROOT / folder / "fr/LC_MESSAGES/django.po"

    once = catalogues.as_text(catalogues.updated(path, catalogues.extract(folder)))
    (tmp_path / "fr/LC_MESSAGES").mkdir(parents=True)
    again = tmp_path / "fr/LC_MESSAGES/django.po"
    again.write_bytes(once)

    assert catalogues.as_text(catalogues.updated(again, catalogues.extract(folder))) == once


def test_a_compiled_catalogue_speaks(tmp_path):
    source = tmp_path / "fr/LC_MESSAGES/django.po"
    source.parent.mkdir(parents=True)
    source.write_text('msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "Yes"\nmsgstr "Oui"\n')

    catalogues.compile_catalogue(source, source.with_suffix(".mo"))

    assert b"Oui" in source.with_suffix(".mo").read_bytes()
