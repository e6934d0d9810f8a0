from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.urgency_count_out_urgency import UrgencyCountOutUrgency

T = TypeVar("T", bound="UrgencyCountOut")


@_attrs_define
class UrgencyCountOut:
    """How much waits for one reason."""

    count: int
    label: str
    oldest_at: datetime.datetime
    urgency: UrgencyCountOutUrgency
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        count = self.count

        label = self.label

        oldest_at = self.oldest_at.isoformat()

        urgency = self.urgency.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "count": count,
                "label": label,
                "oldest_at": oldest_at,
                "urgency": urgency,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        count = d.pop("count")

        label = d.pop("label")

        oldest_at = datetime.datetime.fromisoformat(d.pop("oldest_at"))

        urgency = UrgencyCountOutUrgency(d.pop("urgency"))

        urgency_count_out = cls(
            count=count,
            label=label,
            oldest_at=oldest_at,
            urgency=urgency,
        )

        urgency_count_out.additional_properties = d
        return urgency_count_out

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
