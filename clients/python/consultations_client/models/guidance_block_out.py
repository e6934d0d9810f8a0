from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    Self,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.guidance_out import GuidanceOut


T = TypeVar("T", bound="GuidanceBlockOut")


@_attrs_define
class GuidanceBlockOut:
    """Where the editor wants the safety guidance; null where there is none."""

    id: None | str
    type_: Literal["safety_guidance"]
    value: GuidanceOut | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.guidance_out import GuidanceOut

        id: None | str
        id = self.id

        type_ = self.type_

        value: dict[str, Any] | None
        if isinstance(self.value, GuidanceOut):
            value = self.value.to_dict()
        else:
            value = self.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "type": type_,
                "value": value,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.guidance_out import GuidanceOut

        d = dict(src_dict)

        def _parse_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        id = _parse_id(d.pop("id"))

        type_ = cast(Literal["safety_guidance"], d.pop("type"))
        if type_ != "safety_guidance":
            raise ValueError(f"type must match const 'safety_guidance', got '{type_}'")

        def _parse_value(data: object) -> GuidanceOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                value_type_0 = GuidanceOut.from_dict(data)

                return value_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(GuidanceOut | None, data)

        value = _parse_value(d.pop("value"))

        guidance_block_out = cls(
            id=id,
            type_=type_,
            value=value,
        )

        guidance_block_out.additional_properties = d
        return guidance_block_out

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
