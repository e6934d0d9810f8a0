from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sanction_kind import SanctionKind

T = TypeVar("T", bound="SanctionInFullOut")


@_attrs_define
class SanctionInFullOut:
    """A sanction with what is for moderators only."""

    appeal: int | None
    """ The appeal against it, if there is one. """
    comment: int | None
    """ The comment that led to it. """
    ends_at: datetime.datetime | None
    id: int
    imposed_by: str
    is_in_force: bool
    kind: SanctionKind
    """ A rung of the ladder. """
    kind_label: str
    lift_note: str
    lifted_at: datetime.datetime | None
    lifted_by: None | str
    member_name: str
    message: str
    note: str
    reason: str
    """ The code of a rule. """
    reason_title: str
    standing: str
    """ Whether it holds, in words. """
    starts_at: datetime.datetime
    url: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        appeal: int | None
        appeal = self.appeal

        comment: int | None
        comment = self.comment

        ends_at: None | str
        if isinstance(self.ends_at, datetime.datetime):
            ends_at = self.ends_at.isoformat()
        else:
            ends_at = self.ends_at

        id = self.id

        imposed_by = self.imposed_by

        is_in_force = self.is_in_force

        kind = self.kind.value

        kind_label = self.kind_label

        lift_note = self.lift_note

        lifted_at: None | str
        if isinstance(self.lifted_at, datetime.datetime):
            lifted_at = self.lifted_at.isoformat()
        else:
            lifted_at = self.lifted_at

        lifted_by: None | str
        lifted_by = self.lifted_by

        member_name = self.member_name

        message = self.message

        note = self.note

        reason = self.reason

        reason_title = self.reason_title

        standing = self.standing

        starts_at = self.starts_at.isoformat()

        url = self.url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "appeal": appeal,
                "comment": comment,
                "ends_at": ends_at,
                "id": id,
                "imposed_by": imposed_by,
                "is_in_force": is_in_force,
                "kind": kind,
                "kind_label": kind_label,
                "lift_note": lift_note,
                "lifted_at": lifted_at,
                "lifted_by": lifted_by,
                "member_name": member_name,
                "message": message,
                "note": note,
                "reason": reason,
                "reason_title": reason_title,
                "standing": standing,
                "starts_at": starts_at,
                "url": url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)

        def _parse_appeal(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        appeal = _parse_appeal(d.pop("appeal"))

        def _parse_comment(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        comment = _parse_comment(d.pop("comment"))

        def _parse_ends_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ends_at_type_0 = datetime.datetime.fromisoformat(data)

                return ends_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        ends_at = _parse_ends_at(d.pop("ends_at"))

        id = d.pop("id")

        imposed_by = d.pop("imposed_by")

        is_in_force = d.pop("is_in_force")

        kind = SanctionKind(d.pop("kind"))

        kind_label = d.pop("kind_label")

        lift_note = d.pop("lift_note")

        def _parse_lifted_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                lifted_at_type_0 = datetime.datetime.fromisoformat(data)

                return lifted_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        lifted_at = _parse_lifted_at(d.pop("lifted_at"))

        def _parse_lifted_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        lifted_by = _parse_lifted_by(d.pop("lifted_by"))

        member_name = d.pop("member_name")

        message = d.pop("message")

        note = d.pop("note")

        reason = d.pop("reason")

        reason_title = d.pop("reason_title")

        standing = d.pop("standing")

        starts_at = datetime.datetime.fromisoformat(d.pop("starts_at"))

        url = d.pop("url")

        sanction_in_full_out = cls(
            appeal=appeal,
            comment=comment,
            ends_at=ends_at,
            id=id,
            imposed_by=imposed_by,
            is_in_force=is_in_force,
            kind=kind,
            kind_label=kind_label,
            lift_note=lift_note,
            lifted_at=lifted_at,
            lifted_by=lifted_by,
            member_name=member_name,
            message=message,
            note=note,
            reason=reason,
            reason_title=reason_title,
            standing=standing,
            starts_at=starts_at,
            url=url,
        )

        sanction_in_full_out.additional_properties = d
        return sanction_in_full_out

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
