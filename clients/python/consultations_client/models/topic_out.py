from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="TopicOut")


@_attrs_define
class TopicOut:
    """A topic, and where its consultations are."""

    consultations_url: str
    """ Where this API lists the consultations about it. """
    id: int
    locale: str
    name: str
    slug: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        consultations_url = self.consultations_url

        id = self.id

        locale = self.locale

        name = self.name

        slug = self.slug

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "consultations_url": consultations_url,
                "id": id,
                "locale": locale,
                "name": name,
                "slug": slug,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        consultations_url = d.pop("consultations_url")

        id = d.pop("id")

        locale = d.pop("locale")

        name = d.pop("name")

        slug = d.pop("slug")

        topic_out = cls(
            consultations_url=consultations_url,
            id=id,
            locale=locale,
            name=name,
            slug=slug,
        )

        topic_out.additional_properties = d
        return topic_out

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
