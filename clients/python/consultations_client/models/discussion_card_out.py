from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.discussion_card_out_state import DiscussionCardOutState

T = TypeVar("T", bound="DiscussionCardOut")


@_attrs_define
class DiscussionCardOut:
    """A discussion of a consultation."""

    comment_count: int
    comments_url: str
    """ Where this API lists the comments. """
    html_url: str
    """ Its address on the website. """
    id: int
    last_comment_at: datetime.datetime | None
    state: DiscussionCardOutState
    state_words: str
    summary: str
    title: str
    url: str
    """ Where this API has the discussion. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        comment_count = self.comment_count

        comments_url = self.comments_url

        html_url = self.html_url

        id = self.id

        last_comment_at: None | str
        if isinstance(self.last_comment_at, datetime.datetime):
            last_comment_at = self.last_comment_at.isoformat()
        else:
            last_comment_at = self.last_comment_at

        state = self.state.value

        state_words = self.state_words

        summary = self.summary

        title = self.title

        url = self.url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "comment_count": comment_count,
                "comments_url": comments_url,
                "html_url": html_url,
                "id": id,
                "last_comment_at": last_comment_at,
                "state": state,
                "state_words": state_words,
                "summary": summary,
                "title": title,
                "url": url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        comment_count = d.pop("comment_count")

        comments_url = d.pop("comments_url")

        html_url = d.pop("html_url")

        id = d.pop("id")

        def _parse_last_comment_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_comment_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_comment_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_comment_at = _parse_last_comment_at(d.pop("last_comment_at"))

        state = DiscussionCardOutState(d.pop("state"))

        state_words = d.pop("state_words")

        summary = d.pop("summary")

        title = d.pop("title")

        url = d.pop("url")

        discussion_card_out = cls(
            comment_count=comment_count,
            comments_url=comments_url,
            html_url=html_url,
            id=id,
            last_comment_at=last_comment_at,
            state=state,
            state_words=state_words,
            summary=summary,
            title=title,
            url=url,
        )

        discussion_card_out.additional_properties = d
        return discussion_card_out

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
