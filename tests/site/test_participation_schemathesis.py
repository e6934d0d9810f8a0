"""The participation API keeps to its OpenAPI document, whatever is sent and whoever sends it.

Schemathesis makes up requests from the document, right ones and wrong ones, with keys, cursors and
codes that are there put in among them. ``SCHEMATHESIS_EXAMPLES`` asks for more requests for each
operation than the few of every day, and adds those that it works out for every boundary.
"""

import copy
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import hypothesis
import pytest
import schemathesis
import time_machine
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import TestCase
from hypothesis import HealthCheck, Phase
from schemathesis.config import GenerationConfig, ProjectConfig, ProjectsConfig, SchemathesisConfig
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.pytest._test_builder import build_operation_test

from config.api import participation_api
from consultations.models import ConsultationPage, OfflineResponse
from discussion_pages.api.participation.auth import Way
from discussion_pages.models import (
    Appeal,
    Decision,
    DiscussionComment,
    DiscussionPage,
    Follow,
    Notice,
    Organisation,
    Sanction,
)
from discussion_pages.services.casework import version_of
from tests.everything import Everything, make_everything
from tests.factories import NOW
from tests.participation import BASE, Api, api_for

pytestmark = pytest.mark.django_db

EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "0"))
EXAMPLES_OF_EVERY_DAY = 5
CURRENT = "(the version that the comment has)"

MODELS = {
    "/consultations/": ConsultationPage,
    "/discussions/": DiscussionPage,
    "/moderation/discussions/": DiscussionPage,
    "/comments/": DiscussionComment,
    "/me/comments/": DiscussionComment,
    "/moderation/comments/": DiscussionComment,
    "/me/sanctions/": Sanction,
    "/moderation/sanctions/": Sanction,
    "/me/appeals/": Appeal,
    "/moderation/appeals/": Appeal,
    "/me/follows/": Follow,
    "/moderation/decisions/": Decision,
}
"""What ``pk`` is the key of, by how the path begins."""

LEFT_OUT = {
    "positive_data_acceptance": "rules that no schema can state are told by 422 too: see CODES",
    "object_level_authorization": "what a member makes in public is there for others to read",
    "use_after_free": "every request is taken back, so nothing is ever gone",
    "ensure_resource_availability": "every request is taken back, so nothing is ever made",
}
"""Checks that are not meant here, and why."""

CODES = {
    "bool_parsing",
    "bool_type",
    "dict_type",
    "enum",
    "extra_forbidden",
    "greater_than_equal",
    "int_from_float",
    "int_parsing",
    "int_type",
    "less_than_equal",
    "list_type",
    "literal_error",
    "missing",
    "string_pattern_mismatch",
    "string_too_long",
    "string_too_short",
    "string_type",
    "too_long",
    "unknown",
}
"""What is found of a request that does not fit its schema: never of one that does."""


CALLERS = {
    "nobody in particular": lambda there: api_for(),
    "a member": lambda there: api_for(there.member, Way.SESSION_TOKEN),
    "staff": lambda there: api_for(there.admin, Way.API_TOKEN),
}


@pytest.fixture
def everything(world, member, other_member) -> Everything:
    with time_machine.travel(NOW, tick=False):
        return make_everything(world, member, other_member)


@pytest.fixture(autouse=True)
def nobody_asks_too_often(settings):
    settings.DISCUSSION_PAGES_API_LIMITS = {
        "read": "1000000000/d",
        "write": "1000000000/d",
        "report": "1000000000/d",
    }


@contextmanager
def one_connection() -> Iterator[None]:
    """Keep the connection, and the test's transaction with it, as Django's test client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


class TakenBack:
    """The site as WSGI serves it, at ``NOW``; whatever a request does is taken back after it."""

    def __init__(self, api: Api, versions: dict[int, str]) -> None:
        self.serve = WSGIHandler()
        self.api = api
        self.versions = versions

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        cache.clear()
        with one_connection(), time_machine.travel(NOW, tick=False), transaction.atomic():
            with TestCase.captureOnCommitCallbacks(execute=True):
                answer = self.serve(environ, start_response)
                content = [b"".join(answer)]
                answer.close()
            transaction.set_rollback(True)
        return content


def schema_for(everything: Everything, api: Api) -> Any:
    """Return the document with what there is put in, as this caller meets it."""
    document = with_known_values(everything, api)
    schema = schemathesis.openapi.from_dict(document, config=config())
    comments = DiscussionComment.objects.all()
    schema.app = TakenBack(api, {comment.pk: version_of(comment) for comment in comments})
    return schema


def config() -> SchemathesisConfig:
    project = ProjectConfig(
        generation=GenerationConfig(
            max_examples=EXAMPLES or EXAMPLES_OF_EVERY_DAY,
            deterministic=True,
            with_security_parameters=False,
            no_shrink=not EXAMPLES,
        )
    )
    project.phases.coverage.enabled = bool(EXAMPLES)
    project.phases.coverage.generate_duplicate_query_parameters = True
    for name in LEFT_OUT:
        project.checks.get_by_name(name=name).enabled = False
    return SchemathesisConfig(projects=ProjectsConfig(default=project), seed=1)


def with_known_values(everything: Everything, api: Api) -> dict[str, Any]:
    """Let what is there be among what is made up: keys, cursors, tokens, codes, versions."""
    document = copy.deepcopy(participation_api.document)
    document["servers"] = [{"url": BASE}]
    for path, operations in document["paths"].items():
        for operation in operations.values():
            cursors = []
            if any(parameter["name"] == "after" for parameter in operation["parameters"]):
                cursors = cursors_of(everything, api, path)
            for parameter in operation["parameters"]:
                known = known_values(everything, path, parameter["name"], cursors)
                parameter["schema"] = among(known, parameter["schema"])
    bodies = known_in_bodies(everything)
    for name, schema in document["components"]["schemas"].items():
        if name.endswith(("In", "Change")):
            for field, inner in schema["properties"].items():
                schema["properties"][field] = among(bodies.get(field, []), inner)
    return document


def among(known: list[Any], schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [{"enum": known}, schema]} if known else schema


def known_values(everything: Everything, path: str, name: str, cursors: list[str]) -> list[Any]:
    if name == "pk":
        [model] = [model for start, model in MODELS.items() if path.startswith(start + "{")]
        return everything.keys(model)
    return {
        "after": cursors,
        "batch": everything.keys(OfflineResponse),
        "root": everything.keys(DiscussionComment),
        "token": everything.report_tokens,
        "slug": everything.policy_slugs,
        "discussion": everything.keys(DiscussionPage),
        "parent": everything.keys(ConsultationPage),
        "version": [CURRENT],
        "locale": ["en"],
    }.get(name, [])


def known_in_bodies(everything: Everything) -> dict[str, list[Any]]:
    return {
        "version": [CURRENT],
        "reason": ["abuse", "spam"],
        "organisation": everything.keys(Organisation),
        "reply_to": everything.keys(DiscussionComment),
        "id": everything.keys(Notice),
        "text": ["Plain words.", "Words one, two.\n\nAnd three."],
        "note": ["A note."],
        "answer": ["We looked again."],
        "password": ["correct horse battery"],
        "words": [["lamps"]],
        "passages": [["lamps"]],
        "ends_at": ["2027-03-10T12:00:00Z"],
        "language": ["en"],
    }


def cursors_of(everything: Everything, api: Api, path: str) -> list[str]:
    """Return the cursors of the first pages that this caller reads at a path."""
    keys = known_values(everything, path, "pk", []) if "{pk}" in path else [0]
    roots = everything.keys(DiscussionComment)[:1] if "{root}" in path else [0]
    found = set()
    with time_machine.travel(NOW, tick=False):
        for pk in keys:
            for root in roots:
                address = path.replace("{pk}", str(pk)).replace("{root}", str(root))
                answer = api.get(address, {"limit": 1})
                if answer.status_code == 200:
                    found.add(answer.json().get("next_cursor"))
    return sorted(found - {None})


def try_out(case: Any, app: TakenBack) -> None:
    put_version_in(case, app.versions)
    response = case.call_and_validate(headers=app.api.headers)
    if response.status_code != 422 or not is_meant_to_fit(case):
        return
    found = [error for error in response.json()["errors"] if error["code"] in CODES]
    assert not found, f"refused although the schema has it so: {found}"


def is_meant_to_fit(case: Any) -> bool:
    return case.meta is not None and case.meta.generation.mode.is_positive


def put_version_in(case: Any, versions: dict[int, str]) -> None:
    pk = (case.path_parameters or {}).get("pk")
    version = versions.get(pk, "none") if isinstance(pk, int) else "none"
    for place in (case.body, case.query):
        if isinstance(place, dict) and place.get("version") == CURRENT:
            place["version"] = version


SETTINGS = hypothesis.settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate] + ([Phase.shrink] if EXAMPLES else []),
    max_examples=EXAMPLES or EXAMPLES_OF_EVERY_DAY,
)


@pytest.mark.parametrize("caller", CALLERS)
def test_everybody_gets_what_the_document_says(caller, everything, subtests):
    api = CALLERS[caller](everything)
    schema = schema_for(everything, api)
    for found in schema.get_all_operations():
        operation = found.ok()
        with subtests.test(operation.label):
            # What ``schema.parametrize`` makes of an operation known before the world is there.
            build_operation_test(
                config=schema.config,
                operation=operation,
                test_func=try_out,
                given_kwargs={},
                feedback=FeedbackSources(),
                explicit_settings=SETTINGS,
            )(app=schema.app)
