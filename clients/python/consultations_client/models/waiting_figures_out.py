from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.waiting_figures_out_urgency import WaitingFiguresOutUrgency

T = TypeVar("T", bound="WaitingFiguresOut")


@_attrs_define
class WaitingFiguresOut:
    """What waits now for one reason."""

    ages: list[int]
    """ By age: under 4 hours, 4 to 24 hours, 1 to 3 days, 3 days or more. """
    at_risk: int
    """ Three quarters of the policy's target time are over. """
    count: int
    late: int
    oldest_at: datetime.datetime | None
    urgency: WaitingFiguresOutUrgency
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        ages = self.ages

        at_risk = self.at_risk

        count = self.count

        late = self.late

        oldest_at: None | str
        if isinstance(self.oldest_at, datetime.datetime):
            oldest_at = self.oldest_at.isoformat()
        else:
            oldest_at = self.oldest_at

        urgency = self.urgency.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "ages": ages,
                "at_risk": at_risk,
                "count": count,
                "late": late,
                "oldest_at": oldest_at,
                "urgency": urgency,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        ages = cast(list[int], d.pop("ages"))

        at_risk = d.pop("at_risk")

        count = d.pop("count")

        late = d.pop("late")

        def _parse_oldest_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                oldest_at_type_0 = datetime.datetime.fromisoformat(data)

                return oldest_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        oldest_at = _parse_oldest_at(d.pop("oldest_at"))

        urgency = WaitingFiguresOutUrgency(d.pop("urgency"))

        waiting_figures_out = cls(
            ages=ages,
            at_risk=at_risk,
            count=count,
            late=late,
            oldest_at=oldest_at,
            urgency=urgency,
        )

        waiting_figures_out.additional_properties = d
        return waiting_figures_out

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
