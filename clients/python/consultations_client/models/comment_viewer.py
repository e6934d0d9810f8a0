from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="CommentViewer")


@_attrs_define
class CommentViewer:
    """What holds for the caller alone."""

    can_edit: bool
    can_withdraw: bool
    edit_is_held: bool
    """ Whether an edit of theirs waits for a moderator. """
    held_sentence: None | str
    """ Why their own comment, or their edit of it, waits, in words. """
    is_liked: bool
    is_own: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        can_edit = self.can_edit

        can_withdraw = self.can_withdraw

        edit_is_held = self.edit_is_held

        held_sentence: None | str
        held_sentence = self.held_sentence

        is_liked = self.is_liked

        is_own = self.is_own

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "can_edit": can_edit,
                "can_withdraw": can_withdraw,
                "edit_is_held": edit_is_held,
                "held_sentence": held_sentence,
                "is_liked": is_liked,
                "is_own": is_own,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        can_edit = d.pop("can_edit")

        can_withdraw = d.pop("can_withdraw")

        edit_is_held = d.pop("edit_is_held")

        def _parse_held_sentence(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        held_sentence = _parse_held_sentence(d.pop("held_sentence"))

        is_liked = d.pop("is_liked")

        is_own = d.pop("is_own")

        comment_viewer = cls(
            can_edit=can_edit,
            can_withdraw=can_withdraw,
            edit_is_held=edit_is_held,
            held_sentence=held_sentence,
            is_liked=is_liked,
            is_own=is_own,
        )

        comment_viewer.additional_properties = d
        return comment_viewer

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
