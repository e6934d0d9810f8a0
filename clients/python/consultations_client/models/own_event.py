from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="OwnEvent")


@_attrs_define
class OwnEvent:
    """One decision about a comment: never who made it."""

    at: datetime.datetime
    label: str
    message: str
    """ What the moderator wrote to the author. """
    passages: list[str]
    """ The words concerned. """
    reason: str
    """ The rule in words, blank where none was named. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        at = self.at.isoformat()

        label = self.label

        message = self.message

        passages = self.passages

        reason = self.reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "at": at,
                "label": label,
                "message": message,
                "passages": passages,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))

        label = d.pop("label")

        message = d.pop("message")

        passages = cast(list[str], d.pop("passages"))

        reason = d.pop("reason")

        own_event = cls(
            at=at,
            label=label,
            message=message,
            passages=passages,
            reason=reason,
        )

        own_event.additional_properties = d
        return own_event

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
