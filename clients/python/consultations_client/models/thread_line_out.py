from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ThreadLineOut")


@_attrs_define
class ThreadLineOut:
    """A comment that stands above, or was answered before."""

    author_name: str
    depth: int
    id: int
    posted_at: datetime.datetime
    state_label: str
    text: str
    """ Its first 400 characters. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        author_name = self.author_name

        depth = self.depth

        id = self.id

        posted_at = self.posted_at.isoformat()

        state_label = self.state_label

        text = self.text

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "author_name": author_name,
                "depth": depth,
                "id": id,
                "posted_at": posted_at,
                "state_label": state_label,
                "text": text,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        author_name = d.pop("author_name")

        depth = d.pop("depth")

        id = d.pop("id")

        posted_at = datetime.datetime.fromisoformat(d.pop("posted_at"))

        state_label = d.pop("state_label")

        text = d.pop("text")

        thread_line_out = cls(
            author_name=author_name,
            depth=depth,
            id=id,
            posted_at=posted_at,
            state_label=state_label,
            text=text,
        )

        thread_line_out.additional_properties = d
        return thread_line_out

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
