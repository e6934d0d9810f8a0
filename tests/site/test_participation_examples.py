"""Every operation of the participation API has an example, and each is what the API answers."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from jsonschema import Draft202012Validator

from config.api import participation_api
from discussion_pages.api.participation import manual
from discussion_pages.api.participation.answer_headers import HEADERS
from tests.shell import differences
from tests.site import api_scenario
from tests.site.api_scenario import METHODS, Examples

FILE = Path(manual.__file__).with_name("examples.json")
RENEW = "RENEW_EXAMPLES"
COMMAND = f"make examples, or {RENEW}=1 .venv/bin/pytest tests/site/{Path(__file__).name}"
DOCUMENT = participation_api.document
OPERATIONS = {
    operation["operationId"]: operation
    for operations in DOCUMENT["paths"].values()
    for method in METHODS
    if (operation := operations.get(method))
}


def written() -> dict[str, Any]:
    return json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}


@pytest.mark.django_db
def test_what_the_examples_ask_and_show_is_what_the_api_answers(clock):
    examples = Examples(DOCUMENT, clock)
    _let_others_have_had_the_first_keys()
    with api_scenario.fixed_chance():
        api_scenario.tell(api_scenario.build_town(), examples)
    _assert_headers_are_documented(examples)
    found = {name: examples.found.get(name) for name in OPERATIONS}
    assert None not in found.values(), "No example in tests/site/api_scenario.py of: " + ", ".join(
        name for name, example in found.items() if example is None
    )
    if os.environ.get(RENEW):
        text = json.dumps(found, indent=1, ensure_ascii=False)
        FILE.write_text(f"{text}\n", encoding="utf-8")
        manual.examples.cache_clear()
    kept = written()
    changed = [name for name in {**found, **kept} if found.get(name) != kept.get(name)]
    assert not changed, (
        f"What the API answers has changed. If it was meant to, run: {COMMAND}\n"
        + "\n".join(differences(kept, found))
    )


def _let_others_have_had_the_first_keys() -> None:
    """Do to SQLite's counters, until the transaction ends, what other tests do to PostgreSQL's."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'")
            tables = [name for (name,) in cursor.fetchall()]
            cursor.execute("DELETE FROM sqlite_sequence")
            for number, table in enumerate(tables):
                values = [table, 9_000 + 11 * number]
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", values)


def _assert_headers_are_documented(examples: Examples) -> None:
    for name, status, headers in examples.headers:
        documented = set(OPERATIONS[name]["responses"][str(status)]["headers"])
        assert headers & set(HEADERS) <= documented, name
        assert {"RateLimit", "RateLimit-Policy"} <= headers & documented, name
    seen = {header for *_answer, headers in examples.headers for header in headers}
    assert {"ETag", "Last-Modified", "Location"} <= seen


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_an_example_fits_the_document(name):
    example = written()[name]
    answer = OPERATIONS[name]["responses"][str(example["status"])]
    content = answer.get("content", {}).get("application/json")
    if content is None:
        assert example["answer"] is None
        return
    schema = content["schema"] | {"components": DOCUMENT["components"]}
    assert list(Draft202012Validator(schema).iter_errors(example["answer"])) == []


def test_no_example_holds_a_secret_or_somebody():
    text = FILE.read_text(encoding="utf-8")
    assert re.findall(r"[\w.+-]+@[\w-]+\.[\w.]+", text) == []
    assert re.findall(r"\b\d{1,3}(?:\.\d{1,3}){3}\b", text) == []
    assert re.findall(r"(?:Bearer|Token:) (?!\$)", text) == []
    assert re.findall(r"reports/(?!\$)[^/\"]+:", text) == []
    long = set(re.findall(r"[\w-]{30,}", text))
    assert {word for word in long if not word.startswith("00000000-")} == set(), "a token?"
    hosts = set(re.findall(r"https?://([^/\"\s]+)", text))
    assert [host for host in hosts if not host.endswith("example.org")] == []
