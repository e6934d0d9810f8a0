from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="UndoIn")


@_attrs_define
class UndoIn:
    """Why a decision is taken back."""

    note: str | Unset = ""
    """ For moderators only; kept in the decision log. """
    version: str | Unset = ""
    """ `desk.version` of the comment as you read it. Without it, the newest is assumed. """

    def to_dict(self) -> dict[str, Any]:
        note = self.note

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if note is not UNSET:
            field_dict["note"] = note
        if version is not UNSET:
            field_dict["version"] = version

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        note = d.pop("note", UNSET)

        version = d.pop("version", UNSET)

        undo_in = cls(
            note=note,
            version=version,
        )

        return undo_in
