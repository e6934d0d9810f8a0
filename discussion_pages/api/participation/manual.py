"""The API's pages for people, made from its OpenAPI document and from examples that were run."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import Any

from django.utils.text import slugify

from discussion_pages.api.participation.references import named_schemas

METHODS = ("get", "post", "put", "patch", "delete")
WAYS = {"SessionToken": "X-Session-Token", "Session": "session", "ApiToken": "Bearer"}


@dataclass(frozen=True, slots=True)
class Row:
    """A parameter or a field. ``link`` is the name of its schema, if it has one."""

    name: str
    kind: str
    link: str
    is_required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Example:
    """A request that a test sends, as a line for curl, and what was answered."""

    request: str
    answer: str


@dataclass(frozen=True, slots=True)
class Section:
    """One operation. ``summary`` is its first sentence, ``description`` all that follows."""

    name: str
    method: str
    path: str
    summary: str
    description: str
    is_open: bool
    ways: list[str]
    parameters: list[Row]
    body: list[Row]
    answers: list[tuple[str, str]]
    """Status and schema of each answer that is not a problem."""
    example: Example | None


@dataclass(frozen=True, slots=True)
class Shape:
    """A named schema."""

    name: str
    description: str
    kind: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Subject:
    """The operations of one tag, which have a page of their own."""

    name: str
    slug: str
    sections: list[Section]


def subjects(document: dict[str, Any]) -> list[Subject]:
    """Return the operations of a document by tag, in the document's order."""
    found: dict[str, list[Section]] = {}
    for path, operations in document["paths"].items():
        for method in METHODS:
            if method in operations:
                operation = operations[method]
                name = operation.get("tags", [""])[0]
                found.setdefault(name, []).append(_section(document, path, method, operation))
    return [Subject(name, slugify(name), sections) for name, sections in found.items()]


def shapes_of_subject(document: dict[str, Any], subject: Subject) -> list[Shape]:
    """Return the schemas that the operations of a subject take and answer, but for problems."""
    parts = [
        [operation.get("requestBody"), operation["parameters"], _answers(operation)]
        for operations in document["paths"].values()
        for operation in operations.values()
        if operation.get("tags", [""])[0] == subject.name
    ]
    return _shapes(document, parts)


def shapes_of_problems(document: dict[str, Any]) -> list[Shape]:
    """Return the schemas of what every operation answers where something is wrong."""
    found = _shapes(document, {"$ref": "#/components/schemas/Problem"})
    return sorted(found, key=lambda shape: shape.name != "Problem")


def _shapes(document: dict[str, Any], part: Any) -> list[Shape]:
    """Return the schemas that ``part`` rests on. Those of objects have rows, others a kind."""
    schemas = document["components"]["schemas"]
    return [
        Shape(
            name,
            schemas[name].get("description", ""),
            "" if "properties" in schemas[name] else _kind(schemas[name])[0],
            list(_fields(schemas[name])),
        )
        for name in sorted(named_schemas(part, schemas))
    ]


def _answers(operation: dict[str, Any]) -> dict[str, Any]:
    """Return the schemas of an operation's answers that are not problems, by status."""
    return {
        status: content["schema"]
        for status, answer in operation["responses"].items()
        if (content := answer.get("content", {}).get("application/json"))
    }


@cache
def examples() -> dict[str, Any]:
    """Return the examples that were run, by the operation's name."""
    place = files("discussion_pages.api.participation") / "examples.json"
    return json.loads(place.read_text(encoding="utf-8")) if place.is_file() else {}


def _section(
    document: dict[str, Any], path: str, method: str, operation: dict[str, Any]
) -> Section:
    name = operation["operationId"]
    needs = operation.get("security", [])
    summary, _stop, more = operation.get("summary", "").partition(". ")
    return Section(
        name=name,
        method=method.upper(),
        path=path,
        summary=summary,
        description="\n".join(
            [more and f"{more}.", _rest(operation.get("description", ""))]
        ).strip(),
        is_open={} in needs,
        ways=[WAYS[scheme] for need in needs for scheme in need],
        parameters=[_parameter(parameter) for parameter in operation.get("parameters", [])],
        body=list(_body(document, operation)),
        answers=[(status, _kind(schema)[1]) for status, schema in _answers(operation).items()],
        example=_example(name),
    )


def _rest(description: str) -> str:
    """Return a docstring without its first line, which is the summary."""
    return description.partition("\n")[2].strip()


def _example(name: str) -> Example | None:
    found = examples().get(name)
    if found is None:
        return None
    status = HTTPStatus(found["status"])
    lines = [f"{status.value} {status.phrase}"]
    if found["answer"] is not None:
        lines.append(json.dumps(found["answer"], indent=2, ensure_ascii=False))
    return Example(found["request"], "\n".join(lines))


def _parameter(parameter: dict[str, Any]) -> Row:
    kind, link = _kind(parameter["schema"])
    place = "" if parameter["in"] == "query" else f" ({parameter['in']})"
    return Row(
        f"{parameter['name']}{place}",
        kind,
        link,
        parameter["required"],
        parameter.get("description", ""),
    )


def _body(document: dict[str, Any], operation: dict[str, Any]) -> Iterator[Row]:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content:
        _words, link = _kind(content["schema"])
        schema = document["components"]["schemas"].get(link, content["schema"])
        yield from _fields(schema)


def _fields(schema: dict[str, Any]) -> Iterator[Row]:
    required = schema.get("required", [])
    for name, field in schema.get("properties", {}).items():
        kind, link = _kind(field)
        yield Row(name, kind, link, name in required, field.get("description", ""))


def _kind(schema: dict[str, Any]) -> tuple[str, str]:
    """Return what a value is, in a word or two, and the name of the schema it has, if any."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return name, name
    for key in ("anyOf", "oneOf", "allOf"):
        if key in schema:
            kinds = [_kind(choice) for choice in schema[key]]
            link = next((link for _words, link in kinds if link), "")
            return " or ".join(words for words, _link in kinds), link
    if "enum" in schema:
        return " | ".join(f'"{value}"' for value in schema["enum"]), ""
    if "const" in schema:
        return f'"{schema["const"]}"', ""
    if schema.get("type") == "array":
        words, link = _kind(schema.get("items", {}))
        return f"list of {words}", link
    words = schema.get("format") or schema.get("type") or "anything"
    return str(words), ""
