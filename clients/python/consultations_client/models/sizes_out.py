from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.size_out import SizeOut


T = TypeVar("T", bound="SizesOut")


@_attrs_define
class SizesOut:
    """An image in two widths."""

    large: SizeOut
    """ An image in one width. """
    small: SizeOut
    """ An image in one width. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        large = self.large.to_dict()

        small = self.small.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "large": large,
                "small": small,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.size_out import SizeOut

        d = dict(src_dict)
        large = SizeOut.from_dict(d.pop("large"))

        small = SizeOut.from_dict(d.pop("small"))

        sizes_out = cls(
            large=large,
            small=small,
        )

        sizes_out.additional_properties = d
        return sizes_out

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
