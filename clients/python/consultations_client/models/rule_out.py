from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="RuleOut")


@_attrs_define
class RuleOut:
    """A house rule. Readers report by it, and moderators decide by it."""

    code: str
    """ What a report or a decision names. It outlives edits. """
    example: str
    """ Something that breaks the rule; may be blank. """
    explanation: str
    is_illegal: bool
    """ Whether the rule is about what breaks the law. """
    title: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        example = self.example

        explanation = self.explanation

        is_illegal = self.is_illegal

        title = self.title

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "code": code,
                "example": example,
                "explanation": explanation,
                "is_illegal": is_illegal,
                "title": title,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        code = d.pop("code")

        example = d.pop("example")

        explanation = d.pop("explanation")

        is_illegal = d.pop("is_illegal")

        title = d.pop("title")

        rule_out = cls(
            code=code,
            example=example,
            explanation=explanation,
            is_illegal=is_illegal,
            title=title,
        )

        rule_out.additional_properties = d
        return rule_out

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
