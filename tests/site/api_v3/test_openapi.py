"""The v3 API's document: valid, precise, quick, and kept under watch.

Renew the snapshot, after reading what changed, with

    RENEW=1 .venv/bin/pytest tests/site/api_v3/test_openapi.py
"""

import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.test import override_settings
from openapi_spec_validator import OpenAPIV31SpecValidator

from discussion_pages.api.v3 import openapi
from discussion_pages.api.v3.kinds import KINDS
from tests.staff import client_for

SNAPSHOT = Path(__file__).parent / "snapshot.json"


@pytest.fixture(scope="module")
def document():
    """The document, as it is served."""
    return openapi.document("/api/v3/")


def test_the_document_is_valid_openapi(document):
    assert document["openapi"].startswith("3.1")
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


def test_every_operation_says_what_it_refuses(document):
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert {"401", "403", "404", "422", "429"} <= operation["responses"].keys(), (
                path,
                method,
            )


def test_no_two_components_share_a_name_by_accident(document):
    labels = [kind.model._meta.object_name for kind in KINDS.values()]
    assert len(labels) == len(set(labels))


def test_blocks_are_a_choice_by_type(document):
    schemas = document["components"]["schemas"]
    body = schemas["DiscussionPageCreateSchema"]["properties"]["body"]["items"]
    assert set(body["discriminator"]["mapping"]) == {
        *("text", "picture", "quote", "document", "video", "safety_guidance", "prompt")
    }
    assert len(body["oneOf"]) == 7
    read = schemas["DiscussionPageSchema"]["properties"]["body"]["items"]
    assert len(read["oneOf"]) == 7


def test_unknown_keys_are_refused_in_the_document_too(document):
    schemas = document["components"]["schemas"]
    for kind in KINDS.values():
        for suffix in ("Create", "Patch"):
            name = f"{kind.model._meta.object_name}{suffix}Schema"
            assert schemas[name]["additionalProperties"] is False, name


def test_it_is_made_once_and_served_to_anybody(client, db, monkeypatch):
    openapi._written.cache_clear()
    first = client.get("/api/v3/openapi.json")
    assert first.status_code == 200
    assert first["Content-Type"] == "application/json"
    monkeypatch.setattr(openapi, "document", None)
    again = client.get("/api/v3/openapi.json", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


@override_settings(WAGTAILAPI_DOCS_ENABLED=False)
def test_it_can_be_switched_off(client, db):
    assert client.get("/api/v3/openapi.json").status_code == 404


def test_its_page_is_for_staff_and_asks_nobody_else(world, member):
    from tests.staff import make_staff

    staff = make_staff(world.hub)
    for user in (None, member):
        assert client_for(user).get("/api/v3/docs/").status_code == 302
    page = client_for(staff.editor).get("/api/v3/docs/")
    assert page.status_code == 200
    assert page["Cache-Control"] == "private, no-store"
    text = page.content.decode()
    assert "cdn" not in text
    assert "/static/ninja/swagger-ui-bundle.js" in text
    assert "'unsafe-inline'" not in page["Content-Security-Policy"]


def test_without_the_app_that_serves_its_script_there_is_no_page(world, monkeypatch):
    from tests.staff import make_staff

    client = client_for(make_staff(world.hub).editor)
    monkeypatch.setattr(openapi, "settings", SimpleNamespace(INSTALLED_APPS=[]))
    assert client.get("/api/v3/docs/").status_code == 404


def test_nothing_of_ours_changed_unseen(document):
    found = ours(document)
    if os.environ.get("RENEW"):
        SNAPSHOT.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n")
    assert json.loads(SNAPSHOT.read_text()) == found, (
        "The v3 API changed. If that is meant: "
        "RENEW=1 .venv/bin/pytest tests/site/api_v3/test_openapi.py"
    )


def ours(document):
    """Return the paths, and the components of our models with what they use."""
    schemas = document["components"]["schemas"]
    names = {kind.model._meta.object_name for kind in KINDS.values()}
    wanted = {f"{name}{suffix}" for name in names for suffix in ("Schema", "CreateSchema")}
    found: dict[str, object] = {}
    while wanted:
        name = wanted.pop()
        found[name] = schemas[name]
        wanted |= _referred(schemas[name]) - found.keys()
    return {
        "paths": {path: sorted(entry) for path, entry in sorted(document["paths"].items())},
        "schemas": _without_words(dict(sorted(found.items()))),
    }


def _without_words(value):
    """Leave out titles and descriptions: they are for people, and may be put better."""
    if isinstance(value, dict):
        return {
            key: _without_words(item)
            for key, item in value.items()
            if not (key in ("title", "description") and isinstance(item, str))
        }
    return [_without_words(item) for item in value] if isinstance(value, list) else value


def _referred(value):
    if isinstance(value, dict):
        own = {value["$ref"].rpartition("/")[2]} if "$ref" in value else set()
        return own.union(*(_referred(item) for item in value.values()))
    return set().union(*(_referred(item) for item in value)) if isinstance(value, list) else set()


def test_wagtails_own_command_writes_the_mended_document(tmp_path):
    path = tmp_path / "openapi.json"
    call_command("export_openapi_schema", api="wagtail.api.v3.api.api", output=str(path))
    assert list(OpenAPIV31SpecValidator(json.loads(path.read_text())).iter_errors()) == []
