from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="DecisionsOfDayOut")


@_attrs_define
class DecisionsOfDayOut:
    """Decisions of one day for one reason."""

    count: int
    day: datetime.date
    reason: str
    """ The code of a rule; empty where nobody was limited. """
    reason_title: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        count = self.count

        day = self.day.isoformat()

        reason = self.reason

        reason_title = self.reason_title

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "count": count,
                "day": day,
                "reason": reason,
                "reason_title": reason_title,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        count = d.pop("count")

        day = datetime.date.fromisoformat(d.pop("day"))

        reason = d.pop("reason")

        reason_title = d.pop("reason_title")

        decisions_of_day_out = cls(
            count=count,
            day=day,
            reason=reason,
            reason_title=reason_title,
        )

        decisions_of_day_out.additional_properties = d
        return decisions_of_day_out

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
