"""Schemas of our models for Wagtail's v3 API, made while Wagtail makes its own.

Three of a model: what is read, what creates it, what changes it. Each is built from its ``Kind``.
"""

import sys
from collections.abc import Callable, Iterator
from typing import Any, Literal

from django.db.models import Field as DjangoField
from django.db.models import ForeignKey, ManyToManyField, Model
from ninja import Schema
from ninja.orm.fields import get_schema_field
from pydantic import AwareDatetime, BaseModel, Field, create_model
from wagtail.api.v3.schemas import create_generator, patch_generator, read_generator
from wagtail.api.v3.schemas.generators.write import rich_text_schema
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from discussion_pages.api.v3 import shims
from discussion_pages.api.v3.blocks import BlockTypes, Written
from discussion_pages.api.v3.kinds import Kind, Rows, kind_of
from discussion_pages.api.v3.reading import editable, language_of, read_fact, state_of

READ_BLOCKS = BlockTypes(reading=True)
WRITTEN_BLOCKS = BlockTypes(reading=False)

arrived = {"in_time": True}
"""Whether our generators were there before Wagtail used its own. A system check asks."""

PUBLISH = {"action": (Literal["publish"] | None, None)}
STREAM_HINT = "Replaces the whole stream: send back every block that is to stay."


class PublicationState(Schema):
    """How a record with drafts stands."""

    live: bool
    has_unpublished_changes: bool


def install() -> None:
    """Put our generators before Wagtail's, and mend what all of its schemas share.

    Has to run before ``wagtail.api.v3.registry`` is imported, which builds everything at once.
    """
    arrived["in_time"] = "wagtail.api.v3.registry" not in sys.modules
    shims.keep_relatives_that_are_not_public()
    read_generator.generate_schema = _ours_or(read_generator.generate_schema, _read_schema)
    for generator, build in ((create_generator, _create_schema), (patch_generator, _patch_schema)):
        generator.generate_schema = _strict(_ours_or(generator.generate_schema, build))
        generator._narrowed_meta_schema = _strict(generator._narrowed_meta_schema)


def _ours_or(stock: Callable[..., Any], build: Callable[..., Any]) -> Callable[..., Any]:
    def generate(model: type[Model], base_class: type[Schema], **options: Any) -> type[Schema]:
        kind = kind_of(model)
        if kind is None:
            return stock(model, base_class=base_class, **options)
        return build(kind, base_class)

    return generate


def _strict(make: Callable[..., Any]) -> Callable[..., Any]:
    def made(*args: Any, **options: Any) -> Any:
        return shims.refuse_unknown_keys(make(*args, **options))

    return made


def _read_schema(kind: Kind, base_class: type[Schema]) -> type[Schema]:
    """The model's facts, and, for whoever may write, ``editable``: what a write takes."""
    name = kind.model._meta.object_name
    entries: dict[str, Any] = {}
    if issubclass(kind.model, Page):
        for fact, annotation in kind.facts.items():
            entries[fact] = (annotation, ..., _fact_resolver(fact))
        entries["editable"] = (
            _editable_schema(kind) | None,
            Field(
                None, description="What a write takes, as it stands. Only for a token; else null."
            ),
            _editable_resolver(kind),
        )
    else:
        entries["id"] = (int, ..., None)
        for item, annotation in _annotations(kind, reading=True):
            entries[item] = (annotation, ..., _value_resolver(kind, item))
        if hasattr(kind.model, "has_unpublished_changes"):
            entries["state"] = (PublicationState, ..., staticmethod(state_of))
        if hasattr(kind.model, "locale"):
            entries["language"] = (str, ..., staticmethod(language_of))
    meta = read_generator._narrowed_meta_schema(
        base_class.model_fields["meta"].annotation, kind.model, name=f"{name}MetaSchema"
    )
    return read_generator.extend_schema(
        base_class, f"{name}Schema", {"meta": (meta, ..., None), **entries}
    )


def _create_schema(kind: Kind, base_class: type[Schema]) -> type[Schema]:
    return _written_schema(kind, base_class, "Create", create_generator)


def _patch_schema(kind: Kind, base_class: type[Schema]) -> type[Schema]:
    return _written_schema(kind, base_class, "Patch", patch_generator)


def _written_schema(
    kind: Kind, base_class: type[Schema], suffix: str, generator: Any
) -> type[Schema]:
    name = f"{kind.model._meta.object_name}{suffix}"
    extra = None
    if not issubclass(kind.model, Page) and hasattr(kind.model, "has_unpublished_changes"):
        extra = PUBLISH
    meta = generator._narrowed_meta_schema(
        base_class.model_fields["meta"].annotation, kind.model, suffix, extra_fields=extra
    )
    is_needed = issubclass(kind.model, Page) and suffix == "Create"
    fields: dict[str, Any] = {"meta": (meta, ... if is_needed else None)}
    for item, annotation in _annotations(kind, reading=False):
        required = is_needed and item == "title"
        fields[item] = (annotation, Field(... if required else None, description=_hint(kind, item)))
    return create_model(f"{name}Schema", __base__=base_class, **fields)


def _editable_schema(kind: Kind) -> type[BaseModel]:
    fields: dict[str, Any] = {
        item: (annotation, ...) for item, annotation in _annotations(kind, reading=True)
    }
    return create_model(f"{kind.model._meta.object_name}Editable", __base__=BaseModel, **fields)


def _annotations(kind: Kind, *, reading: bool) -> Iterator[tuple[str, Any]]:
    for item in kind.writable:
        if isinstance(item, Rows):
            yield item.name, list[_row_schema(kind, item, reading=reading)]
        else:
            yield item, annotation_of(kind.model._meta.get_field(item), reading=reading)


def _row_schema(kind: Kind, rows: Rows, *, reading: bool) -> type[BaseModel]:
    model = kind.model._meta.get_field(rows.name).related_model
    fields: dict[str, Any] = {"id": (int | None, None)}
    for name in rows.fields:
        fields[name] = (annotation_of(model._meta.get_field(name), reading=reading), None)
    suffix = "Row" if reading else "RowInput"
    base = BaseModel if reading else Written
    return create_model(f"{model._meta.object_name}{suffix}", __base__=base, **fields)


def annotation_of(field: DjangoField, *, reading: bool) -> Any:
    """Return the type of a field's value: keys for relations, aware instants, blocks for streams.

    What is read is typed leniently, since the database may hold what no form lets in any more.
    """
    match field:
        case StreamField():
            return (READ_BLOCKS if reading else WRITTEN_BLOCKS).of(field.stream_block)
        case RichTextField():
            return str if reading else rich_text_schema(create_generator, field)[0]
        case ManyToManyField():
            return list[int]
        case ForeignKey():
            return int | None
    if not reading and field.choices:
        return Literal[tuple(key for key, _label in field.flatchoices)]
    python = get_schema_field(field)[0]
    if field.get_internal_type() == "DateTimeField":
        python = AwareDatetime | None if field.null else AwareDatetime
    elif field.get_internal_type() in ("CharField", "TextField", "SlugField"):
        python = str
    return python


def _hint(kind: Kind, name: str) -> str | None:
    field = kind.model._meta.get_field(name)
    words = [str(getattr(field, "help_text", "") or "")]
    if isinstance(field, StreamField):
        words.append(STREAM_HINT)
    return " ".join(word for word in words if word) or None


def _fact_resolver(name: str) -> staticmethod:
    def resolve(obj: Any, context: dict[str, Any]) -> Any:
        return read_fact(obj, name, context["request"])

    return staticmethod(resolve)


def _editable_resolver(kind: Kind) -> staticmethod:
    def resolve(obj: Any, context: dict[str, Any]) -> dict[str, Any] | None:
        return editable(obj, kind) if context["request"].user.is_authenticated else None

    return staticmethod(resolve)


def _value_resolver(kind: Kind, name: str) -> staticmethod:
    only = Kind(kind.model, (name,))

    def resolve(obj: Any) -> Any:
        return editable(obj, only)[name]

    return staticmethod(resolve)
