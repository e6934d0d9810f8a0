from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.rendition_out import RenditionOut


T = TypeVar("T", bound="PictureOut")


@_attrs_define
class PictureOut:
    """An image."""

    alt: str
    """ What it shows; blank where it only decorates. """
    caption: str
    id: int
    renditions: list[RenditionOut]
    """ Narrowest first. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        alt = self.alt

        caption = self.caption

        id = self.id

        renditions = []
        for renditions_item_data in self.renditions:
            renditions_item = renditions_item_data.to_dict()
            renditions.append(renditions_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "alt": alt,
                "caption": caption,
                "id": id,
                "renditions": renditions,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rendition_out import RenditionOut

        d = dict(src_dict)
        alt = d.pop("alt")

        caption = d.pop("caption")

        id = d.pop("id")

        renditions = []
        _renditions = d.pop("renditions")
        for renditions_item_data in _renditions:
            renditions_item = RenditionOut.from_dict(renditions_item_data)

            renditions.append(renditions_item)

        picture_out = cls(
            alt=alt,
            caption=caption,
            id=id,
            renditions=renditions,
        )

        picture_out.additional_properties = d
        return picture_out

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
