from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="FollowOut")


@_attrs_define
class FollowOut:
    """One thing that the caller follows."""

    discussion: int
    discussion_title: None | str
    """ Null where they may not read it now. """
    followed_at: datetime.datetime
    html_url: None | str
    id: int
    thread: int | None
    """ Null where they follow the discussion as a whole. """
    thread_author_name: None | str
    """ Who began the thread, where it is one whose first comment is shown. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        discussion = self.discussion

        discussion_title: None | str
        discussion_title = self.discussion_title

        followed_at = self.followed_at.isoformat()

        html_url: None | str
        html_url = self.html_url

        id = self.id

        thread: int | None
        thread = self.thread

        thread_author_name: None | str
        thread_author_name = self.thread_author_name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "discussion": discussion,
                "discussion_title": discussion_title,
                "followed_at": followed_at,
                "html_url": html_url,
                "id": id,
                "thread": thread,
                "thread_author_name": thread_author_name,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        discussion = d.pop("discussion")

        def _parse_discussion_title(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        discussion_title = _parse_discussion_title(d.pop("discussion_title"))

        followed_at = datetime.datetime.fromisoformat(d.pop("followed_at"))

        def _parse_html_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        html_url = _parse_html_url(d.pop("html_url"))

        id = d.pop("id")

        def _parse_thread(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        thread = _parse_thread(d.pop("thread"))

        def _parse_thread_author_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        thread_author_name = _parse_thread_author_name(d.pop("thread_author_name"))

        follow_out = cls(
            discussion=discussion,
            discussion_title=discussion_title,
            followed_at=followed_at,
            html_url=html_url,
            id=id,
            thread=thread,
            thread_author_name=thread_author_name,
        )

        follow_out.additional_properties = d
        return follow_out

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
