from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="HelpContactOut")


@_attrs_define
class HelpContactOut:
    """Somewhere to get help. What is not known is blank."""

    hours: str
    name: str
    phone: str
    text: str
    """ A number for text messages, or how to send one. """
    verified_on: datetime.date | None
    """ When somebody last made sure that this is right. """
    web: str
    what_for: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        hours = self.hours

        name = self.name

        phone = self.phone

        text = self.text

        verified_on: None | str
        if isinstance(self.verified_on, datetime.date):
            verified_on = self.verified_on.isoformat()
        else:
            verified_on = self.verified_on

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
                "verified_on": verified_on,
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

        def _parse_verified_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                verified_on_type_0 = datetime.date.fromisoformat(data)

                return verified_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        verified_on = _parse_verified_on(d.pop("verified_on"))

        web = d.pop("web")

        what_for = d.pop("what_for")

        help_contact_out = cls(
            hours=hours,
            name=name,
            phone=phone,
            text=text,
            verified_on=verified_on,
            web=web,
            what_for=what_for,
        )

        help_contact_out.additional_properties = d
        return help_contact_out

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
