from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ModeratorFiguresOut")


@_attrs_define
class ModeratorFiguresOut:
    """The work of one person."""

    decisions: int
    limiting: int
    median_hours: float | None
    name: str
    undone: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        decisions = self.decisions

        limiting = self.limiting

        median_hours: float | None
        median_hours = self.median_hours

        name = self.name

        undone = self.undone

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "decisions": decisions,
                "limiting": limiting,
                "median_hours": median_hours,
                "name": name,
                "undone": undone,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        decisions = d.pop("decisions")

        limiting = d.pop("limiting")

        def _parse_median_hours(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        median_hours = _parse_median_hours(d.pop("median_hours"))

        name = d.pop("name")

        undone = d.pop("undone")

        moderator_figures_out = cls(
            decisions=decisions,
            limiting=limiting,
            median_hours=median_hours,
            name=name,
            undone=undone,
        )

        moderator_figures_out.additional_properties = d
        return moderator_figures_out

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
