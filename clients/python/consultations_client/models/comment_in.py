from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="CommentIn")


@_attrs_define
class CommentIn:
    """What a member writes."""

    text: str
    """ Plain text; line breaks are kept. """
    confirmed: bool | Unset = False
    """ Send it although the API has asked (code `confirm`) whether you mean it. """

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        confirmed = self.confirmed

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "text": text,
            }
        )
        if confirmed is not UNSET:
            field_dict["confirmed"] = confirmed

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        text = d.pop("text")

        confirmed = d.pop("confirmed", UNSET)

        comment_in = cls(
            text=text,
            confirmed=confirmed,
        )

        return comment_in
