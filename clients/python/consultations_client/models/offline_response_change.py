from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.channel import Channel
from ..types import UNSET, Unset

T = TypeVar("T", bound="OfflineResponseChange")


@_attrs_define
class OfflineResponseChange:
    """What to change about a batch; what is left out stays."""

    channel: Channel | Unset = UNSET
    """ How the responses came in. """
    note: str | Unset = UNSET
    """ For staff only. """
    people: int | Unset = UNSET
    """ Distinct people who have not also commented on the site. """
    received_on: datetime.date | Unset = UNSET
    """ The day they came in, or the last day. """
    responses: int | Unset = UNSET
    """ Contributions. One person may send several. """

    def to_dict(self) -> dict[str, Any]:
        channel: str | Unset = UNSET
        if not isinstance(self.channel, Unset):
            channel = self.channel.value

        note = self.note

        people = self.people

        received_on: str | Unset = UNSET
        if not isinstance(self.received_on, Unset):
            received_on = self.received_on.isoformat()

        responses = self.responses

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if channel is not UNSET:
            field_dict["channel"] = channel
        if note is not UNSET:
            field_dict["note"] = note
        if people is not UNSET:
            field_dict["people"] = people
        if received_on is not UNSET:
            field_dict["received_on"] = received_on
        if responses is not UNSET:
            field_dict["responses"] = responses

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        _channel = d.pop("channel", UNSET)
        channel: Channel | Unset
        if isinstance(_channel, Unset):
            channel = UNSET
        else:
            channel = Channel(_channel)

        note = d.pop("note", UNSET)

        people = d.pop("people", UNSET)

        _received_on = d.pop("received_on", UNSET)
        received_on: datetime.date | Unset
        if isinstance(_received_on, Unset):
            received_on = UNSET
        else:
            received_on = datetime.date.fromisoformat(_received_on)

        responses = d.pop("responses", UNSET)

        offline_response_change = cls(
            channel=channel,
            note=note,
            people=people,
            received_on=received_on,
            responses=responses,
        )

        return offline_response_change
