from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="OfficialReplyOut")


@_attrs_define
class OfficialReplyOut:
    """An official reply. It appears at once."""

    author_name: str
    discussion: int
    html_url: str
    id: int
    organisation: str
    parent: int | None
    posted_at: datetime.datetime
    text: str
    url: str
    """ Where this API has it for everybody. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        author_name = self.author_name

        discussion = self.discussion

        html_url = self.html_url

        id = self.id

        organisation = self.organisation

        parent: int | None
        parent = self.parent

        posted_at = self.posted_at.isoformat()

        text = self.text

        url = self.url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "author_name": author_name,
                "discussion": discussion,
                "html_url": html_url,
                "id": id,
                "organisation": organisation,
                "parent": parent,
                "posted_at": posted_at,
                "text": text,
                "url": url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        author_name = d.pop("author_name")

        discussion = d.pop("discussion")

        html_url = d.pop("html_url")

        id = d.pop("id")

        organisation = d.pop("organisation")

        def _parse_parent(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        parent = _parse_parent(d.pop("parent"))

        posted_at = datetime.datetime.fromisoformat(d.pop("posted_at"))

        text = d.pop("text")

        url = d.pop("url")

        official_reply_out = cls(
            author_name=author_name,
            discussion=discussion,
            html_url=html_url,
            id=id,
            organisation=organisation,
            parent=parent,
            posted_at=posted_at,
            text=text,
            url=url,
        )

        official_reply_out.additional_properties = d
        return official_reply_out

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
