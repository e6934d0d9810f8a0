from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.sizes_out import SizesOut


T = TypeVar("T", bound="TimelinePictureOut")


@_attrs_define
class TimelinePictureOut:
    """An image of the timeline."""

    alt: str
    decorative: bool
    """ Whether it says nothing; then `alt` is blank. """
    id: int
    renditions: SizesOut
    """ An image in two widths. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        alt = self.alt

        decorative = self.decorative

        id = self.id

        renditions = self.renditions.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "alt": alt,
                "decorative": decorative,
                "id": id,
                "renditions": renditions,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.sizes_out import SizesOut

        d = dict(src_dict)
        alt = d.pop("alt")

        decorative = d.pop("decorative")

        id = d.pop("id")

        renditions = SizesOut.from_dict(d.pop("renditions"))

        timeline_picture_out = cls(
            alt=alt,
            decorative=decorative,
            id=id,
            renditions=renditions,
        )

        timeline_picture_out.additional_properties = d
        return timeline_picture_out

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
