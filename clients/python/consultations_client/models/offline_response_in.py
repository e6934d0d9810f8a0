from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.channel import Channel
from ..types import UNSET, Unset

T = TypeVar("T", bound="OfflineResponseIn")


@_attrs_define
class OfflineResponseIn:
    """A batch."""

    channel: Channel
    """ How the responses came in. """
    people: int
    """ Distinct people who have not also commented on the site. """
    received_on: datetime.date
    """ The day they came in, or the last day. """
    responses: int
    """ Contributions. One person may send several. """
    note: str | Unset = ""
    """ For staff only. """

    def to_dict(self) -> dict[str, Any]:
        channel = self.channel.value

        people = self.people

        received_on = self.received_on.isoformat()

        responses = self.responses

        note = self.note

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "channel": channel,
                "people": people,
                "received_on": received_on,
                "responses": responses,
            }
        )
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        channel = Channel(d.pop("channel"))

        people = d.pop("people")

        received_on = datetime.date.fromisoformat(d.pop("received_on"))

        responses = d.pop("responses")

        note = d.pop("note", UNSET)

        offline_response_in = cls(
            channel=channel,
            people=people,
            received_on=received_on,
            responses=responses,
            note=note,
        )

        return offline_response_in
