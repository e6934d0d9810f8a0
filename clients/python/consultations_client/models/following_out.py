from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="FollowingOut")


@_attrs_define
class FollowingOut:
    """What of one discussion the caller follows."""

    discussion: int
    is_following: bool
    """ Whether they follow the discussion as a whole. """
    threads: list[int]
    """ The threads of it that they follow. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        discussion = self.discussion

        is_following = self.is_following

        threads = self.threads

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "discussion": discussion,
                "is_following": is_following,
                "threads": threads,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        discussion = d.pop("discussion")

        is_following = d.pop("is_following")

        threads = cast(list[int], d.pop("threads"))

        following_out = cls(
            discussion=discussion,
            is_following=is_following,
            threads=threads,
        )

        following_out.additional_properties = d
        return following_out

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
