from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="OfficialReplyIn")


@_attrs_define
class OfficialReplyIn:
    """An answer in a body's name."""

    organisation: int
    """ The body, one in the discussion's language. """
    text: str
    """ Plain text; line breaks are kept. """
    reply_to: int | None | Unset = UNSET
    """ The published comment that it answers; null to start a thread. """

    def to_dict(self) -> dict[str, Any]:
        organisation = self.organisation

        text = self.text

        reply_to: int | None | Unset
        if isinstance(self.reply_to, Unset):
            reply_to = UNSET
        else:
            reply_to = self.reply_to

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "organisation": organisation,
                "text": text,
            }
        )
        if reply_to is not UNSET:
            field_dict["reply_to"] = reply_to

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        organisation = d.pop("organisation")

        text = d.pop("text")

        def _parse_reply_to(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        reply_to = _parse_reply_to(d.pop("reply_to", UNSET))

        official_reply_in = cls(
            organisation=organisation,
            text=text,
            reply_to=reply_to,
        )

        return official_reply_in
