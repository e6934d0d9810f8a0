from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ClaimOut")


@_attrs_define
class ClaimOut:
    """Who is looking at a comment: a courtesy between moderators, never a lock."""

    claimed_at: datetime.datetime
    expires_at: datetime.datetime
    is_own: bool
    name: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        claimed_at = self.claimed_at.isoformat()

        expires_at = self.expires_at.isoformat()

        is_own = self.is_own

        name = self.name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "claimed_at": claimed_at,
                "expires_at": expires_at,
                "is_own": is_own,
                "name": name,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        claimed_at = datetime.datetime.fromisoformat(d.pop("claimed_at"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        is_own = d.pop("is_own")

        name = d.pop("name")

        claim_out = cls(
            claimed_at=claimed_at,
            expires_at=expires_at,
            is_own=is_own,
            name=name,
        )

        claim_out.additional_properties = d
        return claim_out

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
