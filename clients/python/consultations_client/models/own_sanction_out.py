from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sanction_kind import SanctionKind

if TYPE_CHECKING:
    from ..models.appeal_access import AppealAccess


T = TypeVar("T", bound="OwnSanctionOut")


@_attrs_define
class OwnSanctionOut:
    """One sanction on the caller: never who imposed it."""

    appeal: AppealAccess | None
    ends_at: datetime.datetime | None
    id: int
    is_in_force: bool
    kind: SanctionKind
    """ A rung of the ladder. """
    lifted_at: datetime.datetime | None
    message: str
    """ What the moderator wrote to the member. """
    reason_title: str
    sentence: str
    """ What it means, until when and why. """
    starts_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.appeal_access import AppealAccess

        appeal: dict[str, Any] | None
        if isinstance(self.appeal, AppealAccess):
            appeal = self.appeal.to_dict()
        else:
            appeal = self.appeal

        ends_at: None | str
        if isinstance(self.ends_at, datetime.datetime):
            ends_at = self.ends_at.isoformat()
        else:
            ends_at = self.ends_at

        id = self.id

        is_in_force = self.is_in_force

        kind = self.kind.value

        lifted_at: None | str
        if isinstance(self.lifted_at, datetime.datetime):
            lifted_at = self.lifted_at.isoformat()
        else:
            lifted_at = self.lifted_at

        message = self.message

        reason_title = self.reason_title

        sentence = self.sentence

        starts_at = self.starts_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "appeal": appeal,
                "ends_at": ends_at,
                "id": id,
                "is_in_force": is_in_force,
                "kind": kind,
                "lifted_at": lifted_at,
                "message": message,
                "reason_title": reason_title,
                "sentence": sentence,
                "starts_at": starts_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.appeal_access import AppealAccess

        d = dict(src_dict)

        def _parse_appeal(data: object) -> AppealAccess | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                appeal_type_0 = AppealAccess.from_dict(data)

                return appeal_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AppealAccess | None, data)

        appeal = _parse_appeal(d.pop("appeal"))

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

        is_in_force = d.pop("is_in_force")

        kind = SanctionKind(d.pop("kind"))

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

        message = d.pop("message")

        reason_title = d.pop("reason_title")

        sentence = d.pop("sentence")

        starts_at = datetime.datetime.fromisoformat(d.pop("starts_at"))

        own_sanction_out = cls(
            appeal=appeal,
            ends_at=ends_at,
            id=id,
            is_in_force=is_in_force,
            kind=kind,
            lifted_at=lifted_at,
            message=message,
            reason_title=reason_title,
            sentence=sentence,
            starts_at=starts_at,
        )

        own_sanction_out.additional_properties = d
        return own_sanction_out

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
