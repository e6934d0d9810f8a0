from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.passage import Passage


T = TypeVar("T", bound="HeldOut")


@_attrs_define
class HeldOut:
    """Why the machine held a comment, or an edit of it."""

    rule: str
    """ The phase that held it, in words. """
    spans: list[Passage]
    """ The passages of `text` that matched, if any. """
    text: str
    """ The text that it read. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        rule = self.rule

        spans = []
        for spans_item_data in self.spans:
            spans_item = spans_item_data.to_dict()
            spans.append(spans_item)

        text = self.text

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "rule": rule,
                "spans": spans,
                "text": text,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.passage import Passage

        d = dict(src_dict)
        rule = d.pop("rule")

        spans = []
        _spans = d.pop("spans")
        for spans_item_data in _spans:
            spans_item = Passage.from_dict(spans_item_data)

            spans.append(spans_item)

        text = d.pop("text")

        held_out = cls(
            rule=rule,
            spans=spans,
            text=text,
        )

        held_out.additional_properties = d
        return held_out

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
