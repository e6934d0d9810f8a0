from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="OutOfHoursContactOut")


@_attrs_define
class OutOfHoursContactOut:
    """Somebody to call out of hours."""

    hours: str
    name: str
    phone: str
    text: str
    web: str
    what_for: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        hours = self.hours

        name = self.name

        phone = self.phone

        text = self.text

        web = self.web

        what_for = self.what_for

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "hours": hours,
                "name": name,
                "phone": phone,
                "text": text,
                "web": web,
                "what_for": what_for,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        hours = d.pop("hours")

        name = d.pop("name")

        phone = d.pop("phone")

        text = d.pop("text")

        web = d.pop("web")

        what_for = d.pop("what_for")

        out_of_hours_contact_out = cls(
            hours=hours,
            name=name,
            phone=phone,
            text=text,
            web=web,
            what_for=what_for,
        )

        out_of_hours_contact_out.additional_properties = d
        return out_of_hours_contact_out

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
