from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ResolutionIn")


@_attrs_define
class ResolutionIn:
    """What was done about a worry."""

    note: str
    """ What was done. For moderators only; kept in the decision log. """
    version: str
    """ `desk.version` of the comment as you read it. """

    def to_dict(self) -> dict[str, Any]:
        note = self.note

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "note": note,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        note = d.pop("note")

        version = d.pop("version")

        resolution_in = cls(
            note=note,
            version=version,
        )

        return resolution_in
