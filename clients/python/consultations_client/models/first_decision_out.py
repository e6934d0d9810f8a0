from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="FirstDecisionOut")


@_attrs_define
class FirstDecisionOut:
    """What an appeal is about."""

    by: str
    decided_at: datetime.datetime
    ends: str
    """ Of a sanction: until when, in words. """
    message: str
    note: str
    rule: str
    said: str
    standing: str
    """ Of a sanction: whether it holds, in words. """
    words: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        by = self.by

        decided_at = self.decided_at.isoformat()

        ends = self.ends

        message = self.message

        note = self.note

        rule = self.rule

        said = self.said

        standing = self.standing

        words = self.words

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "by": by,
                "decided_at": decided_at,
                "ends": ends,
                "message": message,
                "note": note,
                "rule": rule,
                "said": said,
                "standing": standing,
                "words": words,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        by = d.pop("by")

        decided_at = datetime.datetime.fromisoformat(d.pop("decided_at"))

        ends = d.pop("ends")

        message = d.pop("message")

        note = d.pop("note")

        rule = d.pop("rule")

        said = d.pop("said")

        standing = d.pop("standing")

        words = cast(list[str], d.pop("words"))

        first_decision_out = cls(
            by=by,
            decided_at=decided_at,
            ends=ends,
            message=message,
            note=note,
            rule=rule,
            said=said,
            standing=standing,
            words=words,
        )

        first_decision_out.additional_properties = d
        return first_decision_out

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
