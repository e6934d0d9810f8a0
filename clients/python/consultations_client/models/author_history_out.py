from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="AuthorHistoryOut")


@_attrs_define
class AuthorHistoryOut:
    """The author so far, in numbers; this comment is among them."""

    joined_at: datetime.datetime | None
    published: int
    rejected: int
    removed: int
    reports_upheld: int
    waiting: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        joined_at: None | str
        if isinstance(self.joined_at, datetime.datetime):
            joined_at = self.joined_at.isoformat()
        else:
            joined_at = self.joined_at

        published = self.published

        rejected = self.rejected

        removed = self.removed

        reports_upheld = self.reports_upheld

        waiting = self.waiting

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "joined_at": joined_at,
                "published": published,
                "rejected": rejected,
                "removed": removed,
                "reports_upheld": reports_upheld,
                "waiting": waiting,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)

        def _parse_joined_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                joined_at_type_0 = datetime.datetime.fromisoformat(data)

                return joined_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        joined_at = _parse_joined_at(d.pop("joined_at"))

        published = d.pop("published")

        rejected = d.pop("rejected")

        removed = d.pop("removed")

        reports_upheld = d.pop("reports_upheld")

        waiting = d.pop("waiting")

        author_history_out = cls(
            joined_at=joined_at,
            published=published,
            rejected=rejected,
            removed=removed,
            reports_upheld=reports_upheld,
            waiting=waiting,
        )

        author_history_out.additional_properties = d
        return author_history_out

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
