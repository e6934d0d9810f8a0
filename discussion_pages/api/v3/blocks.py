"""StreamFields in the shape in which they are written: types for the document, and both ways.

A block is ``{"type", "value", "id"}``, an item of a list ``{"value", "id"}``: what is read can be
changed and sent back, and each id outlives that, so that an answer to a question still finds it.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any, Literal, Union

from django.db.models import AutoField, IntegerField
from django.utils.datastructures import MultiValueDict
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, create_model
from wagtail import blocks
from wagtail.api.rich_text import APIRichText
from wagtail.api.v3.schemas.generators.write import RichTextInputSchema
from wagtail.blocks.list_block import ListBlock
from wagtail.blocks.stream_block import BaseStreamBlock
from wagtail.blocks.struct_block import BaseStructBlock

LEAVES: tuple[tuple[type[blocks.Block], Any], ...] = (
    (blocks.BooleanBlock, bool),
    (blocks.IntegerBlock, int),
    (blocks.FloatBlock, float),
    (blocks.DecimalBlock, Decimal),
    (blocks.DateTimeBlock, datetime),
    (blocks.DateBlock, date),
    (blocks.TimeBlock, time),
    (blocks.RawHTMLBlock, str),
    (blocks.CharBlock, str),
    (blocks.TextBlock, str),
    (blocks.URLBlock, str),
    (blocks.EmailBlock, str),
    (blocks.RegexBlock, str),
)


WARNINGS = "__meta_warnings"
"""Where Wagtail's form data keep what was taken out of rich text."""


class Written(BaseModel):
    """What a caller sends: a key that we do not know is refused, not dropped."""

    model_config = ConfigDict(extra="forbid")


class BlockTypes:
    """Types of blocks, each made once. ``reading`` makes them lenient about what is stored."""

    def __init__(self, *, reading: bool) -> None:
        self.base = BaseModel if reading else Written
        self.reading = reading
        self.suffix = "" if reading else "Input"
        self._made: dict[type[blocks.Block], Any] = {}

    def of(self, block: blocks.Block) -> Any:
        """Return the type of a block's value."""
        match block:
            case BaseStreamBlock() | BaseStructBlock() | ListBlock():
                return self._composed(block)
            case blocks.RichTextBlock():
                return self._rich_text(block)
            case blocks.ChooserBlock():
                return _key_type(block.model_class) | None
            case blocks.ChoiceBlock():
                return self._choice(block)
            case blocks.StaticBlock():
                return None
        return next((python | None for kind, python in LEAVES if isinstance(block, kind)), Any)

    def _composed(self, block: Any) -> Any:
        if isinstance(block, ListBlock):  # one class for lists of anything
            return self._list(block)
        made = self._made.get(type(block))
        if made is None:
            make = self._stream if isinstance(block, BaseStreamBlock) else self._struct
            made = self._made[type(block)] = make(block)
        return made

    def _stream(self, block: BaseStreamBlock) -> Any:
        name = type(block).__name__
        items = tuple(
            create_model(
                f"{name}{_camel(child_name)}{self.suffix}",
                __base__=self.base,
                type=(Literal[child_name], ...),
                value=(self.of(child), ...),
                id=(str | None, None),
            )
            for child_name, child in block.child_blocks.items()
        )
        if len(items) == 1:
            return list[items[0]]
        return list[Annotated[Union[items], Field(discriminator="type")]]  # noqa: UP007

    def _struct(self, block: BaseStructBlock) -> Any:
        fields: dict[str, Any] = {
            name: (_or_none(self.of(child)), Field(None, description=_help(child)))
            for name, child in block.child_blocks.items()
        }
        name = f"{type(block).__name__}Value{self.suffix}"
        return create_model(name, __base__=self.base, **fields)

    def _list(self, block: ListBlock) -> Any:
        child = self.of(block.child_block)
        item = create_model(
            f"{type(block.child_block).__name__}Item{self.suffix}",
            __base__=self.base,
            value=(child, ...),
            id=(str | None, None),
        )
        return list[item] if self.reading else list[item | child]

    def _rich_text(self, block: blocks.RichTextBlock) -> Any:
        if self.reading:
            return str | None
        return Annotated[str | RichTextInputSchema, AfterValidator(_to_database(block.features))]

    def _choice(self, block: blocks.ChoiceBlock) -> Any:
        if self.reading:
            return str | None
        return Literal[(*_choices(block.field.choices), "")] | None


def editable_stream(value: blocks.StreamValue) -> list[Any]:
    """Return a stream as it is written."""
    block = value.stream_block
    return _plain(block, block.get_prep_value(value))


def flatten(block: blocks.Block, value: Any, prefix: str, data: MultiValueDict) -> None:
    """Write ``value`` as the block's own form would post it, ids of list items included.

    Raises:
        ValidationError: a value that the block cannot read.
    """
    match block:
        case BaseStreamBlock():
            _flatten_items(data, prefix, value or [])
            for i, item in enumerate(value or []):
                data[f"{prefix}-{i}-type"] = item["type"]
                flatten(
                    block.child_blocks[item["type"]], item["value"], f"{prefix}-{i}-value", data
                )
        case ListBlock():
            items = [item if _is_item(item) else {"value": item} for item in value or []]
            _flatten_items(data, prefix, items)
            for i, item in enumerate(items):
                flatten(block.child_block, item["value"], f"{prefix}-{i}-value", data)
        case BaseStructBlock():
            given = value or {}
            for name, child in block.child_blocks.items():
                flatten(child, given.get(name), f"{prefix}-{name}", data)
        case blocks.RichTextBlock():
            if isinstance(value, Mapping):
                data.setdefault(WARNINGS, []).extend(value.get("removals", []))
                value = value["content"]
            if value:  # the editor's own form posts nothing for an empty text
                data[prefix] = block.field.widget.format_value(value)
        case _:
            data[prefix] = block.value_for_form(block.to_python(value))


def _flatten_items(data: MultiValueDict, prefix: str, items: list[Mapping[str, Any]]) -> None:
    data[f"{prefix}-count"] = str(len(items))
    for i, item in enumerate(items):
        data[f"{prefix}-{i}-deleted"] = ""
        data[f"{prefix}-{i}-order"] = str(i)
        if item.get("id"):
            data[f"{prefix}-{i}-id"] = item["id"]


def _plain(block: blocks.Block, prepared: Any) -> Any:
    """Take from a prepared value what only storage needs."""
    match block:
        case BaseStreamBlock():
            return [
                {
                    "type": item["type"],
                    "value": _plain(block.child_blocks[item["type"]], item["value"]),
                    "id": item.get("id"),
                }
                for item in prepared or []
            ]
        case ListBlock():
            return [
                {"value": _plain(block.child_block, item["value"]), "id": item.get("id")}
                for item in prepared or []
            ]
        case BaseStructBlock():
            return {
                name: _plain(child, (prepared or {}).get(name))
                for name, child in block.child_blocks.items()
            }
    return prepared


def _is_item(item: Any) -> bool:
    return isinstance(item, Mapping) and "value" in item and item.keys() <= {"value", "id"}


def _to_database(features: list[str] | None) -> Callable[[Any], RichTextInputSchema]:
    def convert(value: Any) -> RichTextInputSchema:
        given = value if isinstance(value, str) else value.model_dump()
        text, removed = APIRichText.convert_input(given, features=features)
        return RichTextInputSchema(format="db_html", content=text, removals=removed)

    return convert


def _key_type(model: Any) -> Any:
    return int if isinstance(model._meta.pk, AutoField | IntegerField) else str


def _choices(choices: Iterable[tuple[Any, Any]]) -> Iterable[str]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from _choices(label)
        elif key != "":
            yield key


def _or_none(annotation: Any) -> Any:
    return annotation | None if annotation is not Any and annotation is not None else annotation


def _help(block: blocks.Block) -> str | None:
    """Return what the form says, without making the block's form field: choosers cannot yet."""
    made = block.__dict__.get("field")
    words = (
        made.help_text
        if made is not None
        else getattr(block, "field_options", {}).get("help_text")
        or getattr(block, "_help_text", None)
    )
    return str(words or "") or None


def _camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))
