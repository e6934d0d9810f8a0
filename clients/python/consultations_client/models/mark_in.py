from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="MarkIn")


@_attrs_define
class MarkIn:
    """Putting a mark on."""

    version: str
    """ `desk.version` of the comment as you read it. """
    note: str | Unset = ""
    """ For moderators only; kept in the decision log. """

    def to_dict(self) -> dict[str, Any]:
        version = self.version

        note = self.note

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "version": version,
            }
        )
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        version = d.pop("version")

        note = d.pop("note", UNSET)

        mark_in = cls(
            version=version,
            note=note,
        )

        return mark_in
