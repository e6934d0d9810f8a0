from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.sanction_kind import SanctionKind
from ..types import UNSET, Unset

T = TypeVar("T", bound="SanctionIn")


@_attrs_define
class SanctionIn:
    """A sanction to impose on the author of a comment."""

    kind: SanctionKind
    """ A rung of the ladder. """
    reason: str
    """ A `value` of `reasons`. """
    ends_at: datetime.datetime | None | Unset = UNSET
    """ Until when; a mute needs it, a warning has none. Others hold until lifted. """
    message: str | Unset = ""
    """ The member reads it with the rule and the end. """
    note: str | Unset = ""
    """ For moderators only. """

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        reason = self.reason

        ends_at: None | str | Unset
        if isinstance(self.ends_at, Unset):
            ends_at = UNSET
        elif isinstance(self.ends_at, datetime.datetime):
            ends_at = self.ends_at.isoformat()
        else:
            ends_at = self.ends_at

        message = self.message

        note = self.note

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "reason": reason,
            }
        )
        if ends_at is not UNSET:
            field_dict["ends_at"] = ends_at
        if message is not UNSET:
            field_dict["message"] = message
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = SanctionKind(d.pop("kind"))

        reason = d.pop("reason")

        def _parse_ends_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ends_at_type_0 = datetime.datetime.fromisoformat(data)

                return ends_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        ends_at = _parse_ends_at(d.pop("ends_at", UNSET))

        message = d.pop("message", UNSET)

        note = d.pop("note", UNSET)

        sanction_in = cls(
            kind=kind,
            reason=reason,
            ends_at=ends_at,
            message=message,
            note=note,
        )

        return sanction_in
