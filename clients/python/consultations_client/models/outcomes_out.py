from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="OutcomesOut")


@_attrs_define
class OutcomesOut:
    """How what arrived in these days ended."""

    not_upheld: int
    open_: int
    upheld: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        not_upheld = self.not_upheld

        open_ = self.open_

        upheld = self.upheld

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "not_upheld": not_upheld,
                "open": open_,
                "upheld": upheld,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        not_upheld = d.pop("not_upheld")

        open_ = d.pop("open")

        upheld = d.pop("upheld")

        outcomes_out = cls(
            not_upheld=not_upheld,
            open_=open_,
            upheld=upheld,
        )

        outcomes_out.additional_properties = d
        return outcomes_out

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
