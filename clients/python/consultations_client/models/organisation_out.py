from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.picture_out import PictureOut


T = TypeVar("T", bound="OrganisationOut")


@_attrs_define
class OrganisationOut:
    """An organisation."""

    id: int
    mark: None | PictureOut
    name: str
    short_name: str
    url: str
    """ Its own website; may be blank. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.picture_out import PictureOut

        id = self.id

        mark: dict[str, Any] | None
        if isinstance(self.mark, PictureOut):
            mark = self.mark.to_dict()
        else:
            mark = self.mark

        name = self.name

        short_name = self.short_name

        url = self.url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "mark": mark,
                "name": name,
                "short_name": short_name,
                "url": url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.picture_out import PictureOut

        d = dict(src_dict)
        id = d.pop("id")

        def _parse_mark(data: object) -> None | PictureOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                mark_type_0 = PictureOut.from_dict(data)

                return mark_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PictureOut, data)

        mark = _parse_mark(d.pop("mark"))

        name = d.pop("name")

        short_name = d.pop("short_name")

        url = d.pop("url")

        organisation_out = cls(
            id=id,
            mark=mark,
            name=name,
            short_name=short_name,
            url=url,
        )

        organisation_out.additional_properties = d
        return organisation_out

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
