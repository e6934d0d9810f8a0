"""The web component's file: small, alone, and built for strict pages."""

import gzip
import re
from pathlib import Path

import pytest
from django.test import Client

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "clients" / "embed"
SCRIPT = FOLDER / "consultation-discussion.js"
GZIPPED_MOST = 12 * 1024
ADDRESS = "/static/discussion_pages/embed/consultation-discussion.js"


def names_in(source: str) -> set[str]:
    return set(re.findall(r'^  (\w+): "', source, re.M))


def test_the_component_weighs_less_than_twelve_kilobytes():
    assert len(gzip.compress(SCRIPT.read_bytes(), compresslevel=6)) < GZIPPED_MOST


def test_the_component_depends_on_nothing_and_writes_no_html():
    source = SCRIPT.read_text()
    assert not re.findall(r"^\s*import\s", source, re.M)
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert way not in source
    assert 'credentials: "omit"' in source


@pytest.mark.parametrize("path", sorted((FOLDER / "texts").glob("*.js")), ids=lambda p: p.stem)
def test_a_language_has_every_word_and_its_placeholder(path):
    source, words = SCRIPT.read_text(), path.read_text()
    english = source[source.index("const ENGLISH") : source.index("const LANGUAGES")]
    assert names_in(words) == names_in(english)
    for name in names_in(english):
        line = re.compile(rf'^  {name}: "(.*)",$', re.M)
        theirs, ours = line.search(words), line.search(english)
        assert theirs and ours
        placeholders = re.compile(r"\{\w+\}")
        assert placeholders.findall(theirs[1]) == placeholders.findall(ours[1]), name


def test_every_word_is_shown_somewhere():
    source = SCRIPT.read_text()
    english = source[source.index("const ENGLISH") : source.index("const LANGUAGES")]
    rest = source.replace(english, "")
    assert {name for name in names_in(english) if f'"{name}"' not in rest} == set()


@pytest.mark.django_db  # closing an answer looks after the connections
def test_other_sites_may_load_the_component(settings):
    settings.WHITENOISE_USE_FINDERS = True
    answer = Client().get(ADDRESS)
    answer.close()
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Content-Type"].startswith("text/javascript")
