from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.times_figures_out_urgency import TimesFiguresOutUrgency

T = TypeVar("T", bound="TimesFiguresOut")


@_attrs_define
class TimesFiguresOut:
    """How long decisions took on what waited for one reason."""

    count: int
    median_hours: float | None
    target_hours: int | None
    """ The strictest of the policies concerned. """
    urgency: TimesFiguresOutUrgency
    within_target: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        count = self.count

        median_hours: float | None
        median_hours = self.median_hours

        target_hours: int | None
        target_hours = self.target_hours

        urgency = self.urgency.value

        within_target = self.within_target

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "count": count,
                "median_hours": median_hours,
                "target_hours": target_hours,
                "urgency": urgency,
                "within_target": within_target,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        count = d.pop("count")

        def _parse_median_hours(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        median_hours = _parse_median_hours(d.pop("median_hours"))

        def _parse_target_hours(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        target_hours = _parse_target_hours(d.pop("target_hours"))

        urgency = TimesFiguresOutUrgency(d.pop("urgency"))

        within_target = d.pop("within_target")

        times_figures_out = cls(
            count=count,
            median_hours=median_hours,
            target_hours=target_hours,
            urgency=urgency,
            within_target=within_target,
        )

        times_figures_out.additional_properties = d
        return times_figures_out

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
