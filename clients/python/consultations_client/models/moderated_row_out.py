from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.moderated_row_out_state import ModeratedRowOutState

if TYPE_CHECKING:
    from ..models.moderated_discussion import ModeratedDiscussion


T = TypeVar("T", bound="ModeratedRowOut")


@_attrs_define
class ModeratedRowOut:
    """A comment in the list."""

    author_name: str
    discussion: ModeratedDiscussion
    """ The discussion in which a comment stands. """
    edit_is_held: bool
    excerpt: str
    """ The beginning of the comment, on one line. """
    id: int
    is_official: bool
    open_report_count: int
    posted_at: datetime.datetime
    state: ModeratedRowOutState
    state_label: str
    url: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        author_name = self.author_name

        discussion = self.discussion.to_dict()

        edit_is_held = self.edit_is_held

        excerpt = self.excerpt

        id = self.id

        is_official = self.is_official

        open_report_count = self.open_report_count

        posted_at = self.posted_at.isoformat()

        state = self.state.value

        state_label = self.state_label

        url = self.url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "author_name": author_name,
                "discussion": discussion,
                "edit_is_held": edit_is_held,
                "excerpt": excerpt,
                "id": id,
                "is_official": is_official,
                "open_report_count": open_report_count,
                "posted_at": posted_at,
                "state": state,
                "state_label": state_label,
                "url": url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.moderated_discussion import ModeratedDiscussion

        d = dict(src_dict)
        author_name = d.pop("author_name")

        discussion = ModeratedDiscussion.from_dict(d.pop("discussion"))

        edit_is_held = d.pop("edit_is_held")

        excerpt = d.pop("excerpt")

        id = d.pop("id")

        is_official = d.pop("is_official")

        open_report_count = d.pop("open_report_count")

        posted_at = datetime.datetime.fromisoformat(d.pop("posted_at"))

        state = ModeratedRowOutState(d.pop("state"))

        state_label = d.pop("state_label")

        url = d.pop("url")

        moderated_row_out = cls(
            author_name=author_name,
            discussion=discussion,
            edit_is_held=edit_is_held,
            excerpt=excerpt,
            id=id,
            is_official=is_official,
            open_report_count=open_report_count,
            posted_at=posted_at,
            state=state,
            state_label=state_label,
            url=url,
        )

        moderated_row_out.additional_properties = d
        return moderated_row_out

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
