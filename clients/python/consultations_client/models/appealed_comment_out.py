from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.moderated_discussion import ModeratedDiscussion
    from ..models.thread_line_out import ThreadLineOut


T = TypeVar("T", bound="AppealedCommentOut")


@_attrs_define
class AppealedCommentOut:
    """The comment that an appeal is about."""

    above: list[ThreadLineOut]
    discussion: ModeratedDiscussion
    """ The discussion in which a comment stands. """
    id: int
    posted_at: datetime.datetime
    state_label: str
    text: str
    """ The words that were decided about: of an edit, the edit's. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        above = []
        for above_item_data in self.above:
            above_item = above_item_data.to_dict()
            above.append(above_item)

        discussion = self.discussion.to_dict()

        id = self.id

        posted_at = self.posted_at.isoformat()

        state_label = self.state_label

        text = self.text

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "above": above,
                "discussion": discussion,
                "id": id,
                "posted_at": posted_at,
                "state_label": state_label,
                "text": text,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.moderated_discussion import ModeratedDiscussion
        from ..models.thread_line_out import ThreadLineOut

        d = dict(src_dict)
        above = []
        _above = d.pop("above")
        for above_item_data in _above:
            above_item = ThreadLineOut.from_dict(above_item_data)

            above.append(above_item)

        discussion = ModeratedDiscussion.from_dict(d.pop("discussion"))

        id = d.pop("id")

        posted_at = datetime.datetime.fromisoformat(d.pop("posted_at"))

        state_label = d.pop("state_label")

        text = d.pop("text")

        appealed_comment_out = cls(
            above=above,
            discussion=discussion,
            id=id,
            posted_at=posted_at,
            state_label=state_label,
            text=text,
        )

        appealed_comment_out.additional_properties = d
        return appealed_comment_out

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
