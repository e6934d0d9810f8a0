from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="OfflineResponseOut")


@_attrs_define
class OfflineResponseOut:
    """A batch of responses entered by staff, counted with the comments."""

    channel: str
    channel_label: str
    consultation: int
    entered_at: datetime.datetime
    entered_by: None | str
    """ The display name of who entered it. """
    id: int
    note: str
    people: int
    received_on: datetime.date
    responses: int
    url: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        channel = self.channel

        channel_label = self.channel_label

        consultation = self.consultation

        entered_at = self.entered_at.isoformat()

        entered_by: None | str
        entered_by = self.entered_by

        id = self.id

        note = self.note

        people = self.people

        received_on = self.received_on.isoformat()

        responses = self.responses

        url = self.url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "channel": channel,
                "channel_label": channel_label,
                "consultation": consultation,
                "entered_at": entered_at,
                "entered_by": entered_by,
                "id": id,
                "note": note,
                "people": people,
                "received_on": received_on,
                "responses": responses,
                "url": url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        channel = d.pop("channel")

        channel_label = d.pop("channel_label")

        consultation = d.pop("consultation")

        entered_at = datetime.datetime.fromisoformat(d.pop("entered_at"))

        def _parse_entered_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        entered_by = _parse_entered_by(d.pop("entered_by"))

        id = d.pop("id")

        note = d.pop("note")

        people = d.pop("people")

        received_on = datetime.date.fromisoformat(d.pop("received_on"))

        responses = d.pop("responses")

        url = d.pop("url")

        offline_response_out = cls(
            channel=channel,
            channel_label=channel_label,
            consultation=consultation,
            entered_at=entered_at,
            entered_by=entered_by,
            id=id,
            note=note,
            people=people,
            received_on=received_on,
            responses=responses,
            url=url,
        )

        offline_response_out.additional_properties = d
        return offline_response_out

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
